"""What the text has to say before a figure is given to a city."""

from __future__ import annotations

import pytest

from lib.extract.engine import extract

BODY = "7月，滨州市总工会的法律服务队走进工地，滨州市全年办理援助案件326件，滨州市各级工会建成驿站480座。\n"
SPEECH = "各位代表：\n　　我向大会报告工作。\n"


def cities(text: str) -> dict[str, tuple[str, str]]:
    return {item.quote: (item.area, item.city) for item in extract(text) if item.kind == "fact"}


@pytest.mark.parametrize(
    ("title", "call_out", "city"),
    [
        ("职工之家\n\n", "■夜校课堂108节\n", ""),
        ("职工之家\n\n", "■建成驿站480座　滨州市各级工会\n", "滨州市"),
        ("滨州市职工之家\n\n", "■夜校课堂108节\n", "滨州市"),
    ],
)
def test_a_call_out_takes_the_city_of_the_title_or_of_what_it_repeats(title: str, call_out: str, city: str) -> None:
    found = [item for item in extract(title + "一年掠影。\n\n" + BODY + "\n" + call_out) if item.kind == "fact"]
    assert found[-1].city == city


def test_a_district_gives_its_city_only_where_the_text_names_it() -> None:
    assert cities("峄城区总工会发放助学金50万元。") == {"50万元": ("峄城区", "")}
    assert cities("枣庄市工会情况。峄城区总工会发放助学金50万元。") == {"50万元": ("峄城区", "枣庄市")}


def test_a_second_speech_in_the_file_is_about_its_own_city() -> None:
    text = f"东营市总工会工作报告\n{SPEECH}全市建成驿站120座。\n\n院长\n{SPEECH}一年来，全市受理案件4500件。\n"
    assert cities(text) == {"120座": ("东营市", "东营市"), "4500件": ("", "")}


DIGEST = """滨州市总工会送清凉
本报讯 滨州市总工会走访企业。慰问职工300名。

下一步还将建成驿站20座。

职工夜校开班
9月1日，市总工会办夜校。开课40节，全市报名5000人。
"""


def test_an_article_goes_on_over_single_lines_and_ends_where_a_block_of_several_begins() -> None:
    assert {quote: city for quote, (_, city) in cities(f"本报讯 省里开会。\n\n{DIGEST}").items()} == {
        "300名": "滨州市",
        "20座": "滨州市",
        "40节": "",
        "5000人": "",
    }


def test_our_city_is_that_of_the_article() -> None:
    text = f"本报讯 省里开会。\n\n滨州今年建书屋\n本报讯 今年我市建成书屋75家。\n\n{DIGEST}"
    assert cities(text)["75家"] == ("滨州市", "滨州市")


def test_a_city_that_stands_for_several_is_not_theirs() -> None:
    assert cities("全省工会会议召开。会上，滨州市总工会等10个单位发言。德州市总工会主持，聊城市总工会总结。") == {
        "10个": ("", "")
    }
