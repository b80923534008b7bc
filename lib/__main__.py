"""The command line: `python -m lib check [DIR]` and `python -m lib build`."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from lib import desk
from lib.errors import BoardError
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
    print(_words()("{errors} errors, {warnings} warnings", errors=errors, warnings=len(problems) - errors),
          file=sys.stderr)
    return int(errors > 0)


def build(args: argparse.Namespace) -> int:
    """Write the tables that follow from the logs and name those that changed."""
    for name in desk.build(args.folder or desk.data_folder()):
        print(name)
    return 0


def main(argv: list[str] | None = None) -> int:
    """Run one command; errors that a person can mend become one line."""
    parser = argparse.ArgumentParser(prog="python -m lib", description=__doc__)
    commands = parser.add_subparsers(required=True)
    for name, run in (("check", check), ("build", build)):
        command = commands.add_parser(name, help=run.__doc__)
        command.add_argument("folder", nargs="?", type=Path, help="data folder; default UNION_DATA or data/")
        command.set_defaults(run=run)
    args = parser.parse_args(argv)
    try:
        return int(args.run(args))
    except BoardError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
