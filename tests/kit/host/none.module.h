/* SPDX-License-Identifier: MIT */
/* The declarations of tests that declare nothing. */
