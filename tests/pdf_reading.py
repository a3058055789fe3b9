"""A tagged PDF as somebody hears it: its structure in order, each element with the text it holds.

Written against ISO 32000-1: 9.10.2 (ToUnicode), 14.7 (structure) and 14.9.4 (replacement text).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

import pikepdf

_HEX = re.compile(rb"<([0-9A-Fa-f]+)>")


@dataclass(frozen=True)
class Element:
    """A structure element: its tag without the slash, its alternative text, its language, its own text."""

    tag: str
    depth: int
    alt: str
    language: str
    text: str


def read(data: bytes) -> list[Element]:
    """Return the elements of a tagged PDF in reading order."""
    with pikepdf.open(BytesIO(data)) as pdf:
        contents = {page.objgen: _marked(page) for page in pdf.pages}
        return list(_walked(pdf.Root.StructTreeRoot.K, contents, 0, None))


def spoken(elements: list[Element]) -> str:
    """Return what is heard: alternative text in place of what it replaces."""
    return "\n".join(element.alt or element.text for element in elements if element.alt or element.text)


def _walked(node: object, contents: dict, depth: int, page: object) -> Iterator[Element]:
    if isinstance(node, pikepdf.Array):
        for kid in node:
            yield from _walked(kid, contents, depth, page)
    elif isinstance(node, pikepdf.Dictionary) and "/S" in node:
        page = node.get("/Pg", page)
        yield Element(
            str(node.S)[1:],
            depth,
            str(node.get("/Alt", "")),
            str(node.get("/Lang", "")),
            "".join(_own(node.get("/K"), contents, page)),
        )
        if "/K" in node:
            yield from _walked(node.K, contents, depth + 1, page)


def _own(kids: object, contents: dict, page: object) -> Iterator[str]:
    """Yield the text that an element marks itself."""
    if kids is None:
        return
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, int) and page is not None:
            yield contents[page.objgen].get(int(kid), "")
        elif isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            yield contents[kid.get("/Pg", page).objgen].get(int(kid.MCID), "")


def _marked(page: pikepdf.Page) -> dict[int, str]:
    """Return the text of every marked piece of a page."""
    fonts = {name: _unicode(font) for name, font in page.Resources.get("/Font", {}).items()}
    found: dict[int, str] = {}
    stack: list[tuple[int | None, str | None]] = []
    font: dict[int, str] = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        match str(operator):
            case "BDC":
                properties = operands[1] if isinstance(operands[1], pikepdf.Dictionary) else {}
                actual = properties.get("/ActualText")
                stack.append((properties.get("/MCID"), None if actual is None else str(actual)))
                if actual is not None:
                    _add(found, stack, str(actual))
            case "BMC":
                stack.append((None, None))
            case "EMC":
                stack.pop()
            case "Tf":
                font = fonts[str(operands[0])]
            case "Tj" | "TJ" if not any(actual is not None for _mcid, actual in stack):
                strings = operands[0] if isinstance(operands[0], pikepdf.Array) else [operands[0]]
                for string in strings:
                    if isinstance(string, pikepdf.String):
                        _add(found, stack, _decoded(bytes(string), font))
    return found


def _add(found: dict[int, str], stack: list, text: str) -> None:
    mcid = next((int(mcid) for mcid, _actual in reversed(stack) if mcid is not None), None)
    if mcid is not None:
        found[mcid] = found.get(mcid, "") + text


def _decoded(codes: bytes, font: dict[int, str]) -> str:
    return "".join(font.get(int.from_bytes(codes[at : at + 2]), "\ufffd") for at in range(0, len(codes), 2))


def _unicode(font: pikepdf.Object) -> dict[int, str]:
    """Read a ToUnicode map of single characters (bfchar), the only kind the engine writes."""
    found = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", font.ToUnicode.read_bytes(), re.S):
        codes = _HEX.findall(block)
        for code, text in zip(codes[::2], codes[1::2], strict=True):
            found[int(code, 16)] = bytes.fromhex(text.decode()).decode("utf-16-be")
    return found
