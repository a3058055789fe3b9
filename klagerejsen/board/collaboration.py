"""The map of a case as a page: the drawing, the same as a table, and what it says in words."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from klagerejsen.analysis import Analysis
from klagerejsen.analysis.collaboration import UNIT, Carried, Collaboration, Link, Loop, OnlyLink, collaboration
from klagerejsen.analysis.parties import CITIZEN
from klagerejsen.board.brokers import roles_in_words
from klagerejsen.board.happenings import Happening, Happenings
from klagerejsen.board.map_drawing import FIGURE, ROW, Drawing, drawing
from klagerejsen.board.marks import RowIds
from klagerejsen.catalogue import translator
from klagerejsen.figures import counted, number

MOST_APART = 5  # pairs of units that are named, of those that met in nobody but somebody outside


@dataclass(frozen=True, slots=True)
class LinkRow:
    """A line of the table, and of the drawing: who turned to whom, how often, and how long it took."""

    giver: str
    taker: str
    name: str
    times: int
    handovers: int
    carried: int
    wait: str
    in_full: str


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence about the map, with the events behind it."""

    text: str
    events: tuple[Happening, ...] = ()


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was pressed: its name, what there is to say of it, and its events."""

    title: str
    text: str
    events: tuple[Happening, ...]


class CollaborationMap:
    """The map by unit or by role, in a language; ``rows`` gives for each event's ref its database id.

    ``set_aside`` are the keys of the findings that the room dismissed: nothing on the map follows from them.
    """

    def __init__(
        self, analysis: Analysis, by: str, language: str, rows: RowIds, set_aside: Collection[str] = ()
    ) -> None:
        self.journey, self.measures, self.language = analysis.journey, analysis.measures, language
        self.by, self._ = by, translator(language)
        standing = (finding for finding in analysis.findings if finding.key not in set_aside)
        self.found: Collaboration = collaboration(analysis.journey, by, standing)
        self._happenings = Happenings(self.journey, rows, language)
        self.names = {each.id: self._name(each.id, each.label) for each in self.found.places}

    def _name(self, place: str, label: str) -> str:
        if self.by == UNIT and place == CITIZEN:
            return self._("Borgerens side")
        return label.split(" (")[0]

    def drawing(self, row: float = ROW, figure: float = FIGURE) -> Drawing:
        """Return the drawing, with so much height for each place and numbers of this size."""
        return drawing(self.found.places, self.found.links, self.names, row, figure)

    def rows(self) -> dict[tuple[str, str], LinkRow]:
        """Return the table, what happened most often first, by who turned to whom."""
        ordered = sorted(self.found.links, key=lambda link: -link.weight)
        return {(link.giver, link.taker): self._row(link) for link in ordered}

    def _row(self, link: Link) -> LinkRow:
        _ = self._
        name = _("{giver} til {taker}").format(giver=self.names[link.giver], taker=self.names[link.taker])
        return LinkRow(
            giver=link.giver,
            taker=link.taker,
            name=name,
            times=link.weight,
            handovers=len(link.handovers),
            carried=len(link.carried),
            wait=self._number(link.median_working_days),
            in_full=f"{name}: {self._of_link(link)}",
        )

    def _number(self, days: float | None) -> str:
        return "" if days is None else number(days, self.language)

    def _of_link(self, link: Link) -> str:
        _ = self._
        parts = [counted(link.weight, _("{n} gang"), _("{n} gange"))]
        if link.handovers:
            parts.append(counted(len(link.handovers), _("{n} overdragelse"), _("{n} overdragelser")))
        if link.carried:
            parts.append(counted(len(link.carried), _("{n} gang båret videre"), _("{n} gange båret videre")))
        if link.median_working_days is not None:
            waited = _("median {n} arbejdsdage, til modtageren gjorde noget")
            parts.append(waited.format(n=self._number(link.median_working_days)))
        return ", ".join(parts)

    def chosen(self, giver: str | None, taker: str | None, place: str | None) -> Chosen | None:
        """Return what was pressed, a link or a place; None where there is no such thing."""
        for link in self.found.links:
            if (link.giver, link.taker) == (giver, taker):
                return Chosen(self._row(link).name, self._of_link(link), self._happenings(link.events))
        return next((self._chosen_place(each.id) for each in self.found.places if each.id == place), None)

    def _chosen_place(self, place: str) -> Chosen:
        _ = self._
        events = next(each.events for each in self.found.places if each.id == place)
        sent = sum(link.weight for link in self.found.links if link.giver == place)
        heard = sum(link.weight for link in self.found.links if link.taker == place)
        text = _("Henvendte sig til andre: {sent}. Andre henvendte sig hertil: {heard}.").format(sent=sent, heard=heard)
        between = roles_in_words((each for each in self.found.brokered if each.broker == place), _)
        return Chosen(self.names[place], f"{text} {between}".rstrip(), self._happenings(events))

    def said(self) -> list[Said]:
        """Say in words what the map shows."""
        found = [self._links_in_the_chain(), self._through(), self._unasked()]
        found += [self._loop(loop) for loop in self.found.loops]
        found += [self._carried(each) for each in self.found.carried]
        found += self._only_links() if self.by == UNIT else []
        return [each for each in found if each is not None]

    def _links_in_the_chain(self) -> Said:
        _ = self._
        units = counted(self.measures.units, _("{n} enhed"), _("{n} enheder"))
        roles = counted(self.measures.persons, _("{n} rolle"), _("{n} roller"))
        return Said(_("Antal led hos myndigheden: {units} og {roles}.").format(units=units, roles=roles))

    def _through(self) -> Said | None:
        if not self.found.through:
            return None
        _ = self._
        place = next(each for each in self.found.places if each.id == self.found.through[0])
        whom = _("Flest veje går gennem {names}: {n} af {m} par af andre når hinanden kortest ad den vej.")
        return Said(whom.format(names=self._several(self.found.through), n=place.passes, m=place.pairs))

    def _unasked(self) -> Said | None:
        if not self.found.unasked:
            return None
        return Said(self._("Ingen henvendte sig til {names}.").format(names=self._several(self.found.unasked)))

    def _loop(self, loop: Loop) -> Said:
        _ = self._
        came_back = _("Sagen blev givet videre fra {name} og kom tilbage efter {days}.")
        days = counted(loop.working_days, _("{n} arbejdsdag"), _("{n} arbejdsdage"))
        return Said(came_back.format(name=self.names[loop.at], days=days), self._happenings((loop.out, loop.back)))

    def _only_links(self) -> list[Said]:
        """Say which units met in nobody but somebody outside; the first few by how often, and how many more."""
        _, by_events = self._, [(each, self._with_both(each)) for each in self.found.only_links]
        by_events.sort(key=lambda row: -len(row[1]))
        apart = _("{one} og {other} havde ingen hændelse med hinanden: kun {broker} havde med begge at gøre.")
        said = [
            Said(apart.format(one=one, other=other, broker=self._inside(each.broker)), self._happenings(events))
            for each, events in by_events[:MOST_APART]
            for one, other in [[self.names[place] for place in each.pair]]
        ]
        more = len(by_events) - MOST_APART
        same = _("Det samme gælder 1 andet par af enheder."), _("Det samme gælder {n} andre par af enheder.")
        return [*said, Said(counted(more, *same))] if more > 0 else said

    def _with_both(self, only: OnlyLink) -> tuple[str, ...]:
        """Return the events between a broker and the two, in the order of the case."""
        between = [{only.broker, place} for place in only.pair]
        events = {ref for link in self.found.links if {link.giver, link.taker} in between for ref in link.events}
        return tuple(event.id for event in self.journey.events if event.id in events)

    def _inside(self, place: str) -> str:
        """Name a place inside a sentence."""
        return self._("borgerens side") if place == CITIZEN else self.names[place]

    def _carried(self, carried: Carried) -> Said:
        text = self._way(carried).format(
            carriers=self._several(carried.carriers),
            source=self._anyone(carried.source),
            takers=self._several(carried.takers),
        )
        if carried.apart:
            apart = self._("{source} havde ingen hændelse med {names}.")
            said = apart.format(source=self._anyone(carried.source), names=self._several(carried.apart))
            text = f"{text} {said}"
        refs = (carried.had, carried.event) if carried.had else (carried.event,)
        return Said(text, self._happenings(refs))

    def _way(self, carried: Carried) -> str:
        """Say that it was carried: as an event states it, or as follows from what was given and brought on."""
        _ = self._
        if carried.stated:
            return _("{carriers} bragte oplysninger fra {source} til {takers}.")
        if carried.certain:
            return _("{carriers} fik noget af {source} og bragte det til {takers}.")
        return _("{carriers} kan have fået noget af {source} og bragt det til {takers}.")

    def _anyone(self, place: str) -> str:
        """Name a place; a source need not have taken part in anything itself."""
        if place in self.names:
            return self.names[place]
        actor = self.journey.actors.get(place)
        return self._name(place, actor.label if actor else place)

    def _several(self, places: Sequence[str]) -> str:
        names = [self._anyone(place) for place in places]
        if len(names) == 1:
            return names[0]
        return self._("{names} og {last}").format(names=", ".join(names[:-1]), last=names[-1])
