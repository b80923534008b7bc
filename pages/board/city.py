"""City: one city as a profile that prints on a sheet, and beside up to three others."""

import streamlit as st

from lib.ui import city, comparing, data

view = city.View.of(data.board())

city.title(view)
city.notices(view)
if view.code:
    left, right = st.columns([354, 930], gap="large")
    with left:
        city.side(view)
    with right:
        city.records(view)
        comparing.section(view)
else:
    city.choice(view)
