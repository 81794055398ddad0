# SPDX-License-Identifier: MIT
"""What a guest runs of hostile use, and how much of it."""

import argparse
import re
from typing import Optional

PROGRAMS = ("rusty-hostile-tests", "rusty-hostile-fuzz")
PARTS = ("hostile tests", "hostile fuzzer")
FIGURES = re.compile(r"\d+ (calls by|cycles;) |a store that wakes |fio stored |trinity stored ")
# So many calls a second have been seen where they are slowest, on KASAN's kernel with the machine's other half busy.
SLOWEST = 150
# Loading and unloading so many times under traffic, and so many random calls, by one user and by several.
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
        """How long a guest may take that was given `limit` for all else."""
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
    parser.add_argument("--cycles", type=positive, help=f"times that the module comes and goes there ({cycles})")
    parser.add_argument("--seed", type=seed, help="the fuzzer's, as it was printed")


def amount_of(options: argparse.Namespace, calls: int, cycles: int) -> Amount:
    """What was asked for, else so much."""
    return Amount(options.calls or calls, options.cycles or cycles, options.seed)
