// SPDX-License-Identifier: GPL-2.0-only
CONFIG(PROC_FS, "to have a file in /proc")
