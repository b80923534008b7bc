"""Which city a figure is given to: each line of the table is one rule of the running subject."""

from __future__ import annotations

import pytest

from lib.extract.engine import extract
from lib.extract.places import gazetteer

HEAD = "全省工会工作综述\n\n"
TABLE = [
    ("named in the sentence", "济南市总工会建成驿站120座。", ["济南市"]),
    ("the office of a county-level city", "曲阜市总工会建成驿站12座。", ["曲阜市"]),
    ("该市 refers back", "济南市总工会建成驿站120座。该市还培训职工300人。", ["济南市", "济南市"]),
    ("a list shares what follows with none", "济南市、青岛市共建成驿站120座。", [""]),
    (
        "a list with 分别 shares out",
        "济南市、青岛市和烟台市分别建成驿站1320座、980座和760座。",
        ["济南市", "青岛市", "烟台市"],
    ),
    ("分别 with another count of figures shares out nothing", "济南市、青岛市分别建成驿站5座、3座和2座。", [""] * 3),
    ("districts of one city count for it", "章丘区、历下区共培训职工80人。", ["济南市"]),
    ("counties count for no city", "梁山县培训职工80人。", [""]),
    ("a home town in passing", "济南市总工会帮助来自菏泽市的职工120人。", ["济南市"]),
    ("who is given something", "广东一家企业向烟台市职工捐赠饮料300箱。", ["烟台市"]),
    ("in brackets, by the way", "济南市有会员（含莱芜市转入）300人，新建工会12家。", ["济南市", "济南市"]),
    ("a province has no city", "济南市总工会建成驿站120座。全省建成驿站3000座。", ["济南市", ""]),
    ("a firm's name is no area", "青岛啤酒公司培训职工500人。", [""]),
    ("a former name, as printed", "2003年，襄樊市总工会帮扶职工900人。", ["襄樊市"]),
    ("a dateline is no area", "本报济南4月26日讯 全国共有会员300万人。", [""]),
]


@pytest.mark.parametrize(("rule", "text", "cities"), TABLE, ids=[row[0] for row in TABLE])
def test_city(rule: str, text: str, cities: list[str]) -> None:
    assert [item.city for item in extract(HEAD + text) if item.kind == "fact"] == cities


def test_a_call_out_takes_the_area_of_the_sentence_that_it_repeats_and_of_no_other() -> None:
    body = (
        "滨州市总工会把驿站建设纳入实事，全市建成暖心驿站188座，每座配备饮水机。\n\n"
        "东营市总工会建立接待制度，今年收集意见426条。\n\n"
    )
    call_outs = "全市建成暖心驿站188座，每座补助3000元。\n\n举办夜校52期，培训职工900人。"
    found = [item for item in extract(HEAD + body + call_outs) if item.kind == "fact"]
    assert [(item.quote, item.city) for item in found] == [
        ("188座", "滨州市"),
        ("426条", "东营市"),
        ("188座", "滨州市"),
        ("3000元", "滨州市"),
        ("52期", ""),
        ("900人", ""),
    ]
    assert found[0].fact == found[2].fact


def test_every_name_of_the_table_can_be_the_subject() -> None:
    """No row of the gazetteer, districts of the special regions included, may break the reading of a text."""
    names = sorted({area.name for area in gazetteer().areas.values()})
    for at in range(0, len(names), 40):
        for name in names[at : at + 40]:
            assert extract(f"{name}工作总结\n\n{name}总工会培训职工300人。")[-1].kind == "fact"
