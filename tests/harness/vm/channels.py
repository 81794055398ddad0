# SPDX-License-Identifier: MIT
"""The output of a guest: the kernel's log and the script's output, on two serial lines or on one."""

import collections
import os
import re
import selectors
import time
from typing import IO, Callable, Deque, Dict, Iterator, Optional

CONSOLE, SESSION = "console", "session"  # the kernel's log; the script's output
SHOWN = 30  # lines of each channel
GRACE = 5   # seconds
FATAL = re.compile(r"(Kernel panic - .*|BUG: .*|kernel BUG at .*|Oops: .*|general protection fault.*|Internal error: .*)")
# Init ending the machine: logged, not shown.
NOISE = re.compile(r"\] (reboot: |ACPI: PM: Preparing to enter system sleep|ACPI MEMORY or I/O RESET)")
OnLine = Callable[[str, str], None]


class Reader:
    """Splits one channel into lines, keeps them in a file and shows them to the caller."""

    def __init__(self, channel: str, log: IO[str], on_line: OnLine) -> None:
        self.channel, self.log, self.on_line = channel, log, on_line
        self.pending = b""
        self.recent: Deque[str] = collections.deque(maxlen=SHOWN)
        self.fatal = ""     # the first line that reports a fatal error: later ones only follow from it
        self.panicked = False

    def feed(self, data: bytes) -> Iterator[str]:
        *lines, self.pending = (self.pending + data).split(b"\n")
        for raw in lines:
            yield raw.decode(errors="replace").rstrip("\r")

    def show(self, line: str) -> None:
        self.log.write(line + "\n")
        self.log.flush()
        self.recent.append(line)
        found = FATAL.search(line)
        if found:
            self.fatal = self.fatal or found[1]
            self.panicked = self.panicked or "Kernel panic" in found[1]
        if not NOISE.search(line):
            self.on_line(self.channel, line)


class Session(Reader):
    """The script's channel: finds the verdict line, which carries a token that only this boot's init knows."""

    def __init__(self, log: IO[str], on_line: OnLine, token: str) -> None:
        super().__init__(SESSION, log, on_line)
        self.token = token
        self.started: float = 0  # when
        self.status: Optional[int] = None
        self.held = False  # an empty line not shown yet: init puts one before the verdict

    def show(self, line: str) -> None:
        words = line.split(" ")
        if len(words) == 2 and words[0] == self.token:
            self.started = self.started or time.monotonic()
            self.status = int(words[1]) if words[1].isdigit() else None
            return
        if self.held:
            super().show("")
        self.held = line == ""
        if not self.held:
            super().show(line)


class Both(Reader):
    """The serial line of a machine that has only one. While the script runs, the kernel prints no log there, except for a panic; init prints
    the log after the script's output, each line with its time."""
    KERNEL = re.compile(r"\[ *\d+(\.\d+|us)\] ")

    def __init__(self, console: Reader, session: Session) -> None:
        super().__init__(CONSOLE, console.log, console.on_line)
        self.console, self.session = console, session

    def show(self, line: str) -> None:
        first = self.session.token in line and not self.session.started
        speaks = self.session.started and self.session.status is None and not self.KERNEL.match(line)
        # (The beginning of a line of the kernel's may stand before the token.)
        (self.session if first or speaks else self.console).show(line[line.index(self.session.token):] if first else line)


def follow(channels: Dict[IO[bytes], Reader], session: Session, deadline: float, start: float) -> bool:
    """Reads until both channels end (True) or the time is up (False): that of the whole, or that by which the script starts."""
    verdict_seen = False
    with selectors.DefaultSelector() as ready:
        for pipe, reader in channels.items():
            ready.register(pipe, selectors.EVENT_READ, reader)
        while ready.get_map():
            left = (deadline if session.started else min(deadline, start)) - time.monotonic()
            if left <= 0:
                return False
            for key, _ in ready.select(left):
                data = os.read(key.fd, 65536)
                for line in key.data.feed(data):
                    key.data.show(line)
                if not data:
                    if key.data.pending:
                        key.data.show(key.data.pending.decode(errors="replace"))
                    ready.unregister(key.fileobj)
            if session.status is not None and not verdict_seen:
                # A machine that does not end after its verdict has nothing more to say.
                verdict_seen, deadline = True, min(deadline, time.monotonic() + GRACE)
    return True
