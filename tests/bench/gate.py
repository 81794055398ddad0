# SPDX-License-Identifier: MIT
"""The gate: compares the measured figures with the committed baseline. A row fails if it has grown by more than 1 %; a system call, most
of which is the kernel's own code, fails if it has grown by more than four instructions. (The counts are exact, so there is no noise.)"""

import json
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Tuple

BASELINE = Path(__file__).resolve().parent / "baseline.json"
LIMIT = 0.01
FEW, CALL = 4, 3_000  # instructions: the allowed growth of a system call, and its largest count
KEPT = ("instructions", "bytes")


class Growth(NamedTuple):
    row: str
    before: float  # what is expected here from the baseline
    now: int

    def __str__(self) -> str:
        return f"{self.row:46} {self.before:12,.0f} -> {self.now:12,} ({(self.now / self.before - 1) * 100:+.1f} %)"


def baseline() -> Dict[str, Any]:
    return json.loads(BASELINE.read_text())


def write_baseline(result: Dict[str, Any]) -> None:
    # (JSON has no comments.)
    kept = {"SPDX-License-Identifier": "MIT", **{key: result[key] for key in ("kernel", "compiler", *KEPT)}}
    BASELINE.write_text(json.dumps(kept, indent=1) + "\n")


def expected(before: Dict[str, int], now: Dict[str, int], same: bool) -> float:
    """The expected cost of a row: the baseline's, or, on another kernel or compiler, in the same ratio to the twin's cost there."""
    if same or not before.get("twin") or not now.get("twin"):
        return before["rusty"]
    return before["rusty"] * now["twin"] / before["twin"]


def differences(before: Dict[str, Any], now: Dict[str, Any], limit: float = LIMIT) -> Dict[str, List[Growth]]:
    """Rows that grew and rows that shrank by more than the limit; a row that is only in one of the two counts as grown."""
    same = all(before[key] == now[key] for key in ("kernel", "compiler"))

    def allowed(kind: str, row: float) -> float:
        return min(row * limit, FEW) if kind == "instructions" and row < CALL else row * limit

    found: Dict[str, List[Growth]] = {"grown": [], "shrunk": []}
    for kind in KEPT:
        old, new = before[kind], now[kind]
        for row in [*old, *(row for row in new if row not in old)]:
            if "rusty" not in {**old.get(row, {}), **new.get(row, {})}:
                continue
            if row not in old or row not in new:
                found["grown"].append(Growth(f"{row}: only {'here' if row in new else 'in the baseline'}", 1, 1))
                continue
            growth = Growth(row, expected(old[row], new[row], same), new[row]["rusty"])
            if growth.now - growth.before > allowed(kind, growth.before):
                found["grown"].append(growth)
            elif growth.before - growth.now > allowed(kind, growth.before):
                found["shrunk"].append(growth)
    return found


def report(before: Dict[str, Any], now: Dict[str, Any]) -> Tuple[int, int]:
    """Prints the differences; returns how many rows passed, and how many failed."""
    if any(before[key] != now[key] for key in ("kernel", "compiler")):
        print(f"the baseline is of Linux {before['kernel']} and {before['compiler']}, this is {now['kernel']} and "
              f"{now['compiler']}: compared by what the twin costs; renew it (tests/bench/README.md)")
    found = differences(before, now)
    for word, growths in found.items():
        for growth in growths:
            print(f"{word:6} {growth}")
    rows = sum("rusty" in row for kind in KEPT for row in before[kind].values())
    return rows - len(found["grown"]), len(found["grown"])
