"""Desk: a report comes in, its facts are judged beside the text, and they are published."""

import streamlit as st

from lib.ui import address, data
from lib.ui.desk import access, judging, publication, queue, reading, record, state, upload
from lib.words import Words

words = Words(address.language())
upload.head(words)
access.let_in(words)
view = state.view(data.latest())

upload.who_and_which(view)
upload.upload(view)
queue.section(view)
judging.report(view)
if view.source_id:
    with st.container(key="desk-candidates"):
        text, facts = st.columns([6, 6], gap="medium")
        with text:
            judging.buttons(view)
            reading.text(view)
            judging.area(view)
            reading.left_out(view)
            judging.add_missed(view)
        with facts:
            reading.facts(view)
            judging.form(view)
publication.section(view)
record.section(view)
