"""The command line: `python -m lib check [DIR]`, `build`, `add FILE`, `extract FILE...` and `text FILE`."""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterable
from pathlib import Path

from lib import desk
from lib.desk.drafts import Person, begin
from lib.desk.intake import read
from lib.desk.publishing import publish_all
from lib.desk.wording import told, told_outcome
from lib.errors import BoardError
from lib.extract.engine import candidates
from lib.extract.output import record
from lib.extract.reading import read_bytes, read_text
from lib.model import Severity
from lib.words import Words


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
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except BoardError as error:
        print(error.told(_words()), file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
