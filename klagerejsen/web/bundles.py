"""A participant's scripts and styles, each in one piece: a slow network is paid for by the request.

There is no build step. What is edited is what is served to everybody else, file by file; the pieces are put together
from the same files when they are first asked for. Scripts keep to a small part of the language for that: imports and
exports stand at the beginning of a line, imports are `{ names }` or `* as name`, comments have lines of their own, and
no text runs over several lines.
"""

import posixpath
import re
from collections.abc import Iterator

from klagerejsen.paths import STATIC

MOUNTED = (
    "answer", "ballot", "clock", "deck", "forget", "hand", "leave", "live", "lock", "note", "offline", "once",
    "phone-list", "ready", "rejoin", "room", "shown", "sign", "strip", "unsent", "waiting", "watch",
)  # fmt: skip
"""What the pages of the phone mount by `data-module`."""
STYLES = ("tokens", "base", "phone")

_IMPORT = re.compile(r'^import (?:(?P<names>\{[^}]*\})|\* as (?P<all>\w+)) from "(?P<path>\.[^"]+)";$', re.M)
_EXPORT = re.compile(r"^export (default )?((?:async )?(?:function|class|const) (\w+))", re.M)
_LEFT_OUT = {".js": re.compile(r"^ *(//.*\n)?", re.M), ".css": re.compile(r"/\*.*?\*/\n?", re.S)}

# A part is made when something first imports it, once, and a dynamic import never at once: as the browser does it.
_FRAME = """const made = new Map();
const parts = {
%s
};
const use = (name) => made.get(name) ?? made.set(name, parts[name]()).get(name);
const here = new URL("./", import.meta.url).href;
const bring = async (url) => {
  await null;
  const name = String(url).replace(here, "");
  return name in parts ? use(name) : import(url);
};
use("app.js");
"""


class CannotBundle(ValueError):  # noqa: N818 - says what is the matter
    """A script says something that cannot be put into one piece."""


def script() -> str:
    """Return app.js with everything that the phone mounts, and what these import, as one module."""
    parts = dict(_reached(["app.js", *(f"modules/{name}.js" for name in MOUNTED)]))
    return _FRAME % "\n".join(f'"{name}"() {{\n{_part(name, text)}}},' for name, text in parts.items())


def style() -> str:
    """Return the styles of the phone in their order."""
    return "".join(_text(f"css/{name}.css") for name in STYLES)


BUNDLES = {"js/phone-all.js": script, "css/phone-all.css": style}


def _text(path: str) -> str:
    return _LEFT_OUT[posixpath.splitext(path)[1]].sub("", (STATIC / path).read_text("utf-8"))


def _reached(names: list[str]) -> Iterator[tuple[str, str]]:
    seen: set[str] = set()
    while names:
        name = names.pop()
        if name not in seen:
            seen.add(name)
            text = _text(f"js/{name}")
            yield name, text
            names += [_target(name, found) for found in _IMPORT.finditer(text)]


def _target(name: str, found: re.Match[str]) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), found["path"]))


def _part(name: str, text: str) -> str:
    """Return a script as the body of a function that returns what the script exports."""
    exported = [f"default: {found[3]}" if found[1] else found[3] for found in _EXPORT.finditer(text)]
    body = _IMPORT.sub(lambda found: _used(name, found), _EXPORT.sub(r"\2", text)).replace("import(", "bring(")
    unread = [line for line in body.splitlines() if re.match(r"(import|export)\b", line) or line.count("`") % 2]
    if unread:
        raise CannotBundle(f"{name}: {unread[0]}")
    return f"{body}return {{ {', '.join(exported)} }};\n"


def _used(name: str, found: re.Match[str]) -> str:
    names = found["all"] or found["names"].replace(" as ", ": ")
    return f'const {names} = use("{_target(name, found)}");'
