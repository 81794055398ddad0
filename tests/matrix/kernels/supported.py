# SPDX-License-Identifier: MIT
"""The table of kernels in docs/kernels.md, written from the recorded results (*.tsv beside this file) and never by hand.

Without arguments it copies the results of runs in build/kernels, and writes the table; --check fails if the table does not
match the recorded results."""

import argparse
import sys
from typing import Dict, List, Sequence, Tuple

from tests.harness.vm.apt import NATIVE, SUITES
from tests.harness.vm.build import TREE
from tests.harness.vm.tools import VmError, guarded
from .results import FRESH, RECORDED, Result, read, version

PAGE = TREE / "docs" / "kernels.md"
BEGIN = "<!-- Supported kernels: `make supported` writes what follows. -->"
END = "<!-- (Until here.) -->"
FILES = ("kernels.tsv", "arches.tsv")


def recorded() -> List[Result]:
    return [result for name in FILES for result in read(RECORDED / name)]


def verdict(group: Sequence[Result]) -> str:
    passed, failed = sum(result.passed for result in group), sum(result.failed for result in group)
    return f"{passed} passed{f', **{failed} failed**' if failed else ''} in {len(group)} run{'s' if len(group) > 1 else ''}"


def distinct(words: Sequence[str]) -> str:
    return ", ".join(dict.fromkeys(words))


def block(results: Sequence[Result]) -> str:
    groups: Dict[Tuple[str, str, str], List[Result]] = {}
    for result in sorted(results, key=lambda result: (result.arch != NATIVE, SUITES.index(result.suite))):
        groups.setdefault((result.suite, version(result)[0], result.arch), []).append(result)
    lines = [BEGIN, "| Debian | Linux | machine | kernels | built with | tests |", "| --- | --- | --- | --- | --- | --- |"]
    for (suite, number, arch), group in groups.items():
        lines.append(f"| {suite}{' (not released)' if group[0].forward else ''} | {number} | {arch} | "
                     f"{distinct([version(result)[1] for result in group])} | "
                     f"{distinct([result.compiler for result in group])} | {verdict(group)} |")
    dates = sorted({result.date for result in results})
    released = [result for result in results if not result.forward]
    lines += ["", f"Run on {' to '.join(dict.fromkeys((dates[0], dates[-1])))}: {len(released)} pairs of kernel and compiler"
              f"{f', and {len(results) - len(released)} of kernels that are not released' if len(released) < len(results) else ''}. "
              "Each kernel was booted and ran the self-test of the layer and the tests of the device.", END]
    return "\n".join(lines)


def in_page() -> Tuple[str, str, str]:
    text = PAGE.read_text(encoding="utf-8")
    if BEGIN not in text or END not in text:
        raise VmError(f"{PAGE.relative_to(TREE)} does not mark the table of kernels: put a line {BEGIN} and a line {END} into it")
    before, _, rest = text.partition(BEGIN)
    table, _, after = rest.partition(END)
    return before, BEGIN + table + END, after


def take_up() -> None:
    """The results of runs; a run writes them when it has ended."""
    for name in FILES:
        fresh = FRESH / name
        if fresh.exists():
            (RECORDED / name).write_bytes(fresh.read_bytes())
            print(f"taken up: {fresh.relative_to(TREE)}")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args()
    if not options.check:
        take_up()
    before, table, after = in_page()
    wanted = block(recorded())
    if options.check:
        if table != wanted:
            print(f"{PAGE.relative_to(TREE)}: its table does not match the results in tests/matrix/kernels/*.tsv; type: make supported")
        return int(table != wanted)
    PAGE.write_text(before + wanted + after, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
