# SPDX-License-Identifier: MIT
"""Builds kernel modules for stock Debian kernels and boots them in QEMU, with no root privileges."""
