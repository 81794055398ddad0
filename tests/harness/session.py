# SPDX-License-Identifier: MIT
"""One boot of a guest that runs rusty's tests: the script, what it needs, and what it printed."""

import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Sequence, Tuple

from .vm.boot import Verdict, boot
from .vm.build import MODULE_FOLDERS, TREE
from .vm.channels import SESSION
from .vm.image import Image
from .vm.tools import VmError, say, tail
from .counts import Count, count_of
from .groups import command

GUEST = TREE / "build" / "guest"
PROGRAMS = ("rusty-guest-tests", "rusty-compat32")
GUEST_TESTS = """
/t/rusty-guest-tests; echo "== guest tests: status $?"
"""
SCRIPT = """
sh /t/selftest.sh; echo "== selftest: status $?"
""" + GUEST_TESTS
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Session(NamedTuple):
    verdict: Verdict
    text: str     # what the script printed, without colours
    console: str  # what the kernel printed

    def counts(self, parts: Sequence[str]) -> Iterator[Tuple[str, Count, str]]:
        """What each part of the script counted, and its output, also if the guest died before it came to a part."""
        rest = self.text
        for part in parts:
            output, _, rest = rest.partition(f"== {part}: status ")
            status = re.match(r"\d+", rest)
            yield part, count_of(output, int(status[0]) if status else -1), output


def compile_programs(makefile: str) -> Tuple[int, str]:
    return command("make", "-j2", "-f", makefile, f"OUT={GUEST.relative_to(TREE)}")


def guest_programs() -> Dict[str, Path]:
    """The test programs of this machine, by their places in a guest."""
    say("compiling the guest tests")
    status, output = compile_programs("tests/driver/guest/guest.mk")
    if status:
        raise VmError(f"compiling the guest tests failed\n{tail(output, 40)}")
    return {f"/t/{name}": GUEST / name for name in PROGRAMS}


def script_files(modules: Sequence[Path]) -> Dict[str, Path]:
    """What SCRIPT needs in a guest, but for its test programs."""
    return {**{f"/t/{path.name}": path for path in modules}, "/t/selftest.sh": TREE / MODULE_FOLDERS["rusty_selftest"] / "selftest.sh",
            "/t/reference-transcript.txt": TREE / "tests/driver/guest/reference-transcript.txt"}


def run_session(image: Image, work: Path, script: str, files: Dict[str, Path], limit: float, **options: Any) -> Session:
    """boot() and its options; again, if QEMU's TCG executed a breakpoint that the kernel's text patching had already taken back."""
    for last in (False, True):
        lines: List[str] = []

        def keep(channel: str, line: str, lines: List[str] = lines) -> None:
            if channel == SESSION:
                lines.append(COLOUR.sub("", line))

        verdict = boot(image, work, script, files, limit, keep, **options)
        if last or not (verdict.fatal and "int3" in verdict.trouble):
            break
        say(f"{work.name}: QEMU ran into a stale breakpoint ({verdict.trouble.splitlines()[0]}); once more")
    return Session(verdict, "\n".join(lines), (work / "console.log").read_text(errors="replace"))
