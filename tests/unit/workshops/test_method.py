"""The method as the product carries it: every phase has its question, every side its prompts."""

from klagerejsen.codes import Perspective, Phase
from klagerejsen.workshops.method import GLASSES, GUIDE_OF, GUIDES, PROMPTS, THROUGH, WHO


def test_every_phase_has_a_guide_in_the_order_of_the_day() -> None:
    assert [guide.phase for guide in GUIDES] == list(Phase)
    assert set(GUIDE_OF) == set(Phase)


def test_the_day_lasts_three_hours() -> None:
    assert sum(guide.minutes for guide in GUIDES) == 180


def test_every_phase_asks_or_says_something_to_everyone() -> None:
    assert all(guide.question and guide.facilitator and guide.participant for guide in GUIDES)


def test_no_text_of_the_method_speaks_of_error_or_blame_of_a_person() -> None:
    texts = [text for guide in GUIDES for text in (guide.question, guide.facilitator, guide.participant)]
    assert not any("fejl" in text.lower() for text in texts)


def test_every_side_has_prompts_and_words_for_who_sits_there() -> None:
    assert set(PROMPTS) == set(WHO) == set(Perspective)
    assert set(GLASSES) == set(THROUGH) == {"everyone", *Perspective}
