"""Identity: who somebody is, how that is known, and what the role allows.

The office says in a TOML file (`UNION_IDENTITY`, docs/login.md) which claim names a person, who has which role, and
which proxy may tell who comes. The file is read again when it changes, so a role that is taken away is gone at the next
step of its owner.
"""

from __future__ import annotations

import ipaddress
import os
import re
import time
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from lib.errors import BoardError, DataError
from lib.words import mark


class Role(StrEnum):
    """What somebody is on this board; each may do what those before it may."""

    READER = "reader"
    REVIEWER = "reviewer"
    ADMINISTRATOR = "administrator"


class Right(StrEnum):
    """What only some may do."""

    REVIEW = "review"
    """Add reports, judge facts, answer readers, publish what somebody else has judged."""
    PUBLISH_ALONE = "publish alone"
    """Publish one's own decisions, with no second person."""


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.READER: frozenset(),
    Role.REVIEWER: frozenset({Right.REVIEW}),
    Role.ADMINISTRATOR: frozenset({Right.REVIEW, Right.PUBLISH_ALONE}),
}
ROLES = tuple(Role)
LONGEST = 80
"""Letters of a name in the log."""
ODD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff<>]")
"""What no account holds: controls, marks that turn the direction, and the brackets that we set around an account."""


class Ended(BoardError):
    """The log-in has run out or was ended; what was asked for is not done."""


class NotAllowed(BoardError):
    """The role does not allow what was asked for."""


@dataclass(frozen=True)
class Settings:
    """What the office's file says; without one nobody is more than a reader."""

    place: str = ""
    """Name of the file for messages; empty where none is set."""
    account: str = "sub"
    """Claim that names a person for ever; `sub` is the only one that a provider must keep unique."""
    claim: str = ""
    """Claim that bears roles; dots lead into nested ones."""
    values: Mapping[str, Role] = field(default_factory=dict)
    people: Mapping[str, Role] = field(default_factory=dict)
    header: str = ""
    """Header in which the proxy names the account; empty where no proxy is trusted."""
    addresses: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Identity:
    """Somebody whom a provider or a proxy has named."""

    account: str
    name: str
    how_known: str
    """`oidc` or `proxy`, as the log has it."""
    role: Role
    ends: float | None = None
    """Unix time at which the token runs out; None where the proxy keeps the session."""
    token: tuple[str, ...] = ()
    """What tells this log-in from others of the same person."""

    @property
    def who(self) -> str:
        """As the log has it: `name <account>`, or the account alone."""
        return f"{self.name} <{self.account}>" if self.name and self.name != self.account else self.account

    def may(self, right: Right) -> bool:
        return right in RIGHTS[self.role]

    def over(self, now: float | None = None) -> bool:
        """Whether the token has run out."""
        return self.ends is not None and (time.time() if now is None else now) >= self.ends


def account_of(who: str) -> str:
    """The account in a `who` of a log; names change, accounts do not."""
    return who[who.rindex(" <") + 2 : -1] if who.endswith(">") and " <" in who else who


def settings() -> Settings:
    """What the file of `UNION_IDENTITY` says now. Raises DataError where it cannot be read or makes no sense."""
    given = os.environ.get("UNION_IDENTITY", "").strip()
    if not given:
        return Settings()
    path = Path(given)
    try:
        changed = path.stat().st_mtime_ns
    except OSError as error:
        raise DataError(
            path.name, mark("the file of UNION_IDENTITY cannot be read"), mark("check its place and its rights")
        ) from error
    return _read(path, changed)


@lru_cache(maxsize=2)
def _read(path: Path, changed: int) -> Settings:
    del changed  # part of the key only
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(
            path.name,
            mark("the file of UNION_IDENTITY is no TOML: {error}"),
            mark("mend this line"),
            error=error,
        ) from error
    return parsed(table, path.name)


KNOWN = {"": {"account", "roles", "people", "proxy"}, "roles": {"claim", "values"}, "proxy": {"header", "addresses"}}
"""Keys of the file, by table; a slip in one must not quietly give a role or take it."""


def parsed(table: Mapping[str, Any], place: str) -> Settings:
    """Settings from what a TOML file holds. Raises DataError for what is unknown in it."""
    roles, proxy = _table(table, "roles", place), _table(table, "proxy", place)
    for within, keys in (("", table), ("roles", roles), ("proxy", proxy)):
        for key in set(keys) - KNOWN[within]:
            raise DataError(
                f"{place}:{within}",
                mark("“{key}” is no setting"),
                mark("see docs/login.md for those there are"),
                key=key,
            )
    header, addresses = _text(proxy, "header", place), proxy.get("addresses", [])
    if bool(header) != bool(addresses) or not isinstance(addresses, list):
        raise DataError(
            f"{place}:proxy",
            mark("a proxy has a header and a list of addresses"),
            mark("set both; a header that anybody may send would be believed"),
        )
    return Settings(
        place,
        _text(table, "account", place) or "sub",
        _text(roles, "claim", place),
        _roles(_table(roles, "values", place), f"{place}:roles.values"),
        _roles(_table(table, "people", place), f"{place}:people"),
        header.lower(),
        frozenset(_address(each, f"{place}:proxy.addresses") for each in addresses),
    )


def _table(table: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
    found = table.get(key, {})
    if not isinstance(found, dict):
        raise DataError(f"{place}:{key}", mark("is no table"), mark("see docs/login.md for those there are"))
    return found


def _text(table: Mapping[str, Any], key: str, place: str) -> str:
    found = table.get(key, "")
    if not isinstance(found, str):
        raise DataError(f"{place}:{key}", mark("“{key}” is no text"), mark("set it in quotes"), key=found)
    return found.strip()


def _roles(table: Mapping[str, Any], place: str) -> dict[str, Role]:
    for key, role in table.items():
        if role not in ROLES:
            raise DataError(
                f"{place}.{key}",
                mark("“{role}” is no role"),
                mark("write one of {roles}"),
                role=role,
                roles=", ".join(ROLES),
            )
    return {key: Role(role) for key, role in table.items()}


def _address(given: object, place: str) -> str:
    try:
        return str(ipaddress.ip_address(str(given)))
    except ValueError as error:
        raise DataError(
            place, mark("“{address}” is no address"), mark("write it in numbers, such as 10.0.0.5"), address=given
        ) from error


def of_token(claims: Mapping[str, Any], known: Settings) -> Identity:
    """The person whom an ID token names; a token without an end, or without an account, counts as run out."""
    account, ends = _account(claims.get(known.account)), claims.get("exp")
    whole = isinstance(ends, int | float) and not isinstance(ends, bool)
    return Identity(
        account,
        _line(claims.get("name")),
        "oidc",
        _highest([known.people.get(account), *_claimed(claims, known)]),
        float(ends) if whole and account else 0.0,  # type: ignore[arg-type]
        tuple(str(claims.get(name, "")) for name in ("iss", "sub", "iat", "nonce")),
    )


def of_proxy(account: str, known: Settings) -> Identity | None:
    """The person whom a trusted proxy names; None where it names nobody."""
    account = _account(account)
    return Identity(account, "", "proxy", _highest([known.people.get(account)])) if account else None


def _account(given: object) -> str:
    """An account as it is, or none: one that were mended could be that of somebody else."""
    fits = isinstance(given, str) and 0 < len(given.strip()) <= 255 and not ODD.search(given)
    return str(given).strip() if fits else ""


def _line(given: object) -> str:
    return " ".join(ODD.sub(" ", given).split())[:LONGEST] if isinstance(given, str) else ""


def _claimed(claims: Mapping[str, Any], known: Settings) -> Iterable[Role | None]:
    if not known.claim:
        return []
    found: Any = claims
    if known.claim in claims:
        found = claims[known.claim]
    else:
        for part in known.claim.split("."):
            found = found.get(part) if isinstance(found, Mapping) else None
    return [known.values.get(each) for each in (found if isinstance(found, list) else [found]) if isinstance(each, str)]


def _highest(found: Iterable[Role | None]) -> Role:
    """The role that allows most; who has none is a reader."""
    return max((role for role in found if role), key=ROLES.index, default=Role.READER)
