# SPDX-License-Identifier: MIT
"""tablet beside the kernel's usbhid, in one guest with QEMU's usb-tablet: the same events for the same moves; then unplugged many times while it
is moved and read."""

import argparse
import random
import sys
import tempfile
import threading
from pathlib import Path
from typing import List, Tuple

from tests.driver.originals.shipped import shipped_modules
from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import COLOUR, Session, warnings_of
from tests.harness.vm.boot import boot
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.channels import SESSION
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import guarded
from .monitor import Events, Monitor, button, move

LIMIT, PATIENCE = 500, 120  # seconds
UNPLUGS = 40
NEEDED = ("usb-common", "usbcore", "uhci-hcd", "evdev")
THEIRS = ("hid", "usbhid", "hid-generic")
TABLET = {"driver": "usb-tablet", "id": "tablet", "bus": "uhci.0"}
SCRIPT = """
passed=0 failed=0
check() {{ if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $1"; fi; }}
eventually() {{ tries=1000; until eval "$1"; do tries=$((tries - 1)); [ $tries -gt 0 ] || return 1; usleep 10000; done; }}
node() {{ for name in /sys/class/input/event*/device/name; do grep -q Tablet $name 2>/dev/null && {{ name=${{name%/device/name}}; node=/dev/input/${{name##*/}}; }}; done; [ -e "$node" ]; }}
size() {{ stat -c %s $events; }}
# The time of an event is left out, and what the device itself calls a button (EV_MSC, 4).
shown() {{ od -An -v -tx2 -w24 $1 | awk '$9 != "0004" {{ print $9, $10, $12 $11 }}'; }}
record() {{
	events=/tmp/$1 node=
	check "$1: a node" "eventually node"
	dd if=$node of=$events bs=24 2>/dev/null &
	reader=$!
	check "$1: somebody reads" "eventually '[ -e $events ]'"
	usleep 500000
	step=0
	while [ $step -lt {steps} ]; do
		before=$(size)
		echo "step $step"
		eventually '[ $(size) -gt $before ]' || echo "# nothing came of step $step"
		usleep 20000
		step=$((step + 1))
	done
	kill $reader
	for kind in ev key abs rel; do echo "$kind $(cat /sys/class/input/${{node##*/}}/device/capabilities/$kind)"; done >$events.can
	shown $events >$events.text
	check "$1: events" "[ $(wc -l <$events.text) -gt {steps} ]"
}}
dmesg -n 1
for module in {needed}; do insmod /t/shipped/$module.ko || echo "no $module"; done
for module in {theirs}; do insmod /t/shipped/$module.ko || echo "no $module"; done
record usbhid
rmmod hid-generic usbhid
check "insmod" "insmod /t/tablet.ko"
record tablet
check "the same events" "cmp /tmp/usbhid.text /tmp/tablet.text || ! diff /tmp/usbhid.text /tmp/tablet.text | head -n 20"
# (EV_MSC is bit 4.)
check "the same keys and axes" "sed 's/^ev 1f$/ev f/' /tmp/usbhid.can | cmp - /tmp/tablet.can && [ $(wc -c </tmp/tablet.can) -gt 30 ]"
driver=/sys/bus/usb/drivers/tablet
bound() {{ ls $driver | grep -q ':'; }}
not() {{ ! "$@"; }}
echo moving
times=0
while [ $times -lt {unplugs} ]; do
	times=$((times + 1)) node=
	check "plugged $times" "eventually bound && eventually node"
	cat $node >/tmp/traffic 2>/dev/null &
	reader=$!
	usleep 100000
	eventually '[ $(stat -c %s /tmp/traffic) -gt 0 ]' || echo "# no traffic $times"
	check "traffic $times" "[ $(stat -c %s /tmp/traffic) -gt 0 ]"
	case $((times % 4)) in
	0) interface=$(ls $driver | grep :); echo $interface >$driver/unbind; check "unbound $times" "not bound"; echo $interface >$driver/bind ;;
	*) echo "unplug $times"; check "unplugged $times" "eventually 'not bound'"; echo "plug $times" ;;
	esac
	check "its reader is told $times" "eventually 'not kill -0 $reader 2>/dev/null'"
done
check "plugged at last" "eventually bound && eventually node"
cat $node >/dev/null & reader=$!
usleep 200000
check "rmmod while it is moved and read" "rmmod tablet"
echo "$passed passed, $failed failed"
[ $failed = 0 ]; echo "== tablet: status $?"
"""


def steps() -> List[Events]:
    """Each changes something: a step ends when the guest has seen it."""
    made = [move(1, 2), move(0x7fff, 0), move(0, 0x7fff), button("left", True), move(100, 200), button("right", True), button("left", False),
            button("middle", True), button("right", False), button("middle", False)]
    for wheel in ("wheel-up", "wheel-down", "wheel-down"):
        made.append(button(wheel, True) + button(wheel, False))
    numbers = random.Random(1)
    made += [move(numbers.randrange(0x8000), numbers.randrange(0x8000)) for _ in range(40)]
    return made


def watch(kernel: Kernel, work: Path, files: List[Path]) -> Session:
    """Boots, and does what the guest asks for."""
    moves, lines, stop = steps(), [], threading.Event()  # type: List[Events], List[str], threading.Event
    with tempfile.TemporaryDirectory(prefix="tablet-") as folder:
        monitor = Monitor(Path(folder) / "qmp")
        mover = threading.Thread(target=monitor.keep_moving, args=(stop,), daemon=True)

        def on_line(channel: str, line: str) -> None:
            if channel != SESSION:
                return
            lines.append(line)
            asked, _, number = line.strip().partition(" ")
            if asked == "step":
                monitor.send(moves[int(number)])
            elif asked == "moving":
                mover.start()
            elif asked == "unplug":
                monitor.tell("device_del", id=TABLET["id"])
            elif asked == "plug":
                monitor.tell("device_add", **TABLET)

        script = SCRIPT.format(steps=len(moves), unplugs=UNPLUGS, needed=" ".join(NEEDED), theirs=" ".join(THEIRS))
        try:
            verdict = boot(ensure_image(kernel), work, script, {
                **shipped_modules(kernel, *NEEDED, *THEIRS), **{f"/t/{path.name}": path for path in files}}, LIMIT, on_line, patience=PATIENCE,
                machine=("-qmp", f"unix:{monitor.path},server=on,wait=off", "-device", "piix3-usb-uhci,id=uhci",
                         "-device", ",".join([TABLET["driver"], f"id={TABLET['id']}", f"bus={TABLET['bus']}"])))
        finally:
            stop.set()
    return Session(verdict, "\n".join(COLOUR.sub("", line) for line in lines), (work / "console.log").read_text(errors="replace"))


def check(kernel: Kernel) -> Tuple[Count, str]:
    """Builds it, boots once."""
    built = build(kernel, ["tablet"])
    warnings = warnings_of(built)
    work = work_folder(kernel) / "tablet"
    work.mkdir(exist_ok=True)
    guest = watch(kernel, work, built.modules)
    count = next(guest.counts(["tablet"]))[1]
    wrong = [*warnings, *kernel_complaints(guest.console), *filter(None, [guest.verdict.trouble])]
    return Count(count.passed, count.failed + len(wrong)), "\n".join([guest.text, *wrong] if count.failed or wrong else [])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("kernel", nargs="*", default=["bookworm"], help="suite or version (tests/harness/vm.sh list)")
    results = [check(resolve(kernel)) for kernel in parser.parse_args().kernel]
    for _, report in results:
        if report:
            print(report)
    passed, failed = sum(count.passed for count, _ in results), sum(count.failed for count, _ in results)
    print(f"{passed} passed, {failed} failed")
    return int(failed != 0)


if __name__ == "__main__":
    sys.exit(guarded(main))
