# SPDX-License-Identifier: MIT
# Builds the firmware's table of the test of laptop: make -f tests/driver/laptop/laptop.mk OUT=build/guest
OUT ?= build/guest

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

all: $(OUT)/rusty-laptop.aml
.PHONY: all clean
.DELETE_ON_ERROR:

$(OUT)/rusty-laptop.aml: $(here)/device.asl
	@mkdir -p $(@D)
	@command -v iasl >/dev/null || { echo "iasl is missing: install acpica-tools." >&2; exit 1; }
	iasl -vr -p $(@:.aml=) $<

clean:
	rm -f $(OUT)/rusty-laptop.aml
