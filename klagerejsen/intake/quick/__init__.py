"""One line of ordinary Danish, understood as an event: "12/3 mor ringer til modtagelsen, lover svar inden 1/4".

Pure and made of rules: every word is either in the title (or the description) or was taken by a field that shows it,
and what is not understood is left as it was typed. Nothing is guessed where there are two readings.
"""

from klagerejsen.intake.quick.reading import propose

__all__ = ["propose"]
