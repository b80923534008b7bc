"""From a file to the board without a screen: drafts, decisions, publications, earlier states."""

from __future__ import annotations

import csv
import shutil
from pathlib import Path

import frictionless
import pytest
from streamlit.testing.v1 import AppTest

from lib import desk
from lib.__main__ import main
from lib.compare import Change, relation
from lib.desk import drafts, notes, publishing
from lib.desk.doubts import NO_AREA, NO_INDICATOR, listed, together
from lib.desk.drafts import Conflict, Decision, Person, begin, decide
from lib.desk.intake import Found, read
from lib.desk.states import between, changes_csv, states
from lib.draft import missed, occurrences
from lib.errors import DataError, LogError
from lib.model import Severity
from lib.review import current, items
from lib.store import files, journal
from lib.ui.desk import access
from lib.words import Words
from tests import walking
from tests.conftest import DATA, ROOT

ANN, BEN = Person("甲"), Person("乙")
EN = Words("en")
REPORT = """2018年工作一图看懂

帮扶困难职工3200户，发放帮扶资金1500万元。

青岛市总工会2018年建成职工驿站120个，投入资金300多万元。
青岛市总工会2018年建成职工驿站150个。
"""
LATER = "2018年，青岛市总工会2018年建成职工驿站130个，投入资金300多万元。\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the real data that may be written to."""
    copy = Path(shutil.copytree(DATA, tmp_path / "data"))
    monkeypatch.setenv("UNION_DATA", str(copy))
    monkeypatch.setenv("UNION_REPORTS", str(copy / "reports"))
    return copy


@pytest.fixture
def found() -> Found:
    return read("报告.txt", REPORT.encode())


def metrics(folder: Path, source_id: str) -> dict[str, dict[str, str]]:
    """Published facts of a report by quote."""
    with (folder / "metrics.csv").open(encoding="utf-8", newline="") as file:
        return {row["quote"]: row for row in csv.DictReader(file) if row["source_id"] == source_id}


def errors(folder: Path) -> list[str]:
    return [str(problem) for problem in desk.check(folder) if problem.severity is Severity.ERROR]


def keys(folder: Path, source_id: str) -> dict[str, str]:
    """Local key of each fact by quote."""
    log = files.read_logs(folder)[source_id]
    return {item.row["quote"]: key for (table, key), item in items(source_id, log).items() if table == "metrics"}


def test_a_draft_keeps_text_and_reading_and_publishes_nothing(folder: Path, found: Found) -> None:
    before = {path.name: path.read_bytes() for path in folder.glob("*.csv")}
    source_id = begin(folder, found, ANN, title_zh="工作情况", map_date="2018-06-30")
    log = files.read_logs(folder)[source_id]
    assert [entry.seq for entry in log] == list(range(1, len(log) + 1))
    assert {(entry.who, entry.how_known) for entry in log} == {("甲", "local")}
    assert [entry.engine != "" for entry in log if entry.action == "read"] == [True] * 6
    row = current(source_id, log)["sources", source_id]
    assert (row["title_zh"], row["map_date"], row["chars"]) == ("工作情况", "2018-06-30", str(len(REPORT)))
    assert (folder / "reports" / f"{source_id}.txt").read_text("utf-8") == REPORT
    assert desk.build(folder) == []
    assert {path.name: path.read_bytes() for path in folder.glob("*.csv")} == before


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("union-innovation", "there is a report of this id"),
        ("../x", "not an id"),
        ("A B", "not an id"),
    ],
)
def test_an_id_that_will_not_do(folder: Path, found: Found, given: str, told: str) -> None:
    with pytest.raises(DataError, match=told):
        begin(folder, found, ANN, given)
    assert len(list((folder / "reviews").glob("*.csv"))) == 1


def test_the_same_report_is_not_taken_twice(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    with pytest.raises(DataError, match=f"{source_id}: this report is there already"):
        begin(folder, found, BEN, "again")


def test_publish_all(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    done = publishing.publish_all(folder, source_id, found, ANN, EN)
    rows = metrics(folder, source_id)
    assert sorted(rows) == sorted(["120个", "300多万元", "150个", "3200户", "1500万元"])
    assert rows["120个"]["indicator"] == rows["150个"]["indicator"]
    indicators = {row["indicator"]: row for row in files.read_table(folder, "indicators").to_dict("records")}
    assert indicators[rows["120个"]["indicator"]]["status"] == "provisional"
    links = files.read_table(folder, "links").to_dict("records")
    assert [(row["fact_id"], row["relation"], row["other_fact_id"]) for row in links] == [
        (rows["150个"]["fact_id"], "contradicts", rows["120个"]["fact_id"])
    ]
    assert {item.change for item in done.changes} == {Change.NEW, Change.CONTRADICTS}
    assert done.left_out == ()
    assert desk.open_board(folder).version == done.version
    assert errors(folder) == []
    assert desk.build(folder) == []


def test_a_later_report_is_linked(folder: Path, found: Found) -> None:
    first = begin(folder, found, ANN)
    publishing.publish_all(folder, first, found, ANN, EN)
    other = read("其后.txt", LATER.encode())
    second = begin(folder, other, ANN, "later")
    publishing.publish_all(folder, second, other, ANN, EN)
    old, new = metrics(folder, first), metrics(folder, second)
    links = {
        (row["fact_id"], row["relation"], row["other_fact_id"])
        for row in files.read_table(folder, "links").to_dict("records")
        if row["fact_id"].startswith("later")
    }
    assert links == {
        (new["130个"]["fact_id"], "contradicts", old["120个"]["fact_id"]),
        (new["130个"]["fact_id"], "contradicts", old["150个"]["fact_id"]),
        (new["300多万元"]["fact_id"], "same", old["300多万元"]["fact_id"]),
    }
    assert errors(folder) == []


def test_a_reviewer_says_that_a_later_figure_revises_an_earlier_one(folder: Path, found: Found) -> None:
    first = begin(folder, found, ANN)
    publishing.publish_all(folder, first, found, ANN, EN)
    other = read("其后.txt", LATER.encode())
    second = begin(folder, other, ANN, "later")
    rows = items(second, files.read_logs(folder)[second])
    key = next(key for (table, key), row in rows.items() if table == "metrics" and row.row["quote"] == "130个")
    old = metrics(folder, first)
    revised = old["120个"]["fact_id"]
    step = Decision("link", "links", key, "revises", new=revised, reason=publishing.REVISES)
    decide(folder, second, [step], ANN)
    plan = publishing.preview(folder, second, EN)
    assert (key, "contradicts", revised) not in {(one.key, one.field, one.new) for one in plan.steps}
    publishing.publish_all(folder, second, other, ANN, EN)
    new = metrics(folder, second)["130个"]["fact_id"]
    links = files.read_table(folder, "links")
    links = links[links["fact_id"] == new]
    assert dict(zip(links["other_fact_id"], links["relation"], strict=True)) == {
        revised: "revises",
        old["150个"]["fact_id"]: "contradicts",
    }
    assert errors(folder) == []


def test_a_fact_that_breaks_a_rule_is_left_out_and_told(folder: Path) -> None:
    text = "南京市总工会建成职工驿站77个。济南市总工会建成职工驿站88个。\n"
    found = read("外省.txt", text.encode())
    source_id = begin(folder, found, ANN)
    done = publishing.publish_all(folder, source_id, found, ANN, EN)
    assert [(row["quote"], problem.column, problem.value) for row, problem in done.left_out] == [
        ("77个", "area_code", "320100")
    ]
    assert list(metrics(folder, source_id)) == ["88个"]
    assert errors(folder) == []


def test_a_broken_rule_forbids_the_publication(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    key = keys(folder, source_id)["120个"]
    decide(folder, source_id, [Decision("accept", key=key), Decision("edit", key=key, field="value", new="121")], ANN)
    plan = publishing.preview(folder, source_id, EN)
    assert {(fault.key, fault.problem.column) for fault in plan.faults} >= {(key, "indicator"), (key, "context_zh")}
    assert [item.new["value"] for item in plan.of(Change.NEW) if item.new] == ["121"]
    with pytest.raises(publishing.Refused, match="rules would be broken"):
        publishing.publish(folder, source_id, ANN, EN)
    whole = [
        Decision("edit", key=key, field=name, new=new)
        for name, new in (("indicator", "mother-rooms"), ("context_zh", "说明"), ("context_en", "context"))
    ]
    decide(folder, source_id, whole, ANN)
    with pytest.raises(publishing.Refused, match="121: the quote “120个” reads as 120"):
        publishing.publish(folder, source_id, ANN, EN)
    assert files.read_logs(folder)[source_id][-1].action == "edit"
    assert metrics(folder, source_id) == {}
    decide(folder, source_id, [Decision("edit", key=key, field="value", new="120")], ANN)
    publishing.publish(folder, source_id, ANN, EN)
    assert list(metrics(folder, source_id)) == ["120个"]


def test_two_reviewers(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    at = keys(folder, source_id)
    seen = len(files.read_logs(folder)[source_id])
    decide(folder, source_id, [Decision("accept", key=at["120个"])], ANN, seen)
    # Another fact is nobody's conflict; the same fact is, and neither decision is lost.
    decide(folder, source_id, [Decision("reject", key=at["150个"])], BEN, seen)
    with pytest.raises(Conflict, match="甲 has decided on this meanwhile") as conflict:
        decide(folder, source_id, [Decision("reject", key=at["120个"])], BEN, seen)
    assert "其间甲审核过这一条" in conflict.value.told(Words("zh"))
    log = files.read_logs(folder)[source_id]
    assert [(entry.action, entry.who) for entry in log[seen:]] == [("accept", "甲"), ("reject", "乙")]
    plan = publishing.preview(folder, source_id, EN)
    decide(folder, source_id, [Decision("reject", key=at["120个"])], BEN)
    with pytest.raises(Conflict, match="look at the changes again"):
        publishing.publish(folder, source_id, ANN, EN, seen=plan.entries)


def test_a_decision_that_makes_no_sense_is_not_written(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    before = (folder / "reviews" / f"{source_id}.csv").read_bytes()
    for wrong in (
        Decision("accept", key="@9999"),
        Decision("edit", key="@1", field="colour"),
        Decision("undo", key="99"),
    ):
        with pytest.raises(LogError):
            decide(folder, source_id, [wrong], ANN)
    assert (folder / "reviews" / f"{source_id}.csv").read_bytes() == before


def test_a_torn_line_is_cut_off_before_the_next_is_written(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    path = folder / "reviews" / f"{source_id}.csv"
    whole = path.read_bytes()
    path.write_bytes(whole + "99,2026-11-22T23:00:00Z,甲,local,accept,metr".encode())
    key = keys(folder, source_id)["120个"]
    decide(folder, source_id, [Decision("accept", key=key)], ANN)
    assert path.read_bytes().startswith(whole)
    assert path.read_bytes().count(b"\n") == whole.count(b"\n") + 1
    assert not [problem for problem in errors(folder) if "reviews" in problem]


def unfinished(folder: Path, found: Found, written: int) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """A process that ended behind its commit, `written` tables of the new state being in place; both states."""
    old = {path.name: path.read_bytes() for path in [*folder.glob("*.csv"), folder / "datapackage.json"]}
    source_id = begin(folder, found, ANN)
    publishing.publish_all(folder, source_id, found, ANN, EN)
    new = {name: (folder / name).read_bytes() for name in old}
    for name in sorted(name for name in old if old[name] != new[name])[written:]:
        (folder / name).write_bytes(old[name])
    return old, new


@pytest.mark.parametrize("written", range(4))
def test_readers_finish_what_the_logs_say(folder: Path, found: Found, written: int) -> None:
    _, new = unfinished(folder, found, written)
    board = desk.open_board(folder)
    assert len(board.facts) == 18 + 5
    assert {name: (folder / name).read_bytes() for name in new} == new


def test_tables_changed_by_hand_are_left_to_check(folder: Path, found: Found) -> None:
    unfinished(folder, found, 0)
    path = folder / "metrics.csv"
    path.write_bytes(path.read_bytes().replace(b"8460,", b"8461,", 1))
    kept = path.read_bytes()
    desk.open_board(folder)
    assert path.read_bytes() == kept
    assert errors(folder)


def test_earlier_states_and_what_changed(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    publishing.publish_all(folder, source_id, found, ANN, EN)
    key = keys(folder, source_id)["3200户"]
    gone = keys(folder, source_id)["1500万元"]
    decide(
        folder,
        source_id,
        [
            Decision("assign", key=key, field="area_code", new="371700", reason="来电确认"),
            Decision("reject", key=gone),
            Decision("edit", key=keys(folder, source_id)["120个"], field="population", new="户外劳动者"),
        ],
        BEN,
    )
    publishing.publish(folder, source_id, BEN, EN, "更正")
    logs = files.read_logs(folder)
    known = states(logs)
    assert [(state.source_id, state.who) for state in known] == [
        (source_id, "乙"),
        (source_id, "甲"),
        ("union-innovation", "编辑"),
    ]
    assert len({state.at for state in known}) == 3
    changed = between(logs, known[1].at)
    assert sorted((item.change.value, item.columns) for item in changed) == [
        ("assigned", ("area_code", "area_status")),
        ("revised", ("population",)),
        ("vanished", ()),
    ]
    lines = list(csv.DictReader(changes_csv(changed).decode().splitlines()))
    assert ("assigned", "area_code", "", "371700") in {
        (row["change"], row["column"], row["old"], row["new"]) for row in lines
    }
    then = desk.open_board(folder, known[-1].at)
    assert len(then.facts) == 18
    assert then.version.split()[0] == known[-1].at
    assert desk.open_board(folder).published == tuple(state.at for state in reversed(known))
    # A proposed indicator goes with the only fact that used it.
    assert len(then.rows("indicators")) == 15
    kept = {row["indicator"] for row in desk.open_board(folder).rows("indicators")}
    assert {row["indicator"] for row in desk.open_board(folder, known[1].at).rows("indicators")} - kept
    assert frictionless.validate(str(folder / "datapackage.json")).valid
    # The state before is to the byte what the tables were.
    assert desk.built(folder, known[-1].at)["metrics.csv"] == (DATA / "metrics.csv").read_bytes()


def test_the_command_line(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    report = tmp_path / "2018年报告.txt"
    report.write_bytes(REPORT.encode("utf-16"))
    assert main(["add", str(report), "--by", "甲", "--id", "r2018"]) == 0
    assert "nothing is published yet" in capsys.readouterr().out
    other = tmp_path / "other.txt"
    other.write_text(LATER, "utf-8")
    assert main(["add", str(other), "--by", "甲", "--accept-all", "--title", "其后", "--published", "2019-01-05"]) == 0
    out = capsys.readouterr().out
    assert "left out: 2018年 at 0" in out
    assert "published as version" in out
    source = files.read_table(folder, "sources").to_dict("records")[0]
    assert (source["title_zh"], source["published"], source["map_date"]) == ("其后", "2019-01-05", "2018-12-31")
    assert source["source_id"].startswith("r20")
    assert source["source_id"].endswith(source["sha256"][:6])
    assert main(["add", str(other), "--by", "甲"]) == 1
    assert "this report is there already" in capsys.readouterr().err
    assert set(drafts.drafts(folder)) == {"r2018"}
    assert errors(folder) == []


def test_order_of_review_and_call_outs(folder: Path, found: Found) -> None:
    source_id = begin(folder, found, ANN)
    facts = listed(items(source_id, files.read_logs(folder)[source_id]))
    assert [one.row["quote"] for one in facts][:2] == ["3200户", "1500万元"]
    assert set(facts[0].doubts) == {NO_AREA, NO_INDICATOR}
    assert [one.row["quote"] for one in together(facts, facts[0], REPORT)] == ["3200户", "1500万元"]
    decide(folder, source_id, [Decision("reject", key=facts[0].key)], ANN)
    facts = listed(items(source_id, files.read_logs(folder)[source_id]))
    assert facts[-1].row["quote"] == "3200户"


@pytest.mark.parametrize(
    ("text", "typed", "spans"),
    [
        ("建成12\n0个，又120个", "120个", [(2, 7), (9, 13)]),
        ("建成120个", "1 2 0 个", [(2, 6)]),
        ("建成120个", "130", []),
        ("建成120个", " ", []),
        ("a+b", "+", [(1, 2)]),
    ],
)
def test_places_of_typed_words(text: str, typed: str, spans: list[tuple[int, int]]) -> None:
    assert [(span.start, span.end) for span in occurrences(text, typed)] == spans


def test_a_missed_figure_is_read_from_its_words() -> None:
    row = missed("建会98%以上的名企业", occurrences("建会98%以上的名企业", "98%以上")[0])
    assert row is not None
    assert (row["value"], row["qualifier"], row["wording"], row["unit"]) == ("98", "at_least", "以上", "%")
    assert missed("没有数字", occurrences("没有数字", "数字")[0]) is None


def fact(value: str, qualifier: str = "exact", value_max: str = "") -> dict[str, str]:
    return {"value": value, "value_max": value_max, "qualifier": qualifier}


@pytest.mark.parametrize(
    ("one", "two", "found"),
    [
        (fact("98"), fact("98"), "same"),
        (fact("98"), fact("97"), "contradicts"),
        (fact("98.5"), fact("98", "at_least"), ""),
        (fact("97"), fact("98", "at_least"), "contradicts"),
        (fact("5000", "more_than"), fact("5000"), "contradicts"),
        (fact("5001"), fact("5000", "more_than"), ""),
        (fact("5000", "more_than"), fact("5000", "more_than"), "same"),
        (fact("100", "less_than"), fact("120"), "contradicts"),
        (fact("100", "approx"), fact("105"), ""),
        (fact("100", "approx"), fact("150"), "contradicts"),
        (fact("20", value_max="30"), fact("25"), ""),
        (fact("20", value_max="30"), fact("31"), "contradicts"),
    ],
)
def test_relation(one: dict[str, str], two: dict[str, str], found: str) -> None:
    assert relation(one, two) == found
    assert relation(two, one) == found


def test_the_lock_is_one_for_all(folder: Path) -> None:
    import fcntl

    with journal.locked(folder), (folder / "reviews" / journal.LOCK).open() as other, pytest.raises(BlockingIOError):
        fcntl.flock(other, fcntl.LOCK_EX | fcntl.LOCK_NB)


@pytest.mark.parametrize(
    ("how", "peer", "headers", "refused"),
    [
        ("local", None, {}, False),
        ("local", "10.0.0.7", {}, True),
        ("local", None, {"x-forwarded-for": "1.2.3.4"}, True),
        ("local", None, {"Forwarded": "for=1.2.3.4"}, True),
        ("off", None, {}, True),
        ("login", None, {}, True),
    ],
)
def test_who_may_come_to_the_desk(how: str, peer: str | None, headers: dict[str, str], refused: bool) -> None:
    from lib.ui.desk.access import refusal

    assert bool(refusal(how, peer, headers)) is refused


@pytest.mark.parametrize(
    ("given", "mode"), [("", "local"), ("LOCAL", "local"), ("off", "off"), ("on", "off"), ("login", "login")]
)
def test_a_slip_in_the_setting_opens_nothing(given: str, mode: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from lib.ui.desk import access

    monkeypatch.setenv("UNION_DESK", given)
    assert access.mode() == mode


def test_notes_of_readers_are_limited_and_on_record(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(notes.MOST_OPEN):
        notes.say(folder, "union-innovation-014", f"第{number}条\x00\n=1+1", " 读者 ")
    with pytest.raises(notes.TooMany, match="looked at already"):
        notes.say(folder, "union-innovation-014", "又一条", "")
    with pytest.raises(notes.TooMany, match="empty"):
        notes.say(folder, "union-innovation-015", " \x00\n", "")
    waiting = notes.open_notes(folder)
    assert [note.text for note in waiting["union-innovation-014"]] == [f"第{n}条 =1+1" for n in range(notes.MOST_OPEN)]
    notes.answer(folder, "union-innovation-014", "查原文无误", "甲")
    assert notes.open_notes(folder) == {}
    assert len(notes.read(folder)) == notes.MOST_OPEN + 1
    for number in range(notes.PER_HOUR - notes.MOST_OPEN):
        notes.say(folder, f"fact-{number}", "有误", "")
    with pytest.raises(notes.TooMany, match="within an hour"):
        notes.say(folder, "union-innovation-016", "有误", "")
    monkeypatch.setattr(notes, "now", lambda: "2099-01-01T00:00:00Z")
    notes.say(folder, "union-innovation-016", "有误", "")
    path = notes.path_of(folder)
    path.write_bytes(path.read_bytes() + "2099-01-01T00:00:01Z,甲,no".encode())
    assert notes.read(folder)[-1].fact_id == "union-innovation-016"
    assert errors(folder) == []


@pytest.mark.parametrize("encoding", ["gb18030", "utf-16", "utf-8-sig"])
def test_a_report_file_of_any_encoding_is_found_again(folder: Path, encoding: str) -> None:
    """Also without the text that was kept at adding: the office's own file will do."""
    data = REPORT.encode(encoding)
    found = read("报告.txt", data)
    source_id = begin(folder, found, ANN)
    publishing.publish_all(folder, source_id, found, ANN, EN)
    (folder / "reports" / f"{source_id}.txt").unlink()
    assert source_id not in desk.open_board(folder).texts
    (folder / "reports" / "报告.txt").write_bytes(data)
    assert desk.open_board(folder).texts[source_id] == REPORT


def test_a_log_that_makes_no_sense_is_a_problem_in_both_languages(folder: Path) -> None:
    path = folder / "reviews" / "union-innovation.csv"
    path.write_bytes(path.read_bytes().replace(b",edit,metrics,@297,headline,", b",edit,metrics,@298,headline,", 1))
    told = {lang: [one for one in desk.check(folder, Words(lang)) if one.value == "@298"] for lang in ("zh", "en")}
    assert [(one.file, one.column, one.wrong) for one in told["zh"]] == [
        ("reviews/union-innovation.csv", "key", "metrics里还没有这一行")
    ]
    assert [one.wrong for one in told["en"]] == ["no such row of metrics yet"]
    assert told["en"][0].row > 1


def test_a_draft_that_somebody_else_begins_does_not_take_the_place_of_mine(
    folder: Path, found: Found, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(access, "let_in", lambda words: None)
    mine = begin(folder, found, Person("甲"))
    app = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    app.switch_page("pages/records/desk.py").run()
    assert app.query_params["report"] == mine
    theirs = begin(folder, read("又一份.txt", LATER.encode()), Person("乙"), "later")
    app.run()
    assert app.query_params["report"] == mine
    assert app.selectbox[0].value == mine

    # A page whose session is gone, and a link that a colleague was given.
    for asked, shown in ((mine, mine), (theirs, theirs), ("<b>no</b>", theirs)):
        other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
        other.query_params["report"] = asked
        other.switch_page("pages/records/desk.py").run()
        assert not other.exception
        assert other.selectbox[0].value == shown
        assert other.query_params["report"] == shown
        assert ("&lt;b&gt;no&lt;/b&gt;" in "".join(walking.html_of(other))) == (asked != shown)
