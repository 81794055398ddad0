# SPDX-License-Identifier: MIT
# Builds what there is of user space into OUT; needs no kernel headers. `make userspace` calls it.
OUT ?= build/userspace
CXX ?= g++
CXXFLAGS ?= -O2 -g
LDFLAGS ?=

version := $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
flags := -std=c++20 -Wall -Wextra -Wconversion -Wshadow -pthread -Iuserspace/include -DRUSTY_VERSION='"$(version)"'
objects := $(patsubst userspace/command/%.cpp,$(OUT)/objects/%.o,$(wildcard userspace/command/*.cpp))
examples := $(patsubst userspace/examples/%.cpp,$(OUT)/examples/%,$(wildcard userspace/examples/*.cpp))

.PHONY: all command examples
all: command examples
command: $(OUT)/rusty
examples: $(examples)
.DELETE_ON_ERROR:

$(OUT)/rusty: $(objects)
	@echo "  LD      $@"
	@$(CXX) -pthread $(LDFLAGS) -o $@ $^ -lfmt -ludev -lkmod -lacl

$(OUT)/objects/%.o: userspace/command/%.cpp userspace/userspace.mk
	@mkdir -p $(@D)
	@echo "  CXX     $@"
	@$(CXX) $(flags) $(CXXFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/examples/%: userspace/examples/%.cpp userspace/userspace.mk
	@mkdir -p $(@D)
	@echo "  CXX     $@"
	@$(CXX) $(flags) $(CXXFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< -ludev

-include $(objects:.o=.d) $(examples:=.d)
