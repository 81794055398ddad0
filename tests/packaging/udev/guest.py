# SPDX-License-Identifier: MIT
"""Boots a suite's system with rusty.ko and the files of udev/ installed, and returns guest.sh's answers."""

from pathlib import Path
from typing import Dict, List, NamedTuple

from tests.harness.vm.boot import hear
from tests.harness.vm.build import TREE, build
from tests.harness.vm.image import ensure_image
from tests.harness.vm.kernels import Kernel, resolve
from tests.harness.vm.modules import installed
from tests.harness.vm.tools import VmError, say
from .debian import MEMORY, ensure_system, packer

UDEV = TREE / "udev"
SCRIPT = Path(__file__).resolve().parent / "guest.sh"
RULE = "60-rusty.rules"
LIMIT = 120  # seconds
SHOW = "systemd.show_status=1 systemd.log_color=0"  # shows the boot on the console, for a guest that hangs


class Answer(NamedTuple):
    text: str
    status: int


def parse(lines: List[str]) -> Dict[str, Answer]:
    """guest.sh's answers, by their names."""
    answers: Dict[str, Answer] = {}
    name, text = "", []
    for line in lines:
        if line.startswith("@@ ask "):
            name, text = line[len("@@ ask "):], []
        elif line.startswith("@@ status "):
            answers[name] = Answer("\n".join(text).strip(), int(line.split()[2]))
        else:
            text.append(line)
    return answers


def module_files(kernel: Kernel, work: Path) -> Dict[str, Path]:
    """rusty.ko where modprobe looks for it. (/lib is a link there.)"""
    found = installed(kernel, build(kernel, ["rusty"]).modules[0], work)
    return {f"/usr{guest}": path for guest, path in found.items()}


def udev_files(udev: Path, options: Path) -> Dict[str, Path]:
    """Each at its path in the guest; except that modprobe.d's file is in /t at first, and another one with an option is used at boot."""
    wanted = {
        f"/usr/lib/udev/rules.d/{RULE}": udev / RULE,
        "/usr/lib/sysusers.d/rusty.conf": udev / "sysusers.d/rusty.conf",
        "/usr/lib/modules-load.d/rusty.conf": udev / "modules-load.d/rusty.conf",
        "/etc/modprobe.d/rusty.conf": options,
        "/t/modprobe.conf": udev / "modprobe.d/rusty.conf",
    }
    # A copy may lack some, see test_planted.py.
    return {guest: path for guest, path in wanted.items() if path.exists()}


def ask_guest(suite: str, udev: Path = UDEV) -> Dict[str, Answer]:
    """Raises VmError, with the console's last lines, if the guest does not come to an end."""
    kernel = resolve(suite)
    image, system = ensure_image(kernel), ensure_system(kernel)
    work = TREE / "build" / "udev" / suite
    work.mkdir(parents=True, exist_ok=True)
    options = work / "options.conf"
    options.write_text("options rusty number=7\n")
    files = {**module_files(kernel, work), **udev_files(udev, options)}
    say(f"booting Debian {suite}, systemd and udev, with {kernel.release}")
    verdict, lines = hear(image, work, SCRIPT.read_text(), files, LIMIT, append=SHOW, packer=packer(system), memory=MEMORY)
    if verdict.trouble:
        raise VmError(verdict.trouble)
    say(f"Debian {suite} answered after {verdict.seconds:.0f} s")
    return parse(lines)
