"""Join codes: said across a room and typed on a phone."""

from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.workshops.codewords import LETTERS, WORDS_TO_AVOID, in_a_link, new_code, read_code

codes = st.builds(lambda _seed: new_code(), st.integers())


@given(codes)
def test_a_code_has_no_look_alikes_and_no_rude_word(code: str) -> None:
    letters, digits = code.split()
    assert not set(letters) & set("IOQBSZ")
    assert letters not in WORDS_TO_AVOID
    assert set(letters) <= set(LETTERS)
    assert 200 <= int(digits) <= 999


@given(codes, st.text(" -._/\t", max_size=3), st.booleans())
def test_a_code_is_read_in_any_spacing_and_case(code: str, between: str, lower: bool) -> None:
    typed = between.join(in_a_link(code)) + between
    assert read_code(typed.lower() if lower else typed) == code


@given(st.text(max_size=60))
def test_whatever_is_typed_is_a_code_or_nothing(typed: str) -> None:
    code = read_code(typed)
    assert code is None or read_code(code) == code


def test_what_is_no_code_is_none() -> None:
    for typed in ("", "RAV", "482", "RAV 48", "RAV 4822", "RIV 482", "RAV 082", "482 RAV"):
        assert read_code(typed) is None, typed
