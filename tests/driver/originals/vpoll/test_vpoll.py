# SPDX-License-Identifier: MIT
"""vpoll beside the C module of Debian's vpoll-dkms, in one guest: libvpoll and a program of ours must get the same answers from both."""

import sys
from typing import Tuple

from tests.harness.counts import Count, kernel_complaints
from tests.harness.session import MODULES, run_session, warnings_of
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.client import build_client
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import resolve
from tests.harness.vm.tools import guarded
from ..archive import judge, original_module, say_sizes, unpacked

KERNEL = "bookworm"  # the one that vpoll-dkms builds for: later ones have another class_create()
LIMIT = 300          # seconds
LIBRARIES = "usr/lib/x86_64-linux-gnu"
# The same program, with the same library, on each of the two modules; /proc shows which one has the node.
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


def check() -> Tuple[Count, str]:
    """Builds both, boots once, compares."""
    kernel = resolve(KERNEL)
    # (With the same options as `make test` on this kernel, which may be building in the same folder.)
    built = build(kernel, MODULES, make_arguments=["W=1"])
    warnings = warnings_of(built)
    ours = next(path for path in built.modules if path.name == "vpoll.ko")
    place = unpacked(kernel.suite, "vpoll-dkms", "libvpoll0", "libfduserdata0")
    theirs = original_module(kernel, place, "vpoll", "vpoll")
    client = build_client(kernel, "tests/driver/originals/vpoll/vpoll.mk", programs=("rusty-vpoll-judge",))
    libraries = {f"/{LIBRARIES}/{path.name[:path.name.index('.so.') + 5]}": path for path in (place / LIBRARIES).glob("*.so.*.*")}
    work = work_folder(kernel) / "vpoll"
    work.mkdir(exist_ok=True)
    guest = run_session(ensure_image(kernel), work, SCRIPT, {
        **client.libraries, **libraries, "/t/rusty-vpoll-judge": client.folder / "rusty-vpoll-judge",
        "/t/vpoll.ko": ours, "/t/vpoll_original.ko": theirs}, LIMIT)
    say_sizes(kernel, "vpoll", ours, theirs)
    count = next(guest.counts(["vpoll"]))[1]
    wrong = [*warnings, *kernel_complaints(guest.console), *filter(None, [guest.verdict.trouble])]
    return Count(count.passed, count.failed + len(wrong)), "\n".join([guest.text, *wrong] if count.failed or wrong else [])


if __name__ == "__main__":
    sys.exit(guarded(lambda: judge(check)))
