"""Whether planted causes are found across journeys, and how often chance alone is taken for a cause.

    python bench/across.py [--samples 20] [--size 300] [--json]
    python bench/across.py --journeys FILE.jsonl --truth FILE.json   # documents with causes in words
        [--breakdowns FILE.jsonl]   # with the cause of each planted breakdown instead: the most that could be known

Makes samples of journeys in five areas over two years, with fifteen causes. Half of the samples have structure planted
in them: four causes in an area of their own, one that grows, two pairs that come together. The others have none, and
every cause pointed out in them is false. In both, causes differ in how common they are, some journeys have many causes
and others few, and areas come and go over the years: what is the same everywhere must not be taken for a pattern.
Ends with exit code 1 when a planted cause of an area is missed, or more than one in twenty samples without any has
something pointed out of one kind. "Maybe" is what is not pointed out and yet shown as worth a question.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from difflib import get_close_matches
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from klagerejsen.analysis import Thresholds
from klagerejsen.analysis.areas import in_areas
from klagerejsen.analysis.recurrence import JourneyCauses, recurring
from klagerejsen.analysis.together import groups, pairs
from klagerejsen.analysis.trends import trends

AREAS = ("A", "B", "C", "D", "E")
CAUSES = tuple(f"C{number:02}" for number in range(1, 16))
RATES = dict(zip(CAUSES, [0.12, 0.15, 0.18, 0.2, 0.25] * 3, strict=True))
PLANTED = {
    "in areas": [("C02", "A"), ("C07", "B"), ("C09", "C"), ("C14", "D")],
    "trends": [("C05", "up")],
    "together": [("C03", "C08"), ("C11", "C13")],
}
KINDS = tuple(PLANTED)
START, DAYS = date(2023, 1, 1), 730
LEAST = 5
SIZE = 300


def sample(seed: int, planted: bool, size: int = SIZE) -> list[JourneyCauses]:
    """Return journeys with the structure of PLANTED, or with none."""
    chance = random.Random(seed)
    return [_journey(number, chance, planted) for number in range(size)]


def _journey(number: int, chance: random.Random, planted: bool) -> JourneyCauses:
    day = chance.randrange(DAYS)
    drift = day / DAYS  # areas A and B grow, D and E shrink
    area = chance.choices(AREAS, [0.7 + drift, 0.8 + drift, 1, 1.6 - drift, 1.4 - drift])[0]
    many = chance.uniform(0.7, 1.3)
    rates = {code: min(0.9, rate * many) for code, rate in RATES.items()}
    if planted:
        rates["C05"] = 0.05 + 0.5 * drift
        rates |= {code: 0.6 for code, where in PLANTED["in areas"] if where == area}
    causes = {code for code in CAUSES if chance.random() < rates[code]}
    if planted:
        for one, other in PLANTED["together"]:
            causes |= {other} if one in causes and chance.random() < 0.6 else set()
    opened = START + timedelta(day)
    return JourneyCauses(str(number), f"Rejse {number}", area, dict.fromkeys(causes, False), opened)


def pointed_out(cases: Iterable[JourneyCauses], least: int = LEAST) -> dict[str, list[tuple[str, ...]]]:
    """Return what the analysis points out, of each kind, what it says may be ("maybe in areas" …), and the groups."""
    found = recurring(cases, Thresholds(min_journeys=least))
    areas, over_time, together = in_areas(found), trends(found), pairs(found)
    return {
        "in areas": [(row.code, row.area) for row in areas if row.notable],
        "trends": [(row.code, row.direction) for row in over_time if row.direction],
        "together": [tuple(sorted(pair.codes)) for pair in together if pair.notable],
        "maybe in areas": [(row.code, row.area) for row in areas if row.maybe],
        "maybe trends": [(row.code, row.maybe) for row in over_time if row.maybe],
        "maybe together": [tuple(sorted(pair.codes)) for pair in together if pair.maybe],
        "groups": list(groups(together)),
    }


def planted_samples(count: int, size: int) -> dict[str, dict[str, int]]:
    """Count what was planted, what of it was found, and what else was."""
    sums = {kind: Counter[str]() for kind in KINDS}
    for seed in range(count):
        for kind, row in compared(pointed_out(sample(seed, True, size)), PLANTED).items():
            sums[kind].update(row)
    return {kind: dict(row) for kind, row in sums.items()}


def compared(out: dict[str, list[Any]], planted: dict[str, list[Any]]) -> dict[str, dict[str, int]]:
    return {
        kind: {
            "planted": len(planted[kind]),
            "found": len(set(out[kind]) & set(planted[kind])),
            "others": len(set(out[kind]) - set(planted[kind])),
            "maybe": len(set(out[f"maybe {kind}"]) & set(planted[kind])),
        }
        for kind in KINDS
    }


def empty_samples(count: int, size: int) -> dict[str, dict[str, int]]:
    """Count the samples without structure in which something was pointed out, and how much."""
    outs = [pointed_out(sample(1000 + seed, False, size)) for seed in range(count)]
    return {
        kind: {
            "samples": sum(bool(out[kind]) for out in outs),
            "false": sum(len(out[kind]) for out in outs),
            "maybe": sum(len(out[f"maybe {kind}"]) for out in outs),
        }
        for kind in KINDS
    }


def from_files(journeys: Path, truth: Path, breakdowns: Path | None = None) -> dict[str, Any]:
    """Score journeys whose events state causes in words; words not listed go to the listed ones they resemble.

    With ``breakdowns`` (a line each: journey, cause) a journey has their causes, and what its events state is not read.
    """
    told = json.loads(truth.read_text("utf-8"))
    meant = {words: cause for cause, phrases in told["paraphrases"].items() for words in (cause, *phrases)}
    documents = _lines(journeys)
    known = [(each["journey"], each["cause"]) for each in _lines(breakdowns)] if breakdowns else None
    out = pointed_out(_case(document, meant, known) for document in documents)
    planted = {
        "in areas": [(cause, area) for area, cause in told["recurring_area_cause"]],
        "trends": [tuple(told["trend"])],
        "together": [tuple(sorted(pair)) for pair in told["cooccurring"]],
    }
    return {"scores": compared(out, planted), "pointed out": out}


def _lines(file: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in file.read_text("utf-8").splitlines() if line.strip()]


def _case(document: dict[str, Any], meant: dict[str, str], known: list[tuple[str, str]] | None) -> JourneyCauses:
    words = [cause["text"] for event in document["events"] for cause in event.get("causes") or []]
    if known is not None:
        words = [cause for journey, cause in known if journey == document["id"]]
    causes = {meant[close[0]] for each in words if (close := get_close_matches(each, meant, 1, 0.8))}
    opened = date.fromisoformat(min(event["date"][:10] for event in document["events"] if len(event["date"]) >= 10))
    return JourneyCauses(document["id"], document["title"], document["area"], dict.fromkeys(causes, False), opened)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--samples", type=int, default=20)
    parser.add_argument("--size", type=int, default=SIZE, help="journeys in a sample")
    parser.add_argument("--journeys", type=Path)
    parser.add_argument("--truth", type=Path)
    parser.add_argument("--breakdowns", type=Path)
    parser.add_argument("--json", action="store_true")
    args = parser.parse_args()
    if args.journeys:
        print(json.dumps(from_files(args.journeys, args.truth, args.breakdowns), ensure_ascii=False, indent=1))
        return
    planted, empty = planted_samples(args.samples, args.size), empty_samples(args.samples, args.size)
    if args.json:
        print(json.dumps({"planted": planted, "empty": empty}, indent=1))
    else:
        _print(planted, empty, args.samples)
    missed = planted["in areas"]["planted"] - planted["in areas"]["found"]
    sys.exit(missed > 0 or any(row["samples"] > args.samples / 20 for row in empty.values()))


def _print(planted: dict[str, dict[str, int]], empty: dict[str, dict[str, int]], samples: int) -> None:
    print(f"{samples} samples with, and {samples} without anything planted")
    head = f"{'':<10}{'planted':>8}{'found':>7}{'maybe':>7}{'others':>8}"
    print(f"{head}   {'samples with false ones':>24}{'false':>7}{'maybe':>7}")
    for kind in KINDS:
        row, none = planted[kind], empty[kind]
        figures = f"{row['planted']:>8}{row['found']:>7}{row['maybe']:>7}{row['others']:>8}"
        print(f"{kind:<10}{figures}   {none['samples']:>24}{none['false']:>7}{none['maybe']:>7}")


if __name__ == "__main__":
    main()
