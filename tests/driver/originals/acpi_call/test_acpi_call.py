# SPDX-License-Identifier: MIT
"""acpi_call beside the C module of Debian's acpi-call-dkms, in one guest: the same calls, byte for byte the same answers.

The C module is downloaded and built here; nothing of it is in this tree. Calls that would do harm in the C module are made to ours alone."""

import argparse
import re
import sys
from pathlib import Path
from typing import Dict, List, Tuple

from tests.harness.counts import COMPLAINT, Count
from tests.harness.session import GUEST, need_programs, run_session, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import guarded, say
from ..archive import original_module, say_sizes, unpacked
from .calls import ALONE, COMPARED, Answers, random_calls

PACKAGE = "acpi-call-dkms"
SUITE = "bookworm"  # whose acpi_call is compared
MAKEFILE = "tests/driver/originals/acpi_call/acpi_call.mk"
RANDOM_CALLS, SEED = 500, 2026
LIMIT, PATIENCE = 300, 120  # seconds
# (The firmware's errors are many lines each.)
SCRIPT = """
dmesg -n 1; dmesg -c >/dev/null
insmod /t/c/acpi_call.ko && /t/rusty-acpi-call <{compared}; echo "== the C module: status $?"
rmmod acpi_call; dmesg -c | grep -E "{complaint}"
insmod /t/acpi_call.ko && /t/rusty-acpi-call <{compared}; echo "== ours: status $?"
/t/rusty-acpi-call <{alone}; echo "== ours alone: status $?"
/t/rusty-acpi-call race; echo "== at once: status $?"
stat -c '%a %u %g' /proc/acpi/call; rmmod acpi_call; stat /proc/acpi/call 2>/dev/null; echo "== the file: status $?"
dmesg | grep -E "{complaint}"; dmesg | grep -c "acpi_call: the call failed: AE_NOT_FOUND"; echo "== the log: status $?"
"""


class Report:
    """What passed, and what failed, with a line or two for each."""

    def __init__(self) -> None:
        self.passed, self.lines = 0, []  # type: int, List[str]

    def check(self, what: str, got: object, wanted: object) -> None:
        if got == wanted:
            self.passed += 1
        else:
            self.lines.append(f"{what}:\n    got    {got!r}\n    wanted {wanted!r}")

    def result(self) -> Tuple[Count, str]:
        return Count(self.passed, len(self.lines)), "\n".join(self.lines)


def check(kernel: Kernel) -> Tuple[Count, str]:
    """Builds both, boots once, compares."""
    need_programs(MAKEFILE)
    built = build(kernel, ["acpi_call"])
    warnings = warnings_of(built)
    mine, original = built.modules[0], original_module(kernel, unpacked(SUITE, PACKAGE), "acpi-call", "acpi_call")
    work = work_folder(kernel) / "acpi_call"
    work.mkdir(exist_ok=True)
    at_random = random_calls(RANDOM_CALLS, SEED)
    files: Dict[str, Path] = {"/t/acpi_call.ko": mine, "/t/c/acpi_call.ko": original, "/t/rusty-acpi-call": GUEST / "rusty-acpi-call"}
    for name, calls in (("compared", [*COMPARED.values(), *at_random]), ("alone", [step.call for steps in ALONE.values() for step in steps])):
        files[f"/t/{name}"] = work / name
        files[f"/t/{name}"].write_text("".join(f"{call.line()}\n" for call in calls))
    script = SCRIPT.format(compared="/t/compared", alone="/t/alone", complaint=COMPLAINT.pattern)
    # (acpi=strict: otherwise ACPI makes up a value for a method that returns nothing.)
    guest = run_session(ensure_image(kernel), work, script, files, LIMIT, append="acpi=strict", patience=PATIENCE,
                        machine=("-acpitable", f"file={GUEST / 'rusty-acpi-call.aml'}"))
    said = {part: output.splitlines() for output, part in re.findall(r"(.*?)^== (.*?): status \d+\n?", guest.text, re.DOTALL | re.MULTILINE)}

    say(f"{kernel.release}: the guest took {guest.verdict.seconds:.0f} s, {guest.verdict.booted:.1f} s of them to boot")
    report = Report()
    report.check("builds without a warning", warnings, [])
    report.check("the guest finished", guest.verdict.trouble, "")
    theirs, ours = Answers(said.get("the C module", [])), Answers(said.get("ours", []))
    for name, call in COMPARED.items():
        report.check(f"{name} ({call.text[:60]!r})", ours.next(), theirs.next())
    different = [f"{call.text!r}: {mine} instead of {other}"
                 for call, mine, other in ((call, ours.next(), theirs.next()) for call in at_random) if mine != other]
    report.check(f"{len(at_random)} calls at random (seed {SEED}): {len(different)} have other answers", different[:5], [])
    alone = Answers(said.get("ours alone", []))
    for name, steps in ALONE.items():
        report.check(f"ours alone: {name}", [alone.next() for _ in steps], [step.wanted for step in steps])
    report.check("calls from several threads are not mixed", said.get("at once", []), ["0 wrong, some right"])
    report.check("the file: for root alone, and gone with the module", said.get("the file", []), ["660 0 0"])
    report.check("the log: what failed", [bool(re.fullmatch(r"[1-9]\d*", line)) for line in said.get("the log", [])], [True])
    say_sizes(kernel, "acpi_call", mine, original)
    return report.result()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="?", default="bookworm", help="suite or version (tests/harness/vm.sh list)")
    count, report = check(resolve(parser.parse_args().kernel))
    if report:
        print(report)
    print(f"{count.passed} passed, {count.failed} failed")
    return int(count.failed != 0)


if __name__ == "__main__":
    sys.exit(guarded(main))
