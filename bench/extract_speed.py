"""How long the engine takes and how much memory, from 10,000 to 10,000,000 characters, and a plot of both.

usage: python bench/extract_speed.py NAME=TEXT... [--sizes N,N,...] [--plot FILE]

TEXT is a text file, a folder of gold texts (read as one text), or `piece:X` for X alone. Each size is read in a process
of its own, so that its memory is its own too: the text repeated until it is that long, its figures counted as they
come. Time is the processor time of one core. Needs matplotlib for the plot.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import resource
import sys
import time
from itertools import pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

SIZES = (10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000)


def measure(text: str, size: int) -> tuple[int, float, float, int]:
    """Characters, seconds, resident megabytes and candidates of one reading."""
    from lib.extract.engine import candidates

    whole = (text * (size // len(text) + 1))[:size]
    list(candidates(text[:2000]))
    begin = time.process_time()
    found = sum(1 for _ in candidates(whole))
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return size, seconds, peak, found


def load(source: str) -> str:
    """The text of a file, of all gold texts of a folder, or a piece."""
    if source.startswith("piece:"):
        return source.removeprefix("piece:")
    path = Path(source)
    if path.is_dir():
        return "\n\n".join(json.loads(file.read_text(encoding="utf-8"))["text"] for file in sorted(path.glob("*.json")))
    return path.read_text(encoding="utf-8")


def plot(series: dict[str, list[tuple[int, float, float, int]]], file: Path) -> None:
    """Seconds and megabytes over characters, both axes logarithmic, a line a text."""
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    for (name, rows), color, mark in zip(
        series.items(), ("#C8102E", "#1F5A85", "#6B6B6B", "#B58900"), "os^D", strict=False
    ):
        sizes = [row[0] for row in rows]
        left.loglog(sizes, [row[1] for row in rows], mark + "-", color=color, label=name, markersize=4)
        right.loglog(sizes, [row[2] for row in rows], mark + "-", color=color, label=name, markersize=4)
    left.loglog(sizes, [size / 1e5 for size in sizes], "--", color="#8a8a8a", label="10 s a million (linear)")
    left.set(title="Time to read a report (one core)", xlabel="characters", ylabel="seconds")
    left.legend(frameon=False, fontsize=8)
    right.axhline(500, color="#8a8a8a", linestyle="--", linewidth=0.8)
    right.set(title="Memory of the process", xlabel="characters", ylabel="MB", ylim=(10, 1000))
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=110, metadata={"Software": None})


def main() -> None:
    """Measure, print a table, plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", metavar="NAME=TEXT")
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    series: dict[str, list[tuple[int, float, float, int]]] = {}
    for name, source in (text.split("=", 1) for text in args.texts):
        text, rows = load(source), series.setdefault(name, [])
        for size in map(int, args.sizes.split(",")):
            with multiprocessing.get_context("spawn").Pool(1) as pool:
                rows.append(pool.apply(measure, (text, size)))
            print(
                "{:>24}  {:>10,} characters  {:8.2f} s  {:6.0f} MB  {:>9,} candidates".format(name, *rows[-1]),
                flush=True,
            )
        for (small, quick, _, _), (large, slow, _, _) in pairwise(rows):
            print(f"{large / small:4.1f} times the text: {slow / max(quick, 1e-6):4.1f} times the time")
    if args.plot:
        plot(series, args.plot)


if __name__ == "__main__":
    main()
