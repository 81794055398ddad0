# SPDX-License-Identifier: GPL-2.0-only
# People's entry; `make help` lists it. kbuild reads Kbuild instead. Settings may stand in config.mk (NAME = value).
-include config.mk

KDIR ?= /lib/modules/$(shell uname -r)/build
OUT := build
Q := $(if $(filter-out 0,$(V)),,@)

# Settings from config.mk must be handed to kbuild by name; those of the command line go there by themselves.
passed := CC CXX LD LLVM V W RELEASE DEBUG MODULES ARCH CROSS_COMPILE
from-file = $(foreach name,$(passed),$(if $(filter file,$(origin $(name))),$(name)='$($(name))'))

# No path of this folder in the modules (modpost's own C files are told by KCFLAGS alone). RELEASE=1: no debug information.
# DEBUG=1 keeps that of C++. From either, pahole cannot make BTF.
kcflags := -ffile-prefix-map=$(CURDIR)=. $(if $(RELEASE),-g0)
kbuild = $(MAKE) -C $(KDIR) M=$(CURDIR) KCFLAGS='$(strip $(KCFLAGS) $(kcflags))' $(from-file) \
	 $(if $(RELEASE)$(DEBUG),CONFIG_DEBUG_INFO_BTF_MODULES=)

# (Of the tests' Python: no caches among the sources.)
export PYTHONDONTWRITEBYTECODE := 1

-include kmod/build/clang.mk

.PHONY: all modules userspace userspace_install clean modules_install dkms_files dkms-install dkms-uninstall deb compile_commands.json reference demo shell test \
	test-build test-drivers test-debug test-kernels test-arches test-slice supported test-system bench bench-gate bench-baseline bench-chart lint hooks fork help check-headers
.DEFAULT_GOAL := all

all: modules userspace

# (As in Kbuild: a MODULES that happens to be in the environment is not meant for us.)
wanted = $(or $(if $(filter-out environment,$(firstword $(origin MODULES))),$(MODULES)),rusty)

known = $(shell sed -n 's/.*call cxx-module,\([^,]*\),.*/\1/p' Kbuild)

# --- The modules --------------------------------------------------------------------------------------------
# (Objects of other headers would pass for up to date: kbuild's own records do not tell the folders apart.)
modules: check-headers
	$(foreach name,$(filter-out $(known),$(wanted)),$(error there is no module $(name): there are $(known)))
	+@[ "$$(cat $(OUT)/kdir 2>/dev/null)" = '$(realpath $(KDIR))' ] || { $(kbuild) clean >/dev/null && \
		mkdir -p $(OUT) && echo '$(realpath $(KDIR))' >$(OUT)/kdir; }
	+$(Q)$(cxx-clang) $(kbuild) "$$@" modules
	@$(foreach ko,$(patsubst %,%.ko,$(wanted)),sh kmod/build/gates.sh $(if $(LLVM),$(filter %/,$(LLVM))llvm-readelf$(filter -%,$(LLVM)),readelf) \
		$(KDIR)/include/config/auto.conf $(ko) &&) true

modules_install: modules
	+$(Q)$(kbuild) modules_install

check-headers:
	@sh kmod/build/check-headers.sh '$(KDIR)'

# --- User space -----------------------------------------------------------------------------------------------
# (After the modules, whose cleaning up may take objects with it.)
userspace: | $(if $(filter all modules,$(or $(MAKECMDGOALS),all)),modules)
	+@$(MAKE) --no-print-directory -f userspace/userspace.mk OUT=$(OUT)/userspace

userspace_install:
	+@$(MAKE) --no-print-directory -f userspace/userspace.mk OUT=$(OUT)/userspace install

# --- DKMS: the module's source where DKMS looks for it, and what makes the node; debian/ packages the same files -----------------
version = $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
dkms-source = $(DESTDIR)/usr/src/rusty-$(version)
# (Not what builds in this folder leave behind, nor tests.)
dkms-files = Kbuild dkms.conf $(shell find kmod \( -path kmod/samples -o -path kmod/drivers -o -name '*.build' -o -name 'kernel_test*' \
	-o -name 'host_*' -o -name 'fake*' \) -prune -o -type f \( -name '*.[ch]' -o -name '*.[ch]pp' -o -name '*.sh' -o -name '*.mk' \
	-o -name '*.awk' -o -path 'kmod/dkms/*' \) -print | LC_ALL=C sort)
dkms-placed = /usr/lib/udev/rules.d/60-rusty.rules /usr/lib/sysusers.d/rusty.conf /usr/lib/modules-load.d/rusty.conf \
	      /etc/modprobe.d/rusty.conf

dkms_files:
	install -d $(dkms-source)
	cp --parents --preserve=mode $(dkms-files) $(dkms-source)
	install -Dm 644 -t $(DESTDIR)/usr/lib/udev/rules.d udev/60-rusty.rules
	install -Dm 644 -t $(DESTDIR)/usr/lib/sysusers.d udev/sysusers.d/rusty.conf
	install -Dm 644 -t $(DESTDIR)/usr/lib/modules-load.d udev/modules-load.d/rusty.conf
	install -Dm 644 -t $(DESTDIR)/etc/modprobe.d udev/modprobe.d/rusty.conf

dkms-install: dkms_files
	systemd-sysusers rusty.conf
	dkms install rusty/$(version)
	-udevadm control --reload && modprobe rusty

dkms-uninstall:
	-modprobe -r rusty
	dkms remove rusty/$(version) --all
	rm -rf $(dkms-source) $(dkms-placed) /var/lib/rusty

# --- For editors: module and user space as they are really compiled -------------------------------------------
compile_commands.json: all
	@python3 -m tests.harness.compile_commands $@

# --- The reference of the kernel layer, made of its headers -----------------------------------------------------
reference:
	@sh tests/harness/prepare.sh reference && mkdir -p $(OUT) && (cat docs/reference/Doxyfile && echo 'OUTPUT_DIRECTORY = $(OUT)/reference') | doxygen - && \
		echo 'the reference is $(OUT)/reference/html/index.html'

# --- In a virtual machine -------------------------------------------------------------------------------------
# The name of what is to be picked is not the same everywhere; a wrong one would quietly pick everything.
picks = $(foreach other,$(filter-out $(1),KERNEL KERNELS ARCHES SUITES),$(if $(filter command,$(firstword $(origin $(other)))),$(error \
	make $@ does not know $(other)=$($(other))$(if $(1),: say $(1)=...))))
# KERNEL= picks: bookworm, trixie, forky, or a version (`tests/harness/vm.sh list`). CALLS= and CYCLES= ask the hostile tests for more than CI
# has time for, SEED= for the same calls again.
hostile = $(if $(CALLS),--calls '$(CALLS)') $(if $(CYCLES),--cycles '$(CYCLES)') $(if $(SEED),--seed '$(SEED)')
demo:
	$(call picks,KERNEL)@sh tests/harness/prepare.sh vm && python3 -m tests.driver.demo.demo $(KERNEL)

shell:
	$(call picks,KERNEL)@sh tests/harness/prepare.sh vm && python3 -m tests.driver.demo.demo --shell $(KERNEL)

test:
	$(call picks,KERNEL)@sh tests/harness/prepare.sh test && python3 -m tests.run $(hostile) $(KERNEL)

# How modules are built, here and in projects of one's own, and what is said of mistakes.
test-build:
	$(call picks,)@sh tests/harness/prepare.sh test && python3 -m tests.build.run

# The example drivers, each beside what judges it: the kernel's own driver, a C module of Debian's, a twin in C.
test-drivers:
	$(call picks,KERNEL)@sh tests/harness/prepare.sh test && python3 -m tests.driver.run $(KERNEL)

# On kernels that look for bugs; they are built once (tests/matrix/debug/README.md). KERNEL= picks: debug-kasan, debug-cfi, debug-kcsan.
# SHORT=1: no faults while modules load and fewer cycles of loading, which take the longest.
test-debug:
	$(call picks,KERNEL)@sh tests/harness/prepare.sh test && python3 -m tests.matrix.debug.test_debug $(if $(SHORT),--short) $(hostile) $(KERNEL)

# On the newest kernel of each suite and flavour that the archive has for this machine, with its own compiler and with the newest.
test-kernels:
	$(call picks,KERNELS)@sh tests/harness/prepare.sh test && python3 -m tests.matrix.kernels.test_kernels $(KERNELS)

# On other architectures, cross-built, in emulated machines.
test-arches:
	$(call picks,ARCHES)@sh tests/harness/prepare.sh arches && python3 -m tests.matrix.kernels.test_arches $(ARCHES)

# One kernel and one architecture of those that `make test` leaves out, others each time; SLICE= picks. For CI.
test-slice:
	$(call picks,)@sh tests/harness/prepare.sh test && sh tests/harness/prepare.sh arches && python3 -m tests.matrix.kernels.test_slice

# The table in docs/kernels.md, from the last runs of test-kernels and test-arches.
supported:
	@python3 -m tests.matrix.kernels.supported

# (As root: a package transaction is a chroot.)
test-system:
	$(call picks,SUITES)@sh tests/harness/prepare.sh system && python3 -m tests.packaging.machines.run $(SUITES)

# What it costs, in instructions, beside a twin in C (tests/bench/README.md); the gate compares with the committed baseline.
bench:
	$(call picks,KERNEL)@sh tests/harness/prepare.sh bench && python3 -m tests.bench.bench $(KERNEL)

bench-gate:
	$(call picks,)@sh tests/harness/prepare.sh bench && sh tests/harness/prepare.sh test && python3 -m tests.bench.bench --gate

# (The commit that raises a row says why.)
bench-baseline:
	$(call picks,)@sh tests/harness/prepare.sh bench && python3 -m tests.bench.bench --baseline

# (Debian's own python3, which its matplotlib belongs to.)
bench-chart:
	@sh tests/harness/prepare.sh chart && /usr/bin/python3 -m tests.bench.chart

lint:
	@sh tests/harness/prepare.sh lint && sh tests/lint/lint.sh

# git checks each commit of this clone from now on (CONTRIBUTING.md); `git config --unset core.hooksPath` ends it.
hooks:
	git config core.hooksPath tests/lint/hooks

# --- Debian packages, built in clean roots; in build/deb/SUITE --------------------------------------------------
deb:
	$(call picks,SUITES)@sh tests/harness/prepare.sh deb && python3 -m tests.packaging.deb.build $(SUITES)

# --- A driver of your own -------------------------------------------------------------------------------------
fork:
	@sh kmod/samples/fork.sh '$(NAME)' '$(DIR)'

clean:
	+$(Q)$(if $(wildcard $(KDIR)),$(kbuild) clean,echo 'There are no headers in $(KDIR): what modules left here stays; clean with KDIR=...')
	$(Q)rm -rf $(OUT) compile_commands.json

help:
	@sed -n 's/^#? \{0,1\}//p' Makefile
#?  make                        rusty.ko for KDIR=/lib/modules/VERSION/build (the running kernel's headers), and user space: `make modules`,
#?                              `make userspace` (library, command, man pages, completions; needs no kernel headers)
#?    MODULES="rusty cpp_out_of_tree"  which modules    V=1  each command      RELEASE=1  no debug information
#?    LLVM=1  with clang        CC= CXX=  compilers     W=1  more warnings     DEBUG=1    C++ in gdb and crash
#?    LLVM=-19  with clang-19, where the suite's own clang is too old for the kernel
#?  make modules_install        installs the module (as root)
#?  make dkms-install           the same through DKMS, for each kernel update to come (as root); dkms-uninstall
#?  make userspace_install      installs command, library, man pages and completions: PREFIX=/usr/local DESTDIR=
#?  make compile_commands.json  for clangd        make reference  the kernel layer's classes and functions, as HTML
#?  make clean                  removes all that was built
#?
#?  make demo  [KERNEL=forky]   builds, boots a Debian kernel in a virtual machine and drives /dev/rusty there
#?  make shell [KERNEL=forky]   the same machine, with a root prompt for you
#?  make test  [KERNEL=...]     all tests, on the kernels of bookworm, trixie and forky unless one is named
#?    CALLS=10000000 CYCLES=1000  more random calls, more loading and unloading; SEED=  a failed run's calls again
#?  make test-build             how modules are built, and what is said of mistakes
#?  make test-drivers [KERNEL=forky]  the example drivers of kmod/drivers, each beside what judges it
#?  make test-debug [KERNEL=debug-kasan]  the same tests on kernels that look for bugs (KASAN, kCFI, KCSAN), which it builds once
#?    SHORT=1                   no faults while modules load, fewer cycles; CALLS= CYCLES= SEED= as above
#?  make test-kernels [KERNELS="trixie forky-rt"]  the newest of each suite and flavour, two compilers
#?  make test-arches  [ARCHES="arm64 s390x"]       on other architectures, big-endian and 32-bit ones too
#?  make test-slice             one of each of these, in turn, for CI; SLICE=7 picks
#?  make supported              the table in docs/kernels.md, from the last runs of these
#?  make test-system [SUITES="bookworm trixie"]  installs the packages in whole Debian systems and boots them (as root)
#?  make bench [KERNEL=...]     counts instructions beside a twin in C, on forky's kernel; sizes, build times, rates
#?  make bench-gate             fails if a row has grown; bench-baseline writes the rows anew, bench-chart draws docs/cost.svg
#?  make deb [SUITES="bookworm trixie forky"]  Debian packages of these suites, into build/deb
#?  make lint                   formats, static checks, the rules of the boundary, commit messages
#?  make hooks                  checks messages and staged files at each commit of this clone, from now on
#?
#?  make fork NAME=hello DIR=../hello   starts a driver of your own, from the sample, on a copy of the layer
