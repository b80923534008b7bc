"""Pictures of components: what may differ between two of them, and where the settled ones lie."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from PIL import Image, ImageFilter

FOLDER = Path(__file__).parent / "components"
STEP = 40
"""Difference of a colour channel, of 255, that an eye sees on a smoothed picture; edges of letters differ by less."""
SHARE = 0.002
"""Share of the points that may differ: a moved letter is more in a picture of the size of a card."""


def unlike(settled: Image.Image, now: Image.Image) -> float:
    """Share of the points, 0 to 1, that look different; 1 where the sizes differ."""
    if settled.size != now.size:
        return 1.0
    first, second = (np.asarray(one.convert("RGB").filter(ImageFilter.BoxBlur(1)), dtype=int) for one in (settled, now))
    return float((np.abs(first - second).max(axis=2) > STEP).mean())


def beside(settled: Image.Image, now: Image.Image) -> Image.Image:
    """Both in one picture, the settled one at the left."""
    both = Image.new("RGB", (settled.width + now.width + 16, max(settled.height, now.height)), "#888888")
    both.paste(settled, (0, 0))
    both.paste(now, (settled.width + 16, 0))
    return both
