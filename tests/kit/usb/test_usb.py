# SPDX-License-Identifier: MIT
"""The layer's USB in a guest, on the kernel's own gadget of sources and sinks behind dummy_hcd: messages, transfers, and a device that goes under
traffic, unplugged, taken from its driver, or with the driver."""

import argparse
import sys
from typing import Tuple

from tests.driver.originals.shipped import shipped_modules
from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import run_session, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import guarded

LIMIT, PATIENCE = 400, 120  # seconds
UNPLUGS = 30
NEEDED = ("usb-common", "usbcore", "udc-core", "dummy_hcd", "configfs", "libcomposite", "usb_f_ss_lb")  # in the order of their needs
SCRIPT = """
passed=0 failed=0
check() {{ if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $1"; fi; }}
eventually() {{ tries=100; until eval "$1"; do tries=$((tries - 1)); [ $tries -gt 0 ] || return 1; usleep 100000; done; }}
dmesg -n 1
for module in {needed}; do insmod /t/shipped/$module.ko || echo "no $module"; done
mount -t configfs none /sys/kernel/config
gadget=/sys/kernel/config/usb_gadget/g
mkdir $gadget; cd $gadget
echo 0x0525 >idVendor; echo 0xa4a0 >idProduct
mkdir strings/0x409 configs/c.1 functions/SourceSink.0
echo gadget >strings/0x409/product; echo 1 >strings/0x409/serialnumber
echo 1 >functions/SourceSink.0/pattern
ln -s functions/SourceSink.0 configs/c.1
plug() {{ echo dummy_udc.0 >$gadget/UDC; eventually '[ -e /sys/bus/usb/devices/1-1:1.0 ]'; }}
unplug() {{ echo >$gadget/UDC; eventually '[ ! -e /sys/bus/usb/devices/1-1:1.0 ]'; }}
bound() {{ [ -e /sys/bus/usb/drivers/rusty_usb/1-1:1.0 ]; }}
log() {{ dmesg | sed -n 's/^\\(\\[[^]]*\\]\\)* *rusty_usb: //p'; }}
check "a gadget" plug
check "insmod" "insmod /t/rusty_usb.ko"
log | grep -E '^(not )?ok '
check "all tests" "[ $(log | grep -c '^ok ') = {tests} ] && log | grep -q '^# pass:{tests} fail:0'"
times=0
while [ $times -lt {unplugs} ]; do
	times=$((times + 1))
	usleep $((times % 5 * 30000))
	case $((times % 3)) in
	0) check "unplugged $times" unplug && check "plugged $times" plug ;;
	1) check "unbound $times" "echo 1-1:1.0 >/sys/bus/usb/drivers/rusty_usb/unbind"
	   check "bound $times" "echo 1-1:1.0 >/sys/bus/usb/drivers/rusty_usb/bind" ;;
	2) check "plugged at once $times" "echo >$gadget/UDC; echo dummy_udc.0 >$gadget/UDC; eventually '[ -e /sys/bus/usb/devices/1-1:1.0 ]'" ;;
	esac
	check "driven $times" "eventually bound"
done
usleep 200000
check "rmmod under traffic" "rmmod rusty_usb"
log | tail -n 1
set -- $(log | sed -n 's/^probed //p')
check "each was probed" "[ ${{1:-0}} -gt $(({unplugs} * 3 / 4)) ]"
check "transfers went on" "[ ${{3:-0}} -gt 100 ] && [ ${{5:-0}} -gt 100 ] && [ ${{7:-0}} -gt 20 ] && [ ${{9:-0}} -gt {unplugs} ]"
check "nothing was transferred wrong" "[ ${{11}} = 0 ]"
check "nothing is left" "[ ${{13}} = 0 ]"
echo "$passed passed, $failed failed"
[ $failed = 0 ]; echo "== usb: status $?"
"""


def check(kernel: Kernel) -> Tuple[Count, str]:
    """Builds it, boots once."""
    built = build(kernel, ["rusty_usb"])
    warnings = warnings_of(built)
    work = work_folder(kernel) / "usb"
    work.mkdir(exist_ok=True)
    script = SCRIPT.format(needed=" ".join(NEEDED), tests=5, unplugs=UNPLUGS)
    guest = run_session(ensure_image(kernel), work, script, {**shipped_modules(kernel, *NEEDED), "/t/rusty_usb.ko": built.modules[0]}, LIMIT,
                        patience=PATIENCE)
    count = next(guest.counts(["usb"]))[1]
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
