# SPDX-License-Identifier: MIT
"""The command line of the VM harness: `python3 -m tests.harness.vm --help`, or vm.sh from any folder."""

import argparse
import os
import signal
import sys
from pathlib import Path
from typing import Callable, Dict, List

from .boot import boot, shell
from .build import TREE, build, work_folder
from .channels import SESSION
from .debug import RECIPES, debug_kernel
from .enter import enter
from .image import ensure_image
from .kernels import SUITES, kernels_of, resolve
from .root import ensure_root
from .tools import VmError, guarded, say


def vm_list(_: argparse.Namespace) -> int:
    for suite in SUITES:
        try:
            for kernel in kernels_of(suite):
                print(f"{suite:20} {kernel.release:32} {kernel.compiler}", flush=True)
        except VmError as error:  # a mirror may have archived a suite
            say(str(error))
    try:
        for name in RECIPES:
            kernel = debug_kernel(name)
            print(f"{name:20} {kernel.release:32} {'clang' if kernel.llvm else kernel.compiler}", flush=True)
    except VmError as error:
        say(str(error))
    return 0


def vm_fetch(options: argparse.Namespace) -> int:
    for name in options.kernel:
        kernel = resolve(name)
        ensure_root(kernel, options.llvm)
        ensure_image(kernel)
    return 0


def vm_build(options: argparse.Namespace) -> int:
    if (Path.cwd() / "Kbuild").exists() and Path.cwd().resolve() != TREE:
        raise VmError(f"this builds the modules of {TREE}, not those of {Path.cwd()}: type `{Path.cwd()}/tests/harness/vm.sh build {options.kernel}`")
    # MODULES= may stand among make's own arguments; a person watches, so the output is live.
    for path in build(resolve(options.kernel), (), options.llvm, make_arguments=options.make, live=True).modules:
        print(path)
    return 0


def guest_files(paths: List[str]) -> Dict[str, Path]:
    return {f"/t/{Path(path).name}": Path(path) for path in paths}


def vm_run(options: argparse.Namespace) -> int:
    def show(channel: str, line: str) -> None:
        print(line, file=sys.stdout if channel == SESSION else sys.stderr, flush=True)

    try:
        script = Path(options.script).read_text(encoding="utf-8")
    except OSError as error:
        raise VmError(f"cannot read the script {options.script}: {error.strerror}") from error
    kernel = resolve(options.kernel)
    verdict = boot(ensure_image(kernel), work_folder(kernel), script, guest_files(options.file), options.timeout, show)
    if verdict.trouble:
        raise VmError(verdict.trouble.splitlines()[0])  # the lines below it were shown as they came
    say(f"{kernel.release}: the script ended with status {verdict.status} after {verdict.seconds:.1f} s")
    return verdict.status


def vm_shell(options: argparse.Namespace) -> int:
    kernel = resolve(options.kernel)
    image = ensure_image(kernel)
    say(f"booting {kernel.release}; exit or Ctrl-D ends it")
    return shell(image, work_folder(kernel), guest_files(options.file))


def vm_enter(options: argparse.Namespace) -> int:
    return enter(resolve(options.kernel), options.command or ["bash"], Path.cwd(), llvm=options.llvm)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="vm", description="Builds for and boots stock Debian kernels. "
                                     "REFRESH=1 renews the package lists, VM_ACCEL=kvm boots under KVM.")
    parser.add_argument("-C", metavar="FOLDER", dest="folder", default=".", help="run in this folder")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def command(name: str, act: Callable[[argparse.Namespace], int], text: str, llvm: bool = False) -> argparse.ArgumentParser:
        made = commands.add_parser(name, help=text, description=text)
        made.set_defaults(act=act)
        if llvm:
            made.add_argument("--llvm", action="store_true", help="use the suite's clang, lld and llvm")
        return made

    kernel = {"metavar": "KERNEL", "help": "suite (bookworm), suite-flavour (forky-rt), version (6.12), a full release, or a "
              "debug kernel (debug-kasan)"}
    command("list", vm_list, "the kernels there are: suite, release, compiler")
    command("fetch", vm_fetch, "download kernels and their roots into the cache", True).add_argument(
        "kernel", nargs="+", **kernel)
    one = command("build", vm_build, "build the modules of this tree for a kernel", True)
    one.add_argument("kernel", **kernel)
    one.add_argument("make", nargs=argparse.REMAINDER, help="make's arguments, such as W=1")
    one = command("run", vm_run, "boot a kernel and run a script in it; its status is the script's")
    one.add_argument("--timeout", type=float, default=300, metavar="SECONDS", help="stop the guest after this time (300)")
    one.add_argument("kernel", **kernel)
    one.add_argument("script", help="run by busybox sh, in /t")
    one.add_argument("file", nargs="*", help="files to put into /t")
    one = command("shell", vm_shell, "boot a kernel to a root prompt on this terminal")
    one.add_argument("kernel", **kernel)
    one.add_argument("file", nargs="*", help="files to put into /t")
    one = command("enter", vm_enter, "run a command in a kernel's root; this folder is /src, the headers are $KDIR", True)
    one.add_argument("kernel", **kernel)
    one.add_argument("command", nargs=argparse.REMAINDER)
    return parser.parse_args()


def main() -> int:
    options = arguments()
    os.chdir(options.folder)
    return guarded(lambda: options.act(options))


if __name__ == "__main__":
    # A reader that went away (vm list | head) is no failure of ours.
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    os.umask(0o022)
    sys.exit(main())
