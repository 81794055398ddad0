# SPDX-License-Identifier: MIT
"""ring beside a twin in C (main.c, files.c), in one guest: the driver's tests must pass with both."""

import re
import shutil
import sys
from pathlib import Path
from typing import Dict, List, Tuple

from tests.bench.counting import QUIET, run_guest
from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import GUEST, MODULES, guest_programs, need_programs, run_session, warnings_of
from tests.harness.vm.build import TREE, build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import resolve
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.tools import guarded, say
from ..archive import c_module, judge, say_sizes

KERNEL = "trixie"  # class_create() and hrtimer_init() as the twin calls them are those of 6.4 to 6.12
LIMIT = 300        # seconds
# (The tests load ring.ko; modinfo's description shows which module it is.)
SCRIPT = """
for module in ring_c ring_cpp; do
	mkdir /t/$module && cp /t/rusty-guest-tests /t/$module && cp /t/$module.ko /t/$module/ring.ko
	grep -q 'twin of ring in C' /t/$module/ring.ko; in_c=$?
	[ $in_c = $([ $module = ring_c ] && echo 0 || echo 1) ] && echo "1 passed, 0 failed" || echo "0 passed, 1 failed"
	echo "== $module is what it is called: status $?"
	/t/$module/rusty-guest-tests '[ring]'; echo "== $module: status $?"
done
"""
# What a reader does often, and how many times the instructions of C it may take. (The aim is 1; the rest is the cost of the layer's shims, and
# of having two ways of reading.)
MOST = 1.09
PATHS = ("read", "read16", "poll", "empty", "open_close")
COSTS = QUIET + "".join(f"insmod /t/{module}.ko && echo {module} && /t/rusty-ring-costs && rmmod ring || exit 1\n"
                        for module in ("ring_c", "ring_cpp"))
PARTS = [f"{module}{what}" for module in ("ring_c", "ring_cpp") for what in (" is what it is called", "")]


def twin(suite: str) -> Path:
    kernel = resolve(suite)
    folder = work_folder(kernel) / "originals" / "ring"
    folder.mkdir(parents=True, exist_ok=True)
    for source in (*Path(__file__).parent.glob("*.[ch]"), TREE / "kmod/uapi/ring.h"):
        shutil.copy(source, folder)
    (folder / "Kbuild").write_text("obj-m := ring.o\nring-y := main.o files.o\n")
    return c_module(kernel, folder, "ring")


def costs(kernel: Kernel, work: Path, modules: Dict[str, Path]) -> Tuple[int, List[str]]:
    """How many paths cost no more than allowed, and the paths that cost more."""
    lines = run_guest(kernel, work, COSTS, {**modules, "/t/rusty-ring-costs": GUEST / "rusty-ring-costs"})
    theirs, ours = ({found[1]: int(found[2]) for line in part if (found := re.fullmatch(r"instructions (\w+) (\d+)", line))}
                    for part in (lines[:lines.index("ring_cpp")], lines[lines.index("ring_cpp"):]))
    say(f"{kernel.release}: instructions of ring, and of the twin in C: "
        + ", ".join(f"{path} {ours.get(path)} {theirs.get(path)}" for path in PATHS))
    dear = [f"{path}: {ours.get(path)} instructions, in C {theirs.get(path)}" for path in PATHS
            if path not in ours or path not in theirs or ours[path] > MOST * theirs[path]]
    return len(PATHS) - len(dear), dear


def check() -> Tuple[Count, str]:
    """Builds both, boots once, compares."""
    kernel = resolve(KERNEL)
    # (With the same options as `make test` on this kernel, which may be building in the same folder.)
    built = build(kernel, MODULES, make_arguments=["W=1"])
    ours, theirs = next(path for path in built.modules if path.name == "ring.ko"), twin(KERNEL)
    work = work_folder(kernel) / "ring"
    work.mkdir(exist_ok=True)
    modules = {"/t/ring_cpp.ko": ours, "/t/ring_c.ko": theirs}
    guest = run_session(ensure_image(kernel), work, SCRIPT, {**guest_programs(), **modules}, LIMIT)
    say_sizes(kernel, "ring", ours, theirs)
    need_programs("tests/driver/originals/ring/ring.mk")
    cheap, dear = costs(kernel, work, modules)
    counts = [count for _, count, _ in guest.counts(PARTS)]
    wrong = [*warnings_of(built), *kernel_complaints(guest.console), *filter(None, [guest.verdict.trouble]), *dear]
    total = Count(sum(count.passed for count in counts) + cheap, sum(count.failed for count in counts) + len(wrong))
    return total, "\n".join([guest.text, *wrong] if total.failed else [])


if __name__ == "__main__":
    sys.exit(guarded(lambda: judge(check)))
