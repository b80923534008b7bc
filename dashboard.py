"""The frame of the board: page set-up, navigation and the shared filter bar."""

import streamlit as st

from lib.ui import acts, address, companion, data, frame, guard, login, wall, welcome
from lib.ui.desk import access
from lib.words import Words

with guard.shown():
    words = Words(address.peek_language())
    page = st.navigation(
        [
            st.Page("pages/board/overview.py", title=words("Overview"), default=True),
            st.Page("pages/board/city.py", title=words("City"), url_path="city"),
            st.Page("pages/board/indicators.py", title=words("Indicators"), url_path="indicators"),
            st.Page("pages/records/sources.py", title=words("Sources"), url_path="sources"),
            st.Page("pages/records/downloads.py", title=words("Downloads"), url_path="downloads"),
            *access.pages(words),
        ],
        position="top",
    )
    st.set_page_config(
        page_title=f"{page.title} · {words('Shandong Union Board')}",
        page_icon="🟥",
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    board = data.board()
    address.begin(board, page.url_path)
    if address.language() != words.lang:
        st.rerun()
    frame.style(words, wall=address.wall())
    login.gate(words, frame.head)
    if not board.sources:
        frame.head(words)
        welcome.without_reports(page, words)
        st.stop()
    if address.wall():
        companion.shown(words)
        wall.section(board, words)
        st.stop()
    companion.beside(board, page.url_path, words)
    frame.language_switch()
    welcome.definitions(words)
    frame.filter_bar(board, words)
    address.finish(board)
    acts.follow(board)
    frame.notices(words)
    frame.state_shown(board, words)
    page.run()
    login.at_foot(words, page.url_path, access.mode() == access.LOGIN)
    frame.foot(board, words)
