# SPDX-License-Identifier: GPL-2.0-only
# The compile rule: kbuild's own rule for C, with a C++ compiler and the flags that C++ knows. Included by Kbuild.
#
#   $(call cxx-module,NAME,DIRECTORY)
#
# makes NAME.ko, if NAME is among $(MODULES), from two objects:
#   DIRECTORY/NAME.o        from NAME.cpp, the one C++ translation unit of the module
#   DIRECTORY/NAME-layer.o  from the layer's C side (layer.c), which emits what NAME.module.h declares.
#                           Each module has its own, since KBUILD_MODNAME is compiled into it.
# The caller sets cxx-root: the directory that holds kmod/kernel, as kbuild's $(src) names it.

cxx-layer := $(cxx-root)/kmod/kernel
# $(obj) and not $(src): kernels from 6.13 on may build into another directory.
cxx-generated := $(obj)/kmod/kernel

# --- The compiler: the one that belongs to the kernel's C compiler. ------------------------------------------
# A choice is what was said to make. (One for other programs may be in the environment; kbuild's CC does not heed that either.)
ifneq ($(filter command override file,$(firstword $(origin CXX))),)
cxx-asked := $(CXX)
else
cxx-asked :=
endif
# (Asked when first used, and once: `make clean` needs no compiler.)
cxx-compiler = $(eval cxx-compiler := $(shell $(CONFIG_SHELL) $(cxx-layer)/cxx-compiler.sh '$(CC)' '$(cxx-asked)' \
	$(filter -f% -m%,$(KBUILD_CFLAGS))))$(cxx-compiler)

# --- The flags. -------------------------------------------------------------------------------------------
# Hermetic: C++ sees the kernel's uapi types, the generated layouts and this project, no other kernel header.
# (What is generated comes first: the sources may hold another kernel's, where this one is built in another folder.)
cxx-includes = -nostdinc -I$(obj)/kmod -I$(cxx-layer)/hermetic -I$(cxx-root) -I$(cxx-root)/kmod \
	       $(filter -I%/uapi,$(LINUXINCLUDE)) -include $(objtree)/include/generated/autoconf.h

# (The uapi headers are read as user space reads them; __KERNEL__ would have them rely on the kernel's own.)
# (DEBUG must be said to make: one that is in the environment by chance would make pahole delete the module.)
cxx-debug = $(if $(filter command file,$(firstword $(origin DEBUG))),$(DEBUG))
cxx-own-flags = -U__KERNEL__ -D__EXPORTED_HEADERS__ -std=gnu++20 -fno-exceptions -fno-rtti -fno-threadsafe-statics -Wall -Wextra \
		-Werror=return-type -Werror=unused-result -Wnon-virtual-dtor -Wno-unused-parameter $(if $(cxx-debug),,-g0)

# What kbuild would give to C in this object: warnings, sanitizers, the machine. cxx-flags.sh keeps what C++ takes.
cxx-kernel-flags = $(_c_flags) $(modkern_cflags)

quiet_cmd_cxx_flags = CXXFLAG $@
      cmd_cxx_flags = $(CONFIG_SHELL) $(cxx-layer)/cxx-flags.sh '$(cxx-compiler)' \
		$@ $(cxx-kernel-flags) $(cxx-own-flags)

# --- What is generated from this kernel's headers. ---------------------------------------------------------
cxx-headers := $(cxx-generated)/layouts.h

# 5.10 would compile the layouts without -DMODULE otherwise.
$(cxx-generated)/layouts.s: part-of-module := y
$(cxx-generated)/layouts.s: $(cxx-layer)/layouts.c FORCE
	$(call if_changed_dep,cc_s_c)

$(cxx-generated)/layouts.h: $(cxx-generated)/layouts.s FORCE
	$(call filechk,offsets,KERNEL_LAYOUTS_H)

quiet_cmd_cxx_probes = PROBE   $@
      cmd_cxx_probes = $(CONFIG_SHELL) $(cxx-layer)/probes.sh $@ $< $(CC) $(c_flags)

$(cxx-generated)/probes.h: part-of-module := y
# (The kernel's version stands for its headers, which the probes' answers depend on.)
$(cxx-generated)/probes.h: $(cxx-layer)/probes.c $(cxx-layer)/probes.sh \
		$(wildcard $(objtree)/include/generated/utsrelease.h $(objtree)/include/config/auto.conf) FORCE
	$(call if_changed,cxx_probes)

targets += kmod/kernel/layouts.s kmod/kernel/layouts.h kmod/kernel/probes.h
clean-files += kmod/kernel/layouts.s kmod/kernel/layouts.h kmod/kernel/probes.h

# --- The gates. -------------------------------------------------------------------------------------------
# (The C++ object too: what objtool has not seen of it would not be missed in the whole, where the C side has it.)
quiet_cmd_cxx_gates = GATE    $<
      cmd_cxx_gates = for object in $(filter %.o,$^); do $(CONFIG_SHELL) $(cxx-layer)/gates.sh '$(READELF)' \
		$(objtree)/include/config/auto.conf $$object || exit 1; done; touch $@

# --- A module. --------------------------------------------------------------------------------------------
# What both objects are told of the module: where it declares itself, and its tracepoints if it has any.
cxx-stem = $(patsubst %-layer,%,$(target-stem))
cxx-declarations = -DKERNEL_DECLARATIONS='"$(cxx-stem).module.h"' \
		   $(if $(wildcard $(cxx-root)/$(cxx-stem).events.h),-DKERNEL_EVENTS='"$(cxx-stem).events.h"' \
		   -DKERNEL_EVENT_SYSTEM=$(notdir $(cxx-stem)))

cxx-module = $(eval clean-files += $(2)/$(1).flags $(1).gates)$(if $(filter $(1),$(MODULES)),$(eval $(value cxx-module-rules)))

define cxx-module-rules
obj-m += $(1).o
$(1)-y := $(2)/$(1).o $(2)/$(1)-layer.o
targets += $(2)/$(1).flags $(1).gates
always-y += $(1).gates

$(obj)/$(2)/$(1).flags: $(cxx-layer)/cxx-flags.sh FORCE
	$(call if_changed,cxx_flags)

$(obj)/$(2)/$(1).o: private override CC = $(cxx-compiler)
# (C=1: sparse reads C only.)
$(obj)/$(2)/$(1).o: private cmd_checksrc =
$(obj)/$(2)/$(1).o: private c_flags = -Wp,-MMD,$(depfile) $(cxx-includes) @$(@:.o=.flags) \
	$(basename_flags) $(modname_flags) $(cxx-declarations)
$(obj)/$(2)/$(1).o: $(obj)/%.o: $(cxx-root)/%.cpp $(obj)/$(2)/$(1).flags $(cxx-headers) FORCE
	$(call if_changed_rule,cc_o_c)

# (ftrace sees the functions of C++ and those of the kernel; a shim in between is what C has inline, and goes without a hook.)
CFLAGS_REMOVE_$(2)/$(1)-layer.o = $(CC_FLAGS_FTRACE)
CFLAGS_$(2)/$(1)-layer.o = -I$(obj)/kmod -I$(cxx-root) -I$(cxx-root)/kmod -I$(cxx-layer) $(cxx-declarations)
$(obj)/$(2)/$(1)-layer.o: $(obj)/%.o: $(cxx-layer)/layer.c $(cxx-headers) $(cxx-generated)/probes.h FORCE
	$(call if_changed_rule,cc_o_c)
	$(call cmd,force_checksrc)

$(obj)/$(1).gates: $(obj)/$(1).o $(obj)/$(2)/$(1).o $(cxx-layer)/gates.sh FORCE
	$(call if_changed,cxx_gates)
endef
