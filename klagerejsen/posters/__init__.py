"""The poster: a journey on one sheet, as PDF, SVG or PNG.

`build_poster`, `build_map` and `build_note` place everything (pure geometry, no drawing), `render` turns a layout into
bytes, and `render_isolated` does so in a process of its own with limits on memory and time.
"""

from klagerejsen.posters.drawing.isolation import render_isolated
from klagerejsen.posters.drawing.render import render
from klagerejsen.posters.journey.layout import build_poster
from klagerejsen.posters.map.sheet import build_map
from klagerejsen.posters.note.sheet import build_note
from klagerejsen.posters.paper.display import Layout
from klagerejsen.posters.paper.errors import PosterError

__all__ = ["Layout", "PosterError", "build_map", "build_note", "build_poster", "render", "render_isolated"]
