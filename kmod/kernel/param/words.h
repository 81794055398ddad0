/* SPDX-License-Identifier: GPL-2.0-only */
/*
 * PARAMETER(name, type, mode, description)
 *	A module parameter, kept by the C++ object parameters::name (kernel/param/parameter.hpp); type is what modinfo
 *	shows, mode the mode of its file in /sys/module/<module>/parameters (0: none).
 */
#ifdef KERNEL_WORDS_END
#undef PARAMETER
#elif !defined(PARAMETER)
#define PARAMETER(...)
#endif
