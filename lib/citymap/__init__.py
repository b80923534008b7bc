"""Borders and states of the cities -> a pydeck deck without a base map."""

from lib.citymap.deck import CityDeck, deck
from lib.citymap.geometry import View, hatch, pixel, view
from lib.citymap.labels import CityView

__all__ = ["CityDeck", "CityView", "View", "deck", "hatch", "pixel", "view"]
