# SPDX-License-Identifier: MIT
"""The one exception type, the progress line, and running a command so that its failure is one sentence."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any, Callable, Sequence, Union


class VmError(Exception):
    """One sentence for a person: what was tried, why it failed, what to type next."""


def say(text: str) -> None:
    sys.stderr.write(f"vm: {text}\n")
    sys.stderr.flush()


def needs(command: str, package: str) -> str:
    """The command's path; raises VmError if it does not exist."""
    # sbin too: ordinary users often lack it in PATH.
    path = os.environ.get("PATH", "") + ":/usr/local/sbin:/usr/sbin:/sbin"
    for folder in path.split(":"):
        candidate = os.path.join(folder or ".", command)
        if os.access(candidate, os.X_OK) and not os.path.isdir(candidate):
            return candidate
    raise VmError(f"the command {command} is missing; install it with: apt-get install {package}")


def tail(text: str, lines: int) -> str:
    return "\n".join(text.rstrip().splitlines()[-lines:])


def run(command: Sequence[Union[str, Path]], doing: str, **options: Any) -> str:
    """Runs a command and returns its stdout; `doing` starts the sentence of a failure."""
    words = [str(word) for word in command]
    try:
        done = subprocess.run(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              text=True, errors="replace", check=False, **options)
    except OSError as error:
        raise VmError(f"{doing} failed: {words[0]}: {error.strerror}") from error
    if done.returncode:
        why = reason(done.stderr or done.stdout) or f"exit {done.returncode}"
        raise VmError(f"{doing} failed: {why}{space_hint(why, options.get('cwd'))}")
    return done.stdout


def reason(output: str) -> str:
    """The line of a tool's output that says why it failed: apt's first E: line, or else the first one."""
    lines = [line.strip() for line in output.splitlines() if line.strip() and not line.startswith("W:")]
    errors = [line[2:].strip() for line in lines if line.startswith("E:")]
    return (errors or lines or [""])[0]


def space_hint(why: str, place: Union[str, Path, None] = None) -> str:
    """What to do if the disk is full: tools report that in different words, so the disk's free space is checked, too."""
    full = "No space left" in why or "enough free space" in why or "quota exceeded" in why
    if place and not full:
        disk = os.statvfs(place)
        full = disk.f_bavail * disk.f_frsize < 16 << 20
    return "; the disk is full: free some space or set XDG_CACHE_HOME to a larger disk" if full else ""


def guarded(act: Callable[[], int]) -> int:
    """Runs a program's body and returns its exit status: the one place where failures become a sentence."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return act()
    except VmError as error:
        say(str(error))
    except OSError as error:
        say(f"{error.filename or 'a file operation'}: {error.strerror}{space_hint(str(error))}")
    except KeyboardInterrupt:
        say("interrupted")
        return 130
    return 1
