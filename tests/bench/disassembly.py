# SPDX-License-Identifier: MIT
"""Checks of the machine code: reads take no lock and no atomic read-modify-write, and the library's map read is short."""

import re
from pathlib import Path
from typing import Dict, List, NamedTuple, Set, Tuple

from tests.harness.vm import cache
from tests.harness.vm.build import TREE
from tests.harness.vm.tools import needs, run

# Where reads begin: read, readv, poll, and the ioctls GET and SNAPSHOT.
READS = (r"^kernel\.operation\.read\.buffer\.", r"^kernel\.operation\.read\.vectors\.", r"^kernel\.operation\.poll\.entry\.",
         r"^rusty\.ioctl_get\b", r"^rusty\.ioctl_snapshot\b")
# Not followed: what runs once for each open file, at its first read; and functions that never return.
APART = re.compile(r"^kernel\.OnDemand\.make\.Cursor$|^shim_bug$|^__stack_chk_fail$|^__fentry__$|^__x86_return_thunk$")
ATOMIC = re.compile(r"^lock |^xchg .*\(")
# (A fence, as gcc writes it: it changes nothing. poll needs one.)
FENCE = re.compile(r"^lock (or[bwlq]|add[bwlq]) +\$0x0,(-0x4)?\(%rsp\)")
LOCKS = re.compile(r"lock|mutex|atomic|cmpxchg|refcount|semaphore")
MAP_READ_MOST = 12
MAP_READ = """#include <rusty/mapped_number.hpp>
extern "C" std::int64_t map_read(const rusty::MappedNumber &mapped);
extern "C" std::int64_t map_read(const rusty::MappedNumber &mapped) { return mapped.number(); }
"""


class Function(NamedTuple):
    instructions: List[str]
    callees: List[str]


def functions_of(path: Path) -> Dict[str, Function]:
    """The functions of an object, as objdump prints them, with the functions that each calls or jumps to."""
    found: Dict[str, Function] = {}
    starts: Dict[int, str] = {}
    jumps: List[Tuple[str, int]] = []  # by address, whose function is not known yet
    name = section = ""
    shown = False
    for line in run([needs("objdump", "binutils"), "-dr", "--no-show-raw-insn", path], "disassembling").splitlines():
        heading = re.match(r"([0-9a-f]+) <(.+)>:$", line)
        relocation = re.match(r"\t+[0-9a-f]+: R_X86_64_(?:PLT32|PC32)\t([\w.$]+)([+-]0x[0-9a-f]+)?$", line)
        instruction = re.match(r" +[0-9a-f]+:\t(.*)$", line)
        if line.startswith("Disassembly of section "):
            section = line.split()[-1].rstrip(":")
        elif heading:
            name = heading[2]
            found.setdefault(name, Function([], []))
            if section == ".text":
                starts[int(heading[1], 16)] = name
        elif relocation and found[name].instructions and re.match(r"(call|j\w+) ", found[name].instructions[-1]):
            # (If there is a relocation, the target that objdump shows is only the next instruction.)
            if shown:
                found[name].callees.pop()
                shown = False
            if relocation[1] == ".text":
                jumps.append((name, int(relocation[2] or "0", 16) + 4))
            else:
                found[name].callees.append(relocation[1])
        elif instruction:
            text = re.sub(r"\s+", " ", instruction[1].split("#")[0]).strip()
            found[name].instructions.append(text)
            # A target that the assembler has resolved.
            direct = re.match(r"(?:call|j\w+) [0-9a-f]+ <([^+>]+)(?:\+0x[0-9a-f]+)?>$", text)
            shown = direct is not None and direct[1] != name
            if shown:
                found[name].callees.append(direct[1])
    for source, place in jumps:
        found[source].callees.append(starts[max(start for start in starts if start <= place)])
    return found


def locks_in_reads(module: Path) -> List[str]:
    """Each lock and each atomic read-modify-write that a read can reach in the module's own code; empty if all is well."""
    functions = functions_of(module)
    wanted = [name for name in functions for read in READS if re.search(read, name)
              and not name.startswith("__pfx_") and not name.endswith(".cold")]
    problems = [f"there is no function {read}" for read in READS if not any(re.search(read, name) for name in wanted)]
    seen: Set[str] = set()
    while wanted:
        name = wanted.pop()
        if name in seen or APART.search(name):
            continue
        seen.add(name)
        # (A function that is not in the module is the kernel's.)
        if name not in functions:
            problems += [f"a read calls {name}"] if LOCKS.search(name) else []
            continue
        problems += [f"{name}: {line}" for line in functions[name].instructions if ATOMIC.match(line) and not FENCE.match(line)]
        wanted += functions[name].callees
    return problems


def map_read() -> List[str]:
    """The instructions of the client library's map read where it is inlined, without the return."""
    with cache.scratch() as folder:
        source, made = folder / "map_read.cpp", folder / "map_read.o"
        source.write_text(MAP_READ)
        run([needs("g++", "g++"), "-std=c++20", "-O2", f"-I{TREE}/userspace/include", "-c", "-o", made, source],
            "compiling the library's map read")
        return [line for line in functions_of(made)["map_read"].instructions
                if not re.match(r"(ret|endbr64|nop|xchg %ax,%ax|data16|cs nop)", line)]


def read_code(module: Path) -> Tuple[int, int]:
    """Prints what is wrong with the code; returns how many checks passed, and how many failed."""
    locks, inlined = locks_in_reads(module), map_read()
    checks = (("reads take no lock and no atomic read-modify-write", not locks, locks),
              (f"the library's map read is {len(inlined)} instructions", len(inlined) <= MAP_READ_MOST, inlined))
    for name, good, lines in checks:
        print("\n".join([f"{'ok    ' if good else 'FAILED'} {name}", *(f"       | {line}" for line in lines if not good)]))
    good = sum(check[1] for check in checks)
    return good, len(checks) - good
