"""Any journey document: what a generator may make within the format, empty and absent properties included."""

import datetime as dt
import json

from hypothesis import strategies as st

from klagerejsen.codes import CHANNELS, EVENT_TYPES, FINDING_TYPES, ROLES
from klagerejsen.paths import PACKAGE

SCHEMA = json.loads((PACKAGE / "journeys" / "journey.schema.json").read_text("utf-8"))
SIDES = ["citizen", "authority", "external"]
# Everything that any database can keep: no lone surrogates, no null.
characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
text = st.text(characters, max_size=30)
words = st.one_of(text, st.sampled_from(["Mor ringer og rykker", "æøå ÆØÅ", "=1+1", "<b>fed</b>", "  ", "", "”–…"]))
code = st.from_regex(r"[A-Z]{3}[0-9]{1,2}", fullmatch=True)
days = st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 12, 31))
iso = days.map(str)


@st.composite
def edtf(draw):
    day = draw(days)
    form = draw(st.sampled_from(["day", "about", "month", "season", "year", "span", "maybe", "masked"]))
    return {
        "day": f"{day}",
        "about": f"{day}~",
        "month": f"{day:%Y-%m}",
        "season": f"{day:%Y}-{draw(st.integers(21, 24))}",
        "year": f"{day:%Y}",
        "maybe": f"{day}?",
        "masked": f"{day:%Y-%m}-XX",
        "span": f"{day}/{day + dt.timedelta(draw(st.integers(0, 400)))}",
    }[form]


def maybe(strategy):
    """Absent, null, or a value."""
    return st.one_of(st.just(...), st.none(), strategy)


def listed(strategy, most=3):
    """Absent, empty, or some."""
    return st.one_of(st.just(...), st.lists(strategy, max_size=most))


def record(**fields):
    """An object whose fields are left out where they are `...`."""
    return st.fixed_dictionaries(fields).map(
        lambda made: {key.rstrip("_"): value for key, value in made.items() if value is not ...}
    )


view = record(
    known=st.sampled_from(["known", "unknown", "not_relevant"]), score=maybe(st.integers(-2, 2)), text=maybe(words)
)


def _event(ref, actors, events):
    actor, event = st.sampled_from(actors), st.sampled_from(events)
    return record(
        id=st.just(ref),
        date=edtf(),
        type=maybe(st.sampled_from(EVENT_TYPES)),
        title=maybe(words),
        description=maybe(words),
        from_=listed(actor),
        to=listed(actor),
        channel=maybe(st.sampled_from(CHANNELS)),
        topic=maybe(words),
        artefact=maybe(words),
        source=maybe(words),
        expects_reply=st.one_of(st.just(...), st.booleans()),
        reply_due=maybe(iso),
        responds_to=maybe(event),
        deadline=maybe(record(date=iso, basis=maybe(words), completed_by=maybe(event))),
        claims=listed(record(about=words, value=words)),
        contradicts=listed(event),
        carries_from=maybe(actor),
        perspectives=st.one_of(st.just(...), st.dictionaries(st.sampled_from(SIDES), view)),
        causes=listed(record(code=maybe(code), text=maybe(words))),
    )


def _actor(ref):
    return record(
        id=st.just(ref),
        label=words,
        role=maybe(st.sampled_from([role for roles in ROLES.values() for role in roles])),
        perspective=st.sampled_from(SIDES),
        unit=maybe(words),
        ref=maybe(words),
    )


def _finding(events):
    return record(
        type=st.sampled_from(FINDING_TYPES),
        origin=st.one_of(st.just(...), st.sampled_from(["computed", "marked"])),
        status=st.one_of(st.just(...), st.sampled_from(["suggested", "confirmed", "dismissed", "disputed"])),
        reason=maybe(words),
        events=st.lists(st.sampled_from(events), min_size=1, max_size=4),
        severity=maybe(st.one_of(st.integers(0, 3), st.floats(0, 3))),
        certainty=maybe(st.sampled_from(["certain", "possible"])),
        note=maybe(words),
    )


learning = record(
    happened=maybe(words),
    wished=maybe(words),
    why=maybe(words),
    recur=maybe(
        record(
            answer=maybe(st.sampled_from(["yes", "no", "maybe"])),
            likelihood=maybe(st.sampled_from(["low", "medium", "high"])),
            text=maybe(words),
        )
    ),
    prevent=maybe(words),
    summary=maybe(words),
)
action = record(
    title=words,
    owner=maybe(words),
    due=maybe(iso),
    measure=maybe(words),
    addresses=listed(code),
    level=maybe(st.sampled_from(["practice", "workflow", "system", "organisation", "cooperation", "framework"])),
    status=maybe(st.sampled_from(["open", "done", "dropped"])),
    done_on=maybe(iso),
    helped=maybe(st.sampled_from(["yes", "partly", "no", "unknown"])),
    evidence=maybe(words),
)
anything = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(-(2**53), 2**53), st.floats(allow_nan=False, allow_infinity=False), words
    ),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(words, inner, max_size=3)),
    max_leaves=6,
)


@st.composite
def documents(draw, most_events=6):
    """A journey document; order of properties as in the schema, which is the canonical one."""
    actors = [f"a{n}" for n in range(1, draw(st.integers(1, 4)) + 1)]
    events = [f"E{n}" for n in range(1, draw(st.integers(1, most_events)) + 1)]
    return draw(
        record(
            format=st.just("klagerejsen-journey"),
            version=st.just(1),
            id=st.from_regex(r"[a-z][a-z0-9æøå -]{0,20}", fullmatch=True),
            fictional=st.one_of(st.just(...), st.booleans()),
            language=st.one_of(st.just(...), st.sampled_from(["da", "en", "de"])),
            title=st.text(characters, min_size=1, max_size=200),
            subtitle=maybe(words),
            summary=maybe(words),
            area=maybe(st.sampled_from(["boern", "handicap", "voksne", "andet"])),
            legal_basis=listed(words),
            opened=maybe(iso),
            closed=maybe(iso),
            consulted=listed(st.sampled_from(SIDES)),
            actors=st.tuples(*map(_actor, actors)).map(list),
            events=st.tuples(*(_event(ref, actors, events) for ref in events)).map(list),
            findings=listed(_finding(events)),
            causes=listed(
                record(
                    code=code,
                    primary=st.one_of(st.just(...), st.booleans()),
                    events=listed(st.sampled_from(events)),
                    note=maybe(words),
                )
            ),
            learning=maybe(learning),
            actions=listed(action),
            complaint=maybe(st.dictionaries(words, anything, max_size=4)),
        )
    )
