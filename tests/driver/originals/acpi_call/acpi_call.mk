# SPDX-License-Identifier: MIT
# Builds what the test of acpi_call needs in a guest: make -f tests/driver/originals/acpi_call/acpi_call.mk OUT=build/guest
OUT ?= build/guest
CXX := $(if $(filter default,$(origin CXX)),g++,$(CXX))
CXXFLAGS ?= -O1

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))

all: $(OUT)/rusty-acpi-call $(OUT)/rusty-acpi-call.aml
.PHONY: all clean
.DELETE_ON_ERROR:

$(OUT)/rusty-acpi-call: $(here)/answers.cpp
	@mkdir -p $(@D)
	$(CXX) -std=c++20 $(CXXFLAGS) -Wall -Wextra -Werror -static -pthread -o $@ $<

# (It has remarks, on what is written so on purpose.)
$(OUT)/rusty-acpi-call.aml: $(here)/device.asl
	@mkdir -p $(@D)
	@command -v iasl >/dev/null || { echo "iasl is missing: install acpica-tools." >&2; exit 1; }
	iasl -vr -p $(@:.aml=) $<

clean:
	rm -f $(OUT)/rusty-acpi-call $(OUT)/rusty-acpi-call.aml
