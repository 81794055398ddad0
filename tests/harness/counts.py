# SPDX-License-Identifier: MIT
"""How many tests passed and failed, read from what the frameworks print; and what compilers and kernels complain of."""

import re
from typing import List, NamedTuple


class Count(NamedTuple):
    passed: int
    failed: int


# Catch2, all passed; Catch2, some failed; unittest; and our own line.
CATCH_ALL = re.compile(r"All tests passed \(\d+ assertions? in (\d+) test cases?\)")
CATCH_SOME = re.compile(r"^test cases: +(\d+) \|(.*)$", re.MULTILINE)
UNITTEST = re.compile(r"^Ran (\d+) tests? in", re.MULTILINE)
UNITTEST_FAILED = re.compile(r"^FAILED \((.*)\)$", re.MULTILINE)
UNITTEST_SKIPPED = re.compile(r"^(?:OK|FAILED) \(.*skipped=(\d+).*\)$", re.MULTILINE)
PLAIN = re.compile(r"^(\d+) passed, (\d+) failed$", re.MULTILINE)

# The user's compiler or pahole is newer than the one that made the kernel.
OTHER_TOOLS = re.compile(r"warning: (?:the compiler|pahole version) differs from the one used to build the kernel")

# What the kernel prints when something is wrong, whatever the cause.
COMPLAINT = re.compile(r"WARNING: |BUG: |Oops: |general protection fault|KASAN: |UBSAN: |KCSAN: |possible recursive locking|"
                       r"INFO: task .* blocked|refcount_t: |sysfs: cannot create duplicate|Kernel panic")
# The self-test's own: a warning, which it checks itself, and the name that it registers twice.
ON_PURPOSE = re.compile(r"WARNING: .*\bshim_warn\+\S+ \[rusty_selftest\]|cannot create duplicate filename '\S*/rusty_selftest_b'")


def count_of(output: str, status: int) -> Count:
    """All the counts in an output, added up. A run that failed, or counted nothing, has at least one failure."""
    passed = failed = 0
    for match in CATCH_ALL.finditer(output):
        passed += int(match[1])
    for match in CATCH_SOME.finditer(output):
        bad = sum(int(number) for number in re.findall(r"(\d+) failed", match[2]))
        passed, failed = passed + int(match[1]) - bad, failed + bad
    for match in UNITTEST.finditer(output):
        passed += int(match[1])
    for match in UNITTEST_FAILED.finditer(output):
        bad = sum(int(number) for number in re.findall(r"(?:failures|errors)=(\d+)", match[1]))
        # (A set-up that fails is an error outside all tests; one that is skipped has not passed.)
        passed, failed = max(passed - bad, 0), failed + bad
    for match in UNITTEST_SKIPPED.finditer(output):
        passed = max(passed - int(match[1]), 0)
    for match in PLAIN.finditer(output):
        passed, failed = passed + int(match[1]), failed + int(match[2])
    if (status != 0 or passed == 0) and failed == 0:
        failed = 1
    return Count(passed, failed)


def build_warnings(log: str) -> List[str]:
    """The warnings of a module build, without those of kbuild about the tools. All are ours, as nothing else is compiled there."""
    return [line for line in log.splitlines() if re.search(r"\bwarning\b|objtool: ", line, re.IGNORECASE)
            and not OTHER_TOOLS.search(line)]


def kernel_complaints(console: str) -> List[str]:
    """Without what the self-test provokes on purpose, and checks itself; and without data races of the kernel itself, in which no module takes part."""
    return [line for line in console.splitlines() if COMPLAINT.search(line) and not ON_PURPOSE.search(line)
            and not re.search(r"BUG: KCSAN: [^[]*$", line)]
