"""The sheet as somebody at a keyboard uses it."""

import json

import pytest
from playwright.sync_api import Locator, Page

TABLE = (
    "uge 14 2024\tMor rykker\tRykker\tMor (forældremyndighedsindehaver)\r\n"
    "15/4-2024\tSkolen svarer\tSvar\tSkolen\r\n"
    "engang\tUden dag\t\t\r\n"
)
CLIPBOARD = """([name, text]) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  const event = new ClipboardEvent(name, { clipboardData, bubbles: true, cancelable: true });
  document.activeElement.dispatchEvent(event);
  return clipboardData.getData("text/plain");
}"""


@pytest.fixture
def journey() -> str:
    return "/journeys/1"


def saved(page: Page) -> None:
    page.locator("#sheet-state:text-is('Gemt')").wait_for()


def focus(cell: Locator) -> None:
    """Focus a cell once the sheet is awake: before that no cell can have the focus."""
    cell.page.locator("#sheet td[tabindex]").first.wait_for()
    cell.focus()


def case(page: Page, journey: str) -> list[dict]:
    return json.loads(page.request.get(f"{journey}/journey.json").text())["events"]


def test_a_case_is_changed_by_keyboard_as_in_a_spreadsheet(facilitator: Page, journey: str):
    page = facilitator
    page.goto(f"{journey}/grid")
    focus(page.locator("#sheet tbody td").first)

    # Typing replaces, Enter saves and goes down, Escape gives up.
    page.keyboard.press("ArrowRight")
    page.keyboard.type("Barnet bliver hjemme")
    page.keyboard.press("Enter")
    saved(page)
    page.keyboard.press("F2")
    page.keyboard.type(" og mere")
    page.keyboard.press("Escape")
    events = case(page, journey)
    assert events[0]["title"] == "Barnet bliver hjemme"
    assert "og mere" not in events[1]["title"]

    # Copied cells are what a spreadsheet takes; filling down repeats the first.
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Shift+ArrowDown")
    assert page.evaluate(CLIPBOARD, ["copy", ""]).split("\n") == [events[0]["title"], events[1]["title"]]
    page.keyboard.press("Control+d")
    saved(page)
    assert case(page, journey)[1]["title"] == "Barnet bliver hjemme"

    # One undo takes back what was done at once.
    with page.expect_navigation():
        page.keyboard.press("Control+z")
    assert case(page, journey)[1]["title"] == events[1]["title"]

    # A table from a spreadsheet becomes events; a row that cannot says why where it stands.
    focus(page.locator("#sheet tbody tr.blank td").first)
    page.evaluate(CLIPBOARD, ["paste", TABLE])
    page.locator("#sheet-state").filter(has_text="1 felt mangler").wait_for()
    assert [event["title"] for event in case(page, journey)[-2:]] == ["Mor rykker", "Skolen svarer"]
    wrong = page.locator('#sheet td[aria-invalid="true"]')
    assert wrong.count() == 1
    wrong.focus()
    page.keyboard.type("1/5-2024")
    page.keyboard.press("Enter")
    saved(page)
    assert case(page, journey)[-1]["title"] == "Uden dag"

    # Nobody is caught: Escape and Tab lead out.
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.matches('td[data-field]')")


def test_words_wait_for_the_network_and_are_not_lost(facilitator: Page, journey: str):
    page = facilitator
    page.goto(f"{journey}/grid")
    focus(page.locator("#sheet tbody td").nth(1))
    page.context.set_offline(True)
    page.keyboard.type("Skrevet uden net")
    page.keyboard.press("Enter")
    page.locator("#sheet-state").filter(has_text="Ikke gemt").wait_for()
    page.context.set_offline(False)
    saved(page)
    assert case(page, journey)[0]["title"] == "Skrevet uden net"
