/* SPDX-License-Identifier: GPL-2.0-only */
/* The parameters of the tests: one of each kind. */
PARAMETER(level, "byte", 0644, "an even number")
PARAMETER(limit, "uint", 0644, "a number without a sign")
PARAMETER(sizes, "array of short", 0644, "1 to 3 numbers")
PARAMETER(label, "charp", 0644, "a short text")
PARAMETER(endless, "anything", 0644, "a live callback that has much to say")
