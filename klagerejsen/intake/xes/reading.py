"""Read event logs in XES (1.0, 2.0 and IEEE 1849), plain or gzipped, one trace at a time.

A log comes from strangers: nothing in it is resolved, fetched or expanded, and a document type is refused. What the
standard does not know is kept; what cannot be kept is remarked upon with its line.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Protocol

from lxml import etree

from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import traces
from klagerejsen.intake.traces import Attribute, Classifier, Event, Extension, Head, Trace
from klagerejsen.intake.xes.unpacking import DOCTYPE

DEEPEST = 20
MOST_REMARKS = 200

_KINDS = frozenset((*traces.SCALARS, *traces.NESTED))
_OWN = ("log", "extension", "global", "classifier", "trace", "event")


NOT_XML = _("Filen er ikke gyldig XML ({reason}). Hent den igen fra det system, den kommer fra.")
NOT_XES = _("Filen er XML, men ikke en hændelseslog (XES). Gem den som XES, eller vælg en anden fil.")
TOO_DEEP = _("Oplysningerne i filen ligger i hinanden i over {most} lag. Gem den igen uden.")
TWICE = _("«{key}» står to gange samme sted. Den første er brugt.")
UNNAMED = _("En oplysning uden navn er beholdt som «{key}».")
UNKNOWN_KIND = _("<{kind}> er ikke en slags oplysning i XES. Den er beholdt som tekst.")
ON_ITS_OWN = _("En hændelse står uden for enhver sag og er ikke taget med.")
NAMELESS = "?"


class Readable(Protocol):
    """What bytes are read from."""

    def read(self, size: int = -1, /) -> bytes:
        """Return the next bytes, none at the end."""


class Remarks:
    """What there is to say about a file that is taken: the first remarks with their lines, and how many of each."""

    def __init__(self) -> None:
        self.first: list[Refusal] = []
        self.counts: Counter[str] = Counter()

    def add(self, text: str, line: int | None, **values: Any) -> None:
        """Remark upon something."""
        self.counts[text] += 1
        if len(self.first) < MOST_REMARKS:
            self.first.append(Refusal(text, line=line, **values))


class Reading:
    """One log being read; `head` is whole when the last trace has been given."""

    def __init__(self, source: Readable) -> None:
        self._source = source
        self._events: list[Event] = []
        self._root: Any = None
        self._done: Any = None
        self.head = Head()
        self.remarks = Remarks()

    def traces(self) -> Iterator[Trace]:
        """Give the traces in the order of the file, holding one at a time; raises `Refusal`."""
        steps = etree.iterparse(
            self._source,
            events=("start", "end"),
            tag=[f"{{*}}{name}" for name in _OWN],
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            for step, element in steps:
                if step == "start":
                    self._begin(element)
                elif trace := self._end(element):
                    yield trace
        except etree.XMLSyntaxError as error:
            raise _refusal(error) from error
        if self._root is None:
            raise Refusal(NOT_XES, line=1)
        self.head.attributes = list(self._attributes([child for child in self._root if _name(child) not in _OWN]))

    def _begin(self, element: Any) -> None:
        if self._root is None:
            if element.getroottree().docinfo.internalDTD is not None:
                raise Refusal(DOCTYPE, line=1)
            if _name(element) != "log" or element.getparent() is not None:
                raise Refusal(NOT_XES, line=element.sourceline)
            self._root = element
            self.head.version = element.get("xes.version", "")

    def _end(self, element: Any) -> Trace | None:
        name = _name(element)
        if name == "event":
            self._event(element)
        elif name == "trace":
            return self._trace(element)
        elif name != "log":
            self._promise(name, element)
        return None

    def _event(self, element: Any) -> None:
        line = element.sourceline
        if _name(element.getparent()) == "trace":
            self._events.append(Event(self._attributes(element), line))
        else:
            self.remarks.add(ON_ITS_OWN, line)
        element.clear()

    def _trace(self, element: Any) -> Trace:
        if element.getparent() is not self._root:
            raise Refusal(NOT_XES, line=element.sourceline)
        own = self._attributes([child for child in element if _name(child) != "event"])
        trace = Trace(own, tuple(self._events), element.sourceline)
        self._events = []
        element.clear()
        # The parser still stands on this element; the one before it can go.
        if self._done is not None:
            self._root.remove(self._done)
        self._done = element
        return trace

    def _promise(self, name: str, element: Any) -> None:
        said = element.get
        if name == "extension":
            self.head.extensions.append(Extension(said("name", ""), said("prefix", ""), said("uri", "")))
        elif name == "global":
            self.head.promised[said("scope", "event")] = self._attributes(element)
        else:
            keys = _keys(said("keys", ""))
            self.head.classifiers.append(Classifier(said("name", ""), said("scope", "event"), keys))

    def _attributes(self, elements: Sequence[Any], depth: int = 1) -> tuple[Attribute, ...]:
        """Read attributes; of two with the same key the first is kept."""
        found = [self._attribute(element, depth) for element in elements]
        if len({attribute.key for attribute in found}) == len(found):
            return tuple(found)
        kept: dict[str, Attribute] = {}
        for attribute, element in zip(found, elements, strict=False):
            if kept.setdefault(attribute.key, attribute) is not attribute:
                self.remarks.add(TWICE, element.sourceline, key=attribute.key)
        return tuple(kept.values())

    def _attribute(self, element: Any, depth: int) -> Attribute:
        kind, key = _name(element), element.get("key")
        if kind not in _KINDS:
            self.remarks.add(UNKNOWN_KIND, element.sourceline, kind=kind)
            kind = "string"
        if key is None:
            self.remarks.add(UNNAMED, element.sourceline, key=NAMELESS)
            key = NAMELESS
        return Attribute(key, kind, element.get("value", ""), self._children(element, kind, depth))

    def _children(self, element: Any, kind: str, depth: int) -> tuple[Attribute, ...]:
        if not len(element):
            return ()
        if depth >= DEEPEST:
            raise Refusal(TOO_DEEP, line=element.sourceline, most=DEEPEST)
        if kind != "list":
            return self._attributes(element, depth + 1)
        # A list holds its members in <values>, in older files without; members may share a key.
        members = [inner for child in element for inner in (child if _name(child) == "values" else (child,))]
        return tuple(self._attribute(member, depth + 1) for member in members)


def _name(element: Any) -> str:
    return _local(element.tag)


@lru_cache(maxsize=1000)
def _local(tag: str) -> str:
    """Return a name without its namespace."""
    return tag.rpartition("}")[2]


def _keys(text: str) -> tuple[str, ...]:
    """Return the keys of a classifier; one with a space in it stands in quotes."""
    quoted = text.split("'")
    pieces = [[piece] if number % 2 else piece.split() for number, piece in enumerate(quoted)]
    return tuple(key for piece in pieces for key in piece if key)


def _refusal(error: etree.XMLSyntaxError) -> Refusal:
    if "depth" in str(error.msg):
        return Refusal(TOO_DEEP, line=error.lineno, most=DEEPEST)
    return Refusal(NOT_XML, line=error.lineno, reason=str(error.msg).partition(", line")[0].strip())
