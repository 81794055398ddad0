# SPDX-License-Identifier: MIT
# Builds the guest's test programs: make -f tests/driver/guest/guest.mk OUT=build/guest
OUT ?= build/guest
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
CROSS_CC_32 ?= i686-linux-gnu-gcc

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
uapi := $(here)/../../../kmod/uapi
sources := $(wildcard $(here)/*.cpp)
objects := $(patsubst $(here)/%.cpp,$(OUT)/guest-objects/%.o,$(sources))
programs := $(OUT)/rusty-guest-tests $(OUT)/rusty-compat32 $(OUT)/rusty-removal

include $(here)/../../harness/catch2.mk

warnings := -Wall -Wextra -Werror
CXXFLAGS ?= -O1

all: $(programs) $(OUT)/reference-transcript.txt
.PHONY: all clean
.DELETE_ON_ERROR:

$(OUT)/rusty-guest-tests: $(objects)
	$(CXX) -static -pthread -o $@ $^ $(catch_library)

$(OUT)/guest-objects/%.o: $(here)/%.cpp | $(OUT)/guest-objects
	$(CXX) -std=c++20 $(CXXFLAGS) $(warnings) -D_FILE_OFFSET_BITS=64 -pthread -I$(uapi) -MMD -MP -c -o $@ $<

$(OUT)/rusty-compat32: $(here)/compat32.c $(uapi)/rusty.h | $(OUT)/guest-objects
	@command -v $(firstword $(CROSS_CC_32)) >/dev/null || { \
		echo "$(CROSS_CC_32) is missing: install gcc-i686-linux-gnu and libc6-dev-i386-cross." >&2; exit 1; }
	$(CROSS_CC_32) -std=gnu11 -O1 $(warnings) -D_FILE_OFFSET_BITS=64 -static -I$(uapi) -o $@ $<

# (Of the devices of the self-test module.)
$(OUT)/rusty-removal: $(here)/../../kit/removal/removal.cpp | $(OUT)/guest-objects
	$(CXX) -std=c++20 $(CXXFLAGS) $(warnings) -D_FILE_OFFSET_BITS=64 -static -pthread -o $@ $<

$(OUT)/reference-transcript.txt: $(here)/reference-transcript.txt | $(OUT)/guest-objects
	cp $< $@

$(OUT)/guest-objects:
	mkdir -p $@

clean:
	rm -rf $(programs) $(OUT)/reference-transcript.txt $(OUT)/guest-objects

-include $(objects:.o=.d)
