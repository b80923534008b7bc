"""The frame of the board: page set-up, navigation and the shared filter bar."""

import streamlit as st

from lib.ui import acts, address, announcing, browser, colours, controls, data, frame, guard, login, wall, welcome
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
    controls.names(words)
    login.gate(words, frame.language_switch)
    colours.watch()
    if not board.sources:
        frame.language_switch()
        welcome.without_reports(page, words)
        st.stop()
    if address.wall():
        wall.section(board, words)
        st.stop()
    browser.runs_again()
    frame.language_switch()
    welcome.definitions(words)
    frame.filter_bar(board, words)
    address.finish(board)
    acts.follow(board)
    announcing.selection(board, words)
    frame.notices(words)
    frame.state_shown(board, words)
    page.run()
    login.at_foot(words, page.url_path, access.mode() == access.LOGIN)
    frame.foot(board, words)
