"""Fit the weights of lib/extract/tables/natures.txt to gold texts: softmax regression with a ridge, over cues.

usage: python scripts/fit_natures.py FOLDER... [--ridge R] [--folds] [-o TABLE]

FOLDER holds gold texts as `tests/reports/seen` does; the unseen half must never be given. `--folds` says how well the
cues do on a text that was left out of the fit. Without `-o` the table is only scored.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lib.extract import engine, natures  # noqa: E402
from lib.model import Nature  # noqa: E402
from tests.extract.scoring import Gold, _pairs, load  # noqa: E402

ORDER = (Nature.ACTUAL, Nature.TARGET, Nature.STANDARD)
Matrix = np.ndarray


def gather(texts: list[Gold]) -> tuple[Matrix, Matrix, Matrix]:
    """Cues by figure (0 or 1), the nature of each (index in ORDER), and the text that it is from."""
    rows, classes, groups = [], [], []
    seen: list[list[int]] = []
    plain = natures.nature_of

    def watching(*args: object) -> Nature:
        seen.append(natures.evidence(*args))  # type: ignore[arg-type]
        return plain(*args)  # type: ignore[arg-type]

    setattr(engine, "nature_of", watching)  # noqa: B010
    try:
        for number, gold in enumerate(texts):
            seen.clear()
            found = [item for item in engine.extract(gold["text"]) if item.kind == "fact"]
            assert len(found) == len(seen)
            for mark, index in _pairs(gold["text"], found, gold["metrics"]).items():
                nature = gold["metrics"][mark].get("nature")
                if nature:
                    rows.append([float(cue in seen[index]) for cue in range(len(natures.cues()))])
                    classes.append(ORDER.index(Nature(nature)))
                    groups.append(number)
    finally:
        setattr(engine, "nature_of", plain)  # noqa: B010
    return np.array(rows), np.array(classes), np.array(groups)


def fit(rows: Matrix, classes: Matrix, prior: Matrix, ridge: float, rounds: int = 3000, step: float = 0.5) -> Matrix:
    """Weights by cue for target and standard; those for actual are 0."""
    weights = prior.copy()
    truth = np.eye(3)[classes][:, 1:]
    for _ in range(rounds):
        scores = np.hstack([np.zeros((len(rows), 1)), rows @ weights])
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        slope = rows.T @ (shares[:, 1:] - truth) / len(rows) + ridge * (weights - prior) / len(rows)
        weights -= step * slope
    return weights


def right(rows: Matrix, classes: Matrix, weights: Matrix) -> float:
    """Share of figures whose nature the weights give."""
    scores = np.hstack([np.zeros((len(rows), 1)), rows @ weights])
    return float((scores.argmax(axis=1) == classes).mean())


def main() -> None:
    """Fit, say how well, and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--ridge", type=float, default=8.0)
    parser.add_argument("--folds", action="store_true")
    parser.add_argument("-o", "--out", type=Path)
    args = parser.parse_args()
    texts = [gold for folder in args.folders for gold in load(folder)]
    rows, classes, groups = gather(texts)
    prior = np.array([cue.ours for cue in natures.cues()])
    if args.folds:
        good = 0.0
        for number, gold in enumerate(texts):
            out = groups == number
            if out.any():
                share = right(rows[out], classes[out], fit(rows[~out], classes[~out], prior, args.ridge))
                good += share * out.sum()
                print(f"{gold['id']}: {share:.1%} of {out.sum()}")
        print(f"left out: {good / len(rows):.2%} of {len(rows)}")
    weights = fit(rows, classes, prior, args.ridge)
    print(f"fitted: {right(rows, classes, weights):.2%} of {len(rows)}; table as it is: ", end="")
    now = np.array([[cue.target, cue.standard] for cue in natures.cues()])
    print(f"{right(rows, classes, now):.2%}")
    if args.out:
        lines = natures.TABLE.read_text(encoding="utf-8").splitlines()
        rounded = np.round(weights, 1) + 0.0
        parts = [line.split(" ", 5) for line in lines]
        text = "".join(
            f"{scope} {ours} {theirs} {target:.1f} {standard:.1f} {pattern}\n"
            for (scope, ours, theirs, _, _, pattern), (target, standard) in zip(parts, rounded, strict=True)
        )
        args.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
