"""Prepared rows -> plotly figures. Every text comes from the caller, printed and translated."""

from lib.charts.blocks import Bar, Block, areas, bars
from lib.charts.grid import MatrixMark, MatrixRow, matrix
from lib.charts.spans import Span, timeline
from lib.charts.trend import Dot, Trend, trends

__all__ = [
    "Bar",
    "Block",
    "Dot",
    "MatrixMark",
    "MatrixRow",
    "Span",
    "Trend",
    "areas",
    "bars",
    "matrix",
    "timeline",
    "trends",
]
