# SPDX-License-Identifier: MIT
"""Boots a kernel in QEMU, runs a script in it and returns a verdict that other output cannot be mistaken for."""

import contextlib
import os
import re
import secrets
import shutil
import subprocess
import tempfile
import termios
import time
from pathlib import Path
from typing import IO, Any, Callable, Dict, Iterator, List, NamedTuple, Optional, Sequence, Tuple

from . import cache
from .apt import NATIVE
from .channels import CONSOLE, SESSION, Both, OnLine, Reader, Session, follow
from .image import Image
from .initramfs import pack
from .machines import MACHINES
from .tools import VmError, needs, say, tail

ATTEMPTS = 3
PATIENT_ATTEMPTS = 6
MEMORY = 512  # megabytes
# Writes an initramfs: where, busybox, init's settings, the script, the caller's files.
Packer = Callable[[Path, Path, Dict[str, str], str, Dict[str, Path]], None]


class Verdict(NamedTuple):
    status: Optional[int]  # the script's exit status, None if it never ended
    trouble: str           # a panic, hang or reset: one sentence, then the last lines of both channels; or empty
    seconds: float
    fatal: bool = False    # the machine ended by itself: a panic or a reset, not our limit
    booted: float = 0      # seconds to the script's first line

    @property
    def passed(self) -> bool:
        return self.status == 0 and not self.trouble


# One CPU on which each instruction takes one tick of every clock: two boots are the same, and cycles are instructions.
COUNTING = ("-accel", "tcg,thread=single", "-icount", "shift=0,sleep=off", "-cpu", "qemu64", "-smp", "1", "-seed", "1",
            "-rtc", "base=2026-01-01T00:00:00,clock=vm")
COUNTING_ARGUMENTS = "mitigations=off nokaslr norandmaps random.trust_bootloader=off"


def processor() -> List[str]:
    # Stock kernels do not boot under every nested KVM, so KVM is only used on request.
    if os.environ.get("VM_ACCEL", "tcg") == "kvm":
        return ["-accel", "kvm", "-cpu", "host", "-smp", "2"]
    # -cx16: TCG sometimes leaves wrong flags after a cmpxchg16b, which ends in a double fault of SLUB (mostly 6.12's) in
    # kmem_cache_alloc; without this instruction SLUB uses other code.
    return ["-accel", "tcg,thread=multi", "-cpu", "max,-cx16", "-smp", "2"]


def qemu(image: Image, archive: Path, append: str, memory: int = MEMORY,
         machine: Sequence[str] = (), cpu: Sequence[str] = ()) -> List[str]:
    # norandmaps: TCG keeps its translations by virtual address, so a library at a random address is translated again in each process.
    # (Starting the command 40 times takes less than half the time.)
    common = ["-m", str(memory), "-display", "none", "-nodefaults", "-no-reboot", "-kernel", str(image.kernel), "-initrd", str(archive)]
    if image.arch != NATIVE:
        other = MACHINES[image.arch]
        arguments = f"console={other.console or 'ttyS0'} quiet panic=-1 oops=panic norandmaps {append}".strip()
        return [needs(other.qemu, f"--no-install-recommends {other.package}"), "-accel", "tcg,thread=multi", "-smp", "2",
                *other.options, *common, "-append", arguments, *machine]
    # tsc=reliable: on a loaded host the clocksource watchdog rejects an emulated TSC, fills the log and patches the running
    # kernel's sched_clock; both crashes seen in 40 boots of forky under load (Oops: int3) were there.
    arguments = f"console=ttyS0 quiet panic=-1 oops=panic norandmaps tsc=reliable {append}".strip()
    return [needs("qemu-system-x86_64", "--no-install-recommends qemu-system-x86"), *(cpu or processor()), "-machine", "q35",
            *common, "-append", arguments, *machine]


@contextlib.contextmanager
def initramfs(work: Path, image: Image, settings: Dict[str, str], script: str, files: Dict[str, Path],
              packer: Packer = pack) -> Iterator[Path]:
    work.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=work, prefix="initramfs-", suffix=".cpio") as packed:
        packer(Path(packed.name), image.busybox, settings, script, files)
        yield Path(packed.name)


def boot(image: Image, work: Path, script: str, files: Optional[Dict[str, Path]] = None, timeout: float = 300,
         on_line: OnLine = lambda channel, line: None, append: str = "", packer: Packer = pack,
         memory: int = MEMORY, machine: Sequence[str] = (), patience: float = 0, cpu: Sequence[str] = ()) -> Verdict:
    """Runs `script` with sh in the guest, in /t; `files` maps guest paths to host files; logs go to `work`.

    A `packer` of the caller's may put another system around the script; its init must print what init.sh prints. `machine` are further
    options of QEMU, `cpu` options for accelerator and processors in place of the usual (COUNTING). With `patience`, a guest
    whose script does not start within this many seconds is booted again."""
    attempts = PATIENT_ATTEMPTS if patience else ATTEMPTS
    for attempt in range(attempts):
        started, verdict = _boot(image, work, script, files or {}, timeout, on_line, append, packer, memory, machine, patience,
                                 cpu)
        # QEMU 7.2's TCG sometimes crashes a kernel while it boots (6.12 cloud: one boot in seven), also with a single CPU, a
        # bzImage or a plain CPU; and 5.10 may hang if this machine was busy while it calibrated its timers. Before the script's
        # first line nothing of ours has run, so such a failure is not ours.
        if started or not (verdict.fatal or patience) or attempt + 1 == attempts:
            break
        say(f"the guest crashed or hung before the script started ({verdict.trouble.splitlines()[0].split(';')[0]}): booting again")
    return verdict


def hear(image: Image, work: Path, script: str, files: Dict[str, Path], timeout: float, again: bool = True,
         **options: Any) -> Tuple[Verdict, List[str]]:
    """boot() with its options; returns the lines that the script printed, too. By default it boots once more if QEMU's TCG has executed a
    breakpoint that the kernel's text patching had already removed."""
    for last in (not again, True):
        lines: List[str] = []

        def keep(channel: str, line: str, lines: List[str] = lines) -> None:
            if channel == SESSION:
                lines.append(line)

        verdict = boot(image, work, script, files, timeout, keep, **options)
        if last or not (verdict.fatal and "int3" in verdict.trouble):
            break
        say(f"{work.name}: QEMU ran into a stale breakpoint ({verdict.trouble.splitlines()[0]}); once more")
    return verdict, lines


def _boot(image: Image, work: Path, script: str, files: Dict[str, Path], timeout: float, on_line: OnLine,
          append: str, packer: Packer, memory: int, machine: Sequence[str], patience: float,
          cpu: Sequence[str]) -> Tuple[bool, Verdict]:
    token = f"vm-verdict-{secrets.token_hex(8)}"
    only_line = MACHINES[image.arch].console if image.arch != NATIVE else ""
    settings = {"TOKEN": token, "INTERACTIVE": "0", "SESSION": only_line or "ttyS1", "ONLY_LINE": "1" if only_line else ""}
    with cache.locked(cache.lock_name("boot", work)), initramfs(work, image, settings, script, files, packer) as archive, \
            open(work / "console.log", "w", encoding="utf-8") as console_log, \
            open(work / "session.log", "w", encoding="utf-8") as session_log, \
            open(work / "qemu.log", "w+", encoding="utf-8") as complaints:
        console, session = Reader(CONSOLE, console_log, on_line), Session(session_log, on_line, token)
        # A hung guest must end with this process, however that ends.
        command = [needs("setpriv", "util-linux"), "--pdeathsig", "KILL", *qemu(image, archive, append, memory, machine, cpu)]
        begun = time.monotonic()
        read_end, write_end = os.pipe()
        with os.fdopen(read_end, "rb", 0) as session_pipe:
            command += ["-chardev", "stdio,id=console,signal=off", "-serial", "chardev:console"]
            command += [] if only_line else ["-chardev", f"file,id=session,path=/dev/fd/{write_end}", "-serial", "chardev:session"]
            guest = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=complaints,
                                     pass_fds=(write_end,), start_new_session=True)
            try:
                os.close(write_end)
                channels: Dict[IO[bytes], Reader] = {guest.stdout: Both(console, session) if only_line else console,
                                                     session_pipe: session}
                finished = follow(channels, session, begun + timeout, begun + (patience or timeout))
                # Its channels end just before it does: wait a moment for its exit status.
                with contextlib.suppress(subprocess.TimeoutExpired):
                    guest.wait(timeout=0.5)
            finally:
                guest.kill()
                guest.wait()
                guest.stdout.close()
        complaints.seek(0)
        trouble = judge(session, console, finished, timeout, complaints.read(), guest.returncode)
        fatal = console.panicked or (finished and guest.returncode == 0)
        booted = session.started - begun if session.started else 0
        return bool(session.started), Verdict(session.status, trouble, time.monotonic() - begun, fatal, booted)


def judge(session: Session, console: Reader, finished: bool, timeout: float, complaints: str, code: int) -> str:
    """What went wrong besides the script: one sentence and the last lines of both channels, or nothing."""
    if console.panicked:
        what = f"the guest's kernel panicked: {console.fatal}"
    elif session.status is not None:
        return ""
    elif not finished:
        what = f"the guest did not finish within {timeout:g} seconds and was stopped"
    elif complaints.strip() and not console.recent:
        hint = "; try without VM_ACCEL" if "VM_ACCEL" in os.environ else ""
        return f"QEMU did not start: {tail(complaints, 1)}{hint}"
    else:
        cause = "it was rebooted" if any("] reboot: " in line for line in console.recent) else "a reset or triple fault"
        what = f"the guest ended without a verdict ({cause}; QEMU's exit status {code})"
    parts = [f"{what}; the logs are in {Path(console.log.name).parent}"]
    for reader, title in ((console, "kernel log"), (session, "script output")):
        parts += [f"--- last lines of the {title}:", *reader.recent]
    return "\n".join(parts)


def shell(image: Image, work: Path, files: Optional[Dict[str, Path]] = None, script: str = "", append: str = "") -> int:
    """A root prompt in the guest, on this terminal; exit or Ctrl-D ends it. `script` runs first."""
    size = shutil.get_terminal_size()
    settings = {"TOKEN": "-", "INTERACTIVE": "1", "ROWS": str(size.lines), "COLUMNS": str(size.columns),
                "FOREIGN_TERM": re.sub(r"[^\w.+-]", "", os.environ.get("TERM", "linux"))}
    saved = termios.tcgetattr(0) if os.isatty(0) else None
    with initramfs(work, image, settings, script, files or {}) as archive:
        try:
            # signal=off: Ctrl-C is the guest's.
            code = subprocess.call([*qemu(image, archive, append), "-chardev", "stdio,id=console,signal=off",
                                    "-serial", "chardev:console"])
        finally:
            if saved is not None:
                termios.tcsetattr(0, termios.TCSADRAIN, saved)
    if code:
        raise VmError(f"QEMU ended with status {code}; its message stands above")
    return code
