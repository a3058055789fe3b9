"""The five questions of MiniFOKUS as the poster prints them."""

from collections.abc import Callable, Mapping
from typing import Any

from klagerejsen.catalogue import translator
from klagerejsen.posters.journey.content import Question
from klagerejsen.posters.wording import answers, likelihoods
from klagerejsen.posters.wording import questions as asked


def questions(document: Mapping[str, Any], language: str, hand: Callable[[object], str]) -> tuple[Question, ...]:
    """Return the five questions with the room's answers; an unanswered one stands with no answer."""
    _ = translator(language)
    learning = document.get("learning") or {}
    recur = learning.get("recur") or {}
    lead = answers(_).get(recur.get("answer") or "", "")
    aside = likelihoods(_).get(recur.get("likelihood") or "", "")
    texts = (
        learning.get("happened"),
        learning.get("wished"),
        learning.get("why"),
        recur.get("text"),
        learning.get("prevent"),
    )
    said = [hand(text) for text in texts]
    said[3] = _without(
        answers(translator(document.get("language") or "da")).get(recur.get("answer") or "", ""), said[3]
    )
    found = []
    for number, (question, answer) in enumerate(zip(asked(_), said, strict=True), start=1):
        found.append(Question(number, question, answer, lead if number == 4 else "", aside if number == 4 else ""))
    return tuple(found)


def _without(lead: str, text: str) -> str:
    """Leave out a "Ja." that the large word already says."""
    return text[len(lead) + 2 :] if lead and text.startswith(f"{lead}. ") else text
