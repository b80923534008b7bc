"""Contrast of the palette (WCAG 2.2), and that its classes stay apart without colour."""

from __future__ import annotations

import itertools
import tomllib

import pytest

from lib.palette import DARK, GREYS, LIGHT, SEQUENTIAL, Palette
from tests.conftest import ROOT

TEXT, MARK = 4.5, 3.0
THEMES = {"light": LIGHT, "dark": DARK}
# Viénot, Brettel and Mollon 1999, for linear RGB.
VISIONS = {
    "protanopia": ((0.11238, 0.88762, 0.0), (0.11238, 0.88762, 0.0), (0.00401, -0.00401, 1.0)),
    "deuteranopia": ((0.29275, 0.70725, 0.0), (0.29275, 0.70725, 0.0), (-0.02234, 0.02234, 1.0)),
    "grey": ((0.2126, 0.7152, 0.0722),) * 3,
}
APART = 1.35
"""Least contrast between neighbouring map classes, which also bear different squares."""


def linear(colour: str) -> tuple[float, ...]:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return tuple(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)


def seen(colour: str, vision: str) -> tuple[float, ...]:
    rgb = linear(colour)
    return tuple(max(0.0, sum(weight * part for weight, part in zip(row, rgb, strict=True))) for row in VISIONS[vision])


def luminance(rgb: tuple[float, ...]) -> float:
    return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2]


def ratio(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    return ratio(linear(one), linear(other))


def test_contrast_is_reckoned_as_wcag_has_it() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("ground", ["paper", "surface", "sunk"])
@pytest.mark.parametrize("ink", ["ink", "ink2", "ink3", "accent"])
def test_text_can_be_read(name: str, ground: str, ink: str) -> None:
    palette = THEMES[name]
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= TEXT


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize(
    ("ink", "ground", "least"),
    [
        ("ink", "mark", TEXT),
        ("ink", "tint", TEXT),
        ("accent", "tint", TEXT),
        ("paper", "ink", TEXT),
        ("surface", "accent", TEXT),
        ("on_low", "paper", TEXT),
        ("on_low", "only", TEXT),
        ("on_low", "s2", TEXT),
        ("on_high", "s3", TEXT),
        ("on_high", "s4", TEXT),
        ("control", "paper", MARK),
        ("control", "surface", MARK),
        ("control", "sunk", MARK),
        ("accent", "paper", MARK),
        ("s3", "paper", MARK),
        ("s4", "surface", MARK),
        ("hatch", "paper", MARK),
        ("hatch", "surface", MARK),
    ],
)
def test_pairs_that_meet_on_the_screen(name: str, ink: str, ground: str, least: float) -> None:
    palette = THEMES[name]
    assert contrast(getattr(palette, ink), getattr(palette, ground)) >= least


@pytest.mark.parametrize("vision", VISIONS)
@pytest.mark.parametrize("palette", [LIGHT, DARK, GREYS], ids=["light", "dark", "paper"])
def test_map_classes_stay_apart_without_colour(palette: Palette, vision: str) -> None:
    steps = [seen(colour, vision) for colour in (palette.only, palette.s2, palette.s3, palette.s4)]
    shades = [luminance(step) for step in steps]
    assert shades in (sorted(shades), sorted(shades, reverse=True))
    assert all(ratio(one, other) >= APART for one, other in itertools.pairwise(steps))


@pytest.mark.parametrize("vision", VISIONS)
def test_the_ten_steps_fall_one_by_one(vision: str) -> None:
    shades = [luminance(seen(colour, vision)) for colour in SEQUENTIAL]
    assert shades == sorted(shades, reverse=True)
    assert len(set(shades)) == len(shades)


@pytest.mark.parametrize("name", THEMES)
def test_streamlit_is_told_the_same_colours(name: str) -> None:
    told = tomllib.loads((ROOT / ".streamlit/config.toml").read_text("utf-8"))["theme"][name]
    palette = THEMES[name]
    assert told["chartSequentialColors"] == list(SEQUENTIAL)
    assert (told["primaryColor"], told["linkColor"]) == (palette.accent, palette.accent)
    assert (told["backgroundColor"], told["secondaryBackgroundColor"]) == (palette.paper, palette.sunk)
    assert (told["textColor"], told["borderColor"]) == (palette.ink, palette.line2)
