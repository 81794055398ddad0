# SPDX-License-Identifier: MIT
# Builds the tests of the library and the command, with both: make -f tests/userspace/command/command.mk OUT=build/client
OUT ?= build/client
CXXFLAGS ?= -O0 -g0
include userspace/userspace.mk

# (Objects of the device's tests, which load a module, start processes and read the kernel's log.)
shared := guest guest_processes kernel_log main
sources := $(wildcard tests/userspace/command/*.cpp) $(shared:%=tests/driver/guest/%.cpp)
test-objects := $(patsubst %.cpp,$(OUT)/test-objects/%.o,$(notdir $(sources)))
include tests/harness/catch2.mk
vpath %.cpp tests/userspace/command tests/driver/guest

.PHONY: tests
tests: all $(OUT)/rusty-client-tests

$(OUT)/rusty-client-tests: $(test-objects)
	@echo "  LD      $@"
	@$(CXX) -pthread -o $@ $^ $(catch_library) -ludev -lacl

$(OUT)/test-objects/%.o: %.cpp tests/userspace/command/command.mk
	@mkdir -p $(@D)
	@echo "  CXX     $@"
	@$(CXX) $(flags) -Wno-shadow -Wno-range-loop-construct -Werror $(CXXFLAGS) -Ikmod/uapi -Itests/driver/guest -MMD -MP -c -o $@ $<

-include $(test-objects:.o=.d)
