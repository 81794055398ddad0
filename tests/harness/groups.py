# SPDX-License-Identifier: MIT
"""Groups of tests that run two at a time, and their sum in the last line: `N passed, N failed`."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from typing import Callable, Dict, List, NamedTuple, Tuple

from .counts import Count, count_of
from .failures import failed_first, failed_lines
from .vm import compiler_cache
from .vm.build import TREE
from .vm.tools import VmError, say

# What was counted, by name, and a report that is shown if anything failed.
Group = Callable[[], Tuple[List[Tuple[str, Count]], str]]


class Outcome(NamedTuple):
    name: str
    counts: List[Tuple[str, Count]]
    report: str  # shown if anything failed
    seconds: float


def command(*words: str) -> Tuple[int, str]:
    done = subprocess.run(words, cwd=TREE, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, errors="replace", check=False, env=compiler_cache.environment())
    return done.returncode, done.stdout


def host_tests(what: str, *words: str) -> Group:
    """Tests that run on this machine, counted from what their framework prints."""
    def run() -> Tuple[List[Tuple[str, Count]], str]:
        status, output = command(*words)
        return [(what, count_of(output, status))], output
    return run


def python_tests(what: str, module: str, *words: str) -> Group:
    """Tests of a module of this package, in a process of its own, as when a person runs it."""
    return host_tests(what, sys.executable, "-m", module, *words)


def timed(name: str, run: Group) -> Outcome:
    begun = time.monotonic()
    say(f"running: {name}")
    try:
        counts, report = run()
    except VmError as error:
        counts, report = [("could be run", Count(0, 1))], str(error)
    return Outcome(name, counts, report, time.monotonic() - begun)


def show(outcome: Outcome) -> Tuple[Count, List[str]]:
    """Prints an outcome; returns its sum, and the lines that name what failed."""
    total = Count(sum(count.passed for _, count in outcome.counts), sum(count.failed for _, count in outcome.counts))
    lines = [f"{'FAILED' if total.failed else 'ok':6} {outcome.name} ({outcome.seconds:.0f} s)"]
    lines += [f"         {what}: {count.passed} passed, {count.failed} failed" for what, count in outcome.counts]
    if total.failed:
        lines += [f"       | {line}" for line in failed_first(outcome.report, 120).splitlines()]
    # (In one write, as other groups print meanwhile that they begin.)
    sys.stdout.write("\n".join(lines) + "\n")
    sys.stdout.flush()
    return total, failed_lines(outcome.name, outcome.counts, outcome.report)


def run_groups(jobs: Dict[str, Group]) -> int:
    """Runs two jobs at a time; returns the exit status."""
    say(f"{len(jobs)} groups of tests, two at a time")
    pool = ThreadPoolExecutor(max_workers=2)
    try:
        waiting = [pool.submit(timed, name, run) for name, run in jobs.items()]
        shown = [show(done.result()) for done in as_completed(waiting)]
    except KeyboardInterrupt:
        # Python would wait for the threads; without them, guests end by themselves.
        say("interrupted")
        os._exit(130)
    failed = sum(total.failed for total, _ in shown)
    print(*(line for _, lines in shown for line in lines), f"{sum(total.passed for total, _ in shown)} passed, {failed} failed", sep="\n")
    return int(failed != 0)
