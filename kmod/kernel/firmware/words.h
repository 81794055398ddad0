/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * FIRMWARE(name)
 *	A file that the module requests, below /lib/firmware, so that modinfo shows it and the initrd gets it with the module.
 */
#ifdef KERNEL_WORDS_END
#undef FIRMWARE
#elif !defined(FIRMWARE)
#define FIRMWARE(...)
#endif
