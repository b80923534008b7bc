"""Borders and states of the cities -> a pydeck deck without a base map."""

from lib.citymap.deck import CityDeck, CityView, deck
from lib.citymap.geometry import View, hatch, pixel, view

__all__ = ["CityDeck", "CityView", "View", "deck", "hatch", "pixel", "view"]
