# SPDX-License-Identifier: MIT
# Builds the hostile test programs, on the objects of the guest tests: make -f tests/driver/hostile/hostile.mk OUT=build/guest
OUT ?= build/guest
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))

CROSS_CC_32 ?= i686-linux-gnu-gcc

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
uapi := $(here)/../../../kmod/uapi
catch := $(wildcard $(here)/security*.cpp $(here)/end_of_life*.cpp)
object = $(patsubst $(here)/%.cpp,$(OUT)/hostile-objects/%.o,$(1))
fuzz_objects := $(call object,$(filter-out $(catch),$(wildcard $(here)/*.cpp)))
catch_objects := $(call object,$(catch))
guest_objects := $(patsubst %,$(OUT)/guest-objects/%.o,guest guest_processes kernel_log)
programs := $(OUT)/rusty-hostile-fuzz $(if $(catch),$(OUT)/rusty-hostile-tests)

include $(here)/../../harness/catch2.mk

warnings := -Wall -Wextra -Werror
CXXFLAGS ?= -O2

all: $(programs) $(OUT)/hostile-objects/padding.ok
.PHONY: all clean
.DELETE_ON_ERROR:

$(OUT)/rusty-hostile-fuzz: $(fuzz_objects) $(guest_objects)
	$(CXX) -static -pthread -o $@ $^

$(OUT)/rusty-hostile-tests: $(catch_objects) $(guest_objects) $(OUT)/guest-objects/main.o
	$(CXX) -static -pthread -o $@ $^ $(catch_library)

$(OUT)/hostile-objects/%.o: $(here)/%.cpp | $(OUT)/hostile-objects
	$(CXX) -std=c++20 $(CXXFLAGS) $(warnings) -D_FILE_OFFSET_BITS=64 -pthread -I$(uapi) -MMD -MP -c -o $@ $<

# The machine's own compiler, and the one of 32-bit callers.
$(OUT)/hostile-objects/padding.ok: $(here)/padding.c $(uapi)/rusty.h | $(OUT)/hostile-objects
	$(foreach compiler,$(CC) $(CROSS_CC_32),$(compiler) -std=gnu11 $(warnings) -Wpadded -I$(uapi) -fsyntax-only $< &&) touch $@

$(OUT)/guest-objects/%.o:
	$(MAKE) -f $(here)/../guest/guest.mk OUT=$(OUT) $@

$(OUT)/hostile-objects:
	mkdir -p $@

clean:
	rm -rf $(programs) $(OUT)/hostile-objects

-include $(fuzz_objects:.o=.d) $(catch_objects:.o=.d)
