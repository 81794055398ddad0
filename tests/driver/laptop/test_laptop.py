# SPDX-License-Identifier: MIT
"""The laptop driver in a guest whose firmware has its device: the files of its battery, sensor and light, its hotkeys, the system's sleep.

What the firmware says, and what it was told, goes through /proc/acpi/call, which the driver acpi_call of this tree offers."""

import argparse
import sys
from typing import Tuple

from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import GUEST, need_programs, run_session, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import guarded
from ..originals.shipped import shipped_modules

LIMIT, PATIENCE = 300, 120  # seconds
SCRIPT = r"""
passed=0 failed=0
check() { if [ "$2" = "$3" ]; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $1: '$2' instead of '$3'"; fi; }
acpi() { echo "\\_SB.RLAP.$*" >/proc/acpi/call; tr -d '\0' </proc/acpi/call; }
becomes() { for tries in 1 2 3 4 5 6 7 8 9 10; do [ "$(eval "$2")" = "$3" ] && break; sleep 1; done; check "$1" "$(eval "$2")" "$3"; }
insmod /t/acpi_call.ko; insmod /t/shipped/evdev.ko
# As udev does it: of the device's alias, by what depmod found in the module.
folder=/lib/modules/$(uname -r)
mkdir -p $folder && cp /t/laptop.ko $folder && depmod
modprobe "$(cat /sys/bus/platform/devices/RSTY0002:00/modalias)"; check "loaded by its alias" "$?" 0
device=/sys/bus/platform/devices/RSTY0002:00
check "bound" "$(basename "$(readlink $device/driver)")" laptop
battery=/sys/class/power_supply/LAP0
check "the battery's device" "$(readlink -f $battery/device)" "$(readlink -f $device)"
for file in type:Battery status:Discharging capacity:57 voltage_now:11400000 present:1 manufacturer:rusty charge_control_end_threshold:80; do
	check "the battery's ${file%:*}" "$(cat $battery/${file%:*})" "${file#*:}"
done
check "what is written where it cannot be" "$(stat -c %a $battery/capacity $battery/charge_control_end_threshold | tr '\n' ' ')" "444 644 "
echo 60 >$battery/charge_control_end_threshold
check "a threshold that the firmware was told" "$(acpi LIMI) $(cat $battery/charge_control_end_threshold)" "0x3c 60"
(echo 101 >$battery/charge_control_end_threshold) 2>/dev/null; check "a threshold beyond 100 is refused" "$? $(acpi LIMI)" "1 0x3c"
(echo -1 >$battery/charge_control_end_threshold) 2>/dev/null; check "one below 0, too" "$? $(acpi LIMI)" "1 0x3c"
before=$(cat /sys/kernel/uevent_seqnum)
acpi SETB 0x2 0x63 >/dev/null
becomes "an event of the firmware is one of the battery" '[ $(cat /sys/kernel/uevent_seqnum) -gt $before ] && echo yes' yes
check "the battery after it" "$(cat $battery/status $battery/capacity | tr '\n' ' ')" "Charging 99 "
acpi SETB 0x7 0x65 >/dev/null
check "a state that nobody knows" "$(cat $battery/status)" Unknown
(cat $battery/capacity) >/dev/null 2>&1; check "a charge beyond 100 is none" "$?" 1
acpi SETB 0x1 0x32 >/dev/null
acpi EVNT 0x99 >/dev/null
becomes "an event that nobody knows is a line in the log" 'dmesg | grep -c "laptop RSTY0002:00: an event that nobody knows: 153"' 1
keys=/dev/input/$(basename $device/input/input*/event*)
check "the hotkeys' name" "$(cat $device/input/input*/name)" "Laptop hotkeys"
# (A key is 4 events of 24 bytes: down, sync, up, sync; type, code and value are the last 8 of each.)
head -c 192 $keys >/tmp/keys & reader=$!
sleep 1; acpi EVNT 0x81 >/dev/null; sleep 1; acpi EVNT 0x83 >/dev/null; wait $reader
event() { dd if=/tmp/keys bs=8 skip=$((3 * $1 + 2)) count=1 2>/dev/null | od -An -t x1 | tr -d ' \n'; }
check "keys of the firmware" "$(event 0) $(event 1) $(event 2) $(event 4)" "0100e00001000000 0000000000000000 0100e00000000000 0100ee0001000000"
sensor=$(echo $device/hwmon/hwmon*)
check "the sensor" "$(cat $sensor/name) $(cat $sensor/temp1_input)" "laptop 30000"
acpi SETT 0xa00 >/dev/null
check "the sensor in the cold" "$(cat $sensor/temp1_input)" "-17200"
light=/sys/class/leds/laptop::kbd_backlight
check "the light at first" "$(cat $light/brightness $light/max_brightness | tr '\n' ' ')" "0 3 "
echo 2 >$light/brightness
becomes "the light" 'acpi LED0' 0x2
if [ -e /sys/power/pm_test ]; then
	echo devices >/sys/power/pm_test; echo freeze >/sys/power/state
	check "the system's sleep and its end" "$(acpi SLPT)" "0x101"
fi
# While it goes: events, and who reads.
(while [ -e $battery ]; do cat $battery/* $sensor/temp1_input >/dev/null 2>&1; done) & reader=$!
(while [ -e $battery ]; do echo "\\_SB.RLAP.SETB 0x1 0x32" >/proc/acpi/call; done) 2>/dev/null & events=$!
for times in 1 2 3 4 5; do
	echo RSTY0002:00 >/sys/bus/platform/drivers/laptop/unbind; [ -e $battery ] && echo "not ok: still there"
	echo RSTY0002:00 >/sys/bus/platform/drivers/laptop/bind
done
rmmod laptop; check "it goes" "$?" 0
wait $reader $events
check "and all that it had" "$(ls -d $battery $light $sensor 2>/dev/null)" ""
check "the light is out" "$(acpi LED0)" 0x0
acpi SETB 0x1 0x32 >/dev/null; sleep 1
echo "$passed passed, $failed failed"
[ $failed = 0 ]; echo "== laptop: status $?"
"""


def check(kernel: Kernel) -> Tuple[Count, str]:
    """Builds it, boots once."""
    need_programs("tests/driver/laptop/laptop.mk")
    built = build(kernel, ["laptop", "acpi_call"])
    warnings = warnings_of(built)
    work = work_folder(kernel) / "laptop"
    work.mkdir(exist_ok=True)
    files = {f"/t/{path.name}": path for path in built.modules}
    files.update(shipped_modules(kernel, "evdev"))
    guest = run_session(ensure_image(kernel), work, SCRIPT, files, LIMIT, patience=PATIENCE,
                        machine=("-acpitable", f"file={GUEST / 'rusty-laptop.aml'}"))
    _, count, _ = next(iter(guest.counts(["laptop"])))
    complaints = kernel_complaints(guest.console)
    failed = count.failed + len(warnings) + len(complaints) + bool(guest.verdict.trouble)
    report = [*warnings, guest.text, *complaints, guest.verdict.trouble] if failed else []
    return Count(count.passed, failed), "\n".join(report)


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
