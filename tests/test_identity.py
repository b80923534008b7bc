"""Identity: roles from claims and the office's file, the proxy's word, the way back, the second person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from lib import identity
from lib.desk.publishing import judges
from lib.errors import DataError
from lib.identity import Identity, Right, Role, Settings, account_of, of_proxy, of_token, parsed
from lib.model import LogEntry
from lib.serve.returns import COOKIE, Returns, safe
from lib.serve.trust import HEADER, STAMP, Trust, told
from lib.words import LANGUAGES, Words
from tests.conftest import ROOT

OFFICE: dict[str, Any] = {
    "account": "preferred_username",
    "roles": {"claim": "realm_access.roles", "values": {"desk": "reviewer", "chief": "administrator"}},
    "people": {"zhao": "reviewer"},
    "proxy": {"header": "X-Remote-User", "addresses": ["10.0.0.5", "::1"]},
}
KNOWN = parsed(OFFICE, "office.toml")
CLAIMS = {"sub": "1", "iss": "i", "iat": 1, "nonce": "n", "exp": 2000, "preferred_username": "wang", "name": "王编辑"}


def claims(**more: Any) -> dict[str, Any]:
    return CLAIMS | more


@pytest.mark.parametrize(
    ("given", "role"),
    [
        ({}, Role.READER),
        ({"realm_access": {"roles": ["desk"]}}, Role.REVIEWER),
        ({"realm_access": {"roles": ["desk", "chief", "x"]}}, Role.ADMINISTRATOR),
        ({"realm_access": {"roles": "chief"}}, Role.ADMINISTRATOR),
        ({"realm_access.roles": ["desk"]}, Role.REVIEWER),
        ({"realm_access": {"roles": ["administrator", 7, None, ["chief"]]}}, Role.READER),
        ({"realm_access": "desk"}, Role.READER),
        ({"preferred_username": "zhao"}, Role.REVIEWER),
        ({"preferred_username": "Zhao"}, Role.READER),
        ({"preferred_username": "zhao\u200b"}, Role.READER),
        ({"sub": "zhao", "preferred_username": None}, Role.READER),
    ],
)
def test_roles_come_from_a_claim_or_the_list(given: dict[str, Any], role: Role) -> None:
    assert of_token(claims(**given), KNOWN).role is role


def test_without_a_file_everybody_is_a_reader() -> None:
    assert of_token(claims(realm_access={"roles": ["chief"]}), Settings()).role is Role.READER


def test_each_role_may_what_those_before_it_may() -> None:
    def rights(role: Role) -> set[Right]:
        return {right for right in Right if Identity("a", "", "oidc", role).may(right)}

    assert rights(Role.READER) < rights(Role.REVIEWER) < rights(Role.ADMINISTRATOR)


@pytest.mark.parametrize("exp", [None, "9999", True, 1999, 2000])
def test_a_token_that_has_run_out_or_has_no_end_is_over(exp: object) -> None:
    assert of_token(claims(exp=exp), KNOWN).over(2000.0)
    assert not of_token(CLAIMS, KNOWN).over(1999.5)


@pytest.mark.parametrize("account", [None, "", " ", 7, "a\nb", "a <b>", "\u202eab", "x" * 256])
def test_a_log_in_that_names_no_account_is_over_and_no_proxy_names_one_so(account: Any) -> None:
    found = of_token(claims(preferred_username=account), KNOWN)
    assert (found.account, found.over(0.0)) == ("", True)
    if isinstance(account, str):
        assert of_proxy(account, KNOWN) is None


def test_a_name_cannot_pose_as_another_account() -> None:
    found = of_token(claims(name="赵审核 <zhao>\r\n=1+1\u202e"), KNOWN)
    assert found.who == "赵审核 zhao =1+1 <wang>"
    assert account_of(found.who) == "wang"
    assert account_of("zhao") == "zhao"


@pytest.mark.parametrize(
    "wrong",
    [
        {"poeple": {}},
        {"people": {"a": "admin"}},
        {"people": ["a"]},
        {"account": 7},
        {"roles": {"claims": "x"}},
        {"roles": {"values": {"x": "Reviewer"}}},
        {"proxy": {"header": "X"}},
        {"proxy": {"addresses": ["10.0.0.5"]}},
        {"proxy": {"header": "X", "addresses": ["*"]}},
        {"proxy": {"header": "X", "addresses": ["10.0.0.0/8"]}},
    ],
)
def test_a_slip_in_the_file_is_told_in_both_languages(wrong: dict[str, Any]) -> None:
    with pytest.raises(DataError) as caught:
        parsed(wrong, "office.toml")
    for lang in LANGUAGES:
        assert caught.value.told(Words(lang)).startswith("office.toml:")


def test_the_file_is_read_again_when_it_changes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "office.toml"
    monkeypatch.setenv("UNION_IDENTITY", str(path))
    with pytest.raises(DataError, match="cannot be read"):
        identity.settings()
    path.write_text('[people]\nwang = "reviewer"\n')
    assert identity.settings().people == {"wang": "reviewer"}
    path.write_text("[people]\n")
    assert identity.settings().people == {}
    path.write_text("[people\n")
    with pytest.raises(DataError, match="is no TOML"):
        identity.settings()


def heard(peer: str, headers: list[tuple[str, str]], known: Settings = KNOWN) -> str:
    """The account that a page behind the layer hears from this peer."""

    async def page(request: Request) -> PlainTextResponse:
        assert "x-remote-user" not in request.headers
        return PlainTextResponse(told(request.headers))

    app = Trust(Starlette(routes=[Route("/", page)]), lambda: known)
    return TestClient(app, client=(peer, 50000)).get("/", headers=headers).text


@pytest.mark.parametrize(
    ("peer", "headers", "account"),
    [
        ("10.0.0.5", [("X-Remote-User", "wang")], "wang"),
        ("::1", [("x-remote-user", "wang")], "wang"),
        ("10.0.0.6", [("X-Remote-User", "wang")], ""),
        ("10.0.0.5", [], ""),
        ("10.0.0.5", [("X-Remote-User", "wang"), ("X-Remote-User", "zhao")], ""),
        ("10.0.0.5", [("X-Remote-User", "wang"), ("X-Forwarded-For", "10.1.1.1")], "wang"),
        # The server took the peer out of a header that anybody can write.
        ("10.0.0.5", [("X-Remote-User", "wang"), ("X-Forwarded-For", "10.0.0.5")], ""),
        ("10.0.0.5", [("X-Remote-User", "wang"), ("Forwarded", "for=10.0.0.5")], ""),
        ("10.0.0.6", [(HEADER, "wang")], ""),
        ("10.0.0.5", [(HEADER, f"{STAMP}:wang")], ""),
    ],
)
def test_the_word_of_a_proxy(peer: str, headers: list[tuple[str, str]], account: str) -> None:
    assert heard(peer, headers) == account


def test_no_header_is_believed_without_the_layer() -> None:
    assert told({"x-remote-user": "wang"}) == ""
    assert told({HEADER: "guessed:wang"}) == ""


@pytest.mark.parametrize(
    ("address", "fits"),
    [
        ("/desk?lang=en&city=370200", True),
        ("/", True),
        ("//evil.example/", False),
        ("/\\evil.example", False),
        ("https://evil.example", False),
        ("/desk\r\nSet-Cookie: a=b", False),
        ("/auth/logout", False),
        ("/oauth2callback?code=1", False),
        ("/" + "x" * 3000, False),
        ("", False),
    ],
)
def test_the_way_back_leads_nowhere_else(address: str, fits: bool) -> None:
    assert bool(safe(address)) is fits


def test_the_way_back_is_that_of_the_page_left() -> None:
    async def away(_: Request) -> RedirectResponse:
        return RedirectResponse("http://idp.example/authorize", 302)

    async def home(_: Request) -> RedirectResponse:
        return RedirectResponse("/", 302)

    routes = [Route("/auth/login", away), Route("/oauth2callback", home)]
    client = TestClient(Returns(Starlette(routes=routes)), "http://board", follow_redirects=False)
    foreign = client.get("/auth/login", headers={"referer": "http://evil.example/desk"})
    assert COOKIE not in foreign.cookies
    sent = client.get("/auth/login", headers={"referer": "http://board/desk?lang=en"})
    assert "HttpOnly" in sent.headers["set-cookie"]
    back = client.get("/oauth2callback?code=1")
    assert back.headers["location"] == "/desk?lang=en"
    assert client.get("/oauth2callback").headers["location"] == "/"
    assert client.get("/oauth2callback", headers={"cookie": f"{COOKIE}=//evil.example"}).headers["location"] == "/"


def test_who_has_judged() -> None:
    def entry(seq: int, who: str, action: str, key: str = "@1", table: str = "metrics") -> LogEntry:
        return LogEntry(seq, "2026-01-01T00:00:00Z", who, "oidc", action, table, key, "", "", "", "", "")

    log = [
        entry(1, "A <a>", "read"),
        entry(2, "A <a>", "accept", "r", "sources"),
        entry(3, "B <b>", "accept"),
        entry(4, "C <c>", "reject"),
        entry(5, "C <c>", "undo", "4", ""),
    ]
    assert judges(log) == {"b"}
    assert judges([*log, entry(6, "D <d>", "undo", "3", "")]) == {"d"}
    assert judges([*log, entry(6, "D <d>", "publish", "", "")]) == set()
    assert judges([*log, entry(6, "B new name <b>", "edit")]) == {"b"}


def shown(monkeypatch: pytest.MonkeyPatch, **env: str) -> AppTest:
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=120).run()


def test_pages_of_readers_stay_open_unless_all_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    app = shown(monkeypatch, UNION_DESK="login")
    assert not app.error
    assert any("foot" in str(html.value) for html in app.get("html"))


@pytest.mark.parametrize("asked", ["everything", "yes"])
def test_where_all_pages_ask_and_nothing_is_set_up_nothing_is_shown(
    asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = shown(monkeypatch, UNION_LOGIN=asked)
    assert "auth.client_secret" in app.error[0].value
    assert not app.multiselect

    from lib.ui import plain

    for way in (plain.page, plain.csv):
        assert way(Request({"type": "http", "query_string": b"", "headers": []})).status_code == 403
