"""Takes the pictures of the README from the real board: `python -m scripts.take_pictures`.

None shows the text of the report, which stays out of the repository.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import ARGS, at_rest, chromium_path, server

DOCS = Path(__file__).parents[1] / "docs"


@dataclass(frozen=True)
class Shot:
    """One picture: its file, address, size in px, and the browser's choice of light or dark."""

    name: str
    address: str
    width: int = 1440
    height: int = 900
    scheme: str = "light"


SHOTS = (
    Shot("overview", ""),
    Shot("overview-dark-en", "?lang=en&city=370200", scheme="dark"),
    Shot("wall", "?view=wall", 1920, 1080),
    Shot("phone", "?city=371000", 390, 844),
)


def main() -> None:
    """Draw every page at rest and write it to `docs/`."""
    with server() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=ARGS)
        for shot in SHOTS:
            page = browser.new_page(
                viewport={"width": shot.width, "height": shot.height},
                color_scheme=shot.scheme,  # type: ignore[arg-type]
            )
            page.goto(f"{address}/{shot.address}")
            page.locator(".foot, .wall main h2").first.wait_for()
            at_rest(page)
            page.wait_for_timeout(2000)
            page.screenshot(path=DOCS / f"{shot.name}.png")
            page.close()
        browser.close()


if __name__ == "__main__":
    main()
