# SPDX-License-Identifier: MIT
"""The result of each kernel: a row of the table that a run prints, and of the file that it writes."""

import re
import time
from pathlib import Path
from typing import Callable, List, NamedTuple, Sequence, Tuple

from tests.harness.counts import Count
from tests.harness.vm.build import TREE

# The results of the last runs, in the tree: the table in docs/kernels.md is made from them.
RECORDED = TREE / "tests/matrix/kernels"
FRESH = TREE / "build" / "kernels"


class Result(NamedTuple):
    suite: str
    release: str   # as in uname -r
    arch: str
    compiler: str
    build: str     # seconds; empty if it could not be built
    boot: str      # seconds to the script's first line; empty if it was not reached
    passed: int
    failed: int
    date: str
    forward: bool = False  # of a kernel that is not released yet: shown, but not counted
    wrong: Tuple[str, ...] = ()  # the lines that name what failed; not in the file

    @property
    def good(self) -> bool:
        return self.passed > 0 and self.failed == 0


def today() -> str:
    return time.strftime("%Y-%m-%d", time.gmtime())


COLUMNS = ("suite", "kernel", "machine", "compiler", "build s", "boot s", "passed", "failed")


def cells(result: Result) -> List[str]:
    return [result.suite, result.release, result.arch, result.compiler, result.build or "failed", result.boot or "none",
            str(result.passed), str(result.failed)]


def table(results: Sequence[Result]) -> str:
    rows = [list(COLUMNS), *(cells(result) for result in results)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(COLUMNS))]
    lines = ["  ".join(cell.ljust(width) if column < 4 else cell.rjust(width)
                       for column, (cell, width) in enumerate(zip(row, widths))).rstrip() for row in rows]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def write(path: Path, results: Sequence[Result]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = ["\t".join(Result._fields[:-1])] + ["\t".join(map(str, result[:-1])) for result in results]
    path.write_text("\n".join(lines) + "\n")


def read(path: Path) -> List[Result]:
    rows = [line.split("\t") for line in path.read_text().splitlines()[1:]]
    return [Result(*row[:6], int(row[6]), int(row[7]), row[8], row[9] == "True") for row in rows]


def version(result: Result) -> Tuple[str, str]:
    """A release without its flavour, and the flavour."""
    parts = re.fullmatch(r"(\d[\d.]*(?:-\d+(?=-))?[^-]*)-(.+)", result.release)
    return (parts[1], parts[2]) if parts else (result.release, "")


def keep(name: str, results: Sequence[Result], full: bool) -> None:
    """A full run replaces all results; a run of a few kernels replaces theirs only."""
    def place(result: Result) -> Tuple[str, str, str, str]:
        return result.suite, version(result)[1], result.arch, result.compiler

    last = next((path for path in (FRESH / name, RECORDED / name) if path.exists() and not full), None)
    newer = {place(result): result for result in results}
    kept = [newer.pop(place(result), result) for result in (read(last) if last else [])]
    write(FRESH / name, [*kept, *newer.values()])


def collect(name: str, tests: Sequence[Callable[[], Result]], full: bool) -> List[Result]:
    """Runs one after the other; finished results are kept if the rest is interrupted."""
    done: List[Result] = []
    try:
        for test in tests:
            done.append(test())
    finally:
        keep(name, done, full and len(done) == len(tests))
    return done


def finish(results: Sequence[Result], messages: Count = Count(0, 0), wrong: Sequence[str] = ()) -> int:
    """Prints the table, the result of the compilers' messages, what failed, and the last line; returns the exit status."""
    print(table(results))
    if messages != Count(0, 0):
        print(f"Compilers' messages about mistakes: {messages.passed} passed, {messages.failed} failed")
    counted = [result for result in results if not result.forward]
    failed = sum(result.failed for result in counted) + messages.failed
    print(*(line for result in counted for line in result.wrong), *wrong,
          f"{sum(result.passed for result in counted) + messages.passed} passed, {failed} failed", sep="\n")
    return int(failed != 0 or not counted)
