/* SPDX-License-Identifier: GPL-2.0-only */
/* The name, parameters and version of rusty. The macros are declared by the facilities that it includes. */
KERNEL_MODULE(rusty::Driver, "GPL v2", "The rusty developers",
	      "One number, kept in the kernel: read, write, change, await and map it (/dev/rusty)", "0.1.0")

PARAMETER(number, "long long", 0644,
	  "the number (default 2023); a write while loaded is a store to the device")
PARAMETER(unpinned_number, "long long", 0644, "the number that moved when it was made (default 3202)")
PARAMETER(numbers, "array of int", 0444,
	  "1 to 16 numbers, logged when the module is unloaded (default 72,108,200)")
