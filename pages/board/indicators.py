"""Indicators: the catalogue by theme, and one indicator as far as its facts compare."""

import streamlit as st

from lib.ui import data, indicator_charts, indicators

view = indicators.View.of(data.board())

indicators.title(view)
left, right = st.columns([354, 930], gap="large")
with left:
    indicators.catalogue(view)
with right:
    if view.indicator:
        indicators.definition(view)
        indicator_charts.years(view)
        indicator_charts.places(view)
        indicator_charts.over_time(view)
        indicators.outside(view)
        indicators.facts(view)
