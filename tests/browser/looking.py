"""What every page is looked at for: WCAG 2.2 AA, by axe and by what axe cannot see."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Page

from tests.browser.conftest import until

TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
NARROW = {"width": 320, "height": 640}
FROM_EIGHT_METRES = 28


@dataclass(frozen=True)
class Stop:
    """A page as somebody sees it: its address, and what to press there before looking."""

    name: str
    url: str
    press: Callable[[Page], object] = lambda page: None


@dataclass
class Findings:
    """What is wrong, page by page, and how many pages were looked at."""

    looked_at: int = 0
    problems: list[str] = field(default_factory=list)

    def add(self, stop: Stop, problems: object) -> None:
        self.problems += [f"{stop.name}: {problem}" for problem in problems]  # type: ignore[attr-defined]


VIOLATIONS = "async (options) => (await axe.run(options)).violations"


def axe_says(page: Page, tags: list[str]) -> list[str]:
    """Return what axe finds: the rule, the element, and why."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = page.evaluate(VIOLATIONS, {"resultTypes": ["violations"], "runOnly": tags})
    return [f"{rule['id']}: {node['html'][:120]} ({_why(node)})" for rule in found for node in rule["nodes"]]


def _why(node: dict) -> str:
    return " ".join(node["failureSummary"].split())[:200]


def in_both_themes(page: Page) -> list[str]:
    """Run all rules in light, and those about colour again in dark."""
    page.emulate_media(color_scheme="light")
    light = axe_says(page, TAGS)
    page.emulate_media(color_scheme="dark")
    dark = [f"dark: {problem}" for problem in axe_says(page, ["color-contrast", "link-in-text-block"])]
    page.emulate_media(color_scheme="light")
    return light + dark


ORDER = """() => {
  const problems = [];
  const html = document.documentElement;
  if (!["da", "en"].includes(html.lang)) problems.push("no language");
  if (!document.title.trim() || document.title.startsWith("·")) problems.push(`title: ${document.title}`);
  if (document.querySelectorAll("h1").length !== 1) problems.push("not one h1");
  if (document.querySelectorAll("main").length !== 1) problems.push("not one main");
  const navs = [...document.querySelectorAll("nav")].map((nav) => nav.getAttribute("aria-label"));
  if (navs.some((name) => !name) || new Set(navs).size < navs.length) problems.push(`navs: ${navs}`);
  const first = document.querySelector("a[href], button, input:not([type=hidden])");
  if (first?.getAttribute("href") !== "#main") problems.push("the first stop does not skip to the content");
  return problems;
}"""


VISIBLE = """
  const seen = (element) => element.checkVisibility({ opacityProperty: false, visibilityProperty: true })
    && !element.closest("[inert], .skip-link, .visually-hidden");
  const say = (element) => element.outerHTML.replace(/\\s+/g, " ").slice(0, 110);
"""

REACHED = f"""() => {{
  {VISIBLE}
  const problems = [];
  const ringed = (element) => {{
    const style = element && getComputedStyle(element);
    return style && style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2;
  }};
  const stops = "a[href], button, select, summary, textarea, input:not([type=hidden]), [tabindex='0']";
  const within = document.querySelector("dialog[open]") ?? document;
  for (const element of within.querySelectorAll(stops)) {{
    if (!seen(element) || element.disabled) continue;
    element.focus();
    if (document.activeElement !== element) {{ problems.push(`cannot be focused: ${{say(element)}}`); continue; }}
    const box = element.getBoundingClientRect();
    const shown = [element, element.nextElementSibling, element.parentElement].some(ringed);
    if (!shown) problems.push(`no visible focus: ${{say(element)}}`);
    const [x, y] = [box.left + Math.min(box.width / 2, 20), box.top + Math.min(box.height / 2, 20)];
    const top = document.elementFromPoint(x, y);
    const label = element.labels?.[0];
    const covered = !top || !(element.contains(top) || top.contains(element) || label?.contains(top));
    const line = element.closest(".timeline, .map .arc"); // a line is not where the corner of its box is
    if (covered && !line) problems.push(`out of sight when focused: ${{say(element)}}`);
  }}
  return problems;
}}"""

SMALL = f"""(least) => {{
  {VISIBLE}
  const problems = [];
  const pressed = "a[href], button, select, summary, textarea, input:not([type=hidden]), [role=button]";
  for (const element of document.querySelectorAll(pressed)) {{
    if (!seen(element) || element.disabled) continue;
    if (element.closest(".timeline svg")) continue; // the list beside the timeline has the same, larger
    const spread = getComputedStyle(element, "::after").position === "absolute" && element.offsetParent;
    const {{ width, height }} = (element.closest("label") || spread || element).getBoundingClientRect();
    const inline = getComputedStyle(element).display === "inline"
      && element.parentElement.textContent.trim() !== element.textContent.trim();
    if (!inline && (width < least - 0.5 || height < least - 0.5)) {{
      problems.push(`${{Math.round(width)}} × ${{Math.round(height)}} px: ${{say(element)}}`);
    }}
  }}
  return problems;
}}"""

WIDE = f"""() => {{
  {VISIBLE}
  const wide = document.scrollingElement.scrollWidth, room = window.innerWidth;
  if (wide <= room) return [];
  const scrolls = (element) => element && (/auto|scroll|hidden|clip/.test(getComputedStyle(element).overflowX)
    || scrolls(element.parentElement));
  const out = [...document.body.querySelectorAll("*")].filter((element) =>
    element.getBoundingClientRect().right > room + 1 && seen(element) && !scrolls(element.parentElement));
  return [`${{wide}} px wide at ${{room}}: ${{out.slice(0, 3).map(say).join(" | ")}}`];
}}"""

SPACED = """() => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`
    * { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important; }
    p { margin-bottom: 2em !important; }`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}"""
UNSPACED = "() => { document.adoptedStyleSheets = document.adoptedStyleSheets.slice(0, -1); }"

CUT = f"""() => {{
  {VISIBLE}
  const problems = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const cuts = (element, axis) => /hidden|clip/.test(getComputedStyle(element)[`overflow${{axis}}`]);
  while (walker.nextNode()) {{
    const text = walker.currentNode, element = text.parentElement;
    if (!text.data.trim() || !seen(element)) continue;
    if (element.closest("svg, .timeline, script, [aria-hidden=true], option")) continue;
    const range = document.createRange();
    range.selectNodeContents(text);
    const words = range.getBoundingClientRect();
    for (let around = element; around && around !== document.body; around = around.parentElement) {{
      const box = around.getBoundingClientRect();
      if (box.width <= 1 && box.height <= 1) break;
      const beside = cuts(around, "X") && words.right > box.right + 2;
      const below = cuts(around, "Y") && words.bottom > box.bottom + 3;
      if (beside || below) problems.push(`cut off: "${{text.data.trim().slice(0, 40)}}" in ${{say(around)}}`);
      if (getComputedStyle(around).overflowX !== "visible") break;
    }}
  }}
  return problems;
}}"""


LEGIBLE = f"""(least) => {{
  {VISIBLE}
  const problems = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {{
    const text = walker.currentNode, element = text.parentElement;
    if (!text.data.trim() || !seen(element) || element.closest("script, .visually-hidden")) continue;
    const drawn = element instanceof SVGElement ? element.getScreenCTM().a : element.currentCSSZoom ?? 1;
    const size = parseFloat(getComputedStyle(element).fontSize) * drawn;
    if (size < least - 0.5) problems.push(`${{size.toFixed(1)}} px: "${{text.data.trim().slice(0, 40)}}"`);
  }}
  return problems;
}}"""


def reached_by_keyboard(page: Page) -> list[str]:
    """Return what the keyboard cannot reach, or reaches without anybody seeing it."""
    page.keyboard.press("Tab")
    return page.evaluate(REACHED)


def with_text_spaced(page: Page) -> list[str]:
    """Return what is cut off, or makes the page wider, once a reader spaces the text out (WCAG 1.4.12)."""
    page.evaluate(SPACED)
    problems = page.evaluate(CUT) + page.evaluate(WIDE)
    page.evaluate(UNSPACED)
    return [f"spaced out: {problem}" for problem in problems]


def narrow(page: Page) -> list[str]:
    """Return what scrolls sideways at 320 px (WCAG 1.4.10); a screen reader's list stands beside every timeline."""
    before = page.viewport_size
    page.set_viewport_size(NARROW)
    page.wait_for_timeout(60)
    problems = page.evaluate(WIDE)
    assert before
    page.set_viewport_size(before)
    return problems


def at_rest(page: Page) -> None:
    """Wait until a page asks for nothing more and nothing on it moves: what fades has no colour to be judged by."""
    until(lambda: page.locator(".htmx-request").count() == 0)
    page.evaluate("() => Promise.allSettled(document.getAnimations().map((animation) => animation.finished))")


def looked_at(page: Page, stop: Stop) -> list[str]:
    """Return everything that is wrong with a page as it stands."""
    at_rest(page)
    problems = in_both_themes(page) + page.evaluate(ORDER)
    if stop.name.startswith("screen"):
        # A wall that nobody presses, zooms or styles: what it says stands on the console and the phones too.
        return problems + page.evaluate(LEGIBLE, FROM_EIGHT_METRES)
    problems += with_text_spaced(page) + reached_by_keyboard(page) + narrow(page)
    return problems + page.evaluate(SMALL, 44 if stop.name.startswith(("phone", "join")) else 24)


def look_at_all(walk: Iterable[tuple[Page, Stop]], pages: int) -> None:
    """Look at every page of a walk; what goes wrong on one does not hide the next."""
    found = Findings()
    for page, stop in walk:
        found.looked_at += 1
        found.add(stop, looked_at(page, stop))
    assert not found.problems, "\n".join(["", *found.problems])
    assert found.looked_at >= pages
