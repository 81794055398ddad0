# SPDX-License-Identifier: MIT
# Builds the guest's program for fault injection: make -f tests/driver/faults/faults.mk OUT=build/guest
OUT ?= build/guest
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
uapi := $(here)/../../../kmod/uapi

$(OUT)/rusty-failnth: $(wildcard $(here)/*.cpp) $(wildcard $(here)/*.hpp) $(uapi)/rusty.h
	@mkdir -p $(OUT)
	$(CXX) -std=c++20 -O1 -Wall -Wextra -Werror -static -I$(uapi) -o $@ $(filter %.cpp,$^)
