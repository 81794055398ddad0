/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of ring, and its parameters. */
KERNEL_MODULE(ring::Module, "GPL v2", "The rusty developers", "Samples of a timer in rings that many read and map", "0.1.0")

PARAMETER(devices, "uint", 0444, "how many there are: /dev/ring0 and on (default 2, at most 16)")
PARAMETER(period_us, "uint", 0444, "microseconds from sample to sample, until sysfs says otherwise; 0: none (default 1000, else 50 to 10000000)")
