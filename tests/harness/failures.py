# SPDX-License-Identifier: MIT
"""Which tests failed, read from what the frameworks print: a report begins with them, and a run repeats their names at its end."""

import re
from typing import Iterator, List, Sequence, Tuple

from .counts import Count
from .vm.tools import tail

FAILED = re.compile("^(?:" + "|".join((
    # (Catch2 prints a test's name once, with its sections, before all its messages.)
    r"-{79}\n(?P<test>(?:.*\S.*\n){1,8}?)-{79}\n\S+:\d+\n\.{79}$",
    r"\S+:\d+: (?P<catch>FAILED):",
    r"(?:\w+: )?not ok (?:\d+ )?(?P<ktap>.+?)(?: # .*)?$",
    r"(?:FAIL|ERROR): (?P<unittest>.+)",
    r"==\d+==ERROR: (?P<sanitizer>.+)",
    r"WARNING: (?P<race>ThreadSanitizer: .+)",
    r"FAILED:? +(?P<ours>[^\s(].*)",
)) + ")", re.MULTILINE)
NAMES, BLOCKS, LINES = 20, 20, 10  # at most: of a group, of a report, of a block


def _failures(output: str) -> Iterator[Tuple[str, int]]:
    """The names of failed tests, and where they stand in the output."""
    test = ""
    for match in FAILED.finditer(output):
        if match["test"]:
            test = " ".join(match["test"].split())
        elif match["catch"]:
            yield test or match[0], match.start()
        else:
            yield match[str(match.lastgroup)].strip(), match.start()


def failed_tests(output: str) -> List[str]:
    """Their names, each once."""
    return list(dict.fromkeys(name for name, _ in _failures(output)))


def _block(output: str, start: int) -> Iterator[str]:
    """What follows, up to an empty line or a test that passed."""
    for number, line in enumerate(output[start:start + 10_000].splitlines()[:LINES]):
        if number and (not line.strip() or re.match(r"(?:\w+: )?(?:not )?ok ", line)):
            return
        yield line


def failed_first(output: str, lines: int) -> str:
    """The end of it; if it is longer, the lines before that say what failed."""
    if len(output.rstrip().splitlines()) <= lines:
        return output.rstrip()
    shown: List[str] = []
    found = list(_failures(output))
    for name, start in found[:BLOCKS]:
        block = list(_block(output, start))
        shown += [*([] if name in block[0] else [name]), *block]
    if found[BLOCKS:]:
        shown.append(f"and {len(found) - BLOCKS} more")
    return "\n".join([*shown, *(["..."] if shown else []), tail(output, lines)])


def failed_lines(group: str, counts: Sequence[Tuple[str, Count]], output: str) -> List[str]:
    """The lines about a group that a run repeats before its last line. A count's name is added if the output names fewer failed tests than it."""
    names = failed_tests(output)
    failed = {what: count.failed for what, count in counts if count.failed}
    if len(names) < sum(failed.values()):
        names = [*failed, *names]
    more = [f"and {len(names) - NAMES} more"] if names[NAMES:] else []
    return [f"failed: {group}: {name}" for name in [*names[:NAMES], *more]] if failed else []
