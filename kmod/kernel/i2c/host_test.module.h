/* SPDX-License-Identifier: GPL-2.0-only */
I2C_IDS(chip, {"first", 11}, {"second", 12})
I2C_IDS(other, {"third"})
