"""Which mentions are one fact, and which statements of a text contradict each other."""

from __future__ import annotations

from lib.extract.engine import Candidate, extract

HEAD = "济南市总工会2023年工作总结\n\n"


def facts(text: str) -> list[Candidate]:
    return [item for item in extract(HEAD + text) if item.kind == "fact"]


def test_a_repeat_is_one_fact() -> None:
    found = facts("全市建成户外劳动者驿站1320座。\n\n会议指出，全市建成户外劳动者驿站1320座，效果很好。")
    assert [(item.fact, item.contradicts) for item in found] == [(1, ()), (1, ())]


def test_another_value_of_the_same_thing_is_a_second_fact_and_flagged() -> None:
    found = facts("全市建成户外劳动者驿站1320座。\n\n会议指出，全市建成户外劳动者驿站1230座。")
    assert [(item.fact, item.contradicts) for item in found] == [(1, ()), (2, (1,))]


def test_bounds_that_agree_are_no_contradiction() -> None:
    found = facts("全市建成户外劳动者驿站1300多座。\n\n会议指出，全市建成户外劳动者驿站1320座。")
    assert [item.contradicts for item in found] == [(), ()]


def test_other_times_places_and_things_are_no_contradiction() -> None:
    found = facts(
        "2022年，全市建成户外劳动者驿站1200座。2023年，全市建成户外劳动者驿站1320座。\n\n"
        "历下区建成户外劳动者驿站120座，建成妈妈小屋76个。"
    )
    assert [item.contradicts for item in found] == [()] * 4
