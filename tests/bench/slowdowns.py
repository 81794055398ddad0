# SPDX-License-Identifier: MIT
"""Slowdowns that the gate must find: each is planted into a copy of the driver, built, and counted in one boot."""

import shutil
from pathlib import Path
from typing import Any, Dict, List, NamedTuple, Tuple

from tests.harness.vm.build import SOURCES, TREE, source_files, synchronise
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.tools import VmError
from .counting import PROGRAMS, QUIET, Rows, rows_of, run_guest
from .disassembly import locks_in_reads
from .gate import differences
from .modules import build_modules


class Slowdown(NamedTuple):
    name: str
    file: str
    before: str
    after: str


SLOWDOWNS = (
    Slowdown("nothing", "kmod/rusty/device.hpp", "", ""),
    Slowdown("an extra lock on read", "kmod/rusty/device.hpp",
             "const Snapshot shown = afresh ?", "(void)unpinned();\n\t\tconst Snapshot shown = afresh ?"),
    Slowdown("a second indirect call", "kmod/rusty/device.hpp",
             "case RUSTY_IOC_GET: return ioctl_get(file, argument);",
             "case RUSTY_IOC_GET: { "
             "static Result<void> (*volatile second)(File, unsigned long) = ioctl_get; "
             "static const auto first = [](File f, unsigned long a) __attribute__((noinline)) { const auto got = second(f, a); "
             "asm volatile(\"\"); return got; }; return first(file, argument); }"),
    Slowdown("a division in formatting", "kmod/kernel/math/div.hpp",
             "if (sizeof(long) == sizeof(u64) || __builtin", "if (__builtin"),
    Slowdown("a redundant copy", "kmod/rusty/device.hpp",
             "const s64 number = TRY(parse_number(Text(room, size)));",
             "char copy[RUSTY_TEXT_MAX];\n\t\tfor (size_t index = 0; index < size; ++index)\n\t\t\tcopy[index] = room[index];\n"
             "\t\tconst s64 number = TRY(parse_number(Text(copy, size)));"),
    # (`virtual` itself does not build: the table that it would have is written out.)
    Slowdown("a call through a table", "kmod/rusty/ioctl.hpp",
             "const Snapshot now = state->snapshot();",
             "struct Table { Snapshot (*now)(); };\n"
             "\tstatic constexpr Table direct{.now = []() { return state->snapshot(); }};\n"
             "\tconst Table *volatile table = &direct;\n\tconst Snapshot now = table->now();"),
)


def planted(slowdown: Slowdown) -> Path:
    """A copy of the sources with the slowdown in it."""
    tree = PROGRAMS / "slowdowns" / slowdown.name.replace(" ", "-")
    synchronise(TREE, source_files(TREE, SOURCES), tree)
    path = tree / slowdown.file
    text = path.read_text()
    # (clang-format breaks long lines of macros and calls, so differences in white space are ignored.)
    start, end = find(text, slowdown.before)
    path.write_text(text[:start] + slowdown.after + text[end:] if slowdown.before else text)
    return tree


def find(text: str, wanted: str) -> Tuple[int, int]:
    """The position of the words; white space between them (and the \\ at the end of a macro's lines) is ignored."""
    places = [place for place, c in enumerate(text) if not c.isspace() and not text[place:].startswith("\\\n")]
    squeezed = "".join(text[place] for place in places)
    key = "".join(wanted.split())
    at = squeezed.find(key)
    if at < 0:
        raise VmError(f"the sources do not contain {wanted!r} any more: correct the slowdown in tests/bench/slowdowns.py")
    return (places[at], places[at + len(key) - 1] + 1) if key else (0, 0)


def count_planted(kernel: Kernel) -> Dict[str, Rows]:
    files, script = {"/t/counts": PROGRAMS / "counts"}, QUIET
    for number, slowdown in enumerate(SLOWDOWNS):
        tree = planted(slowdown)
        built, = build_modules(kernel, ("rusty",), tree)
        kept = tree / "planted.ko"
        shutil.copy(built.path, kept)
        files[f"/t/{number}.ko"] = kept
        script += f"insmod /t/{number}.ko && echo 'planted {slowdown.name}' && /t/counts rusty && rmmod rusty || exit 1\n"
    lines = run_guest(kernel, PROGRAMS / "slowdowns" / "boot", script, files)
    found: Dict[str, List[str]] = {}
    name = ""
    for line in lines:
        if line.startswith("planted "):
            name = line.partition(" ")[2]
        found.setdefault(name, []).append(line)
    return {slowdown.name: rows_of(found.get(slowdown.name, [])) for slowdown in SLOWDOWNS}


def prove(kernel: Kernel, measured: Dict[str, Any]) -> Tuple[int, int]:
    """Checks that the gate fails for each slowdown, and passes without one; returns how many checks passed, and how many failed."""
    passed = failed = 0
    for name, rows in count_planted(kernel).items():
        before = {**measured, "instructions": {row: measured["instructions"][row] for row in rows}, "bytes": {}}
        grown = differences(before, {**before, "instructions": rows})["grown"]
        good = bool(rows) and bool(grown) == (name != "nothing")
        passed, failed = passed + good, failed + (not good)
        most = max(grown, key=lambda growth: growth.now / growth.before, default=None)
        print(f"{'ok    ' if good else 'FAILED'} planted: {name}: "
              + (f"red, {len(grown)} rows have grown, most of all {most.row}: {most.before:.0f} -> {most.now}" if most else "green"))
    found = bool(locks_in_reads(PROGRAMS / "slowdowns" / "an-extra-lock-on-read" / "planted.ko"))
    print(f"{'ok    ' if found else 'FAILED'} planted: an extra lock on read: is seen in the machine code")
    return passed + found, failed + (not found)
