/* SPDX-License-Identifier: MIT */
/* Of tests that declare nothing. */
