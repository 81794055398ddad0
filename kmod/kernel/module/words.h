/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KERNEL_MODULE(class, license, author, description, version)
 *	The C++ class whose create() is module_init and whose destructor is module_exit, and what modinfo shows.
 * ALIAS(name)
 *	Another name that modprobe knows the module by, such as "devname:vpoll" or "platform:hello".
 */
#ifdef KERNEL_WORDS_END
#undef KERNEL_MODULE
#undef ALIAS
#else
#ifndef KERNEL_MODULE
#define KERNEL_MODULE(...)
#endif
#ifndef ALIAS
#define ALIAS(...)
#endif
#endif
