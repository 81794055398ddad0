# SPDX-License-Identifier: MIT
# Builds and runs the host tests: make -f tests/kit/host/host.mk OUT=build/unit run
#
# What a facility (a folder of kmod/kernel) brings is found by its name:
#   fake.h                  the kernel's structures as the fakes have them; all of them together are kernel/layouts.h
#   fake*.cpp               the shims' fakes
#   host_test*.cpp          its tests: layer-tests
#   host_race*.cpp          tests that threads race in: race-tests
#   host_compile_fail.cpp   what must not compile
#   host_test.module.h, host_test.events.h   what these declare
# tests/driver/host has the driver's: driver-tests (and those of race-tests that are called race*).
#
# layer-tests and driver-tests run under ASan and UBSan, race-tests under TSan. CXX chooses the compiler (g++, clang++).
OUT ?= build/unit
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
CXXFLAGS ?= -O1

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
root := $(here)/../../..
driver := tests/driver/host
programs := $(OUT)/layer-tests $(OUT)/driver-tests $(OUT)/race-tests
# (Some sanitizers do not work with as many random bits in addresses as some kernels use.)
run := $(shell setarch -R true 2>/dev/null && echo setarch -R)

is_clang := $(shell $(CXX) --version | grep -c clang)
# Catch2 3 is a library, Catch2 2 a header alone.
catch_library := $(shell printf '\043if __has_include(<catch2/catch_all.hpp>)\n1\n\043endif\n' | \
	$(CXX) -std=gnu++20 -x c++ -E -P - 2>/dev/null)

# The facilities' files of these names, relative to the root.
of_facilities = $(patsubst $(root)/%,%,$(wildcard $(foreach name,$(1),$(root)/kmod/kernel/*/$(name) $(root)/kmod/*/kernel/*/$(name))))
of_driver = $(patsubst $(root)/%,%,$(wildcard $(foreach name,$(1),$(root)/$(driver)/$(name))))
kit := $(patsubst $(root)/%,%,$(here))
fakes := $(call of_facilities,fake*.cpp) $(kit)/fake.cpp

# The layer and the driver as cxx.mk compiles them, but with the fakes' layouts.
generated := $(OUT)/generated
headers := $(addprefix $(generated)/,kernel/layouts.h kernel/probes.h facilities.h)
precompiled := $(OUT)/precompiled/kernel/layouts.h.$(if $(filter 0,$(is_clang)),gch,pch)
includes := -I$(generated) -I$(root) -I$(root)/kmod
flags := -std=gnu++20 -Wall -Wextra -Werror -Wno-unused-parameter -pthread -g1 -DKERNEL_ON_HOST -DKBUILD_MODNAME='"host"' \
	-DCATCH_CONFIG_FAST_COMPILE $(includes) $(CXXFLAGS)
# What a source declares: the files beside it, or nothing. (The driver's tests: what the driver does.)
none := -DKERNEL_DECLARATIONS='"$(kit)/none.module.h"'
declared = $(if $(wildcard $(root)/$(1).module.h),-DKERNEL_DECLARATIONS='"$(1).module.h"',$(none)) \
	   $(if $(wildcard $(root)/$(1).events.h),-DKERNEL_EVENTS='"$(1).events.h"')
declares = $(call declared,$(if $(filter $(driver)/%,$(1)),kmod/rusty/rusty,$(dir $(1))host_test))

# (ASan reports null pointers as well, and there are no virtual functions; without them it compiles a fifth faster.)
check := -fsanitize=address,undefined -fno-sanitize=null,vptr -fno-sanitize-recover=undefined -fno-omit-frame-pointer
# Marked (volatile) accesses are distinguished from plain ones, see fake_tsan.cpp; gcc warns that TSan does not know fences,
# which the driver uses between marked accesses only.
race := -fsanitize=thread -DFAKE_TSAN $(if $(filter 0,$(is_clang)),--param tsan-distinguish-volatile=1 -Wno-tsan,\
	-mllvm -tsan-distinguish-volatile=1)

objects = $(patsubst %.cpp,$(OUT)/$(1)/%.o,$(2))
layer_tests := $(call of_facilities,host_test*.cpp)
race_tests := $(call of_facilities,host_race*.cpp) $(call of_driver,race*.cpp)
driver_tests := $(filter-out $(race_tests) $(driver)/driver.cpp,$(call of_driver,*.cpp))
compile_fail := $(call of_facilities,host_compile_fail*.cpp)

all: $(programs)
run: run-layer run-driver run-race run-planted run-compile-fail
headers: $(headers)
.PHONY: all run headers run-layer run-driver run-race run-planted run-compile-fail clean
.DELETE_ON_ERROR:

# (TSan does not report a race whose other access is too old for its history.)
run-race run-planted: export TSAN_OPTIONS := history_size=7 $(TSAN_OPTIONS)
run-layer run-driver run-race: run-%: $(OUT)/%-tests
	$(run) $<
run-planted: $(OUT)/race-tests
	$(run) $(here)/planted.sh $<
# (A file that has passed is checked again when it or a file that it includes changes.)
run-compile-fail: $(addsuffix .passed,$(call objects,compile_fail,$(compile_fail)))
	@awk '{ passed += $$1 } END { print passed " passed, 0 failed" }' $^
clean:
	rm -rf $(programs) $(patsubst %,$(OUT)/%,generated precompiled driver check race compile_fail main.o main.d)

# --- What the compile rule makes for a kernel, made for the fakes. ---------------------------------------------------------
# (It is only written again if a folder was added or removed, and then everything is compiled again.)
folders := $(patsubst %/,%,$(sort $(dir $(call of_facilities,shim.c layout.c probe.c words.h entries.hpp))))
fake_headers := $(call of_facilities,fake.h)
replace = mkdir -p $(@D) && { cmp -s $@.new $@ && rm $@.new || mv $@.new $@; }
$(generated)/kernel/layouts.h: FORCE
	@mkdir -p $(@D) && { printf '%s\n' '// Generated by host.mk: the fake.h of all facilities.' '#ifndef KERNEL_LAYOUTS_H' '#define KERNEL_LAYOUTS_H' && \
		printf '#include "%s"\n' $(fake_headers) && echo '#endif'; } >$@.new && $(replace)
$(generated)/kernel/probes.h: FORCE
	@mkdir -p $(@D) && printf '// Generated by host.mk: where KERNEL_HAS_... come from.\n#include "kernel/layouts.h"\n' >$@.new && $(replace)
$(generated)/facilities.h: $(root)/kmod/build/facilities.sh FORCE
	@mkdir -p $(@D) && printf '%s\n' $(folders) >$(generated)/facilities && sh $< header $(root) $(generated)/facilities >$@.new && $(replace)
# (Files that must not compile are compiled often, and most of the time would go into the fakes' headers.)
$(precompiled): $(generated)/kernel/layouts.h
	@mkdir -p $(@D) && cp $< $(@D) && $(CXX) $(flags) $(none) -MMD -MP -MF $(@D)/layouts.d -x c++-header -o $@ $(@D)/layouts.h
FORCE:
.PHONY: FORCE

# --- Programs. (main.o takes longest and so is made first, but linked last: what it has in common with the tests is theirs.) --
link = $(CXX) $(1) -pthread -o $@ $(filter-out %/main.o,$^) $(OUT)/main.o $(if $(catch_library),-lCatch2)
$(OUT)/layer-tests: $(OUT)/main.o $(call objects,check,$(layer_tests) $(fakes))
	$(call link,$(check))
$(OUT)/driver-tests: $(OUT)/main.o $(call objects,check,$(driver)/driver.cpp) $(call objects,driver,$(driver_tests)) $(call objects,check,$(fakes))
	$(call link,$(check))
$(OUT)/race-tests: $(OUT)/main.o $(call objects,race,$(race_tests) $(driver)/driver.cpp $(driver)/access.cpp $(fakes) $(kit)/fake_tsan.cpp)
	$(call link,-fsanitize=thread)

$(OUT)/compile_fail/%.o.passed: $(root)/%.cpp $(here)/compile_fail.sh $(precompiled) | $(headers)
	@mkdir -p $(@D) && echo "  FAULTS  $<" && $(CXX) $(flags) $(none) -include kernel/layouts.h -MM -MP -MF $(@:.o.passed=.d) -MT $@ $< && \
		{ $(here)/compile_fail.sh $< -- $(CXX) -I$(OUT)/precompiled $(flags) $(none) -include kernel/layouts.h >$@ || { cat $@; exit 1; }; }

compile = @mkdir -p $(@D) && echo "  CXX     $@" && $(CXX) $(flags) $(1) $(call declares,$*.cpp) -MMD -MP -c -o $@ $<
$(OUT)/check/%.o: $(root)/%.cpp | $(headers)
	$(call compile,$(check))
# (These hold no code of the driver: ASan alone compiles them in half the time.)
$(OUT)/driver/%.o: $(root)/%.cpp | $(headers)
	$(call compile,-fsanitize=address)
$(OUT)/race/%.o: $(root)/%.cpp | $(headers)
	$(call compile,$(race))
$(OUT)/main.o: $(here)/main.cpp | $(headers)
	@mkdir -p $(@D) && echo "  CXX     $@" && $(CXX) $(flags) -MMD -MP -c -o $@ $<

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
