# SPDX-License-Identifier: MIT
"""`make bench`: what /dev/rusty costs, in instructions, beside a twin in C and the floor; sizes and build times too."""

import argparse
import json
import sys
from typing import Any, Dict, List

from tests.harness.session import need_programs
from tests.harness.vm.debug import RECIPES
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import VmError, guarded, say
from .contract import keeps_contract
from .counting import PROGRAMS, count
from .disassembly import read_code
from .gate import baseline, report, write_baseline
from .modules import Module, build_modules, build_times
from .rates import measure_rates, ratios, show_rates
from .slowdowns import prove
from .steps import build_steps, show_steps
from .table import show


def build(kernel: Kernel) -> List[Module]:
    say(f"{kernel.release}: building rusty, its twin and an empty module")
    need_programs("tests/bench/bench.mk", out=PROGRAMS)
    return build_modules(kernel)


def measure(kernel: Kernel, modules: List[Module]) -> Dict[str, Any]:
    say(f"{kernel.release}: counting instructions")
    rows = count(kernel, {module.path.stem: module.path for module in modules})
    sizes = {size: {module.column: module.sizes[size] for module in modules} for size in modules[0].sizes}
    return {"kernel": kernel.release, "compiler": kernel.compiler, "instructions": rows, "bytes": sizes}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="?", default="forky", help="suite or version (tests/harness/vm.sh list)")
    parser.add_argument("--gate", action="store_true",
                        help="compare with the baseline; prove that planted slowdowns are found and that the twin does the same work")
    parser.add_argument("--baseline", action="store_true", help="write the baseline anew: the commit says why")
    options = parser.parse_args()
    if options.kernel in RECIPES:
        raise VmError(f"{options.kernel} is a debug kernel, whose checks would be counted, too; name a suite or a version (tests/harness/vm.sh list)")
    kernel = resolve(options.kernel)
    modules = build(kernel)
    result = measure(kernel, modules)
    if options.baseline:
        write_baseline(result)
        return 0
    if options.gate:
        parts = report(baseline(), result), read_code(modules[0].path), prove(kernel, result), keeps_contract(kernel)
        passed, failed = sum(part[0] for part in parts), sum(part[1] for part in parts)
        print(f"{passed} passed, {failed} failed")
        return int(failed != 0)
    say(f"{kernel.release}: timing clean builds")
    times = build_times(kernel)
    result["build"] = {"clean, make -j2": {column: taken / times["floor"] for column, taken in times.items()}}
    result["steps"] = build_steps(kernel)
    say(f"{kernel.release}: rates, without -icount")
    result["rates"] = ratios(measure_rates(kernel, {module.path.stem: module.path for module in modules}))
    print(show(result))
    print(f"\n{show_steps(result['steps'])}")
    print(f"\n{show_rates(result['rates'])}")
    (PROGRAMS / "bench.json").write_text(json.dumps(result, indent=1) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
