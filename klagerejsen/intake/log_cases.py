"""The parser "cases": the cases that somebody chose of a log in, one interchange document for each out.

Nothing that a log says is lost without a word. Its activity is the title, and the type where the word is known; who
did it becomes an actor with a unit; all else that it says goes where people said, by default into the description as
"key: value". A log that this program wrote becomes the journey that it was.
"""

from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Dictionary
from pathlib import Path
from typing import Any

from klagerejsen.background.refusals import Refusal
from klagerejsen.background.worker import Tell
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import cases, traces
from klagerejsen.intake.flat import ours, whole
from klagerejsen.intake.happenings import Happening, clock_of, dated, happenings_of, moments_of
from klagerejsen.intake.log_choices import Case, Choice, chosen, traces_of
from klagerejsen.intake.log_people import People
from klagerejsen.intake.logfiles import PLACED, activity_of
from klagerejsen.intake.mappings import Mapping
from klagerejsen.intake.rows import LONGEST_TITLE, MOST_EVENTS, TOO_MANY_EVENTS, Seen, Told
from klagerejsen.intake.traces import Attribute, Trace, value_of
from klagerejsen.intake.vocabulary import code_of
from klagerejsen.screening.replacing import Replacing

FIELDS = ("description", "channel", "topic", "artefact", "source")
"""What an event's attribute can become; a case's goes into the summary ("description") or is not taken ("")."""
FIXED = (("event", traces.ACTIVITY), ("case", traces.CASE))
SOURCE = "Hændelseslog"


BUILDING = _("Sagerne bliver til rejser, og teksten ses efter for personoplysninger")
NO_DATE_AT_ALL = _("Ingen hændelse i sagen har et tidspunkt. Vælg andre sager, eller spring hændelserne over.")
NOTHING_CHOSEN = _("Ingen sag passer. Vælg mindst én.")


def keys_of(summary: Dictionary[str, Any]) -> list[list[str]]:
    """Return every attribute of a log that was read, as scope and key: the columns that a mapping is about."""
    events = [["event", key] for key in summary["keys"] if key not in PLACED and not _is_ours(key)]
    own = [["case", key] for key in summary["case_keys"] if key != traces.CASE and not _is_ours(key)]
    return [*map(list, FIXED), *events, *own]


def headings_of(keys: Sequence[Sequence[str]]) -> list[str]:
    """Return what each attribute is called in lists: a case's own after the word for it."""
    return [key if scope == "event" else f"trace {key}" for scope, key in keys]


def _is_ours(key: str) -> bool:
    return ours(Attribute(key, "string"))


def proposed(keys: Sequence[Sequence[str]], summary: Dictionary[str, Any]) -> list[str]:
    """Return what each attribute becomes unless people say otherwise: all are kept that do not just repeat another."""
    known = {"event": summary["keys"], "case": summary["case_keys"]}
    further = keys[len(FIXED) :]
    return ["title", "case_title", *("" if known[scope][key]["repeats"] else "description" for scope, key in further)]


def parse(
    source: Path,
    target: Path,
    tell: Tell,
    *,
    choice: Dictionary[str, Any],
    mapping: Dictionary[str, Any],
    keys: list[list[str]],
    title: str,
    joined: bool = True,
    hidden: bool = False,
    classifier: Sequence[str] = (),
) -> dict[str, Any]:
    """Make documents of chosen cases; `title` is for those without a name. Raises `Refusal`."""
    taken = chosen(source, Choice.from_json(choice))
    if not taken:
        raise Refusal(NOTHING_CHOSEN)
    if sum(case.events for case in taken) > MOST_EVENTS:
        raise Refusal(TOO_MANY_EVENTS, limit=MOST_EVENTS)
    tell(0.0, BUILDING)
    building = _Building(source, taken, Mapping.from_json(mapping), keys, joined, hidden, classifier)
    tell(0.2, BUILDING)
    documents = building.documents(title)
    cases.write(documents, target, tell, blocked=building.seen.found.cpr_numbers() > 0)
    return cases.summary_of(documents, building.cast, building.mapping, building.seen)


class _Building:
    """Chosen cases on their way to documents."""

    def __init__(
        self,
        log: Path,
        taken: list[Case],
        mapping: Mapping,
        keys: list[list[str]],
        joined: bool,
        hidden: bool,
        classifier: Sequence[str],
    ) -> None:
        self._log, self._taken, self._joined, self._classifier = log, taken, joined, classifier
        self._columns = {(scope, key): number for number, (scope, key) in enumerate(keys)}
        foreign = (trace for trace in traces_of(log, taken) if not _is_journey(trace))
        self._people = People(event for trace in foreign for event in trace.events)
        self.cast = self._people.cast(mapping.actors, hidden=hidden)
        chosen_roles = {text: role for text, role in mapping.replacements.items() if role}
        self._replace = Replacing(self._people.replaced(self.cast) | chosen_roles)
        self.mapping, self.seen = mapping, Seen()

    def documents(self, title: str) -> list[dict[str, Any]]:
        """Return the documents, those of our own logs as they were."""
        made: dict[str, dict[str, Any]] = {}
        told: list[Told] = []
        whole_ones: dict[str, dict[str, Any]] = {}
        for number, trace in enumerate(traces_of(self._log, self._taken)):
            if _is_journey(trace):
                whole_ones[str(number)] = self._journey(trace)
            else:
                told += self._told(trace, str(number))
                made[str(number)] = self._about(trace)
        built = cases.documents_of(told, self.cast, self.mapping, title)
        order = dict.fromkeys(each.case for each in told)
        others = {case: _with(document, made[case]) for case, document in zip(order, built, strict=True)}
        return [document for _case, document in sorted((whole_ones | others).items(), key=lambda pair: int(pair[0]))]

    def _journey(self, trace: Trace) -> dict[str, Any]:
        document = self._replace.within(journey_of(trace))
        self._look_within(document, trace.line or 0)
        return document

    def _look_within(self, value: Any, line: int) -> None:
        if isinstance(value, str):
            self.seen.found.look_at(value, line, 0)
        elif isinstance(value, dict | list):
            for inner in value.values() if isinstance(value, dict) else value:
                self._look_within(inner, line)

    def _about(self, trace: Trace) -> dict[str, Any]:
        """Return what a case says of itself: its name as the id, and its other attributes as the summary."""
        name = self._text("case", traces.CASE, value_of(trace.attributes, traces.CASE) or "", trace.line)
        lines = [
            f"{each.key}: {text}"
            for each in trace.attributes
            if each.key != traces.CASE and (text := self._text("case", each.key, _shown(each), trace.line))
        ]
        return {key: text for key, text in (("id", name), ("summary", "\n".join(lines))) if text}

    def _told(self, trace: Trace, case: str) -> Iterator[Told]:
        name = self._text("case", traces.CASE, value_of(trace.attributes, traces.CASE) or "", None)
        name = " ".join(filter(None, (self.mapping.title, name)))
        happenings = happenings_of(trace, joined=self._joined, classifier=self._classifier)
        for number, (each, date) in enumerate(dated(happenings)):
            if date is None:
                self.seen.refused(Refusal(NO_DATE_AT_ALL, line=each.event.line), self.mapping)
                continue
            when = clock_of(each) if "T" in date else None
            minute = when.hour * 60 + when.minute if when else -1
            who = [self._people.of(event) for event in (each.event, each.end) if event]
            senders = list(dict.fromkeys(person.value for person in who if person))
            yield Told(number, case, name, minute, {"date": date, **self._said(each)}, senders, [])

    def _said(self, happening: Happening) -> dict[str, Any]:
        """Return the title, the type, and where everything else went."""
        line, stated = happening.event.line, happening.attributes()
        word = activity_of(stated, self._classifier)
        title = self._text("event", traces.ACTIVITY, word, line)
        title += f" ({happening.transition})" if title and happening.transition else ""
        said: dict[str, list[str]] = {name: [] for name in FIELDS}
        if len(title) > LONGEST_TITLE:
            said["description"].append(title)
            title = title[: LONGEST_TITLE - 1] + "…"
        for attribute in stated:
            field = self._field("event", attribute.key)
            text = self._text("event", attribute.key, _shown(attribute), line) if field else ""
            if text:
                self._put(said, field, attribute.key, text)
        said["description"] += [f"{key}: {moment}" for key, moment in moments_of(happening)]
        texts = {name: "\n".join(lines) for name, lines in said.items() if lines}
        return {"title": title or None, "type": self._type(word), "source": SOURCE, **texts}

    def _put(self, said: dict[str, list[str]], field: str, key: str, text: str) -> None:
        code = code_of("channel", text) if field == "channel" else None
        if code and not said["channel"]:
            said["channel"].append(code)
        elif field in ("channel", "description"):
            said["description"].append(f"{key}: {text}")
        else:
            said[field].append(text)

    def _type(self, word: str) -> str:
        """Return the type that an activity's word stands for; unknown words are asked about later."""
        known = code_of("event_type", word)
        if known is None:
            self.seen.words["type"][word] += 1
        return self.mapping.words.get("type", {}).get(word) or known or "other"

    def _field(self, scope: str, key: str) -> str:
        if scope == "event" and key in PLACED:
            return ""
        number = self._columns.get((scope, key.removesuffix(" (start)")))
        return "description" if number is None else self.mapping.fields[number]

    def _text(self, scope: str, key: str, text: str, line: int | None) -> str:
        """Return a text with roles in the place of people, looked through; nothing where it is not taken."""
        number = self._columns.get((scope, key.removesuffix(" (start)")), 0)
        if not self.mapping.fields[number] or not text:
            return ""
        text = self._replace(text)
        if line is not None:
            self.seen.found.look_at(text, line, number)
        return text


def _is_journey(trace: Trace) -> bool:
    return value_of(trace.attributes, "klagerejsen:title") is not None


def journey_of(trace: Trace) -> dict[str, Any]:
    """Return the document of a trace that `journeys_as_traces` wrote."""
    about = whole(trace.attributes)
    ref = value_of(trace.attributes, traces.CASE)
    document = {"format": "klagerejsen-journey", "version": 1, **({"id": ref} if ref else {}), "actors": [], **about}
    return document | {"events": [whole(event.attributes) for event in trace.events]}


def _with(document: dict[str, Any], about: dict[str, Any]) -> dict[str, Any]:
    first = {key: document[key] for key in ("format", "version")}
    rest = {key: value for key, value in document.items() if key not in first}
    own = {"id": about["id"]} if "id" in about else {}
    return first | own | rest | ({"summary": about["summary"]} if "summary" in about else {})


def _shown(attribute: Attribute) -> str:
    """Return an attribute's value with what lies in it."""
    inside = "; ".join(f"{each.key}: {text}" for each in attribute.children if (text := _shown(each)))
    return f"{attribute.value} ({inside})" if attribute.value and inside else attribute.value or inside
