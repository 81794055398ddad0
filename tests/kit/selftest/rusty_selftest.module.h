/* SPDX-License-Identifier: GPL-2.0-only */
/* The name, parameters and version of the self-test. The macros are declared by the facilities that it includes. */
KERNEL_MODULE(selftest::Selftest, "GPL v2", "The rusty developers",
	      "Exercises every facility of the C++ kernel layer when it is loaded", "0.1.0")

PARAMETER(even, "byte", 0644, "an even number, 0 to 254 (default 200)")
PARAMETER(list, "array of int", 0644, "1 to 4 numbers (default 1,-2,3)")
PARAMETER(word, "charp", 0644, "up to 15 bytes (default: a word)")
PARAMETER(sum, "long long", 0644, "a number that is added to those given before")
PARAMETER(expected, "charp", 0, "what the four before must read as when the module is loaded")
PARAMETER(debug, "int", 0444, "1: dynamic debug is on, as by dyndbg=+p (default 0)")
PARAMETER(run, "charp", 0444, "all (default), a facility, signals (waits for a SIGSTOP) or warning (a WARN)")
PARAMETER(verbose, "bool", 0644, "a truth (default N)")
PARAMETER(nocache, "invbool", 0644, "the opposite of one (default N)")
PARAMETER(mask, "hexint", 0644, "a number in hexadecimal (default 0x00002a)")
PARAMETER(wide, "ullong", 0644, "a number of 64 bits (default the greatest)")
PARAMETER(queues, "uint", 0644, "1 to 64 (default 4)")
