/* SPDX-License-Identifier: GPL-2.0-only */
/* Read in place of the generated one while facilities are looked for: those that a former build found would be found again. */
