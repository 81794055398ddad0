# SPDX-License-Identifier: MIT
# Builds the program that is a game pad: make -f tests/driver/gamepad/gamepad.mk OUT=build/guest
OUT ?= build/guest
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
CXXFLAGS ?= -O1

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

all: $(OUT)/rusty-gamepad
.PHONY: all clean
.DELETE_ON_ERROR:

$(OUT)/rusty-gamepad: $(here)/pad.cpp
	@mkdir -p $(@D)
	$(CXX) -std=c++20 $(CXXFLAGS) -Wall -Wextra -Werror -static -o $@ $<

clean:
	rm -f $(OUT)/rusty-gamepad
