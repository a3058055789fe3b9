"""What is chosen before printing, and what each choice does to the sheet."""

import re

import pytest
from werkzeug.datastructures import MultiDict

from klagerejsen.posters.anonymising import anonymised
from klagerejsen.posters.asking import choices_asked
from klagerejsen.posters.choices import SECTIONS, Choices
from klagerejsen.posters.paper.display import Layout, Path, Text, passage_marks
from tests.unit.posters.made import made_journey
from tests.unit.posters.test_layout import demo, poster, said

EXACT_DAY = re.compile(
    r"\b\d{1,2}\.\s?(?:januar|februar|marts|april|maj|juni|juli|august|september|oktober|november|december)"
    r"|\b\d{1,2}\.\d{1,2}(?:\.\d{2,4})?\b|\d{4}-\d\d-\d\d"
)


def told(document: dict, **chosen: object) -> Layout:
    """The poster as the services make it: anonymised before it is analysed."""
    choices = Choices(**chosen)
    return poster(dict(anonymised(document, choices.anonymity, choices.language)), **chosen)


def heard(layout: Layout) -> str:
    return said(layout) + "\n".join(passage.alt for sheet in layout.sheets for passage in sheet.passages)


SAYS = {
    "figures": "led i kommunen",
    "curves": "ét svar pr. side",
    "silences": "112 dage",
    "findings": "Hvad vi fandt",
    "causes": "Rodårsager",
    "questions": "Hvorfor skete det uønskede?",
    "actions": "Måles på",
}


@pytest.mark.parametrize("portrait", [False, True])
@pytest.mark.parametrize("section", SECTIONS)
def test_a_section_that_is_not_chosen_is_gone_and_named_in_the_small_print(section: str, portrait: bool) -> None:
    document = demo("boern-to-teams")
    rest = frozenset(SECTIONS) - {section}
    words = said(poster(document, sections=rest, portrait=portrait))
    assert "Valgt fra: " in words
    if section != "silences":  # the finding says its days as well
        assert SAYS[section] not in words
    for other in rest:
        assert SAYS[other] in words


def test_without_findings_no_disc_stands_on_a_card_or_in_a_silence() -> None:
    layout = poster(demo("boern-to-teams"), sections=frozenset(SECTIONS) - {"findings"})
    assert not [passage for passage in layout.sheets[0].passages if passage.alt.startswith("Fund")]


def test_only_the_sides_that_are_chosen_are_quoted_and_the_rest_is_counted() -> None:
    words = said(poster(demo("boern-to-teams"), quotes=frozenset({"citizen"})))
    assert "Jeg skulle selv ringe for at opdage, at vi ingen rådgiver havde." in words
    assert "Vi kvitterede til tiden." not in words
    assert "Citater er valgt fra for myndigheden og eksterne." in words
    assert re.search(r"\d+ sætninger, som er valgt fra", words)


@pytest.mark.parametrize("name", ["boern-to-teams", "voksne-stoette", "handicap-koerestol"])
def test_with_roles_only_no_label_and_no_unit_is_left_on_any_sheet(name: str) -> None:
    document = demo(name)
    words = heard(told(document, anonymity="roles", size="a3")).lower()
    gone = {actor["unit"] for actor in document["actors"] if actor["perspective"] == "authority" and actor["unit"]}
    gone |= {"rådgiver 1", "rådgiver 2", "ergoterapeut 1"}
    for label in gone:
        assert not re.search(rf"(?<!\w){re.escape(label.lower())}s?(?!\w)", words), label


def test_parties_that_share_a_role_are_numbered_and_one_alone_is_not() -> None:
    actors = {actor["id"]: actor for actor in anonymised(demo("boern-to-teams"), "roles", "da")["actors"]}
    assert (actors["a1"]["label"], actors["a6"]["label"], actors["a7"]["label"]) == (
        "Forælderen", "Sagsbehandler 1", "Sagsbehandler 2",
    )  # fmt: skip
    assert actors["a6"]["unit"] == actors["a7"]["unit"] == "Enhed 3"


def test_a_mention_keeps_its_genitive_and_its_first_letter_and_other_words_are_left() -> None:
    document = made_journey(1) | {"title": "Skolens brev, skolens bog og skolesagen om Familierådgivningens svar"}
    changed = anonymised(document, "roles", "da")
    assert changed["title"] == "Skolens brev, skolens bog og skolesagen om Enhed 1s svar"
    assert changed["legal_basis"] == document["legal_basis"]


def test_what_looks_like_a_name_is_dotted() -> None:
    document = made_journey(1) | {"title": "Sagen lå hos Kirsten Holmgaard"}
    assert "Holmgaard" not in anonymised(document, "roles", "da")["title"]


@pytest.mark.parametrize("name", ["boern-to-teams", "voksne-stoette", "handicap-koerestol"])
@pytest.mark.parametrize("size", ["a1", "a3"])
def test_with_months_no_day_of_the_case_and_no_sentence_is_left_on_any_sheet(name: str, size: str) -> None:
    document = demo(name)
    words = heard(told(document, anonymity="months", size=size))
    made, due = r"Lavet 22\. november 2026", "|".join(_due_words(document))
    assert not EXACT_DAY.findall(re.sub(rf"{made}|{due}", "", words))
    for event in document["events"]:
        for view in event["perspectives"].values():
            assert not view["text"] or view["text"] not in words


def _due_words(document: dict) -> list[str]:
    from klagerejsen.dates import in_words

    return [re.escape(in_words(action["due"])) for action in document["actions"]]


def test_with_months_nothing_is_placed_by_its_day() -> None:
    first, second = demo("boern-to-teams"), demo("boern-to-teams")
    for event in second["events"]:
        if event["date"] == "2024-11-11":
            event["date"] = "2024-11-12"
    one, other = (told(each, anonymity="months", sections=frozenset()) for each in (first, second))
    assert one == other
    assert told(first, sections=frozenset()) != told(second, sections=frozenset())


def test_events_of_one_month_keep_their_order() -> None:
    layout = told(demo("boern-to-teams"), anonymity="months")
    titles = [words for words in said(layout).split("\n") if words]
    places = [titles.index(title) for title in ("Underretningen vurderes inden for 24 timer", "Skolen får kvittering")]
    assert places == sorted(places)


def test_in_grey_no_ink_has_a_hue() -> None:
    for sheet in poster(demo("boern-to-teams"), size="a3", grey=True).sheets:
        for passage in sheet.passages:
            for mark in passage_marks(passage):
                for ink in _inks(mark):
                    assert ink[1:3] == ink[3:5] == ink[5:7]


def _inks(mark: object) -> list[str]:
    if isinstance(mark, Text):
        return [run.style.ink for line in mark.lines for run in line]
    inks = [mark.fill, mark.pen.ink if mark.pen else None] if isinstance(mark, Path) else []
    return [ink for ink in inks if ink]


def test_an_address_without_choices_asks_for_everything() -> None:
    assert choices_asked(MultiDict()) == Choices()


def test_a_form_with_every_box_empty_asks_for_the_timeline_alone() -> None:
    assert choices_asked(MultiDict({"chosen": "1"})).sections == frozenset()


@pytest.mark.parametrize("asked", [{"size": "a9"}, {"sections": "weather"}, {"anonymity": "x"}, {"colour": "red"}])
def test_what_nobody_can_choose_is_refused(asked: dict) -> None:
    with pytest.raises(ValueError, match=next(iter(asked.values())) if "sections" not in asked else "sections"):
        choices_asked(MultiDict(asked))
