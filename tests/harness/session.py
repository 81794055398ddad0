# SPDX-License-Identifier: MIT
"""One boot of a guest that runs rusty's tests: the script, the files that it needs, and its output."""

import re
from pathlib import Path
from typing import Any, Dict, Iterator, List, NamedTuple, Sequence, Tuple

from .counts import Count, build_warnings, count_of
from .groups import command
from .vm.boot import Verdict, hear
from .vm.build import MODULE_FOLDERS, TREE, Built, forget
from .vm.image import Image
from .vm.tools import VmError, say, tail

GUEST = TREE / "build" / "guest"
PROGRAMS = ("rusty-guest-tests", "rusty-compat32", "rusty-removal")
# All drivers (except for rusty each has a folder of its name); those that can be built for every kernel (a driver for a bus has a test of its
# own); and the modules that the tests of SCRIPT load.
DRIVERS = ("rusty", "cpp_out_of_tree", *sorted(path.name for path in (TREE / "kmod/drivers").iterdir()))
NEED_A_BUS = ("acpi_call", "edu", "gamepad", "laptop", "lm75", "tablet")
EVERYWHERE = tuple(name for name in DRIVERS if name not in NEED_A_BUS)
MODULES = (*EVERYWHERE, "rusty_selftest", "rusty_exporter", "rusty_importer")
SELFTEST = """
sh /t/selftest.sh; echo "== selftest: status $?"
"""
NEED_A_CARD = ("edu",)  # tags of tests that have a guest of their own


def guest_tests(*without: str) -> str:
    """The line of a script that runs the guest tests, except those with these tags."""
    choice = "".join(f"~[{tag}]" for tag in (*NEED_A_CARD, *without))
    return f"/t/rusty-guest-tests '{choice}'; echo \"== guest tests: status $?\"\n"


SCRIPT = SELFTEST + guest_tests()
COLOUR = re.compile(r"\x1b\[[0-9;]*m")


class Session(NamedTuple):
    verdict: Verdict
    text: str     # what the script printed, without colours
    console: str  # what the kernel printed

    def counts(self, parts: Sequence[str]) -> Iterator[Tuple[str, Count, str]]:
        """What each part of the script counted, and its output; also for a part that the guest did not reach."""
        rest = self.text
        for part in parts:
            output, _, rest = rest.partition(f"== {part}: status ")
            status = re.match(r"\d+", rest)
            yield part, count_of(output, int(status[0]) if status else -1), output


def compile_programs(makefile: str, out: Path = GUEST) -> Tuple[int, str]:
    return command("make", "-j2", "-f", makefile, f"OUT={out.relative_to(TREE)}")


def need_programs(*makefiles: str, out: Path = GUEST) -> None:
    """Compiles them; raises VmError with make's last lines."""
    for makefile in makefiles:
        say(f"compiling what {makefile} makes")
        status, output = compile_programs(makefile, out)
        if status:
            raise VmError(f"compiling what {makefile} makes failed\n{tail(output, 40)}")


def guest_programs() -> Dict[str, Path]:
    """The test programs of this machine, by their places in a guest."""
    need_programs("tests/driver/guest/guest.mk")
    return {f"/t/{name}": GUEST / name for name in PROGRAMS}


def script_files(modules: Sequence[Path]) -> Dict[str, Path]:
    """The files that SCRIPT needs in a guest, except for its test programs."""
    return {**{f"/t/{path.name}": path for path in modules},
            **{f"/t/{path.name}": path for path in (TREE / MODULE_FOLDERS["rusty_selftest"]).glob("selftest*.sh")},
            "/t/reference-transcript.txt": TREE / "tests/driver/guest/reference-transcript.txt"}


def warnings_of(built: Built) -> List[str]:
    """The warnings of the build. After a warning the next build compiles everything, as otherwise it would compile nothing and so not warn."""
    warnings = build_warnings(built.log.read_text(errors="replace"))
    if warnings:
        forget(built)
    return warnings


def run_session(image: Image, work: Path, script: str, files: Dict[str, Path], limit: float, **options: Any) -> Session:
    """One boot, with boot()'s options."""
    verdict, lines = hear(image, work, script, files, limit, **options)
    return Session(verdict, "\n".join(COLOUR.sub("", line) for line in lines), (work / "console.log").read_text(errors="replace"))
