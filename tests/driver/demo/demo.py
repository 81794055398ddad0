# SPDX-License-Identifier: MIT
"""`make demo` and `make shell`: builds the modules and the command for a kernel, boots it, drives /dev/rusty there."""

import argparse
import sys
from pathlib import Path
from typing import Dict

from tests.harness.vm.boot import boot, shell
from tests.harness.vm.build import build, work_folder
from tests.harness.vm.channels import SESSION
from tests.harness.vm.client import build_client
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.tools import VmError, guarded, say

MODULES = ("rusty", "cpp_out_of_tree")
PROMPT = """insmod /t/rusty.ko && echo 'rusty.ko is loaded; try: cat /dev/rusty; echo 42 > /dev/rusty; rusty add 1; rusty --help; rmmod rusty'
"""


def command(kernel: Kernel) -> Dict[str, Path]:
    """The command and its libraries, built in the kernel's own suite so that the host needs no compiler."""
    client = build_client(kernel, targets=["command"])
    return {"/usr/bin/rusty": client.folder / "rusty", **client.libraries}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shell", action="store_true", help="a root prompt instead of the session")
    parser.add_argument("kernel", nargs="?", default="bookworm", help="suite or version (tests/harness/vm.sh list)")
    options = parser.parse_args()

    kernel = resolve(options.kernel)
    say(f"building rusty.ko for Linux {kernel.release} with {kernel.compiler} and its stock headers")
    built = build(kernel, MODULES)
    files = {f"/t/{path.name}": path for path in built.modules}
    files.update(command(kernel))
    image = ensure_image(kernel)
    if options.shell:
        say(f"booting Linux {kernel.release}; exit or Ctrl-D ends it")
        return shell(image, work_folder(kernel), files, PROMPT)

    say(f"booting Linux {kernel.release} in a virtual machine")

    def show(channel: str, line: str) -> None:
        if channel == SESSION:
            print(line, flush=True)

    script = Path(__file__).with_name("session.sh").read_text(encoding="utf-8")
    verdict = boot(image, work_folder(kernel), script, files, 180, show)
    if verdict.trouble:
        raise VmError(verdict.trouble)
    if not verdict.passed:
        raise VmError("the session was not as expected: see WRONG above")
    say(f"every step was as expected, in {verdict.seconds:.0f} s on Linux {kernel.release}")
    return 0


if __name__ == "__main__":
    sys.exit(guarded(main))
