"""Texts too long for the first sheet move to the list, whole: nothing is ever cut by machine."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from klagerejsen.catalogue import Translate
from klagerejsen.posters.journey.content import Action, PosterContent

MOST_LETTERS = {"subtitle": 300, "summary": 900, "sentence": 240}
_ACTION, _ACTIONS = 400, 8


@dataclass(frozen=True, slots=True)
class Shortened:
    """Content for the first sheet, and what moved to the list as (heading, text)."""

    content: PosterContent
    moved: tuple[tuple[str, str], ...] = ()


def within_bounds(content: PosterContent, tight: bool, _: Translate) -> Shortened:
    """Move what is longer than its place on any sheet: subtitle, summary, sentence, actions; half of it when tight."""
    names = {"subtitle": _("Undertitel"), "summary": _("Resumé"), "sentence": _("Læring")}
    moved = []
    for name, most in MOST_LETTERS.items():
        text = getattr(content, name)
        if len(text) > (most // 2 if tight else most):
            moved.append((names[name], text))
            notice: dict[str, Any] = {name: _("Teksten er lang og står på næste ark.")}
            content = replace(content, **notice)
    kept = [action for action in content.actions if _letters(action) <= _ACTION][: _ACTIONS // 2 if tight else _ACTIONS]
    for action in content.actions:
        if not any(action is other for other in kept):
            said = filter(None, (action.title, action.owner, action.due, action.measure))
            moved.append((_("Handling"), " · ".join(said)))
    return Shortened(replace(content, actions=tuple(kept)), tuple(moved))


def with_shorter_answers(content: PosterContent, fits: Callable[[PosterContent], bool], _: Translate) -> Shortened:
    """Move the longest answers until what remains fits."""
    notice = _("Svaret er langt og står på næste ark.")
    moved: list[tuple[str, str]] = []
    while content.questions and not fits(content):
        longest = max(content.questions, key=lambda question: len(question.answer))
        if len(longest.answer) <= len(notice):
            break
        moved.append((longest.question, longest.answer))
        shorter = replace(longest, answer=notice)
        content = replace(content, questions=tuple(shorter if q is longest else q for q in content.questions))
    return Shortened(content, tuple(moved))


def _letters(action: Action) -> int:
    return len(action.title) + len(action.owner) + len(action.measure)
