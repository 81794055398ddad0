# SPDX-License-Identifier: MIT
"""Where downloaded kernels and roots live: atomic creation and locks between concurrent runs."""

import contextlib
import errno
import fcntl
import hashlib
import os
import shutil
import tempfile
import time
from pathlib import Path
from typing import Iterator

from .tools import VmError, say

DAY = 24 * 3600


def home() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Path(base) / "rusty" / "vm"


def folder(*parts: str) -> Path:
    path = home().joinpath(*parts)
    with disk_errors():
        path.mkdir(parents=True, exist_ok=True)
    return path


@contextlib.contextmanager
def disk_errors() -> Iterator[None]:
    """Reports a full or read-only disk, or one of another user, in a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise VmError(f"no space left for {home()}; free some (a kernel and its root need about 700 MB) "
                          "or set XDG_CACHE_HOME to a larger disk") from error
        raise VmError(f"cannot write {error.filename or home()}: {error.strerror}; "
                      "set XDG_CACHE_HOME to a folder you own") from error


@contextlib.contextmanager
def locked(name: str, shared: bool = False) -> Iterator[None]:
    """Holds a lock by name; the file stays, since removing a lock file races with the next process that locks it."""
    path = folder("locks") / name
    with disk_errors():
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    try:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another run on this host to finish with {name}")
            fcntl.flock(descriptor, kind)
        yield
    finally:
        os.close(descriptor)


def lock_name(kind: str, path: Path) -> str:
    return f"{kind}-{path.name}-{hashlib.sha256(str(path.resolve()).encode()).hexdigest()[:8]}"


def in_use(name: str) -> bool:
    try:
        descriptor = os.open(folder("locks") / name, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
    except OSError:
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return False
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)


@contextlib.contextmanager
def scratch() -> Iterator[Path]:
    """A folder on the cache's own file system, so that what was built in it can be renamed into place."""
    parent = folder("tmp")
    for old in parent.iterdir():  # what a killed run left behind
        with contextlib.suppress(OSError):
            if time.time() - old.stat().st_mtime > DAY:
                shutil.rmtree(old, ignore_errors=True)
    with disk_errors():
        path = Path(tempfile.mkdtemp(dir=parent))
        try:
            yield path
        finally:
            shutil.rmtree(path, ignore_errors=True)


def publish(made: Path, final: Path) -> None:
    """Moves a finished folder to its place atomically; a damaged one that was there is replaced."""
    with disk_errors():
        final.parent.mkdir(parents=True, exist_ok=True)
        if final.exists():
            shutil.rmtree(final)
        made.chmod(0o755)
        made.rename(final)
