# SPDX-License-Identifier: MIT
"""Which function pointers a module keeps in memory that stays writable: there, one stray write would divert the kernel."""

import re
import subprocess
from pathlib import Path
from typing import Dict, List, Set, Tuple

# (Sections that are read-only after init, or freed after init, or the module loader's own, which we cannot move.)
CLOSED = re.compile(r"\.data\.\.ro_after_init|\.(init|exit|ref)\..*|\.gnu\.linkonce\.this_module|__.*|_ftrace_events|\.static_call_sites")
# What the kernel's own TRACE_EVENT makes of an event.
KERNELS_OWN = re.compile(r"(trace_)?event_\w+|__bpf_\w+|__SCK__\w+")
SECTION = re.compile(r"^ *\[ *(\d+)\] (\S+) +\w+ +[0-9a-f]+ +[0-9a-f]+ +[0-9a-f]+ +[0-9a-f]+ +([A-Z]*)", re.M)
SYMBOL = re.compile(r"^ *\d+: ([0-9a-f]+) +(\w+) (FUNC|OBJECT) +\w+ +\w+ +(\d+) (\S+)", re.M)
RELOCATION = re.compile(r"^([0-9a-f]{8,}) +[0-9a-f]+ +R_\S+ +[0-9a-f]+ (\S+)(?: \+ [0-9a-f]+)?", re.M)


def readelf(what: str, module: Path) -> str:
    return subprocess.run(["readelf", what, "-W", str(module)], stdout=subprocess.PIPE, text=True, check=True).stdout


def writable_function_pointers(module: Path) -> List[str]:
    """`section: object -> function` for each; empty if there are none."""
    sections = {int(number): (name, flags) for number, name, flags in SECTION.findall(readelf("-S", module))}
    functions: Set[str] = set()
    placed: Dict[str, List[Tuple[int, int, str]]] = {}
    for value, size, kind, number, name in SYMBOL.findall(readelf("-s", module)):
        if kind == "FUNC":
            functions.add(name)
        elif int(number) in sections:
            placed.setdefault(sections[int(number)][0], []).append((int(value, 16), int(size, 0), name))
    found = []
    for part in re.split(r"^Relocation section ", readelf("-r", module), flags=re.M)[1:]:
        section = re.match(r"'\.rela?(\S+)'", part)
        name = section[1] if section else ""
        flags = next((flags for known, flags in sections.values() if known == name), "")
        if "W" not in flags or CLOSED.fullmatch(name):
            continue
        for offset, target in RELOCATION.findall(part):
            if not target.startswith(".text") and target not in functions:
                continue
            where = int(offset, 16)
            holder = next((holder for start, size, holder in placed.get(name, []) if start <= where < start + size), "?")
            if not KERNELS_OWN.fullmatch(holder):
                found.append(f"{name}: {holder} -> {target}")
    return found
