/* SPDX-License-Identifier: GPL-2.0-only */
/* The parameters of the tests: one of each kind. */
PARAMETER(level, "byte", 0644, "an even number")
PARAMETER(limit, "uint", 0644, "a number without a sign")
PARAMETER(sizes, "array of short", 0644, "1 to 3 numbers")
PARAMETER(label, "charp", 0644, "a short text")
PARAMETER(endless, "anything", 0644, "a live callback that has much to say")
PARAMETER(verbose, "bool", 0644, "a truth")
PARAMETER(nocache, "invbool", 0644, "the opposite of one")
PARAMETER(mask, "hexint", 0644, "a number in hexadecimal")
PARAMETER(wide, "ullong", 0644, "a number of 64 bits")
PARAMETER(queues, "uint", 0644, "2 to 64")
PARAMETER(addresses, "array of ulong", 0644, "1 to 2 numbers as wide as an address")
