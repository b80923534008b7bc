"""The command line: `python -m lib COMMAND`; `--help` lists the commands."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from lib import desk
from lib.desk import backup as backups
from lib.desk import snapshots
from lib.desk.drafts import Person, begin
from lib.desk.intake import read
from lib.desk.publishing import publish_all
from lib.desk.wording import told, told_outcome
from lib.errors import BoardError
from lib.extract.engine import candidates
from lib.extract.output import record
from lib.extract.reading import read_bytes, read_text
from lib.model import Severity
from lib.words import LANGUAGES, Words


def _words() -> Words:
    """Chinese where the shell is Chinese, English elsewhere."""
    locale = next((os.environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(name)), "")
    return Words("zh" if locale.startswith("zh") else "en")


def check(args: argparse.Namespace) -> int:
    """Print a line a problem; 1 where one of them is an error."""
    problems = desk.check(args.folder or desk.data_folder(), _words())
    for problem in problems:
        print(problem)
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    print(
        _words()("{errors} errors, {warnings} warnings", errors=errors, warnings=len(problems) - errors),
        file=sys.stderr,
    )
    return int(errors > 0)


def build(args: argparse.Namespace) -> int:
    """Write the tables that follow from the logs and name those that changed."""
    for name in desk.build(args.folder or desk.data_folder()):
        print(name)
    return 0


def add(args: argparse.Namespace) -> int:
    """Begin a draft from a report for the desk, or publish every figure of it that breaks no rule."""
    folder, words, person = desk.data_folder(), _words(), Person(args.by)
    found = read(args.file.name, read_bytes(args.file))
    given = {
        "title_zh": args.title,
        "title_en": args.title,
        "publisher": args.publisher,
        "published": args.published,
        "map_date": args.map_date,
    }
    source_id = begin(folder, found, person, args.id, **{name: cell for name, cell in given.items() if cell})
    for line in told(found, source_id, words):
        print(line)
    if not args.accept_all:
        print(words("a draft for the desk; nothing is published yet"))
        return 0
    for line in told_outcome(publish_all(folder, source_id, found, person, words), words):
        print(line)
    return 0


def extract_files(args: argparse.Namespace) -> int:
    """Print the figures of reports, one JSON object a line."""
    # All files are read before a line is written: where one is no report, nothing is half done.
    texts = [(name, read_text(Path(name))) for name in args.file]
    _write(
        (
            json.dumps(record(name, item, args.all), ensure_ascii=False) + "\n"
            for name, text in texts
            for item in candidates(text)
            if args.all or item.kind == "fact"
        ),
        args.output,
    )
    return 0


def text(args: argparse.Namespace) -> int:
    """Print the text that offsets refer to."""
    _write([read_text(args.file)], None)
    return 0


def snapshot(args: argparse.Namespace) -> int:
    """Write a selection as a file: .csv .xlsx .zip .docx .pptx; with --daily keep a ZIP where it differs."""
    given = {"city": args.city, "theme": args.theme, "source": args.source, "as_of": args.as_of}
    made = snapshots.select(desk.data_folder(), given, Words(args.lang), args.remark)
    if args.daily:
        print(snapshots.daily(made, args.daily) or _words()("unchanged: {number}", number=made.number))
    if args.out:
        snapshots.write(made, args.out, args.kind)
    return 0


def verify(args: argparse.Namespace) -> int:
    """Check a ZIP; name what is wrong, 1 where something is."""
    words, verdict = _words(), snapshots.check_file(args.file, _words(), args.key)
    for fault in verdict.faults:
        print(fault)
    if verdict.faults:
        return 1
    print(words("unchanged: {number}", number=verdict.number))
    if verdict.signed and not args.key:
        print(words("It bears a signature, which was not checked; give the public key of the office with --key."))
    print(words("Compare the number with the board's page of downloads: hashes find damage, not forgery."))
    return 0


def backup(args: argparse.Namespace) -> int:
    """Write data folder and report texts into one file, nobody publishing meanwhile; print the version."""
    print(backups.backup(desk.data_folder(), args.file))
    return 0


def restore(args: argparse.Namespace) -> int:
    """Put a back-up into a new folder if it passes the check; print the version."""
    print(backups.restore(args.file, args.folder or desk.data_folder()))
    return 0


def _write(pieces: Iterable[str], path: Path | None) -> None:
    """UTF-8 without a change of line ends, whatever the shell's encoding is; a lone surrogate is printed as ?."""
    with contextlib.nullcontext(sys.stdout.buffer) if path is None else path.open("wb") as file:
        for piece in pieces:
            file.write(piece.encode("utf-8", errors="replace"))
        file.flush()


def main(argv: list[str] | None = None) -> int:
    """Run one command; errors that a person can mend become one line."""
    parser = argparse.ArgumentParser(prog="python -m lib", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, run in (("check", check), ("build", build)):
        command = commands.add_parser(name, help=run.__doc__)
        command.add_argument("folder", nargs="?", type=Path, help="data folder; default UNION_DATA or data/")
        command.set_defaults(run=run)
    command = commands.add_parser("add", help=add.__doc__)
    command.add_argument("file", type=Path, help="report: text, .docx, .html or .pdf")
    command.add_argument("--by", required=True, help="who adds it")
    command.add_argument("--accept-all", action="store_true", help="publish at once what breaks no rule")
    command.add_argument("--id", default="", help="source_id; default r<YYYYMMDD>-<first 6 of sha256>")
    command.add_argument("--title", default="", help="default: the file's name")
    command.add_argument("--publisher", default="")
    command.add_argument("--published", default="", help="ISO day, month or year")
    command.add_argument("--map-date", default="", help="ISO day; default 31 December of the latest year named")
    command.set_defaults(run=add)
    command = commands.add_parser("extract", help=extract_files.__doc__)
    command.add_argument("file", nargs="+", help="reports: text, .docx, .html or .pdf")
    command.add_argument("-o", "--output", type=Path, help="file to write; default standard output")
    command.add_argument("--all", action="store_true", help="also what was left out, with kind and reason")
    command.set_defaults(run=extract_files)
    command = commands.add_parser("text", help=text.__doc__)
    command.add_argument("file", type=Path)
    command.set_defaults(run=text)
    _snapshot_commands(commands)
    _backup_commands(commands)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except BoardError as error:
        print(error.told(_words()), file=sys.stderr)
        return 1


def _snapshot_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("snapshot", help=snapshot.__doc__)
    command.add_argument("out", nargs="?", type=Path, help="file to write; its ending says its kind")
    command.add_argument("--city", default="", help="codes, 370000, 100000 or none, joined by commas; default all")
    command.add_argument("--theme", default="", help="keys or none, joined by commas; default all")
    command.add_argument("--source", default="", help="reports joined by commas, or all; default the newest")
    command.add_argument("--as-of", default="", help="a version that was published; default the newest")
    command.add_argument("--lang", choices=LANGUAGES, default="zh", help="language of the file")
    command.add_argument("--kind", default="", choices=["", *snapshots.KINDS], help="where the ending does not say it")
    command.add_argument("--remark", default="", help="a remark to print into the file as yours")
    command.add_argument("--daily", type=Path, metavar="DIR", help="folder that gets a ZIP where the facts changed")
    command.set_defaults(run=snapshot)
    command = commands.add_parser("verify", help=verify.__doc__)
    command.add_argument("file", type=Path, help="a ZIP that the board made")
    command.add_argument("--key", default="", help="public key of minisign, or its file, to check the signature with")
    command.set_defaults(run=verify)


def _backup_commands(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    command = commands.add_parser("backup", help=backup.__doc__)
    command.add_argument("file", type=Path, help="file to write: .tar.gz")
    command.set_defaults(run=backup)
    command = commands.add_parser("restore", help=restore.__doc__)
    command.add_argument("file", type=Path, help="a back-up")
    command.add_argument("folder", nargs="?", type=Path, help="a new folder; default UNION_DATA or data/")
    command.set_defaults(run=restore)


if __name__ == "__main__":
    sys.exit(main())
