"""The posters of the demo cases look as they did when somebody last looked at them."""

import pytest
from PIL import Image

from klagerejsen.posters.choices import SECTIONS
from tests import poster_pictures
from tests.poster_pictures import CASES, FORMS, PART, WHOLE, difference, drawn, kept


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("case", CASES)
def test_a_poster_looks_as_it_did(case: str, form: str) -> None:
    with Image.open(kept(case, form)) as before:
        whole, part = difference(before, drawn(case, form))
    assert whole < WHOLE, f"{kept(case, form).name} differs by {whole:.2f}: python -m tests.poster_pictures"
    assert part < PART, f"a part of {kept(case, form).name} differs by {part:.2f}: python -m tests.poster_pictures"


@pytest.mark.parametrize(
    "changed", [{"sections": frozenset(SECTIONS) - {"figures"}}, {"quotes": frozenset({"citizen"})}, {"grey": True}]
)
def test_a_difference_that_anybody_sees_is_seen(changed: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(poster_pictures.FORMS, "a1", {"size": "a1", **changed})
    with Image.open(kept("boern-to-teams", "a1")) as before:
        whole, part = difference(before, drawn("boern-to-teams", "a1"))
    assert whole >= WHOLE or part >= PART
