/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * KERNEL_MODULE(class, license, author, description, version)
 *	The C++ class whose create() is module_init and whose destructor is module_exit, and what modinfo shows.
 */
#ifdef KERNEL_WORDS_END
#undef KERNEL_MODULE
#elif !defined(KERNEL_MODULE)
#define KERNEL_MODULE(...)
#endif
