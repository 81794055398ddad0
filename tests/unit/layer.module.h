/* SPDX-License-Identifier: MIT */
/* A module for the tests of the layer: one of each word that rusty does not use, or uses otherwise. */
KERNEL_MODULE(Module, "GPL v2", "Tests", "A module of the layer's tests", "1")

PARAMETER(level, "even byte", 0644, "an even number")
PARAMETER(limit, "uint", 0644, "a number without a sign")
PARAMETER(sizes, "array of short", 0644, "1 to 3 numbers")
PARAMETER(label, "charp", 0644, "a short text")
PARAMETER(endless, "anything", 0644, "a live callback that has much to say")

FILES(Files)
FILE_OPERATION(open)

DEVICE_ATTRIBUTE_RW(level)
DEVICE_ATTRIBUTE_RO(label)
