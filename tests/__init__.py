# SPDX-License-Identifier: MIT
"""All tests, as one Python package, whose programs are run at the top of the tree: `python3 -m tests.harness.vm --help`."""
