"""Back-up of a data folder and its report texts as one file, taken between publications, and its return."""

from __future__ import annotations

import io
import os
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lib import desk, review
from lib.errors import BoardError, DataError
from lib.model import Severity
from lib.store import files, journal
from lib.words import mark

DATA, REPORTS = "data", "reports"
"""The two folders inside of a back-up."""
PRIVATE = 0o600


class NotRestored(BoardError):
    """A back-up that was not put in place."""


def backup(folder: Path, out: Path) -> str:
    """Write the data folder and the report texts that it speaks of as a .tar.gz; the version that it holds.

    Nobody publishes or decides meanwhile: the lock of the folder is held. The file appears whole or not at all.
    """
    desk.finish(folder)
    with journal.locked(folder):
        packed = _packed(folder)
        version = _version(folder)
    files.write(out, packed)
    os.chmod(out, PRIVATE)  # report texts are not for everybody
    return version


def _version(folder: Path) -> str:
    return desk.version(files.read_tables(folder), review.last_publish(files.read_logs(folder)))


def _packed(folder: Path) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            inside = path.relative_to(folder)
            if not any(part.startswith(".") for part in inside.parts) and inside.parts[0] != REPORTS:
                archive.add(path, f"{DATA}/{inside}", recursive=False)
        for name, path in _texts(folder):
            archive.add(path, f"{REPORTS}/{name}", recursive=False)
    return out.getvalue()


def _texts(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every file of the folders of reports once; the folder in front wins, as in reading."""
    seen: set[str] = set()
    for place in desk.report_folders(folder):
        for path in sorted(place.glob("*")) if place.is_dir() else ():
            if path.is_file() and not path.name.startswith(".") and path.name not in seen:
                seen.add(path.name)
                yield path.name, path


def restore(file: Path, folder: Path) -> str:
    """Put a back-up into a folder that is new or empty, its texts into `reports/` of it; the version that it holds.

    Raises NotRestored where something lies there already, where the file is no back-up, or where `check` finds an error
    in it; the folder is then left as it was.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise NotRestored(str(folder), mark("something is there already"), mark("name a new folder, then change over"))
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".restore-") as place:
        try:
            with tarfile.open(file, "r:gz") as archive:
                _only_files(archive, file)
                archive.extractall(place, filter="data")
        except (tarfile.TarError, EOFError, OSError) as error:
            raise NotRestored(
                str(file), mark("not a back-up ({error})"), mark("take another one"), error=error
            ) from None
        made = Path(place, DATA)
        (Path(place, REPORTS)).mkdir(exist_ok=True)
        os.replace(Path(place, REPORTS), made / REPORTS)
        version = _checked(made)
        if folder.exists():
            folder.rmdir()
        os.replace(made, folder)
    files.settle(folder.parent)
    return version


def _only_files(archive: tarfile.TarFile, file: Path) -> None:
    names = [member.name for member in archive.getmembers()]
    roots = {PurePosixPath(name).parts[0] for name in names if PurePosixPath(name).parts}
    if not all(member.isfile() for member in archive.getmembers()) or DATA not in roots or roots - {DATA, REPORTS}:
        raise NotRestored(str(file), mark("not a back-up ({error})"), mark("take another one"), error=sorted(roots))


def _checked(folder: Path) -> str:
    try:
        faults = [problem for problem in desk.check(folder) if problem.severity is Severity.ERROR]
        if faults:
            raise DataError(str(faults[0]), mark("the data folder in it breaks a rule"), mark("take another one"))
        return _version(folder)
    except DataError as error:
        raise NotRestored(error.place, error.wrong, error.mend, **error.values) from None
