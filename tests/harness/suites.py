# SPDX-License-Identifier: MIT
"""unittest's main for tests of whole suites, in classes that are called after them."""

import os
import sys
import unittest


def run_suites(*classes: str) -> None:
    """`bookworm` on the command line means the class Bookworm; each if none is named."""
    # What is unpacked keeps its modes: a guest's users must be able to read it, whatever this user's umask is.
    os.umask(0o022)
    names = {name.lower(): name for name in classes}
    unittest.main(argv=[sys.argv[0], *(names.get(word, word) for word in sys.argv[1:])])
