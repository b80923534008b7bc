"""Visual regression of components, each beside its settled picture; pages as a whole are looked at by people.

Pictures belong to the fonts and the Chromium of one kind of machine, so these are slow ones. A change that is wanted is
settled by `pytest tests/browser/test_components.py -m slow --settle`, and its pictures are looked at before a commit.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PIL import Image, ImageDraw
from playwright.sync_api import Browser

from tests.browser.conftest import at_rest, server
from tests.browser.pictures import FOLDER, SHARE, beside, unlike
from tests.browser.test_old_machines import NO_WEBGL
from tests.conftest import YEARS

REAL, DEMO = "real", "demo"
OVERVIEW = {
    "title": ".head",
    "filters": ".st-key-filters",
    "cards": ".st-key-kpis",
    "map": ".st-key-map",
    "tray": ".st-key-unattributed",
    "matrix": ".st-key-chart-matrix",
    "time-line": ".st-key-chart-timeline",
    "facts": ".st-key-facts",
}
PHONE = ("title", "filters", "cards", "map", "tray", "matrix")


@dataclass(frozen=True)
class Sheet:
    """A page at an address, of which components are taken; `parts` are names and selectors."""

    name: str
    folder: str
    address: str
    parts: dict[str, str]
    size: tuple[int, int] = (1440, 3600)
    scheme: str = "light"


SHEETS = (
    Sheet("overview", REAL, "", OVERVIEW),
    Sheet("overview-en-dark", REAL, "?lang=en&city=370200", OVERVIEW, scheme="dark"),
    Sheet("phone", REAL, "?city=371000", {name: OVERVIEW[name] for name in PHONE}, (390, 7000)),
    Sheet("city", REAL, "city?city=371000", {"side": ".st-key-city-side", "figures": ".st-key-kpis"}),
    Sheet("pair-en", REAL, "city?city=371000&lang=en", {"main": ".st-key-city-main"}),
    Sheet(
        "indicators",
        DEMO,
        "indicators?source=all&indicator=stations",
        {
            "catalogue": ".catalogue",
            "cards": ".st-key-kpis",
            "map": ".st-key-map",
            "places": ".st-key-chart-places-0",
            "trend": ".st-key-chart-time-0",
        },
    ),
    Sheet(
        "indicators-en-dark",
        DEMO,
        "indicators?source=all&indicator=stations&lang=en",
        {
            "cards": ".st-key-kpis",
            "map": ".st-key-map",
            "places": ".st-key-chart-places-0",
            "trend": ".st-key-chart-time-0",
        },
        scheme="dark",
    ),
    Sheet("sentence", DEMO, "sources?fact=work-2016-001", {"page": ".st-key-source-page"}, (1440, 900)),
    Sheet(
        "sentence-en-dark",
        DEMO,
        "sources?fact=work-2016-001&lang=en",
        {"page": ".st-key-source-page"},
        (1440, 900),
        "dark",
    ),
    Sheet("downloads", REAL, "downloads", {"files": ".st-key-download-files", "check": ".st-key-download-check"}),
    Sheet(
        "downloads-en",
        REAL,
        "downloads?lang=en",
        {"files": ".st-key-download-files", "check": ".st-key-download-check"},
    ),
    Sheet("desk", REAL, "desk", {"upload": ".st-key-desk-upload"}),
    Sheet("wall", REAL, "?view=wall", {"scene": ".wall main"}, (1920, 1080)),
)


@pytest.fixture(scope="module")
def addresses(board_url: str) -> Iterator[dict[str, str]]:
    with server(UNION_DATA=str(YEARS), UNION_REPORTS=str(YEARS / "reports")) as demo:
        yield {REAL: board_url, DEMO: demo}


@pytest.mark.slow
@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)
def test_a_component_looks_as_it_was_settled(
    sheet: Sheet, chromium: Browser, addresses: dict[str, str], tmp_path: Path, pytestconfig: pytest.Config
) -> None:
    context = chromium.new_context(
        viewport={"width": sheet.size[0], "height": sheet.size[1]},
        color_scheme=sheet.scheme,  # type: ignore[arg-type]
        reduced_motion="reduce",
    )
    context.add_init_script(NO_WEBGL)  # the map as SVG is drawn alike everywhere, by whichever graphics card
    page = context.new_page()
    page.goto(f"{addresses[sheet.folder]}/{sheet.address}")
    page.locator(".foot, .wall main h2").first.wait_for()
    at_rest(page)
    page.wait_for_timeout(1500)
    found = {}
    for name, selector in sheet.parts.items():
        drawn = Image.open(io.BytesIO(page.locator(selector).first.screenshot())).convert("RGB")
        place = FOLDER / f"{sheet.name}-{name}.png"
        if pytestconfig.getoption("settle"):
            if not place.exists() or unlike(Image.open(place), drawn) > 0:
                drawn.quantize(64).save(place, optimize=True)
            continue
        if (share := unlike(Image.open(place), drawn)) > SHARE:
            beside(Image.open(place).convert("RGB"), drawn).save(tmp_path / place.name)
            found[place.name] = f"{share:.2%} differ, see {tmp_path / place.name}"
    context.close()
    assert found == {}


def test_every_settled_picture_is_one_that_is_taken() -> None:
    taken = {f"{sheet.name}-{name}.png" for sheet in SHEETS for name in sheet.parts}
    assert {path.name for path in FOLDER.glob("*.png")} == taken


def card(figure: str, at: int = 20, ink: str = "#1B1A19") -> Image.Image:
    """A picture of the size of a card."""
    drawn = Image.new("RGB", (226, 172), "#FFFFFF")
    ImageDraw.Draw(drawn).text((at, 40), figure, fill=ink, font_size=34)
    return drawn


@pytest.mark.parametrize(
    ("now", "differs"),
    [
        (card("98"), False),
        (card("98", ink="#2B2A29"), False),
        (card("99"), True),
        (card("98", at=24), True),
        (card("98", ink="#B3261E"), True),
        (card("98").resize((226, 173)), True),
    ],
    ids=["the same", "a shade", "another figure", "moved", "another colour", "another size"],
)
def test_what_an_eye_sees_is_found(now: Image.Image, differs: bool) -> None:
    assert (unlike(card("98"), now) > SHARE) == differs
