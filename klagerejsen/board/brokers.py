"""Who stands between others, in words: the five roles of a broker, without their names."""

from collections import Counter
from collections.abc import Iterable

from klagerejsen.analysis.brokerage import CONSULTANT, COORDINATOR, GATEKEEPER, LIAISON, REPRESENTATIVE, Brokered
from klagerejsen.catalogue import Translate
from klagerejsen.figures import counted


def roles_in_words(steps: Iterable[Brokered], translate: Translate) -> str:
    """Say between whom somebody stood, most often first; nothing for nobody."""
    _ = translate
    times = {
        COORDINATOR: (_("{n} gang mellem to på sin egen side"), _("{n} gange mellem to på sin egen side")),
        CONSULTANT: (_("{n} gang mellem to på en anden side"), _("{n} gange mellem to på en anden side")),
        GATEKEEPER: (
            _("{n} gang fra en anden side ind til sin egen"),
            _("{n} gange fra en anden side ind til sin egen"),
        ),
        REPRESENTATIVE: (_("{n} gang fra sin egen side ud"), _("{n} gange fra sin egen side ud")),
        LIAISON: (_("{n} gang mellem to andre sider"), _("{n} gange mellem to andre sider")),
    }
    counts = Counter(step.role for step in steps).most_common()
    if not counts:
        return ""
    said = ", ".join(counted(count, *times[role]) for role, count in counts)
    return _("Bindeled mellem to, hvor den ene ikke selv henvendte sig til den anden: {said}.").format(said=said)
