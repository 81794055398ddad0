# SPDX-License-Identifier: GPL-2.0-only
# The compile rule: kbuild's own rule for C, with a C++ compiler and the flags that C++ knows. Included by Kbuild.
#
#   $(call cxx-module,NAME,DIRECTORY)
#
# makes NAME.ko, if NAME is among $(MODULES), from two objects:
#   DIRECTORY/NAME.o        from NAME.cpp, the one C++ translation unit of the module
#   DIRECTORY/NAME-layer.o  the layer's C side: the shims that NAME.o calls, and what NAME.module.h declares
# What is made on the way stands in DIRECTORY/NAME.build:
#   flags               what the C++ compiler takes of the kernel's flags
#   facilities          the folders of the layer that NAME.cpp includes, directly or not (a depfile of the first pass)
#   facilities.h        the same for C: their shims, layouts, words and entries
#   kernel/layouts.h    sizes, offsets and constants of this kernel, for these facilities
#   kernel/probes.h     what this kernel's headers offer, of what these facilities ask
#   used_shims.h        the shims that NAME.o calls
# The caller sets cxx-root: the directory that holds kmod/build and kmod/kernel, as kbuild's $(src) names it.

cxx-build := $(cxx-root)/kmod/build

# clang on a kernel that gcc has built (clang.sh): kbuild alone would take flags of both, or compile with gcc in spite of LLVM=1.
# Here it is too late to say otherwise: the flags are made, and NAME.mod.o is compiled by a make that reads no file of ours.
ifeq ($(CONFIG_CC_IS_GCC),y)
ifneq ($(strip $(LLVM)$(CLANG_FLAGS)),)
$(error cxx: gcc has built this kernel, and kbuild alone cannot build for it with clang: type 'make -C $(abspath $(cxx-root)) KDIR=$(abspath $(objtree)) \
	LLVM=$(or $(LLVM),1) modules', or leave LLVM and CC out)
endif
endif

# (kbuild leaves a flag that the compiler seems not to know out without a word; objtool only warns of what comes of it.)
ifneq ($(CONFIG_RETPOLINE)$(CONFIG_MITIGATION_RETPOLINE),)
ifeq ($(filter -mindirect-branch=thunk-extern -mretpoline-external-thunk,$(KBUILD_CFLAGS)),)
$(error cxx: this kernel has retpolines, and kbuild gives $(CC) no flag for them: build with the compiler that the kernel was built with)
endif
endif

# --- The compiler: the one that belongs to the kernel's C compiler. ------------------------------------------
# A choice is what was said to make. (One for other programs may be in the environment; kbuild's CC does not heed that either.)
ifneq ($(filter command override file,$(firstword $(origin CXX))),)
cxx-asked := $(CXX)
else
cxx-asked :=
endif
# (Asked when first used, and once: `make clean` needs no compiler.)
cxx-compiler = $(eval cxx-compiler := $(shell $(CONFIG_SHELL) $(cxx-build)/compiler.sh '$(CC)' '$(cxx-asked)' \
	$(filter -f% -m%,$(KBUILD_CFLAGS))))$(cxx-compiler)

# --- The flags. -------------------------------------------------------------------------------------------
# Hermetic: C++ sees the kernel's uapi types, the generated layouts and this project, no other kernel header.
# (What is generated comes first, from this build's folder: the sources may hold another kernel's.)
cxx-includes = -nostdinc -I$(cxx-generated) -I$(cxx-build)/hermetic -I$(cxx-root) -I$(cxx-root)/kmod \
	       $(filter -I%/uapi,$(LINUXINCLUDE)) -include $(objtree)/include/generated/autoconf.h

# (Functions stay in one piece: objtool before 6.12 takes no name of over 128 characters for the second, and the entry points of a
# device are templates of its class.)
# (From clang 20 on, a result that is ignored is an unused value.)
# (The uapi headers are read as user space reads them; __KERNEL__ would have them rely on the kernel's own.)
# (DEBUG must be said to make: one that is in the environment by chance would make pahole delete the module.)
cxx-debug = $(if $(filter command file,$(firstword $(origin DEBUG))),$(DEBUG))
cxx-own-flags = -U__KERNEL__ -D__EXPORTED_HEADERS__ -std=gnu++20 -fno-exceptions -fno-rtti -Wall -Wextra \
		-Werror=return-type -Werror=unused-result -Wnon-virtual-dtor -Wno-unused-parameter $(if $(cxx-debug),,-g0) \
		$(if $(findstring clang,$(cxx-compiler)),-Werror=global-constructors -Werror=unused-value,-fno-reorder-blocks-and-partition)

# What kbuild would give to C in this object: warnings, sanitizers, the machine. flags.sh keeps what C++ takes.
cxx-kernel-flags = $(_c_flags) $(modkern_cflags)

# --- Of a module: $(cxx-stem) is DIRECTORY/NAME, whatever is being made for it. ------------------------------
cxx-stem = $(patsubst %-layer,%,$(firstword $(subst .build/, ,$(basename $(patsubst $(obj)/%,%,$@)))))
# $(obj) and not $(src): kernels from 6.13 on may build into another directory.
cxx-generated = $(obj)/$(cxx-stem).build

# Given to all of the module's objects: the names of its files of declarations, tracepoints and exports.
cxx-declarations = -DKERNEL_DECLARATIONS='"$(cxx-stem).module.h"' \
		   $(if $(wildcard $(cxx-root)/$(cxx-stem).events.h),-DKERNEL_EVENTS='"$(cxx-stem).events.h"' \
		   -DKERNEL_EVENT_SYSTEM=$(notdir $(cxx-stem))) \
		   $(if $(wildcard $(cxx-root)/$(cxx-stem).exports.h),-DKERNEL_EXPORTS='"$(cxx-stem).exports.h"')
# The C++ unit is module.cpp, which includes the module's own file.
# (The files that dynamic debug names do not show where this was built.)
cxx-source = -DKERNEL_SOURCE='"$(cxx-stem).cpp"' $(cxx-declarations) -fmacro-prefix-map=$(cxx-root)/=
# How it is compiled; dialect.hpp takes out of the language what a kernel has not.
cxx-unit-flags = @$(cxx-generated)/flags $(cxx-includes) -include $(cxx-build)/dialect.hpp $(basename_flags) $(modname_flags) $(cxx-source)
# Of C: the layer's own, with what was generated.
cxx-c-includes = -I$(cxx-generated) -I$(cxx-root) -I$(cxx-root)/kmod $(cxx-declarations)

quiet_cmd_cxx_flags = CXXFLAG $@
      cmd_cxx_flags = mkdir -p $(@D) && $(CONFIG_SHELL) $(cxx-build)/flags.sh '$(cxx-compiler)' \
		$@ $(cxx-kernel-flags) $(cxx-own-flags)

# The first pass: preprocesses the C++ unit, generated headers still missing, and notes which facilities it includes.
quiet_cmd_cxx_facilities = SCAN    $@
      cmd_cxx_facilities = mkdir -p $(@D) && $(CONFIG_SHELL) $(cxx-build)/facilities.sh scan $(cxx-root) $(cxx-stem) $@ $(depfile) \
		'$(cxx-known)' $(cxx-compiler) @$(@D)/flags -I$(cxx-build)/scan $(cxx-includes) $(cxx-source) $(cxx-build)/module.cpp

filechk_cxx_facilities = $(CONFIG_SHELL) $(cxx-build)/facilities.sh header $(cxx-root) $(@D)/facilities

quiet_cmd_cxx_probes = PROBE   $@
      cmd_cxx_probes = mkdir -p $(@D) && $(CONFIG_SHELL) $(cxx-build)/probes.sh $@ $(objtree)/include/config/auto.conf $(cxx-root) \
		$(cxx-build)/probes.c $(cxx-generated)/facilities $(CC) $(c_flags)

# The shims that the C++ object calls: the C side has these and no others.
filechk_cxx_used_shims = $(NM) -u $(obj)/$(cxx-stem).o | sed -n 's/^.* shim_\([A-Za-z0-9_]*\)$$/$(pound)define KERNEL_USES_\1 0,/p'

# --- The gates. -------------------------------------------------------------------------------------------
# (The C++ object too: what objtool has not seen of it would not be missed in the whole, where the C side has it.)
# (How it was compiled, so that a gate can ask for the line of what it refuses.)
gate = $(CONFIG_SHELL) $(cxx-build)/gates.sh '$(READELF)' $(objtree)/include/config/auto.conf
quiet_cmd_cxx_gates = GATE    $<
      cmd_cxx_gates = $(gate) $(obj)/$(cxx-stem).o $(cxx-compiler) $(cxx-unit-flags) $(cxx-build)/module.cpp; \
		$(gate) $<; touch $@

# --- A module. --------------------------------------------------------------------------------------------
cxx-module = $(eval cxx-known += $(2)/$(1).cpp)$(eval clean-files += $(2)/$(1).build $(1).gates)$(if $(filter $(1),$(MODULES)),$(eval \
	$(value cxx-module-rules)))

define cxx-module-rules
obj-m += $(1).o
$(1)-y := $(2)/$(1).o $(2)/$(1)-layer.o
targets += $(addprefix $(2)/$(1).build/,flags facilities facilities.h layouts.s kernel/layouts.h kernel/probes.h used_shims.h) $(1).gates
always-y += $(1).gates

# (Flags that somebody gives to NAME.o are meant; and 5.10 would compile the layouts without -DMODULE otherwise.)
$(obj)/$(2)/$(1).build/flags: private target-stem = $(cxx-stem)
$(obj)/$(2)/$(1).build/%: part-of-module := y

$(obj)/$(2)/$(1).build/flags: $(cxx-build)/flags.sh FORCE
	$(call if_changed,cxx_flags)

$(obj)/$(2)/$(1).build/facilities: $(cxx-build)/module.cpp $(obj)/$(2)/$(1).build/flags $(cxx-build)/facilities.sh FORCE
	$(call if_changed_dep,cxx_facilities)

$(obj)/$(2)/$(1).build/facilities.h: $(obj)/$(2)/$(1).build/facilities FORCE
	$(call filechk,cxx_facilities)

CFLAGS_$(2)/$(1).build/layouts.o = $(cxx-c-includes)
$(obj)/$(2)/$(1).build/layouts.s: $(cxx-build)/layouts.c $(obj)/$(2)/$(1).build/facilities.h FORCE
	$(call if_changed_dep,cc_s_c)

$(obj)/$(2)/$(1).build/kernel/layouts.h: $(obj)/$(2)/$(1).build/layouts.s FORCE
	@mkdir -p $(@D)
	$(call filechk,offsets,KERNEL_LAYOUTS_H)

# (The kernel's version stands for its headers, which the probes' answers depend on.)
$(obj)/$(2)/$(1).build/kernel/probes.h: $(obj)/$(2)/$(1).build/facilities.h $(cxx-build)/probes.c $(cxx-build)/probes.sh \
		$(wildcard $(cxx-root)/kmod/kernel/*/probe.c $(cxx-root)/kmod/*/kernel/*/probe.c) \
		$(wildcard $(objtree)/include/generated/utsrelease.h $(objtree)/include/config/auto.conf) FORCE
	$(call if_changed,cxx_probes)

$(obj)/$(2)/$(1).o: private override CC = $(CONFIG_SHELL) $(cxx-build)/compile.sh $(cxx-compiler)
# (C=1: sparse reads C only.)
$(obj)/$(2)/$(1).o: private cmd_checksrc =
$(obj)/$(2)/$(1).o: private c_flags = -Wp,-MMD,$(depfile) $(cxx-unit-flags)
# (Static patterns, whose stem kbuild finds the module by.)
$(obj)/$(2)/$(1).o: $(obj)/%.o: $(cxx-build)/module.cpp $(cxx-build)/names.awk $(addprefix $(obj)/$(2)/$(1).build/,flags kernel/layouts.h kernel/probes.h) FORCE
	$(call if_changed_rule,cc_o_c)

$(obj)/$(2)/$(1).build/used_shims.h: $(obj)/$(2)/$(1).o FORCE
	$(call filechk,cxx_used_shims)

# (ftrace sees the functions of C++ and those of the kernel; a shim in between is what C has inline, and has no hook.)
CFLAGS_REMOVE_$(2)/$(1)-layer.o = $(CC_FLAGS_FTRACE)
CFLAGS_$(2)/$(1)-layer.o = $(cxx-c-includes)
$(obj)/$(2)/$(1)-layer.o: $(obj)/%.o: $(cxx-build)/layer.c $(addprefix $(obj)/$(2)/$(1).build/,facilities.h kernel/probes.h used_shims.h) FORCE
	$(call if_changed_rule,cc_o_c)
	$(call cmd,force_checksrc)

$(obj)/$(1).gates: private cxx-stem := $(2)/$(1)
$(obj)/$(1).gates: $(obj)/$(1).o $(obj)/$(2)/$(1).o $(cxx-build)/gates.sh FORCE
	$(call if_changed,cxx_gates)
endef
