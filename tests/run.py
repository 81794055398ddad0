# SPDX-License-Identifier: MIT
"""`make test`: the host tests here, then the driver's on each kernel; the last line is `N passed, N failed`."""

import argparse
import sys
import threading
from typing import Dict, List, Tuple

from tests.driver.hostile import use
from tests.driver.hostile.judges import PARTS as JUDGES, judge_files, judge_script
from tests.driver.hostile.writable_pointers import writable_function_pointers
from tests.driver.originals.ring import test_ring
from tests.driver.originals.vpoll import test_vpoll
from tests.harness.counts import Count, count_of, kernel_complaints
from tests.harness.groups import Group, command, host_tests, python_tests, run_groups
from tests.harness.session import GUEST, MODULES, PROGRAMS, SCRIPT, compile_programs, run_session, script_files, warnings_of
from tests.harness.vm.boot import MEMORY
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import resolve
from tests.harness.vm.root import ensure_root
from tests.harness.vm.tools import guarded, say
from tests.userspace.command.guest_files import guest_files

# The kernels of each run, and whether clang builds the modules. (The oldest kernel alone would not show most of what breaks a C++ module.)
ROWS = (("bookworm", False), ("trixie", False), ("forky", False), ("bookworm", True), ("forky", True))
GUEST_LIMIT = 1200  # seconds
FUZZ_SECONDS = 20  # in all, after the inputs of the corpus
# On each of the four kernels where they run: a million calls and a thousand cycles in all.
CALLS, CYCLES = 250_000, 250
# Each suite builds its own user space; the same programs test modules built by clang. The doctor's tests take three times as long as all the
# others: they run on the oldest and the newest of three suites, and on a kernel that is named on the command line.
CLIENT_SCRIPT = """/t/rusty-client-tests {tests}; echo "== client tests: status $?"
"""
WITHOUT_DOCTOR = ("trixie",)


def user_space(*modules: str) -> Group:
    """Builds it here, then runs each of these test modules on the result, one after the other."""
    def run() -> Tuple[List[Tuple[str, Count]], str]:
        status, output = command("make", "-j2", "userspace")
        warnings = [line for line in output.splitlines() if "warning:" in line]
        counts = [("builds without a warning", Count(int(status == 0 and not warnings), int(status != 0 or bool(warnings))))]
        reports = [output]
        for module in modules if status == 0 else ():
            status, output = command(sys.executable, "-m", module)
            counts.append((module.rpartition(".")[2], count_of(output, status)))
            reports += [output] if counts[-1][1].failed else []
        return counts, "\n".join(reports)
    return run


def prepare_guest_tests(done: threading.Event) -> Group:
    def run() -> Tuple[List[Tuple[str, Count]], str]:
        try:
            counts, reports = [], []
            for name in ("guest", "hostile"):
                status, output = compile_programs(f"tests/driver/{name}/{name}.mk")
                counts.append((f"{name} tests compile", Count(int(status == 0), int(status != 0))))
                reports.append(output)
        finally:
            done.set()
        return counts, "\n".join(reports)
    return run


def kernel_row(suite: str, llvm: bool, hostile: use.Amount, guest_ready: threading.Event, alone: bool) -> Group:
    """Builds without a warning, boots, and runs the self-test and the guest tests there."""
    def run() -> Tuple[List[Tuple[str, Count]], str]:
        kernel = resolve(suite)
        ensure_root(kernel, llvm)
        image = ensure_image(kernel)
        built = build(kernel, MODULES, llvm, make_arguments=["W=1"])
        warnings = warnings_of(built)
        counts = [("builds without a warning", Count(int(not warnings), int(bool(warnings))))]
        open_pointers = writable_function_pointers(built.modules[0])
        counts.append(("no function pointer can be overwritten", Count(int(not open_pointers), int(bool(open_pointers)))))
        files = script_files(built.modules)
        guest_ready.wait()
        for name in (*PROGRAMS, *use.PROGRAMS):
            files[f"/t/{name}"] = GUEST / name
        memory = MEMORY
        script, parts = SCRIPT, ["selftest", "guest tests"]
        # (Hostile use of modules built by clang is tested on the oldest kernel only: a million calls more would test the same code.)
        if (suite, llvm) != ("forky", True):
            script, parts = script + hostile.script(), [*parts, *use.PARTS]
        if not llvm:
            files.update(guest_files(kernel, built.modules[0]))
            tests = "~[doctor]" if suite in WITHOUT_DOCTOR and not alone else ""
            script, parts = script + CLIENT_SCRIPT.format(tests=tests), [*parts, "client tests"]
        # (The programs of others, fio and the like, run on one kernel only: they test the interface, not the kernel.)
        if suite == "bookworm" and not llvm:
            files.update(judge_files(kernel))
            memory = 2 * MEMORY  # half of it is the room for files, and their libraries are large
            script, parts = script + judge_script(), [*parts, *JUDGES]
        # (The device is for the self-test's tests of PCI.)
        guest = run_session(image, work_folder(kernel, llvm), script, files, hostile.seconds(GUEST_LIMIT), memory=memory,
                            machine=("-device", "edu"))
        for line in filter(use.FIGURES.match, guest.text.splitlines()):
            say(f"{kernel.release}: {line}")
        counts += [(part, count) for part, count, _ in guest.counts(parts)]
        complaints = kernel_complaints(guest.console)
        counts.append(("the kernel did not complain", Count(int(not complaints), int(bool(complaints)))))
        if guest.verdict.trouble:
            counts.append(("the guest finished", Count(0, 1)))
        return counts, "\n".join([*warnings, *open_pointers, guest.text, *complaints, guest.verdict.trouble])
    return run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="?", help="this kernel alone: suite or version (tests/harness/vm.sh list)")
    use.add_options(parser, CALLS, CYCLES)
    options = parser.parse_args()
    hostile = use.amount_of(options, CALLS, CYCLES)
    rows = ((options.kernel, False),) if options.kernel else ROWS
    for suite, _ in rows:  # a wrong name is reported before anything runs
        resolve(suite)

    guest_ready = threading.Event()
    jobs: Dict[str, Group] = {
        "guest tests": prepare_guest_tests(guest_ready),
    }
    # (The longest first, so that no CPU is idle at the end. A guest mostly waits for what it tests, so two of them take little longer than one.)
    jobs["layer and driver on this machine"] = host_tests(
        "unit tests", "make", "-j2", "-f", "tests/kit/host/host.mk", "OUT=build/unit", "run")
    for suite, llvm in rows:
        jobs[f"Linux of {suite}{', LLVM=1' if llvm else ''}"] = kernel_row(suite, llvm, hostile, guest_ready, len(rows) == 1)
    suites = [suite for suite in ("bookworm", "trixie", "forky") if options.kernel in (None, suite)]
    if suites:
        jobs["udev and systemd"] = python_tests("system tests", "tests.packaging.udev.test_udev", *suites)
    jobs["acpi_call beside the C module"] = python_tests(
        "calls of ACPI", "tests.driver.originals.acpi_call.test_acpi_call", options.kernel or "bookworm")
    cards = [options.kernel] if options.kernel else ["bookworm", "forky"]
    jobs["edu on cards of QEMU's"] = python_tests("tests of edu", "tests.driver.edu.test_edu", *cards)
    for what, title, module in (
            ("USB on the kernel's own gadget", "tests of USB", "tests.kit.usb.test_usb"),
            ("tablet beside the kernel's usbhid", "events of tablet", "tests.driver.tablet.test_tablet"),
            ("gamepad made by uhid", "tests of gamepad", "tests.driver.gamepad.test_gamepad"),
            ("laptop with a firmware's device", "tests of laptop", "tests.driver.laptop.test_laptop")):
        jobs[what] = python_tests(title, module, options.kernel or "bookworm")
    jobs["lm75 beside the kernel's own"] = python_tests(
        "answers of lm75", "tests.driver.originals.lm75.test_lm75", options.kernel or "bookworm")
    if options.kernel in (None, test_vpoll.KERNEL):
        jobs["vpoll beside the C module"] = python_tests("answers to libvpoll", "tests.driver.originals.vpoll.test_vpoll")
    if options.kernel in (None, test_ring.KERNEL):
        jobs["ring beside its twin in C"] = python_tests("answers of ring", "tests.driver.originals.ring.test_ring")
    jobs["user space on this machine"] = user_space(
        "tests.userspace.completions.test_completions", "tests.userspace.man.test_man", "tests.userspace.command.test_install")
    jobs["fuzzing the parsers"] = host_tests(
        "fuzz targets", "make", "-j2", "-f", "tests/userspace/fuzz/fuzz.mk", "OUT=build/fuzz", f"TIME={FUZZ_SECONDS}", "run")
    jobs["the tables of kernels"] = python_tests("tests of the tables", "tests.matrix.kernels.test_tables")
    jobs["writable function pointers"] = python_tests("tests of function pointers", "tests.driver.hostile.test_writable_pointers")
    jobs["the VM harness"] = python_tests("harness tests", "tests.harness.test_vm")
    jobs["reports of failed tests"] = python_tests("tests of reports", "tests.harness.test_failures")

    return run_groups(jobs)


if __name__ == "__main__":
    sys.exit(guarded(main))
