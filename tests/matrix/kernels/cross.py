# SPDX-License-Identifier: MIT
"""The guest's test programs for another architecture: static, made by the cross compilers of its kernel's suite."""

from pathlib import Path
from typing import Dict

from tests.harness.vm import cache
from tests.harness.vm.build import TREE, work_folder
from tests.harness.vm.enter import enter
from tests.harness.vm.kernels import Kernel
from tests.harness.vm.layers import foreign
from tests.harness.vm.machines import MACHINES
from tests.harness.vm.tools import VmError, say, tail

MAKEFILES = {"guest": ("rusty-guest-tests", "rusty-removal"), "hostile": ("rusty-hostile-fuzz",)}
CALLER = "rusty-compat32"


def programs(kernel: Kernel) -> Dict[str, Path]:
    """The programs by their paths in a guest; with the 32-bit caller, if the kernel can run one."""
    machine = MACHINES[kernel.arch]
    number = kernel.compiler.split("-")[1]
    libraries = f"/{foreign(kernel.arch)}/usr"
    compiler = f"{machine.triplet}-g++-{number} -isystem {libraries}/include -L{libraries}/lib"
    # (A 32-bit machine's own compiler makes its 32-bit callers.)
    caller = f"{machine.triplet}-gcc-{number}" if machine.bits == 32 else machine.caller32.format(n=number)
    out = work_folder(kernel) / "guest"
    made: Dict[str, Path] = {}
    say(f"compiling the guest tests for {kernel.arch}")
    with cache.locked(cache.lock_name("guest", out)):
        out.mkdir(parents=True, exist_ok=True)
        inside = f"/src/{out.relative_to(TREE)}"
        for makefile, names in MAKEFILES.items():
            names += (CALLER,) if caller and makefile == "guest" else ()
            command = ["make", "-j2", "-f", f"tests/driver/{makefile}/{makefile}.mk", f"OUT={inside}", f"CXX={compiler}",
                       f"CROSS_CC_32={caller}", *(f"{inside}/{name}" for name in names)]
            with open(out / f"{makefile}.log", "w+", encoding="utf-8") as log:
                status = enter(kernel, command, TREE, log=log)
                log.seek(0)
                if status:
                    raise VmError(f"compiling the guest tests for {kernel.arch} failed\n{tail(log.read(), 40)}")
            made.update({f"/t/{name}": out / name for name in names})
    return made
