# SPDX-License-Identifier: MIT
"""How long DKMS builds rusty, beside an empty C module and a well-known package of Debian's, in one root. Arguments: [SUITE]

Only the ratios can be compared, as the seconds depend on the machine. (Run by hand: no test depends on it.)"""

import sys

from tests.harness.vm import cache
from tests.harness.vm.apt import Apt
from tests.harness.vm.tools import VmError, guarded
from .packages import VERSION, built
from .system import ensure_system
from .transaction import transact

KNOWN = "v4l2loopback"
ROUNDS = 5
SCRIPT = r"""
A={first}
apt-get -q update >/dev/null 2>&1
apt-get -qy install rusty-dkms {known}-dkms >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
mkdir /usr/src/empty-1
cd /usr/src/empty-1
echo 'obj-m := empty.o' >Makefile
printf '#include <linux/module.h>\nMODULE_LICENSE("GPL");\n' >empty.c
printf '%s\n' PACKAGE_NAME=empty PACKAGE_VERSION=1 'BUILT_MODULE_NAME[0]=empty' 'DEST_MODULE_LOCATION[0]=/updates/dkms' \
	'MAKE[0]="make -j2 -C $kernel_source_dir M=$dkms_tree/empty/1/build modules"' >dkms.conf
dkms add empty/1 >/dev/null
known=$(dkms status | sed -n 's#^\({known}/[^,]*\),.*#\1#p' | head -n 1)
for round in $(seq {rounds}); do
	for module in rusty/{version} empty/1 "$known"; do
		dkms unbuild $module -k $A >/dev/null 2>&1
		begun=$(date +%s%N)
		dkms build $module -k $A >/tmp/log 2>&1 || { cat /tmp/log; exit 1; }
		echo "@@ $round $module"; echo $((($(date +%s%N) - begun) / 1000000))
	done
done
"""


def main() -> int:
    suite = sys.argv[1] if len(sys.argv) > 1 else "trixie"
    system, ours = ensure_system(suite), built(suite)
    script = SCRIPT
    for name, value in (("first", system.first.release), ("version", VERSION), ("known", KNOWN), ("rounds", str(ROUNDS))):
        script = script.replace("{" + name + "}", value)
    with cache.scratch() as place:
        apt = Apt(suite)
        apt.download([apt.candidate(f"{KNOWN}-dkms")], place)
        said = transact(system, [*ours, *place.glob("*.deb")], script)
    times = {}
    for name, text in said.items():
        if name.split(" ")[0].isdigit():
            times.setdefault(name.split(" ")[1], []).append(int(text))
    if said["status"] != "0" or not times:
        raise VmError(f"the modules could not be built:\n{said['all'][-3000:]}")
    shortest = {module: min(found) for module, found in times.items()}
    for module, found in sorted(shortest.items(), key=lambda item: item[1]):
        print(f"{module:24} {found / 1000:6.2f} s   {found / shortest['empty/1']:5.2f} of the empty C module's")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
