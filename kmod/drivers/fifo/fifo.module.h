/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of fifo, and its parameter. */
KERNEL_MODULE(fifo::Module, "GPL v2", "The rusty developers", "Fifos of bytes, as misc devices", "0.1.0")

PARAMETER(devices, "uint", 0444, "how many there are: /dev/fifo0 and on (default 2, at most 16)")
