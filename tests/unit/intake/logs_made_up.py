"""Event logs that a generator may make, and a small one by hand."""

import datetime as dt
import io

from hypothesis import strategies as st

from klagerejsen.intake.traces import Attribute, Event, Head, Trace, moment
from klagerejsen.intake.xes.reading import Reading
from klagerejsen.intake.xes.writing import write

# What XML can hold; a line break is written as a reference and comes back.
text = st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufffe\uffff"), max_size=12)
words = st.one_of(text, st.sampled_from(["æøå & <b>\"'", "  to  ", "linje\nto", "\tfane", "=1+1", ""]))
keys = st.one_of(st.sampled_from(["concept:name", "org:resource", "org:group", "cost:total", "kanal", "Æ ø"]), words)
zones = st.sampled_from([None, dt.UTC, dt.timezone(dt.timedelta(hours=2)), dt.timezone(dt.timedelta(hours=-3.5))])
moments = st.datetimes(dt.datetime(1900, 1, 1), dt.datetime(2100, 1, 1), timezones=zones)
scalars = st.one_of(
    st.tuples(st.just("string"), words),
    st.tuples(st.just("id"), words),
    st.tuples(st.just("int"), st.integers(-(2**60), 2**60).map(str)),
    st.tuples(st.just("float"), st.floats(allow_nan=False, allow_infinity=False).map(str)),
    st.tuples(st.just("boolean"), st.sampled_from(["true", "false"])),
    st.tuples(st.just("date"), moments.map(dt.datetime.isoformat)),
)


def of_kind(children):
    scalar = st.builds(lambda key, kind, inner: Attribute(key, *kind, inner), keys, scalars, own(children))
    members = st.lists(children, max_size=3).map(tuple)  # the members of a list may share a key
    return st.one_of(scalar, st.builds(lambda key, inner: Attribute(key, "list", "", inner), keys, members))


def own(attributes):
    """Attributes of one element: no key twice."""
    return st.lists(attributes, max_size=4, unique_by=lambda attribute: attribute.key).map(tuple)


attributes = st.recursive(st.builds(lambda key, kind: Attribute(key, *kind), keys, scalars), of_kind, max_leaves=4)
events = st.builds(
    lambda when, others: Event((*others, *([Attribute("time:timestamp", "date", when.isoformat())] if when else []))),
    st.none() | moments,
    own(attributes.filter(lambda attribute: attribute.key != "time:timestamp")),
)
traces = st.builds(
    lambda stated, happened: Trace(stated, tuple(happened)), own(attributes), st.lists(events, max_size=4)
)
logs = st.lists(traces, max_size=4)


def event(activity, when=None, **others):
    stated = {"concept:name": activity} | ({"time:timestamp": when} if when else {})
    stated |= {key.replace("_", ":"): value for key, value in others.items()}
    kinds = {"time:timestamp": "date", "cost:total": "float"}
    return Event(tuple(Attribute(key, kinds.get(key, "string"), value) for key, value in stated.items()))


def case(name, *happened):
    return Trace((Attribute("concept:name", "string", name),) if name else (), happened)


def written(cases, head=None) -> bytes:
    file = io.BytesIO()
    write(file, head or Head(), cases)
    return file.getvalue()


def read(data: bytes) -> tuple[Reading, list[Trace]]:
    reading = Reading(io.BytesIO(data))
    return reading, list(reading.traces())


def bare(found):
    """The same log without what comparing must not see: lines, the order of attributes, ways to write a moment."""
    return [(_bare(trace.attributes), [_bare(event.attributes) for event in trace.events]) for trace in found]


def _bare(stated):
    return sorted(
        (each._replace(value=str(moment(each.value))) if each.key == "time:timestamp" else each) for each in stated
    )
