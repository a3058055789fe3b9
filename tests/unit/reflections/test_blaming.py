"""Hints at phrases that blame: what they see, what they let stand, and what they ask instead."""

import pytest

from klagerejsen.reflections.blaming import MOST, hints

BLAMING = {
    "Hvorfor gjorde du det?": "Hvad fik det til at give mening dengang?",
    "hvorfor gjorde du ikke som aftalt": "Hvad skulle der have været, for at det var sket?",
    "Hvorfor ringede rådgiveren ikke tilbage?": "Hvad skulle der have været, for at det var sket?",
    "Hvorfor svarede I ikke moren?": "Hvad skulle der have været, for at det var sket?",
    "Hvorfor valgte sagsbehandleren at vente": "Hvad fik det til at give mening dengang?",
    "Hvem glemte at sende brevet?": "Hvad i arbejdsgangen gjorde det muligt?",
    "Hvem har gjort det her": "Hvad i arbejdsgangen gjorde det muligt?",
    "Hvis skyld er det?": "Hvad i arbejdsgangen gjorde det muligt?",
    "Det er hendes egen skyld": "Hvad medvirkede til, at det skete?",
    "Det var lederens fejl.": "Hvad medvirkede til, at det skete?",
    "Team Nord har skylden": "Hvad medvirkede til, at det skete?",
    "Hun var selv skyld i det": "Hvad medvirkede til, at det skete?",
    "Sagsbehandleren burde have ringet": "Hvad ville have gjort det let at gøre i stedet?",
    "Vi skulle have sendt det videre": "Hvad ville have gjort det let at gøre i stedet?",
    "Rådgiver 1 glemte mødet": "Hvad skulle have mindet om det?",
    "Han havde glemt at svare": "Hvad skulle have mindet om det?",
    "Hun ignorerede tre mails": "Hvad stod i vejen?",
    "De gad ikke læse sagen": "Hvad stod i vejen?",
    "Kunne du ikke bare ringe?": "Hvad stod i vejen?",
    "Sagsbehandleren er inkompetent": "Hvad så I, der skete? Beskriv det, der blev gjort, ikke hvem der er sådan.",
    "Det var en menneskelig fejl": "Hvad gjorde det let at komme galt af sted?",
    "En besværlig borger": "Hvad havde borgeren brug for, som I ikke så?",
    "Faren er en kværulant": "Hvad havde borgeren brug for, som I ikke så?",
    "Why did you wait?": "Hvad fik det til at give mening dengang?",
    "Why didn't the caseworker call?": "Hvad skulle der have været, for at det var sket?",
    "Whose fault was it": "Hvad i arbejdsgangen gjorde det muligt?",
    "She should have called back": "Hvad ville have gjort det let at gøre i stedet?",
    "The manager forgot the letter": "Hvad skulle have mindet om det?",
    "They refused to listen": "Hvad stod i vejen?",
    "It was human error": "Hvad gjorde det let at komme galt af sted?",
}

TELLING = (
    "Hvorfor skete det uønskede?",
    "Hvorfor blev brevet ikke sendt?",
    "Borgeren fik aldrig svar på sit brev.",
    "Moren ringede tre gange, og ingen tog telefonen.",
    "Der var gået 41 dage, før nogen svarede.",
    "Fristen var ikke overvåget, fordi systemet ikke giver besked.",
    "Ankestyrelsen hjemviste sagen, fordi begrundelsen manglede.",
    "Borgeren følte, at ingen lyttede.",
    "Vi ville ønske, at moren havde fået besked samme dag.",
    "Sagen lå stille, mens sagsbehandleren var på ferie.",
    "Rådgiveren vidste ikke, at der var kommet et brev.",
    "Hvem har sagen nu?",
    "Hvem ringer til borgeren, og hvornår?",
    "Fejlen i skabelonen er rettet.",
    "Hvad skulle der have været, for at det var sket?",
    "Hun havde 60 sager i den periode.",
    "Kommunen skulle træffe afgørelse inden fire uger.",
    "Det kunne ske igen, når nogen er syg.",
    "Why was the letter not sent?",
    "The mother never got an answer.",
    "Who has the case now?",
    "",
)


@pytest.mark.parametrize("text", BLAMING)
def test_a_phrase_that_blames_is_met_with_a_question_to_learn_from(text):
    assert [hint.rather for hint in hints(text)] == [BLAMING[text]]


@pytest.mark.parametrize("text", TELLING)
def test_what_only_tells_or_asks_what_happened_is_let_stand(text):
    assert hints(text) == ()


def test_no_hint_blames_in_its_turn():
    assert {hint for rather in BLAMING.values() for hint in hints(rather)} == set()


def test_words_are_told_as_they_were_written_and_each_question_is_asked_once():
    found = hints("Hvorfor  gjorde du det? Og hvorfor sagde I det? Hun glemte\nmødet.")
    assert [hint.words for hint in found] == ["Hvorfor gjorde du", "Hun glemte"]


def test_many_phrases_get_few_hints():
    assert len(hints(" ".join(BLAMING))) == MOST


def test_a_long_text_is_looked_through_at_once():
    """Nothing in the patterns tries again and again: two thousand signs of any kind are read in one go."""
    for text in ("den " * 500, "hvorfor " * 250, "a" * 2000, "hun " * 500):
        assert hints(text) == ()
