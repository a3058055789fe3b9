"""Who stands in the cases of a log: resources, their groups and their roles, as actors and units; pure."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import people, traces
from klagerejsen.intake.traces import Event, value_of

TOO_MANY_PEOPLE = _("Der er over {limit} forskellige medarbejdere i de valgte sager. Vælg færre sager.")


@dataclass(frozen=True, slots=True)
class Person:
    """Who did something: what they are called in lists, and the resource, group and role that the log states."""

    value: str
    name: str
    unit: str
    role: str


class People:
    """Everybody in some cases. One who acts for several groups is an actor in each: units hand over, people move."""

    def __init__(self, events: Iterable[Event]) -> None:
        self._met = Counter(_stated(event) for event in events)
        units: dict[str, set[str]] = {}
        for name, unit, _role in self._met:
            units.setdefault(name, set()).add(unit)
        self._in_several = {name for name, found in units.items() if len(found - {""}) > 1}

    def of(self, event: Event) -> Person | None:
        """Return who did something, None where the log does not say."""
        return self._person(*_stated(event))

    def _person(self, name: str, unit: str, role: str) -> Person | None:
        value = f"{name} ({unit})" if unit and name in self._in_several else name or unit or role
        return Person(value, name, unit, role) if value else None

    def cast(self, chosen: Mapping[str, Mapping[str, Any]], *, hidden: bool) -> dict[str, dict[str, Any]]:
        """Return an actor for everybody: chosen, or guessed; with `hidden` nobody keeps the name the log has."""
        met = [(person, count) for stated, count in self._met.items() if (person := self._person(*stated))]
        counts: Counter[str] = Counter()
        for person, count in met:
            counts[person.value] += count
        if len(counts) > people.MOST_ACTORS:
            raise Refusal(TOO_MANY_PEOPLE, limit=people.MOST_ACTORS)
        units = {person.value: person.unit for person, _count in met if person.unit}
        # Somebody is what their role says, and not what the name of their group does.
        roles = {person.value: person.role or person.name for person, _count in met if person.role or person.name}
        numbered = self._numbered() if hidden else {}
        return people.cast(counts, units, {**numbered, **chosen}, roles=roles)

    def _numbered(self) -> dict[str, dict[str, Any]]:
        counts: Counter[str] = Counter()
        roles: dict[str, str] = {}
        for (name, _unit, role), count in self._met.items():
            counts[name] += count if name else 0
            roles.setdefault(name, role or name)
        names = people.numbered([name for name, _count in counts.most_common() if name], roles)
        found = [person for stated in self._met if (person := self._person(*stated)) and person.name]
        return {each.value: names[each.name] | self._place(names[each.name]["label"], each) for each in found}

    def _place(self, label: str, person: Person) -> dict[str, Any]:
        several = person.unit and person.name in self._in_several
        return {"label": f"{label} ({person.unit})" if several else label, "unit": person.unit or None}

    def replaced(self, cast: Mapping[str, Mapping[str, Any]]) -> dict[str, str]:
        """Return the names that became something else, for the texts they may stand in."""
        found = [person for stated in self._met if (person := self._person(*stated))]
        named = {
            each.name: cast[each.value]["label"].removesuffix(f" ({each.unit})")
            for each in found
            if any(map(str.isalpha, each.name))
        }
        return {name: label for name, label in named.items() if label not in ("", name)}


def _stated(event: Event) -> tuple[str, str, str]:
    name, unit, role = (value_of(event.attributes, key) or "" for key in (traces.RESOURCE, traces.GROUP, traces.ROLE))
    return name, unit, role
