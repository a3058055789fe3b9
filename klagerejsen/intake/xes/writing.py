"""Write event logs as XES (IEEE 1849), one trace at a time, so that other tools read back what we have.

The elements stand in the order of the standard's schema and in no namespace, as in that schema. XML has no way to
write most control characters; they become U+FFFD.
"""

import re
from collections.abc import Iterable
from typing import Any, BinaryIO

from lxml import etree

from klagerejsen.intake.traces import Attribute, Extension, Head, Trace

VERSION = "1849.2016"
STANDARD = tuple(
    Extension(name, prefix, f"http://www.xes-standard.org/{prefix}.xesext")
    for name, prefix in (
        ("Concept", "concept"),
        ("Time", "time"),
        ("Lifecycle", "lifecycle"),
        ("Organizational", "org"),
        ("Cost", "cost"),
        ("ID", "identity"),
    )
)
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(target: BinaryIO, head: Head, traces: Iterable[Trace]) -> None:
    """Write a log; `target` is open for writing bytes."""
    with etree.xmlfile(target, encoding="UTF-8") as file:
        file.write_declaration()
        with file.element("log", {"xes.version": VERSION, "xes.features": "nested-attributes"}):
            for element in _head(head):
                _put(file, element, "\n ")
            for trace in traces:
                _put(file, _trace(trace), "\n ")
            file.write("\n")
    target.write(b"\n")


def _put(file: Any, element: Any, indent: str) -> None:
    file.write(indent)
    etree.indent(element, space=" ", level=1)
    file.write(element)


def _head(head: Head) -> Iterable[Any]:
    for extension in head.extensions:
        yield etree.Element("extension", {key: writable(value) for key, value in extension._asdict().items()})
    for scope, attributes in head.promised.items():
        yield _with(etree.Element("global", scope=writable(scope)), attributes)
    for classifier in head.classifiers:
        keys = " ".join(f"'{key}'" if " " in key else key for key in classifier.keys)
        yield etree.Element(
            "classifier", name=writable(classifier.name), scope=classifier.scope or "event", keys=writable(keys)
        )
    yield from map(_attribute, head.attributes)


def _trace(trace: Trace) -> Any:
    element = _with(etree.Element("trace"), trace.attributes)
    for event in trace.events:
        element.append(_with(etree.Element("event"), event.attributes))
    return element


def _with(element: Any, attributes: Iterable[Attribute]) -> Any:
    element.extend(map(_attribute, attributes))
    return element


def _attribute(attribute: Attribute) -> Any:
    element = etree.Element(attribute.kind, key=writable(attribute.key))
    if attribute.kind == "list":
        _with(etree.SubElement(element, "values"), attribute.children)
        return element
    if attribute.kind != "container":
        element.set("value", writable(attribute.value))
    return _with(element, attribute.children)


def writable(text: str) -> str:
    """Return the text with U+FFFD for what XML cannot hold."""
    return _UNWRITABLE.sub("\ufffd", text)
