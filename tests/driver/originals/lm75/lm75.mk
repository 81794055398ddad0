# SPDX-License-Identifier: MIT
# Builds the program that asks both drivers: make -f tests/driver/originals/lm75/lm75.mk OUT=build/guest
OUT ?= build/guest
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
CXXFLAGS ?= -O1

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

all: $(OUT)/rusty-lm75
.PHONY: all clean
.DELETE_ON_ERROR:

$(OUT)/rusty-lm75: $(here)/answers.cpp
	@mkdir -p $(@D)
	$(CXX) -std=c++20 $(CXXFLAGS) -Wall -Wextra -Werror -static -o $@ $<

clean:
	rm -f $(OUT)/rusty-lm75
