# SPDX-License-Identifier: MIT
# The programs that count and time in the guest: make -f tests/bench/bench.mk OUT=build/bench
OUT ?= build/bench
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
top := $(here)/../..
flags := -std=c++20 -O2 -Wall -Wextra -Werror -pthread -I$(top)/kmod -I$(top)/userspace/include
counts := $(patsubst %,$(OUT)/objects/%.o,counts counts_calls counts_modules counts_wakeups)

all: $(OUT)/counts $(OUT)/rates
.PHONY: all
.DELETE_ON_ERROR:

$(OUT)/counts: $(counts)
	$(CXX) -static -pthread -o $@ $^

$(OUT)/rates: $(OUT)/objects/rates.o
	$(CXX) -static -pthread -o $@ $^

$(OUT)/objects/%.o: $(here)/%.cpp | $(OUT)/objects
	$(CXX) $(flags) -MMD -MP -c -o $@ $<

$(OUT)/objects:
	mkdir -p $@

-include $(wildcard $(OUT)/objects/*.d)
