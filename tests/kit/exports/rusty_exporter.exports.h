/* SPDX-License-Identifier: GPL-2.0-only */
/* What rusty_exporter exports: a sum, which all importers share. */
struct rusty_exporter_step;

EXPORTED(s64, rusty_exporter_add, s64 by)
EXPORTED(bool, rusty_exporter_undo, const struct rusty_exporter_step *step)
EXPORTED(const struct rusty_exporter_step *, rusty_exporter_last, void)
EXPORTED(void, rusty_exporter_reset, void)
