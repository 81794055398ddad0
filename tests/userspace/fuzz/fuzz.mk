# SPDX-License-Identifier: MIT
# Fuzzes the parsers on the host, TIME seconds in all: make -f tests/userspace/fuzz/fuzz.mk OUT=build/fuzz TIME=60 run
#
# An input that fails is kept and tried first the next time; OUT/<target> OUT/crashes/<target>/<file> repeats it. An input worth
# keeping (such a file, or one of those that `merge` lists) is copied to tests/userspace/fuzz/corpus/<target>/<what it is>.txt.
OUT ?= build/fuzz
TIME ?= 60
# The newest clang that is installed, unless CXX is set.
clangs := $(shell { command -v clang++ || ls /usr/bin/clang++-[0-9]* | sort -V | tail -n 1; } 2>/dev/null)
CXX := $(if $(filter default,$(origin CXX)),$(or $(clangs),clang++),$(CXX))
CXXFLAGS ?= -O1

here := $(patsubst %/,%,$(dir $(lastword $(MAKEFILE_LIST))))
root := $(here)/../../..
targets := number texts trace command_line

# libFuzzer's main is linked in. (No null and vptr checks, as in host.mk.)
check := -fsanitize=address,undefined -fno-sanitize=null,vptr -fno-sanitize-recover=all -fno-omit-frame-pointer
covered := $(check) -fsanitize=fuzzer-no-link
flags := -std=gnu++20 -Wall -Wextra -Werror -Wno-unused-parameter -pthread -g1 -I$(root) $(CXXFLAGS)
client := -I$(root)/userspace/include -DRUSTY_VERSION='"fuzz"'
# The driver and the fakes below it, as the host tests compile them.
host := $(root)/tests/kit/host/host.mk
headers := $(addprefix $(OUT)/host/generated/,kernel/layouts.h kernel/probes.h facilities.h)
driver := -I$(OUT)/host/generated -I$(root)/kmod -DKERNEL_ON_HOST -DKBUILD_MODNAME='"host"' \
	-DKERNEL_DECLARATIONS='"kmod/rusty/rusty.module.h"' -DKERNEL_EVENTS='"kmod/rusty/rusty.events.h"'
fakes := $(patsubst $(root)/%.cpp,%,$(wildcard $(root)/kmod/kernel/*/fake*.cpp) $(root)/tests/kit/host/fake.cpp $(root)/tests/driver/host/access.cpp)

all: $(targets:%=$(OUT)/%)
run: all
	@$(here)/run.sh $(OUT) $(TIME) $(targets)
# Puts into OUT/merged/<target> those new inputs that reach more code than the committed corpus.
merge: $(targets:%=merge-%)
merge-%: $(OUT)/%
	@rm -rf $(OUT)/merged/$* && mkdir -p $(OUT)/merged/$* $(OUT)/corpus/$* && echo "  MERGE   $(OUT)/merged/$*"
	@cp $(here)/corpus/$*/* $(OUT)/merged/$*
	@$(OUT)/$* -merge=1 -use_counters=0 $(OUT)/merged/$* $(OUT)/corpus/$* 2>/dev/null
	@cd $(OUT)/merged/$* && rm -f *.txt && ls
clean:
	rm -rf $(OUT)
.PHONY: all run merge clean
.DELETE_ON_ERROR:

$(OUT)/number: $(OUT)/driver/driver_number.o $(OUT)/driver/driver.o $(fakes:%=$(OUT)/fake/%.o)
$(OUT)/command_line: $(OUT)/fuzz/command_line_verbs.o $(OUT)/command/command_line.o $(OUT)/command/help.o
$(OUT)/command_line: libraries := -lfmt
$(targets:%=$(OUT)/%): $(OUT)/%: $(OUT)/fuzz/%.o
	@echo "  LD      $@"
	@$(CXX) $(check) -fsanitize=fuzzer -pthread -o $@ $^ $(libraries)

compile = @mkdir -p $(@D) && echo "  CXX     $@" && $(CXX) $(flags) $(1) -MMD -MP -c -o $@ $<
$(OUT)/fuzz/%.o: $(here)/%.cpp
	$(call compile,$(covered) $(client))
$(OUT)/command/%.o: $(root)/userspace/command/%.cpp
	$(call compile,$(covered) $(client))
$(OUT)/driver/driver_number.o: $(here)/driver_number.cpp
	$(call compile,$(check) $(driver))
$(OUT)/driver/driver.o: $(root)/tests/driver/host/driver.cpp
	$(call compile,$(covered) $(driver))
$(OUT)/fake/%.o: $(root)/%.cpp
	$(call compile,$(check) $(driver))

$(OUT)/driver/driver_number.o $(OUT)/driver/driver.o $(fakes:%=$(OUT)/fake/%.o): | $(headers)
# (All of them by one make, or several would write one file at once.)
$(headers) &:
	@$(MAKE) -s -f $(host) OUT=$(OUT)/host headers

-include $(shell find $(OUT) -name '*.d' 2>/dev/null)
