# SPDX-License-Identifier: MIT
"""ccache, for programs of user space: what has been compiled once is not compiled again, not even in another clone.

(Not for modules, whose build is what is tested.)"""

import os
from pathlib import Path
from typing import Dict

from . import cache
from .build import TREE

# Where Debian has links by the compilers' names.
LINKS = "/usr/lib/ccache"


def folder() -> Path:
    return cache.folder("ccache")


def settings(place: str, tree: str) -> Dict[str, str]:
    """ccache's variables, for a cache at `place` and sources in `tree`, whose path must not make a difference."""
    return {"CCACHE_DIR": place, "CCACHE_BASEDIR": tree, "CCACHE_NOHASHDIR": "1", "CCACHE_COMPILERCHECK": "content",
            "CCACHE_MAXSIZE": "2G", "CCACHE_TEMPDIR": "/tmp"}


def environment() -> Dict[str, str]:
    """This process's environment, in which make on this machine uses ccache, if it is installed."""
    if not os.path.isdir(LINKS):
        return dict(os.environ)
    return {**os.environ, **settings(str(folder()), str(TREE)), "PATH": f"{LINKS}:{os.environ.get('PATH', '')}"}
