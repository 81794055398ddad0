# SPDX-License-Identifier: MIT
"""lm75 beside the kernel's own driver of that name, on a chip of i2c-stub, in one guest: the same files, byte for byte, for every value of the
chip's registers and every temperature that can be set; and the same to `sensors`."""

import argparse
import sys
from pathlib import Path
from typing import Dict, Tuple

from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import GUEST, need_programs, run_session, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import guarded, say
from ..archive import judge, say_sizes, unpacked
from ..shipped import shipped_modules

MAKEFILE = "tests/driver/originals/lm75/lm75.mk"
LIMIT, PATIENCE = 400, 120  # seconds
SENSORS = "bookworm"        # whose `sensors` is asked
LIBRARIES = ("libsensors.so.5", "libm.so.6", "libc.so.6")
# One of each kind that ours knows: 9, 11 and 16 bits.
CHIPS = ("lm75", "lm75b", "max31725")
SUBJECTS = {"files": 10, "input": 65536, "max": 300, "max_hyst": 300, "texts": 23, "found": 591, "coming_and_going": 4}  # lines at the least
SCRIPT = """
passed=0 failed=0
check() {{ if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $1"; fi; }}
dmesg -n 1
version=/sys/module/lm75/version # (of ours alone)
insmod /t/shipped/i2c-dev.ko; insmod /t/shipped/i2c-stub.ko chip_addr=0x48
for module in shipped/lm75 lm75; do
	said=/tmp/$module; mkdir -p $said
	check "$module loads" "insmod /t/$module.ko"
	check "$module is what it is called" "[ $([ -e $version ] && echo lm75 || echo shipped/lm75) = $module ]"
	for chip in {chips}; do
		check "$module drives $chip" "/t/rusty-lm75 $chip $said"
		sensors >$said/$chip.sensors 2>&1; sensors -u >>$said/$chip.sensors 2>&1
		echo 0x48 >$(echo /sys/bus/i2c/devices/i2c-*/delete_device)
	done
	check "$module goes" "rmmod lm75"
done
for file in /tmp/lm75/*; do
	name=${{file##*/}}
	check "$name: the same as the kernel's" "cmp $file /tmp/shipped/lm75/$name || ! diff /tmp/shipped/lm75/$name $file | head -n 8"
done
lines() {{ check "$1: $2 lines" "[ \\$(wc -l </tmp/lm75/$1) -ge $2 ]"; }}
{lines}
check "sensors sees the chip" "grep -q '^temp1: *+25.5' /tmp/lm75/lm75.sensors"
echo "$passed passed, $failed failed"
[ $failed = 0 ]; echo "== lm75: status $?"
"""


def sensors() -> Dict[str, Path]:
    """Debian's `sensors`, by its place in a guest, with what it needs."""
    place = unpacked(SENSORS, "lm-sensors", "libsensors5", "libsensors-config", "libc6")
    files = {"/usr/bin/sensors": place / "usr/bin/sensors", "/etc/sensors3.conf": place / "etc/sensors3.conf",
             "/lib64/ld-linux-x86-64.so.2": next(place.rglob("ld-linux-x86-64.so.2")).resolve()}
    for name in LIBRARIES:
        files[f"/usr/lib/x86_64-linux-gnu/{name}"] = next(place.rglob(name)).resolve()
    return files


def check(kernel: Kernel) -> Tuple[Count, str]:
    """Builds ours, boots once, compares."""
    need_programs(MAKEFILE)
    built = build(kernel, ["lm75"])
    warnings = warnings_of(built)
    work = work_folder(kernel) / "lm75"
    work.mkdir(exist_ok=True)
    shipped = shipped_modules(kernel, "i2c-dev", "i2c-stub", "lm75")
    lines = "\n".join(f"lines {chip}.{subject} {count}" for chip in CHIPS for subject, count in SUBJECTS.items())
    guest = run_session(ensure_image(kernel), work, SCRIPT.format(chips=" ".join(CHIPS), lines=lines), {
        **sensors(), **shipped, "/t/lm75.ko": built.modules[0], "/t/rusty-lm75": GUEST / "rusty-lm75"}, LIMIT, patience=PATIENCE)
    say(f"{kernel.release}: the guest took {guest.verdict.seconds:.0f} s, {guest.verdict.booted:.1f} s of them to boot")
    say_sizes(kernel, "lm75", built.modules[0], shipped["/t/shipped/lm75.ko"])
    count = next(guest.counts(["lm75"]))[1]
    wrong = [*warnings, *kernel_complaints(guest.console), *filter(None, [guest.verdict.trouble])]
    return Count(count.passed, count.failed + len(wrong)), "\n".join([guest.text, *wrong] if count.failed or wrong else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="?", default="bookworm", help="suite or version (tests/harness/vm.sh list)")
    kernel = resolve(parser.parse_args().kernel)
    return judge(lambda: check(kernel))


if __name__ == "__main__":
    sys.exit(guarded(main))
