# SPDX-License-Identifier: GPL-2.0-only
# For the Makefiles that people call (inside kbuild it is too late): $(cxx-clang) stands in front of a command that calls kbuild, and "$$@"
# among its words. With LLVM=..., on a kernel that gcc has built, these are then what clang needs (clang.sh).
cxx-clang = $(if $(LLVM),words=$$(sh kmod/build/clang.sh '$(KDIR)' '$(LLVM)' \
	'$(if $(filter command file,$(firstword $(origin CC))),$(CC))' '$(CURDIR)/build/clang.h') && eval "set -- $$words" &&)
