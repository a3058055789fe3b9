"""All figures of a group as tables, for a workbook and for paper: what the pages show, and no more."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from klagerejsen.keyfigures import conversations, drawing, endings, units, volumes, waits
from klagerejsen.keyfigures.counting import NO, YES
from klagerejsen.keyfigures.kept import Register
from klagerejsen.keyfigures.naming import CLOCK_NAMES, ENDINGS, Names
from klagerejsen.keyfigures.volumes import Where
from klagerejsen.statistics.bootstrap import Compared
from klagerejsen.statistics.shares import Share
from klagerejsen.statistics.survival import Estimate
from klagerejsen.statistics.words import standing_words

Figure = str | int
Row = Sequence[Figure]


@dataclass(frozen=True, slots=True)
class Section:
    """A table with its heading; shares are in percent."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Row]


def sections(register: Register, where: Where, names: Names) -> list[Section]:
    """Return every table about a group, none where it is not told; a part that is not of it (units) is about all."""
    if not register.release.count(where):
        return []
    made: tuple[Callable[[_Report], Section], ...] = (
        _Report.counted, _Report.timed, _Report.curved, _Report.ended, _Report.reversed, _Report.compared,
        _Report.beside,
    )  # fmt: skip
    report = _Report(register, where, names)
    return [section for make in made if (section := make(report)).rows]


@dataclass(frozen=True, slots=True)
class _Report:
    register: Register
    where: Where
    names: Names

    @property
    def groups(self) -> dict[str, Where]:
        """The group and its parts: by area, and where it is of one area by period."""
        _cut, parts = volumes.parts_of(self.register, self.where)
        return {self.names.group(where): where for where in (self.where, *parts.values())}

    def counted(self) -> Section:
        _ = self.names.translate
        titles = {"period": _("Halvår"), "area": _("Område"), "kind": _("Hvad klages der over?"), "theme": _("Tema")}
        total = self.register.release.count(self.where)
        rows: list[Row] = [(_("I alt"), "", self._count(total), *self._share(None))]
        for name in volumes.BREAKDOWNS:
            for part in volumes.breakdown(self.register, self.where, name):
                words = titles.get(name, _("Udfald")), self.names.of(name, part.value)
                rows.append((*words, self._count(part.count), *self._share(part.share)))
        return Section(_("Antal"), (_("Efter"), _("Værdi"), _("Antal"), *self._percent()), rows)

    def timed(self) -> Section:
        _ = self.names.translate
        rows = [self._time(clock, name, where) for clock in CLOCK_NAMES for name, where in self.groups.items()]
        days = (_("Median, kalenderdage"), _("Fra"), _("Til"))
        headings = (_("Ur"), _("Gruppe"), _("Klager"), _("Nåede dertil"), _("Ikke nået"), *days)
        return Section(_("Tider"), headings, rows)

    def _time(self, clock: str, name: str, where: Where) -> Row:
        _ = self.names.translate
        found = waits.wait(self.register, clock, where)
        words = _(CLOCK_NAMES[clock]), name
        if found is None:
            return (*words, self._count(self.register.release.count(where)), *[""] * 5)
        counts = (self._count(count) for count in (found.total, found.done, found.open))
        median = Estimate(None, None, None) if found.few else found.curve.median
        without = "" if found.few else _("ikke nået")
        return (*words, *counts, *(without if end is None else round(end) for end in _ends(median)))

    def curved(self) -> Section:
        _ = self.names.translate
        rows = [row for clock in CLOCK_NAMES for row in self._curve(clock)]
        waiting = (_("Venter endnu, %"), _("Fra"), _("Til"))
        return Section(_("Kurver"), (_("Ur"), _("Efter kalenderdage"), *waiting, _("Følges")), rows)

    def _curve(self, clock: str) -> Iterator[Row]:
        found = waits.wait(self.register, clock, self.where)
        if found is None:
            return
        drawn = drawing.one(self.register, clock, {"": found})
        for day, (cell,) in drawn.rows if drawn else ():
            ends = _percents(cell.waiting) if cell.waiting else ("", "", "")
            yield self.names.translate(CLOCK_NAMES[clock]), int(day), *ends, self._count(cell.followed)

    def ended(self) -> Section:
        _ = self.names.translate
        found = endings.endings(self.register, self.where)
        rows = [self._ending(found, way, week) for way in ENDINGS for week in endings.WEEKS] if found else []
        headings = (_("Måde"), _("Antal"), _("Efter uger"), *self._percent())
        return Section(_("Måder at ende på"), headings, rows)

    def _ending(self, found: endings.Endings, way: str, week: int) -> Row:
        share = found.by(way, 7 * week) or Estimate(None, None, None)
        return self.names.translate(ENDINGS[way]), self._count(found.counts[way]), week, *_percents(share)

    def reversed(self) -> Section:
        _ = self.names.translate
        cuts = [] if self.where else [volumes.groups_by(self.register, cut, {}) for cut in ("area", "period")]
        groups = [self.where, *(where for each in cuts for where in each.values())]
        rows = [(self.names.group(where), *self._reversal(where)) for where in groups]
        return Section(_("Omgørelsesprocent"), (_("Gruppe"), _("Omgjort"), _("Af"), *self._percent()), rows)

    def _reversal(self, where: Where) -> Row:
        share = volumes.reversal(self.register, where)
        if share is None:
            tried = 0 if volumes.none_tried(self.register, where) else None
            return "", self._count(tried), *self._share(None)
        return share.count, share.total, *self._share(share)

    def compared(self) -> Section:
        _ = self.names.translate
        area = {name: value for name, value in self.where.items() if name == "area"}
        found = conversations.conversations(self.register, area)
        rows: list[Row] = []
        for timed in found.timed:
            words = _("Median, kalenderdage: {clock}").format(clock=_(CLOCK_NAMES[timed.clock]))
            medians = (self._median(each) for each in (timed.offered, timed.others))
            rows.append((words, *medians, *self._compared(timed.median)))
        for each in found.ended:
            words = _("Trukket tilbage efter {n} uger, %").format(n=each.day // 7)
            shares = (_percents(side)[0] for side in (each.offered, each.others))
            rows.append((words, *shares, *self._compared(each.compared, 100)))
        for name, both in ((_("Trukket tilbage, %"), found.withdrawn), (_("Omgjort, %"), found.reversed)):
            if both:
                ends = (both.offered.value, both.others.value, both.plain.value, both.plain.low, both.plain.high)
                rows.append((name, *map(_hundred, ends), ""))
            if both and both.stratified and both.stratified.difference:
                words = _("{what}, inden for dele, der er ens").format(what=name)
                told = both.stratified.difference
                within = map(_hundred, (told.value, told.low, told.high))
                rows.append((words, "", "", *within, both.stratified.strata))
        counts = (found.counts[answer] for answer in (YES, NO))
        rows.insert(0, (_("Klager"), *map(self._count, counts), "", "", "", ""))
        sides = (self.names.of("offered", YES), self.names.of("offered", NO))
        headings = (_("Mål"), *sides, _("Forskel"), _("Fra"), _("Til"), _("Dele, der er ens"))
        return Section(_("Med og uden samtale"), headings, rows)

    def _compared(self, compared: Compared | None, times: float = 1) -> Row:
        if compared is None:
            return "", "", "", ""
        ends = _ends(compared.difference)
        return *("" if end is None else round(times * end) for end in ends), compared.strata

    def beside(self) -> Section:
        _ = self.names.translate
        _whole, rows = units.units(self.register)
        headings = (_("Enhed"), _("Klager"), _("Omgjort"), _("Af"), *self._percent(), _("Sammenlignet med helheden"))
        return Section(_("Enheder"), headings, [self._unit(row) for row in rows])

    def _unit(self, row: units.Beside) -> Row:
        reversal = (
            self._reversal({"unit": row.name}) if row.unit or row.none_tried else ("", self._count(None), "", "", "")
        )
        stands = standing_words(row.unit.standing, self.names.translate) if row.unit else ""
        return row.name, self._count(row.count), *reversal, stands

    def _percent(self) -> tuple[str, str, str]:
        _ = self.names.translate
        return _("Procent"), _("Fra"), _("Til")

    def _count(self, count: int | None) -> Figure:
        return self.names.translate("vises ikke") if count is None else count

    def _median(self, wait: waits.Wait) -> Figure:
        median = None if wait.few else wait.curve.median.value
        return "" if median is None else round(median)

    def _share(self, share: Share | None) -> Row:
        if share is None:
            return "", "", ""
        return _hundred(share.value), *map(_hundred, share.interval)


def _ends(estimate: Estimate) -> tuple[float | None, float | None, float | None]:
    return estimate.value, estimate.low, estimate.high


def _percents(estimate: Estimate) -> Row:
    return ["" if end is None else _hundred(end) for end in _ends(estimate)]


def _hundred(share: float) -> int:
    """Return a share in whole percent, as the pages say it."""
    return round(100 * share)
