# SPDX-License-Identifier: MIT
"""vpoll beside the C module of Debian's vpoll-dkms, in one guest: libvpoll and a program of ours get the same answers of both."""

from pathlib import Path
from typing import Dict, List

from tests.harness.vm.client import build_client
from tests.harness.vm.kernels import Kernel

from ..archive import original_module, unpacked

LIBRARIES = "usr/lib/x86_64-linux-gnu"
PARTS = ("vpoll",)
# The same program, with the same library, on the one and on the other; who serves it is asked of the kernel.
SCRIPT = """
passed=0 failed=0
check() { if eval "$2"; then passed=$((passed + 1)); else failed=$((failed + 1)); echo "not ok $1"; fi; }
for module in vpoll_original vpoll; do
	check "$module loads" "insmod /t/$module.ko"
	check "$module serves the node" "grep -qE '(^| )[0-9]+ vpoll$' /proc/$([ $module = vpoll ] && echo misc || echo devices)"
	check "libvpoll works on $module" "/t/rusty-vpoll-judge >/tmp/$module.said"
	check "$module is not an emulation" "grep -qx 'the library opened /dev/vpoll' /tmp/$module.said"
	check "$module goes" "rmmod vpoll"
done
check "both give the same answers" "cmp /tmp/vpoll_original.said /tmp/vpoll.said || diff /tmp/vpoll_original.said /tmp/vpoll.said"
check "the answers are many" "[ $(wc -l </tmp/vpoll.said) -gt 60 ]"
echo "$passed passed, $failed failed"
[ $failed = 0 ]; echo "== vpoll: status $?"
"""


def original_files(kernel: Kernel, modules: List[Path]) -> Dict[str, Path]:
    """What SCRIPT needs in a guest."""
    place = unpacked(kernel.suite, "vpoll-dkms", "libvpoll0", "libfduserdata0")
    client = build_client(kernel, "tests/driver/originals/vpoll/vpoll.mk", programs=("rusty-vpoll-judge",))
    ours = next(path for path in modules if path.name == "vpoll.ko")
    libraries = {f"/{LIBRARIES}/{path.name[:path.name.index('.so.') + 5]}": path for path in (place / LIBRARIES).glob("*.so.*.*")}
    return {**client.libraries, **libraries,
            "/t/rusty-vpoll-judge": client.folder / "rusty-vpoll-judge",
            "/t/vpoll.ko": ours, "/t/vpoll_original.ko": original_module(kernel, place, "vpoll", "vpoll")}
