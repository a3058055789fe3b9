"""F38: personal data typed in, measured on labelled Danish lines; run with -s to see the figures."""

import re
from pathlib import Path

import pytest

from klagerejsen.screening import KINDS, has_cpr, kinds

CORPUS = Path(__file__).parents[1] / "data" / "personal_data.tsv"
LEAST_RECALL, LEAST_PRECISION = 0.99, 0.95


def lines() -> list[tuple[frozenset[str], str]]:
    """Read the corpus: the kinds that are in each line, and the line."""
    rows = [row.split("\t") for row in CORPUS.read_text("utf-8").splitlines() if not row.startswith("#")]
    return [(frozenset(labels.split(",")) - {"-"}, unescaped(text)) for labels, text in rows]


def unescaped(text: str) -> str:
    return re.sub(r"\\n|\\u([0-9a-f]{4})", lambda found: chr(int(found[1], 16)) if found[1] else "\n", text)


def measured(kind: str) -> tuple[int, int, int]:
    """Count the lines of a kind that were found, those that were missed, and those taken for it wrongly."""
    pairs = [(kind in labels, kind in kinds(text)) for labels, text in lines()]
    return tuple(pairs.count(pair) for pair in ((True, True), (True, False), (False, True)))  # type: ignore[return-value]


def test_f38_there_are_lines_enough_to_measure_by() -> None:
    assert len(lines()) >= 500
    assert sum("cpr" in labels for labels, _text in lines()) >= 200
    assert sum(not labels for labels, _text in lines()) >= 200


def test_f38_hardly_any_cpr_number_gets_through() -> None:
    found, missed, wrong = measured("cpr")
    print(f"\ncpr: recall {found / (found + missed):.3f}, {missed} of {found + missed} missed, {wrong} taken wrongly")
    assert found / (found + missed) >= LEAST_RECALL
    assert wrong == 0


def test_f38_no_line_without_a_cpr_number_is_refused() -> None:
    assert [text for labels, text in lines() if "cpr" not in labels and has_cpr(text)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_f38_what_is_held_is_mostly_held_rightly(kind: str) -> None:
    found, missed, wrong = measured(kind)
    precision, recall = found / (found + wrong), found / (found + missed)
    print(f"\n{kind}: precision {precision:.3f}, recall {recall:.3f} ({found} found, {missed} missed, {wrong} wrong)")
    assert precision >= LEAST_PRECISION
