# SPDX-License-Identifier: MIT
"""`make bench-chart`: draws docs/cost.svg from the committed baseline."""

import sys

import matplotlib
from matplotlib import pyplot

from tests.harness.vm.build import TREE
from .gate import baseline

pyplot.switch_backend("svg")
# Text stays text, and two runs give the same bytes.
matplotlib.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "rusty", "font.family": "sans-serif", "font.size": 9})

TARGET = TREE / "docs" / "cost.svg"
ROWS = ("pread, 1 digit", "pread, 8 digits", "pread, 20 digits", "write, 1 digit", "write, 8 digits", "write, 20 digits", "ioctl get",
        "ioctl set", "ioctl add", "ioctl exchange", "ioctl compare-exchange", "ioctl snapshot", "ioctl unknown", "poll, ready")
COLOURS = {"rusty": "#b7410e", "twin": "#4a6fa5", "floor": "#b0b0b0"}
NAMES = {"rusty": "rusty, C++", "twin": "the same driver in C", "floor": "the kernel itself (/dev/null, /dev/zero)"}


def main() -> int:
    kept = baseline()
    rows = kept["instructions"]
    figure, axes = pyplot.subplots(figsize=(8, 6))
    for row, name in enumerate(ROWS):
        # (An ioctl with an unknown command is the cheapest of all.)
        floor = rows[name].get("floor", rows["ioctl unknown"]["floor"])
        for place, column in ((row - 0.2, "rusty"), (row + 0.2, "twin")):
            count = rows[name][column]
            axes.barh(place, floor, 0.36, color=COLOURS["floor"])
            axes.barh(place, count - floor, 0.36, left=floor, color=COLOURS[column])
            axes.text(count + 8, place, f"{count:,}", va="center", size=7)
    axes.set_yticks(range(len(ROWS)), ROWS)
    axes.invert_yaxis()
    axes.set_xlabel(f"instructions of one call: Linux {kept['kernel']}, {kept['compiler']}")
    axes.spines[["top", "right"]].set_visible(False)
    axes.legend(handles=[pyplot.Rectangle((0, 0), 1, 1, color=COLOURS[column], label=NAMES[column]) for column in NAMES],
                loc="upper center", bbox_to_anchor=(0.45, 1.08), ncols=3, frameon=False)
    figure.savefig(TARGET, format="svg", bbox_inches="tight", metadata={"Date": None, "Creator": None})
    return 0


if __name__ == "__main__":
    sys.exit(main())
