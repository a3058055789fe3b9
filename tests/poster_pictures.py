"""What the posters of the demo cases look like, kept small in `tests/data/posters` and compared with a tolerance.

    python -m tests.poster_pictures

draws them anew, after a change that was meant to be seen. Look at them before you keep them.
"""

from io import BytesIO
from pathlib import Path

from PIL import Image, ImageChops, ImageOps, ImageStat

from klagerejsen.posters import render
from tests.unit.posters.test_layout import CASES, poster
from tests.unit.posters.test_layout import demo as case_of

FOLDER = Path(__file__).parent / "data" / "posters"
FORMS: dict[str, dict[str, object]] = {
    "a1": {"size": "a1"},
    "a3-portrait-grey": {"size": "a3", "portrait": True, "grey": True},
}
LONG_SIDE = 640
WHOLE, PART = 0.5, 4.0
"""How much a picture may differ on the average, and in any of its hundred parts, in steps of 255."""


def kept(case: str, form: str) -> Path:
    """Return where a picture is kept."""
    return FOLDER / f"{case}-{form}.png"


def drawn(case: str, form: str) -> Image.Image:
    """Draw the first sheet as small as it is kept, in eight levels of each colour."""
    picture = Image.open(BytesIO(render(poster(case_of(case), **FORMS[form]), "png"))).convert("RGB")
    picture.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return ImageOps.posterize(picture, 3)


def difference(before: Image.Image, now: Image.Image) -> tuple[float, float]:
    """Return by how much two pictures differ on the average, and in that of their hundred parts that differs most."""
    apart = ImageChops.difference(before.convert("RGB"), now).convert("L")
    wide, tall = apart.size
    parts = [
        apart.crop((wide * x // 10, tall * y // 10, wide * (x + 1) // 10, tall * (y + 1) // 10))
        for x in range(10)
        for y in range(10)
    ]
    return ImageStat.Stat(apart).mean[0], max(ImageStat.Stat(part).mean[0] for part in parts)


def main() -> None:
    """Keep every picture as it is drawn now."""
    FOLDER.mkdir(exist_ok=True)
    for case in CASES:
        for form in FORMS:
            drawn(case, form).save(kept(case, form), optimize=True)
            print(kept(case, form).relative_to(Path.cwd()), kept(case, form).stat().st_size // 1000, "kB")  # noqa: T201


if __name__ == "__main__":
    main()
