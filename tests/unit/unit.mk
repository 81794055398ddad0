# SPDX-License-Identifier: MIT
# Builds and runs the host unit tests: make -f tests/unit/unit.mk OUT=build/unit run
#
# layer-tests and driver-tests run under ASan and UBSan, race-tests under TSan. CXX chooses the compiler (g++, clang++).
OUT ?= build/unit
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
CXXFLAGS ?= -O1

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
root := $(here)/../..
programs := $(OUT)/layer-tests $(OUT)/driver-tests $(OUT)/race-tests
# (Some sanitizers cannot live with as many random bits in addresses as some kernels give.)
run := $(shell setarch -R true 2>/dev/null && echo setarch -R)

is_clang := $(shell $(CXX) --version | grep -c clang)
# Catch2 3 is a library, Catch2 2 a header alone.
catch_library := $(shell printf '\043if __has_include(<catch2/catch_all.hpp>)\n1\n\043endif\n' | \
	$(CXX) -std=gnu++20 -x c++ -E -P - 2>/dev/null)

# The layer and the driver as cxx.mk compiles them, but with the fakes' layouts, which -I finds first.
includes := -I$(here)/fake -I$(root) -I$(root)/kmod
flags := -std=gnu++20 -Wall -Wextra -Werror -Wno-unused-parameter -pthread -g1 -DKERNEL_ON_HOST \
	-DCATCH_CONFIG_FAST_COMPILE $(includes) $(CXXFLAGS)
layer := -DKERNEL_DECLARATIONS='"tests/unit/layer.module.h"'
driver := -DKERNEL_DECLARATIONS='"kmod/rusty/rusty.module.h"' -DKERNEL_EVENTS='"kmod/rusty/rusty.events.h"'

# (ASan reports null pointers as well, and there are no virtual functions; without them it compiles a fifth faster.)
check := -fsanitize=address,undefined -fno-sanitize=null,vptr -fno-sanitize-recover=undefined -fno-omit-frame-pointer
# Marked (volatile) accesses are told from plain ones, see fake_tsan.cpp; gcc says that TSan does not know fences, which
# the driver uses between marked accesses only.
race := -fsanitize=thread -DFAKE_TSAN $(if $(filter 0,$(is_clang)),--param tsan-distinguish-volatile=1 -Wno-tsan,\
	-mllvm -tsan-distinguish-volatile=1)

# names of sources -> objects, under the flags that the folder stands for
objects_in = $(patsubst $(here)/%.cpp,$(OUT)/$(1)/%.o,$(wildcard $(patsubst %,$(here)/%.cpp,$(2))))
fakes := fake_device fake_lock fake_log fake_memory fake_task fake_user fake_wait

all: $(programs)
run: run-layer run-driver run-race run-planted run-compile-fail
.PHONY: all run run-layer run-driver run-race run-planted run-compile-fail clean
.DELETE_ON_ERROR:

# (Of a race whose other half lies further back than its history, TSan says nothing.)
run-race run-planted: export TSAN_OPTIONS := history_size=7 $(TSAN_OPTIONS)
run-layer run-driver run-race: run-%: $(OUT)/%-tests
	$(run) $<
run-planted: $(OUT)/race-tests
	$(run) $(here)/planted.sh $<
run-compile-fail:
	$(here)/compile_fail.sh $(here)/compile_fail.cpp $(CXX) $(flags) $(layer)
clean:
	rm -rf $(programs) $(patsubst %,$(OUT)/%,layer driver check race main.o main.d)

# (main.o takes longest and so is made first, but linked last: what it has in common with the tests is to be theirs.)
link = $(CXX) $(1) -pthread -o $@ $(filter-out %/main.o,$^) $(OUT)/main.o $(if $(catch_library),-lCatch2)
$(OUT)/layer-tests: $(OUT)/main.o $(call objects_in,layer,layer_*) $(call objects_in,check,$(fakes))
	$(call link,$(check))
$(OUT)/driver-tests: $(OUT)/main.o $(OUT)/check/driver.o $(call objects_in,driver,driver_*) $(call objects_in,check,$(fakes))
	$(call link,$(check))
$(OUT)/race-tests: $(OUT)/main.o $(call objects_in,race,race* driver driver_access $(fakes) fake_tsan)
	$(call link,-fsanitize=thread)

compile = @mkdir -p $(@D) && echo "  CXX     $@" && $(CXX) $(flags) $(1) -MMD -MP -c -o $@ $<
$(OUT)/layer/%.o: $(here)/%.cpp
	$(call compile,$(check) $(layer))
$(OUT)/check/%.o: $(here)/%.cpp
	$(call compile,$(check) $(driver))
# (These hold no code of the driver: ASan alone compiles them in half the time.)
$(OUT)/driver/%.o: $(here)/%.cpp
	$(call compile,-fsanitize=address $(driver))
$(OUT)/race/%.o: $(here)/%.cpp
	$(call compile,$(race) $(driver))
$(OUT)/main.o: $(here)/main.cpp
	$(call compile)

-include $(wildcard $(OUT)/*.d $(OUT)/*/*.d)
