"""How long the engine takes and how much memory, from 10,000 to 10,000,000 characters, and a plot of both.

usage: python bench/extract_speed.py TEXT... [--sizes N,N,...] [--plot FILE]

Each size is read in a process of its own, so that its memory is its own too: the texts repeated until they are that
long. Time is the processor time of one core. Needs matplotlib for the plot.
"""

from __future__ import annotations

import argparse
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
    from lib.extract.engine import extract

    whole = (text * (size // len(text) + 1))[:size]
    extract(text[:2000])
    begin = time.process_time()
    found = extract(whole)
    seconds = time.process_time() - begin
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return size, seconds, peak, len(found)


def plot(rows: list[tuple[int, float, float, int]], file: Path) -> None:
    """Seconds and megabytes over characters, both axes logarithmic."""
    from matplotlib import pyplot

    figure, (left, right) = pyplot.subplots(1, 2, figsize=(9, 3.6), layout="constrained")
    sizes = [row[0] for row in rows]
    left.loglog(sizes, [row[1] for row in rows], "o-", color="#C8102E")
    left.loglog(sizes, [rows[-1][1] * size / sizes[-1] for size in sizes], "--", color="#8a8a8a", label="linear")
    left.axhline(10, color="#c9c9c9", linewidth=0.8)
    left.set(title="Time to read a report (one core)", xlabel="characters", ylabel="seconds")
    left.legend(frameon=False)
    right.loglog(sizes, [row[2] for row in rows], "o-", color="#C8102E")
    right.axhline(500, color="#c9c9c9", linewidth=0.8)
    right.set(title="Memory of the process", xlabel="characters", ylabel="MB")
    for axes in (left, right):
        axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(file, dpi=110, metadata={"Software": None})


def main() -> None:
    """Measure, print a table, plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("texts", nargs="+", type=Path)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--plot", type=Path)
    args = parser.parse_args()
    text = "\n\n".join(file.read_text(encoding="utf-8") for file in args.texts)
    rows = []
    for size in map(int, args.sizes.split(",")):
        with multiprocessing.get_context("spawn").Pool(1) as pool:
            rows.append(pool.apply(measure, (text, size)))
        print("{:>10,} characters  {:8.2f} s  {:6.0f} MB  {:>8,} candidates".format(*rows[-1]), flush=True)
    for (small, quick, _, _), (large, slow, _, _) in pairwise(rows):
        print(f"{large / small:4.1f} times the text: {slow / max(quick, 1e-6):4.1f} times the time")
    if args.plot:
        plot(rows, args.plot)


if __name__ == "__main__":
    main()
