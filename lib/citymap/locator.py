"""Where a city lies, as a small still picture: needs no WebGL, and prints."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from lib.citymap.geometry import pixel, rings, view
from lib.palette import Palette


def locator(features: Sequence[dict[str, Any]], area_code: str, palette: Palette, *, width: int, height: int) -> str:
    """An SVG of `width` x `height` px as a data address: all cities quiet, one in the accent."""
    fit = view(features, width, height)
    shapes = []
    # The city comes last, so that no neighbour's line runs over its own.
    for feature in sorted(features, key=lambda one: bool(one["properties"]["area_code"] == area_code)):
        chosen = feature["properties"]["area_code"] == area_code
        path = "".join(
            "M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in (pixel(*point, fit, width, height) for point in ring)) + "Z"
            for ring in rings(feature["geometry"])
        )
        fill, edge = (palette.accent, palette.accent) if chosen else (palette.sunk, palette.line2)
        shapes.append(f'<path d="{path}" fill="{fill}" stroke="{edge}" fill-rule="evenodd"/>')
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
    return f"data:image/svg+xml,{quote(head + ''.join(shapes) + '</svg>')}"
