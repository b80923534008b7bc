"""Areas and borders by date (rule 5): 17 cities until 2019-01-01, 16 since."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

OPEN_END = "9999-12-31"


def valid_on(valid_from: str | None, valid_to: str | None, day: str) -> bool:
    """Whether something that holds from one day to before another holds on `day` (ISO 8601; empty is open)."""
    return (valid_from or "") <= day < (valid_to or OPEN_END)


def prefectures(areas: Iterable[dict[str, str]], day: str) -> list[dict[str, str]]:
    """The prefecture-level cities of a day in code order."""
    rows = [row for row in areas if row["level"] == "prefecture" and valid_on(row["valid_from"], row["valid_to"], day)]
    return sorted(rows, key=lambda row: row["area_code"])


@dataclass(frozen=True)
class Credit:
    """Whose borders a map shows, empty where the file does not tell."""

    source: str
    approval_number: str
    """审图号, as the authority gave it."""


def credit(borders: Mapping[str, Any]) -> Credit:
    """Credit of a border file: its members `credit` and `approval_number` beside `features`."""
    return Credit(str(borders.get("credit") or ""), str(borders.get("approval_number") or ""))


def borders_on(borders: Mapping[str, Any], day: str) -> list[dict[str, Any]]:
    """The features drawn on a day, in code order."""
    features = [
        feature
        for feature in borders["features"]
        if valid_on(feature["properties"]["valid_from"], feature["properties"]["valid_to"], day)
    ]
    return sorted(features, key=lambda feature: str(feature["properties"]["area_code"]))
