# SPDX-License-Identifier: MIT
# Builds the program that uses both modules: make -f tests/driver/originals/vpoll/vpoll.mk OUT=build/client
OUT ?= build/client
CXXFLAGS ?= -O0 -g0

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

all: $(OUT)/rusty-vpoll-judge
.PHONY: all
.DELETE_ON_ERROR:

$(OUT)/rusty-vpoll-judge: $(here)/answers.cpp $(here)/../../../../kmod/uapi/vpoll.h
	$(CXX) -std=c++20 $(CXXFLAGS) -Wall -Wextra -Werror -pthread -I$(here)/../../../../kmod/uapi -o $@ $<
