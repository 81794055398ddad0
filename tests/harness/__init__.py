# SPDX-License-Identifier: MIT
"""What tests share: the virtual machines (vm/), one boot of a guest with its tests, groups of tests, and counting them."""
