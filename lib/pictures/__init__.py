"""Charts and map of a selection as PNG and SVG, drawn without a browser and with a face of our own."""

from lib.pictures.canvas import Picture, png, svg
from lib.pictures.gallery import city_map, gallery

__all__ = ["Picture", "city_map", "gallery", "png", "svg"]
