"""Cases of an event log without anybody to ask, for the command line: which they are is said in the call."""

from collections.abc import Mapping as Dictionary
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from klagerejsen.background.refusals import Refusal
from klagerejsen.catalogue import mark as _
from klagerejsen.intake import batch, log_cases
from klagerejsen.intake.log_choices import Choice, chosen
from klagerejsen.intake.mappings import NO_MAPPING, Mapping, NotAMapping

MOST_UNASKED = 20
"""Cases that are taken where nobody says which."""


ASK_CASES = _(
    "Filen har {cases} sager med {events} hændelser. Vælg nogle med --case NAVN, eller de første med --limit."
)
NO_CASE = _("Filen har ingen sag, der hedder «{name}».")
CPR_IN_LOG = _("Her står et cpr-nummer. Vælg andre sager, eller skriv en rolle i stedet i filen.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which cases are wanted, by name or the first few, and how they become journeys."""

    names: tuple[str, ...] = ()
    limit: int = 0
    title: str = ""
    usual_title: str = ""
    keep_names: bool = False
    skip_undated: bool = False


def documents_of(
    source: Path, folder: Path, wanted: Wanted, told: Any = None
) -> tuple[Path, Dictionary[str, Any], Dictionary[str, Any]]:
    """Return the file with the documents, one a line, what was seen in them, and what was seen in the whole log.

    `told` is a saved mapping. Raises `Refusal`, `batch.Refusals` and `mappings.NotAMapping`.
    """
    log = folder / "log"
    summary = batch.run("xes", source, log)
    choice = Choice(names=wanted.names, limit=wanted.limit or summary["cases"])
    if not (wanted.names or wanted.limit) and summary["usable"] > MOST_UNASKED:
        raise Refusal(ASK_CASES, cases=summary["cases"], events=summary["events"])
    found = {case.name for case in chosen(log, choice)}
    for name in set(wanted.names) - found:
        raise Refusal(NO_CASE, name=name)
    keys = log_cases.keys_of(summary)
    mapping = mapping_of(keys, summary, told)
    mapping.title, mapping.skip_all = wanted.title or mapping.title, wanted.skip_undated
    options = {
        "choice": choice.as_json(),
        "mapping": mapping.as_json(),
        "keys": keys,
        "title": wanted.usual_title,
        "hidden": not wanted.keep_names,
        "classifier": summary["classifier"],
    }
    documents = folder / "documents"
    made = batch.run("cases", log, documents, options)
    _check(made)
    return documents, made, summary


def mapping_of(keys: Sequence[Sequence[str]], summary: Dictionary[str, Any], told: Any = None) -> Mapping:
    """Return what becomes of a log's attributes: as was saved for logs like it, else everything is kept."""
    mapping = Mapping(fields=log_cases.proposed(keys, summary))
    if told is None:
        return mapping
    if not isinstance(told, dict) or not isinstance(told.get("columns"), dict):
        raise NotAMapping(NO_MAPPING)
    known = {name: field for name, field in told["columns"].items() if field in ("", *log_cases.FIELDS)}
    further = list(zip(log_cases.headings_of(keys), mapping.fields, strict=True))[len(log_cases.FIXED) :]
    mapping.fields[len(log_cases.FIXED) :] = [known.get(name, field) for name, field in further]
    mapping.title, mapping.area = str(told.get("title", "")), str(told.get("area", ""))
    mapping.words = dict(told.get("words", {}))
    return mapping


def _check(made: Dictionary[str, Any]) -> None:
    if made["cpr"]:
        lines = sorted({line for each in made["personal"] if each["kind"] == "cpr" for line, _column in each["places"]})
        raise batch.Refusals([Refusal(CPR_IN_LOG, line=line) for line in lines])
    if made["fault_rows"]:
        raise batch.Refusals([Refusal.from_json(fault) for fault in made["faults"]])
