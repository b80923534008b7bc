"""Borders and states of the cities -> a pydeck deck without a base map and what lies over it, or a still picture."""

from lib.citymap.deck import CityDeck, deck
from lib.citymap.geometry import View, hatch, pixel, view
from lib.citymap.labels import CityView
from lib.citymap.locator import locator
from lib.citymap.over import over
from lib.citymap.svg import borders, drawing

__all__ = ["CityDeck", "CityView", "View", "borders", "deck", "drawing", "hatch", "locator", "over", "pixel", "view"]
