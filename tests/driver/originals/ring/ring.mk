# SPDX-License-Identifier: MIT
# Builds what the test of ring needs in a guest: make -f tests/driver/originals/ring/ring.mk OUT=build/guest
OUT ?= build/guest
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
CXXFLAGS ?= -O1

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
root := $(here)/../../../..

all: $(OUT)/rusty-ring-costs
.PHONY: all clean
.DELETE_ON_ERROR:

$(OUT)/rusty-ring-costs: $(here)/costs.cpp $(root)/tests/bench/cycles.hpp
	@mkdir -p $(@D)
	$(CXX) -std=c++20 $(CXXFLAGS) -Wall -Wextra -Werror -I$(root) -I$(root)/kmod/uapi -static -o $@ $<

clean:
	rm -f $(OUT)/rusty-ring-costs
