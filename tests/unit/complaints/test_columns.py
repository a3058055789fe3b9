"""What columns of a register are taken for by their headings and cells, and what words in them stand for."""

import pytest

from klagerejsen.complaints import columns
from klagerejsen.intake.profiles import Profile

DAY, WORD = "13-03-2026", "Jura"


def proposed(*named: tuple[str, str]) -> list[str]:
    profiles = []
    for _heading, cell in named:
        profile = Profile()
        profile.see([cell, cell])
        profiles.append(profile.as_json())
    return columns.propose([heading for heading, _cell in named], profiles)


@pytest.mark.parametrize(
    ("name", "cell", "headings"),
    [
        (
            "received_on",
            DAY,
            "Modt. dato|Modt.|Dato modt.|Modtaget|MODT_DATO|Modt. d.|Modtagelsesdato|Dato for modtaget",
        ),
        ("area", WORD, "Forvaltning|Forv.|Område|Omr."),
        ("unit", WORD, "Afd.|Enhed/afd.|Afdeling/team|Enhed"),
        ("kind", "Begge", "Klagens type|Klagetype|Type"),
        ("theme", WORD, "Klagens emne|Tema"),
        ("acknowledged_on", DAY, "Kvit|Kvit.|Kvittering sendt|Kvitteringsdato|Kvitteret|Kvit. dato|Dato for kvit."),
        ("outcome", "Stadf.", "Afgørelse klageinstans|Ankestyrelsens afgørelse|AST afg.|Klageinstansens udfald"),
        ("appeal_decided_on", DAY, "Afgørelse klageinst.|Ankestyrelsens afgørelse|Dato for ankestyrelsens afgørelse"),
        ("decided_on", DAY, "Afgørelse|Afg. dato|Dato for afgørelse"),
        ("reassessment", "Medhold", "Genvurdering|Genv."),
        ("reassessed_on", DAY, "Genvurdering|Dato for genv."),
        ("reference", "26-100", "ESDH nr.|ESDH-nr|Sagsnr|Sagsnr.|Journalnr.|Sagsnummer|Klagenr"),
        ("closed_on", DAY, "Lukket|Afsluttet dato|Dato afsluttet|Afsluttet"),
    ],
)
def test_everyday_headings_are_known(name: str, cell: str, headings: str) -> None:
    assert {heading: proposed((heading, cell)) for heading in headings.split("|")} == {
        heading: [name] for heading in headings.split("|")
    }


@pytest.mark.parametrize(
    ("heading", "cell"),
    [
        ("Dato", DAY), ("Nr.", "7"), ("Afd./type", WORD), ("Enhed/noget", WORD), ("Afgørelse", "Stadfæstet"),
        ("Kvit", "ja"), ("Klagetype", DAY), ("Type dato", DAY), ("/", WORD), ("", WORD), ("Modtaget", ""),
    ],
)  # fmt: skip
def test_what_could_be_two_things_or_does_not_look_like_it_is_not_guessed(heading: str, cell: str) -> None:
    assert proposed((heading, cell)) == [""]


def test_a_field_is_one_column_and_the_cells_tell_two_of_one_name_apart() -> None:
    twice = ("Modt.", DAY), ("Dato modt.", DAY), ("Ankestyrelsens afgørelse", "Hjemvist"), ("Afgørelse AST", DAY)
    assert proposed(*twice) == ["received_on", "", "outcome", "appeal_decided_on"]


@pytest.mark.parametrize("name", columns.FIELDS)
def test_our_own_headings_stand_for_their_field(name: str) -> None:
    cell = DAY if name in columns.DAYS else WORD
    assert proposed((columns.FIELDS[name], cell)) == proposed((name, cell)) == [name]


@pytest.mark.parametrize(
    ("name", "word", "code"),
    [
        ("kind", "Begge", "both"), ("kind", "Begge dele", "both"), ("outcome", "Stadf.", "confirmed"),
        ("outcome", "Stadfæstet", "confirmed"), ("outcome", "Ændret", "amended"), ("outcome", "Hjemvist", "remitted"),
        ("outcome", "Ophævet", "annulled"), ("outcome", "Afvist", "dismissed"), ("outcome", "Medhold", None),
        ("reassessment", "Fastholdt", "maintained"), ("reassessment", "Delvis medhold", "partly_upheld"),
        ("reassessment", "Medhold", "upheld"), ("reassessment", "Afvist", None),
    ],
)  # fmt: skip
def test_everyday_words_are_known(name: str, word: str, code: str | None) -> None:
    assert columns.code_of(name, word) == code
