# SPDX-License-Identifier: MIT
# Builds what there is of user space into OUT; needs no kernel headers. `make userspace` calls it.
OUT ?= build/userspace
CXX ?= g++
CXXFLAGS ?= -O2 -g
LDFLAGS ?=
rusty-flags := -std=c++20 -Wall -Wextra -Wconversion -Ikmod/uapi

examples := $(patsubst userspace/examples/%.cpp,$(OUT)/rusty-%,$(wildcard userspace/examples/*.cpp))

.PHONY: all
all: $(examples)

$(OUT)/rusty-%: userspace/examples/%.cpp kmod/uapi/rusty.h userspace/userspace.mk
	@mkdir -p $(OUT)
	@echo "  CXX     $@"
	@$(CXX) $(rusty-flags) $(CXXFLAGS) $(LDFLAGS) -o $@ $<
