"""A role takes a name's place wherever it stands, and nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from klagerejsen.screening.replacing import Replacing

WORDS = st.text(alphabet="abcæøåABCÆØÅ -.", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("Mor ringer til KIRSTEN HOLMGAARD.", "Mor ringer til rådgiver 1."),
        ("Kirsten\u00a0Holmgaard svarer.", "Rådgiver 1 svarer."),
        ("Holmgaardsvej 3", "Holmgaardsvej 3"),
        ("Ring 20 30 40 50, eller 2030405060", "Ring hovednummeret, eller 2030405060"),
        ("Kirsten’s brev", "Rådgiver 1s brev"),
        ("Svaret kom. kirsten var væk", "Svaret kom. Rådgiver 1 var væk"),
    ],
)
def test_words_are_found_as_whole_words_in_any_case_and_spacing(text, after):
    roles = {"Kirsten Holmgaard": "rådgiver 1", "Kirsten": "rådgiver 1", "20 30 40 50": "hovednummeret"}
    assert Replacing(roles)(text) == after


def test_what_is_put_in_is_not_itself_replaced():
    assert Replacing({"Ann": "Bo", "Bo": "Ann"})("Ann og Bo") == "Bo og Ann"


def test_texts_are_replaced_deep_in_a_piece_and_keys_are_not():
    piece = {"Bo": ["hos Bo", {"a": "Bo"}], "n": 3, "none": None}
    assert Replacing({"Bo": "far"}).within(piece) == {"Bo": ["hos far", {"a": "Far"}], "n": 3, "none": None}


@given(st.dictionaries(WORDS, WORDS, max_size=5), st.text(max_size=60))
def test_no_words_that_were_given_a_role_are_left_standing_alone(roles, text):
    replacing = Replacing(dict.fromkeys(roles, "#"))
    once = replacing(text)
    assert replacing(once) == once or "#" in roles
