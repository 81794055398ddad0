/* SPDX-License-Identifier: GPL-2.0-only */
/* What modinfo shows of lm75, and the chips that it is for: the number is that of their Kind in lm75.cpp. */
KERNEL_MODULE(lm75::Module, "GPL v2", "The rusty developers", "Temperature sensors LM75 and others like it", "0.1.0")
I2C_IDS(lm75, {"lm75", 0}, {"lm75a", 0}, {"lm75b", 1}, {"max31725", 2})
