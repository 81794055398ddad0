# SPDX-License-Identifier: GPL-2.0-only
# The list that rusty_selftest.cpp includes: the kernel_test.hpp of each facility, found by pattern. Included by Kbuild.
selftest-build := $(obj)/tests/kit/selftest/rusty_selftest.build
selftest-facilities = $(patsubst $(cxx-root)/kmod/kernel/%/kernel_test.hpp,%,$(sort $(wildcard $(cxx-root)/kmod/kernel/*/kernel_test.hpp)))

# A facility whose probe.c asks for a CONFIG(...) that this kernel lacks cannot be built here, and has one test instead, which is skipped.
# (Words such as acpi:CONFIG_ACPI.)
selftest-asked = $(shell cd $(cxx-root)/kmod/kernel && grep -o '^CONFIG.[A-Z0-9_]*' */probe.c | sed 's/.probe.c:CONFIG./:CONFIG_/')
selftest-lacks = $(eval selftest-lacks := $(foreach asked,$(selftest-asked),$(if $(filter y m,$($(lastword $(subst :, ,$(asked))))),,$(asked))))$(selftest-lacks)
selftest-lacking = $(patsubst $(1):%,%,$(filter $(1):%,$(selftest-lacks)))
selftest-skipped = echo 'namespace selftest { namespace { constexpr Test $(1)_tests[] = {{"$(1)", [] { return Outcome::skipped("this kernel is built" \
	" without $(call selftest-lacking,$(1))"); }}}; } }'
selftest-included = echo '$(pound)include "kernel/$(1)/kernel_test.hpp"'
selftest-tests = $(call $(if $(call selftest-lacking,$(1)),selftest-skipped,selftest-included),$(1))

filechk_kernel_tests = echo '$(pound)include "tests/kit/selftest/ktap.hpp"'; $(foreach name,$(selftest-facilities),$(call selftest-tests,$(name));) \
	echo 'namespace selftest { namespace { constexpr Facility all_facilities[] = {'; \
	$(foreach name,$(selftest-facilities),echo '{"$(name)", $(name)_tests},';) echo '}; } }'

targets += tests/kit/selftest/rusty_selftest.build/kernel_tests.h
$(selftest-build)/kernel_tests.h: FORCE
	@mkdir -p $(@D)
	$(call filechk,kernel_tests)
$(selftest-build)/facilities: $(selftest-build)/kernel_tests.h
