# SPDX-License-Identifier: MIT
"""How the time of a clean build is spent: each step that kbuild prints, and the time until the next one."""

import io
import re
import time
from typing import Dict, List, Tuple

from tests.harness.vm import cache
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.tools import VmError, tail
from .modules import make, make_command, sources

STEP = re.compile(r"  ([A-Z]+)(?: \[M\])? +(\S+)$")
BEFORE = "make, before the first step"


class Stamped(io.StringIO):
    """Records the time at which each line came."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: List[Tuple[float, str]] = [(time.monotonic(), "")]

    def write(self, text: str) -> int:
        self.lines.append((time.monotonic(), text.rstrip("\n")))
        return len(text)


def build_steps(kernel: Kernel, rounds: int = 3) -> Dict[str, float]:
    """Shares of the whole, the largest first; of the fastest of several rounds, with one job at a time."""
    folder = sources(kernel)
    fastest: Dict[str, float] = {}
    with cache.locked(cache.lock_name("bench", folder)):
        for _ in range(rounds):
            make(kernel, folder, ".", "clean")
            said = Stamped()
            if enter(kernel, make_command(kernel, ".", "modules", jobs=1), folder, "/build", log=said):
                raise VmError(f"building rusty for {kernel.release} failed\n" + tail("\n".join(line for _, line in said.lines), 30))
            steps: Dict[str, float] = {}
            step = BEFORE
            for (begun, line), (ended, _) in zip(said.lines, [*said.lines[1:], (time.monotonic(), "")]):
                found = STEP.match(line)
                step = f"{found[1]} {found[2]}" if found else step
                steps[step] = steps.get(step, 0) + ended - begun
            if not fastest or sum(steps.values()) < sum(fastest.values()):
                fastest = steps
    whole = sum(fastest.values())
    return {step: taken / whole for step, taken in sorted(fastest.items(), key=lambda item: -item[1])}


def show_steps(steps: Dict[str, float]) -> str:
    return "\n".join(["a clean build of rusty, step by step, make -j1 = 100 %",
                      *(f"  {step:42}{share * 100:10.0f} %" for step, share in steps.items() if share >= 0.005)])
