# SPDX-License-Identifier: GPL-2.0-only
# The list that rusty_selftest.cpp includes: the kernel_test.hpp of each facility, found by pattern. Included by Kbuild.
selftest-build := $(obj)/tests/kit/selftest/rusty_selftest.build
selftest-facilities = $(patsubst $(cxx-root)/kmod/kernel/%/kernel_test.hpp,%,$(sort $(wildcard $(cxx-root)/kmod/kernel/*/kernel_test.hpp)))

filechk_kernel_tests = $(foreach name,$(selftest-facilities),echo '$(pound)include "kernel/$(name)/kernel_test.hpp"';) \
	echo 'namespace selftest { namespace { constexpr Facility all_facilities[] = {'; \
	$(foreach name,$(selftest-facilities),echo '{"$(name)", $(name)_tests},';) echo '}; } }'

targets += tests/kit/selftest/rusty_selftest.build/kernel_tests.h
$(selftest-build)/kernel_tests.h: FORCE
	@mkdir -p $(@D)
	$(call filechk,kernel_tests)
$(selftest-build)/facilities: $(selftest-build)/kernel_tests.h
