# SPDX-License-Identifier: MIT
"""Calls a second, without -icount: the effect of several threads on each other, and the spread between repetitions."""

import statistics
from pathlib import Path
from typing import Any, Dict, List, Tuple

from tests.harness.vm.kernels import Kernel
from .counting import PROGRAMS, run_guest

SCRIPT = "dmesg -n 1\nsleep 2\ninsmod /t/rusty.ko && insmod /t/ctwin.ko && /t/rates {seconds} {rounds}\n"
SECONDS, ROUNDS = 0.15, 7

# The call and the number of threads; for each column the rates of all rounds.
Rates = Dict[Tuple[str, int], Dict[str, List[float]]]


def measure_rates(kernel: Kernel, modules: Dict[str, Path]) -> Rates:
    files = {"/t/rates": PROGRAMS / "rates", **{f"/t/{name}.ko": path for name, path in modules.items()}}
    lines = run_guest(kernel, PROGRAMS / kernel.release / "boot", SCRIPT.format(seconds=SECONDS, rounds=ROUNDS), files, counted=False)
    rates: Rates = {}
    for line in lines:
        words = line.split("\t")
        if words[0] == "rate":
            rates.setdefault((words[1], int(words[2])), {}).setdefault(words[3], []).append(float(words[4]))
    return rates


def spread(found: List[float]) -> float:
    """Half of the interquartile range, relative to the median."""
    low, middle, high = statistics.quantiles(found, n=4)
    return (high - low) / 2 / middle


def ratios(rates: Rates) -> List[Dict[str, Any]]:
    """For each row the median; the unit is the twin's with one thread, as seconds are this machine's."""
    rows: List[Dict[str, Any]] = []
    for (name, threads), columns in rates.items():
        alone = statistics.median(rates[name, 1]["twin"])
        rows.append({"call": name, "threads": threads, **{
            column: {"rate": statistics.median(found) / alone, "spread": spread(found)}
            for column, found in columns.items()}})
    return rows


def show_rates(rows: List[Dict[str, Any]]) -> str:
    lines = [f"{'calls a second, the twin with one thread = 1':44}{'threads':>8}{'rusty':>16}{'twin':>16}"]
    for row in rows:
        cells = "".join(f"{row[column]['rate']:8.2f} ±{row[column]['spread'] * 100:4.0f} %"
                        for column in ("rusty", "twin"))
        lines.append(f"  {row['call']:42}{row['threads']:8}{cells}")
    return "\n".join(lines)
