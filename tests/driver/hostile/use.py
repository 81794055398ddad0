# SPDX-License-Identifier: MIT
"""The hostile tests that a guest runs, and how many calls and cycles of them."""

import argparse
import re
from typing import Optional

PROGRAMS = ("rusty-hostile-tests", "rusty-hostile-fuzz")
PARTS = ("hostile tests", "hostile fuzzer")
FIGURES = re.compile(r"\d+ (calls by|cycles;) |a store that wakes |fio stored |trinity stored ")
# The calls a second in the slowest case seen: KASAN's kernel, with the machine's other CPU busy.
SLOWEST = 150
# Loads and unloads under traffic, and random calls by one thread and by several.
SCRIPT = """
RUSTY_CYCLES={cycles} /t/rusty-hostile-tests; echo "== hostile tests: status $?"
/t/rusty-hostile-fuzz --threads 1 --calls {alone} {seed} && /t/rusty-hostile-fuzz --threads 4 --calls {together} {seed}
echo "== hostile fuzzer: status $?"
"""


class Amount:
    """Calls of the fuzzer and cycles of loading on each kernel; the command line may ask for more."""

    def __init__(self, calls: int, cycles: int, seed: Optional[int] = None) -> None:
        self.calls, self.cycles, self.seed = calls, cycles, seed

    def script(self) -> str:
        alone = self.calls * 2 // 5
        return SCRIPT.format(alone=alone, together=self.calls - alone, cycles=self.cycles,
                             seed="" if self.seed is None else f"--seed {self.seed}")

    def seconds(self, limit: int) -> int:
        """The time limit of a guest whose limit for everything else is `limit`."""
        return limit + self.calls // SLOWEST + self.cycles


def positive(word: str) -> int:
    number = int(word) if word.isascii() and word.isdigit() else 0
    if not 0 < number <= 10**9:
        raise argparse.ArgumentTypeError(f"'{word}' is not a number from 1 to 1000000000")
    return number


def seed(word: str) -> int:
    return 0 if word == "0" else positive(word)


def add_options(parser: argparse.ArgumentParser, calls: int, cycles: int) -> None:
    parser.add_argument("--calls", type=positive, help=f"random calls on each kernel ({calls})")
    parser.add_argument("--cycles", type=positive, help=f"times that the module is loaded and unloaded there ({cycles})")
    parser.add_argument("--seed", type=seed, help="the fuzzer's seed, as it was printed")


def amount_of(options: argparse.Namespace, calls: int, cycles: int) -> Amount:
    """The amount from the command line, or else these defaults."""
    return Amount(options.calls or calls, options.cycles or cycles, options.seed)
