/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * Stands in for the kernel's header of this name when C++ reads uapi types: the one line that
 * `make headers_install` would remove from <linux/stddef.h>. Empty on purpose.
 */
