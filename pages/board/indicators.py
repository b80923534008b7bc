"""Indicators: the catalogue by theme, and one indicator as far as its facts compare."""

import streamlit as st

from lib.ui import cards, data, indicator_charts, indicators, valuemap

view = indicators.View.of(data.board())

indicators.title(view)
left, right = st.columns([354, 930], gap="large")
# In the order in which a reader looks: a browser draws what comes first first, and the map takes it longest.
with right:
    if view.indicator:
        indicator_charts.head(view)
        cards.shown(indicator_charts.figures_of(view))
        draw_map = valuemap.placed(view)
with left:
    indicators.catalogue(view)
with right:
    if view.indicator:
        indicator_charts.places(view)
        indicator_charts.over_time(view)
        indicators.facts(view)
        draw_map()
