"""The pages of the register's statistics."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from klagerejsen.access.guard import member, requires, scope
from klagerejsen.access.permissions import Permission
from klagerejsen.catalogue import Translate, translator
from klagerejsen.journeys.queries import area_names
from klagerejsen.keyfigures import conversations, definitions, drawing, endings, saying, units, volumes, waits
from klagerejsen.keyfigures.counting import MUNICIPAL, NO, UNKNOWN, YES
from klagerejsen.keyfigures.kept import Register, register_of
from klagerejsen.keyfigures.least import last_change, set_least
from klagerejsen.keyfigures.naming import CLOCK_NAMES, CLOCK_WORDS, ENDINGS, Names
from klagerejsen.statistics import published, words
from klagerejsen.statistics.withholding import STEPS
from klagerejsen.web.filters import language, today

blueprint = Blueprint("keyfigures", __name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """The register, the group that the address asks for, and the words of the page."""

    register: Register
    names: Names
    where: dict[str, str]

    @property
    def translate(self) -> Translate:
        """Return what puts a text into the language of the page."""
        return self.names.translate


def asked(*filters: str) -> Asked:
    """Return what an address asks for; of the filters that a page has, what there is not is not asked for."""
    return of_team(scope().team_id, {name: request.args[name] for name in filters if name in request.args})


def of_team(team_id: int, where: Mapping[str, str]) -> Asked:
    """Return a team's complaints with these values, in the language of the answer; what there is not is left out."""
    register = register_of(team_id, today())
    names = Names(translator(language()), area_names(team_id, language()), register.periods)
    return Asked(register, names, {name: value for name, value in where.items() if value in register.values(name)})


def _page(template: str, this: Asked, filters: tuple[str, ...], **context: Any) -> str:
    register, names = this.register, this.names
    return render_template(
        f"keyfigures/{template}.html",
        where=this.where,
        choices={name: [(value, names.of(name, value)) for value in register.values(name)] for name in filters},
        names=names,
        group=names.group(this.where),
        total=register.release.count(this.where),
        as_of=register.as_of,
        withheld=words.withheld_words(register.least, this.translate),
        least=register.least,
        definitions=definitions.of(template, register.least, this.translate),
        published=lambda topic: published.published(topic, this.translate),
        published_note=published.note(this.translate),
        share_words=lambda share: words.share_words(share, this.translate),
        part_share=lambda share: words.part_words(share, this.translate),
        **context,
    )


FILTERS = ("period", "area")


@blueprint.get("/complaints/statistics")
@requires(Permission.READ_COMPLAINTS)
def overview() -> str:
    """Show how many complaints there were, of what, and how many decisions were reversed."""
    this = asked(*FILTERS)
    tables = {name: volumes.breakdown(this.register, this.where, name) for name in volumes.BREAKDOWNS}
    return _page(
        "overview",
        this,
        FILTERS,
        tables={name: parts for name, parts in tables.items() if parts},
        table_words={name: saying.parts_words(name, parts, this.names) for name, parts in tables.items() if parts},
        too_fine=len(this.where) > 1,
        steps=STEPS,
        last_change=last_change(this.register.team_id),
        reversal=volumes.reversal(this.register, this.where),
        none_tried=volumes.none_tried(this.register, this.where),
    )


@blueprint.post("/complaints/statistics/least")
@requires(Permission.SET_LIMITS)
def least() -> Response:
    """Set which figures are too small to be told."""
    wanted = request.form.get("least", type=int)
    if wanted not in STEPS:
        abort(422)
    changed = set_least(scope().team_id, wanted, member().user_id)
    flash(_("Tal under %(n)s vises ikke nu.", n=wanted) if changed else _("Grænsen er ikke ændret."))
    return redirect(url_for("keyfigures.overview"), 303)


@blueprint.get("/complaints/statistics/clocks")
@requires(Permission.READ_COMPLAINTS)
def clocks() -> str:
    """Show how long it took until one of three things, for all and area by area."""
    this = asked(*FILTERS)
    clock = request.args.get("clock", MUNICIPAL)
    clock = clock if clock in CLOCK_NAMES else MUNICIPAL
    group = waits.wait(this.register, clock, this.where)
    cut, groups = volumes.parts_of(this.register, this.where)
    parts = {value: waits.wait(this.register, clock, where) for value, where in groups.items() if len(groups) > 1}
    return _page(
        "clocks",
        this,
        FILTERS,
        clock=clock,
        clocks={code: this.translate(name) for code, name in CLOCK_NAMES.items()},
        clock_words=this.translate(CLOCK_WORDS[clock]),
        drawn=drawing.one(this.register, clock, {this.names.area(this.where): group}) if group else None,
        half=saying.clock_words(clock, group, this.translate) if group else "",
        said=saying.wait_words(group, this.translate) if group else "",
        cut=cut,
        parts=parts,
        part_words={value: saying.wait_words(part, this.translate) for value, part in parts.items() if part},
        small=drawing.several(this.register, clock, {this.names.of(cut or "", each): parts[each] for each in parts}),
        most=drawing.furthest(parts.values()),
    )


@blueprint.get("/complaints/statistics/outcomes")
@requires(Permission.READ_COMPLAINTS)
def outcomes() -> str:
    """Show how complaints ended, and how many had ended so after some weeks."""
    this = asked(*FILTERS)
    found = endings.endings(this.register, this.where)
    ways = {way: this.translate(name) for way, name in ENDINGS.items()}
    return _page(
        "outcomes",
        this,
        FILTERS,
        found=found,
        ways=ways,
        weeks=endings.WEEKS,
        say=saying.Said(this.translate),
        drawn=drawing.rising_of(this.register, found, ways, this.translate) if found else None,
        ended=saying.ended_words(found, this.translate) if found else "",
        reversal=volumes.reversal(this.register, this.where),
        none_tried=volumes.none_tried(this.register, this.where),
        reversals={
            cut: {
                value: (volumes.reversal(this.register, where), volumes.none_tried(this.register, where))
                for value, where in volumes.groups_by(this.register, cut, this.where).items()
            }
            for cut in ("area", "period")
            if not this.where
        },
    )


@blueprint.get("/complaints/statistics/conversations")
@requires(Permission.READ_COMPLAINTS)
def offers() -> str:
    """Show complaints that were offered a conversation beside those that were not."""
    this = asked("area")
    found = conversations.conversations(this.register, this.where)
    names = {answer: this.names.of("offered", answer) for answer in (YES, NO, UNKNOWN)}
    return _page(
        "conversations",
        this,
        ("area",),
        found=found,
        answers=names,
        clocks={code: this.translate(name) for code, name in CLOCK_NAMES.items()},
        drawn={
            each.clock: drawing.one(this.register, each.clock, {names[YES]: each.offered, names[NO]: each.others})
            for each in found.timed
        },
        say=saying.Said(this.translate),
    )


@blueprint.get("/complaints/statistics/units")
@requires(Permission.READ_COMPLAINTS)
def beside() -> str:
    """Show units beside each other, by name."""
    this = asked()
    found, rows = units.units(this.register)
    return _page("units", this, (), whole=found.whole, rows=rows, say=saying.Said(this.translate))
