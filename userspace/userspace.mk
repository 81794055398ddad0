# SPDX-License-Identifier: MIT
# Builds what there is of user space into OUT; needs no kernel headers. `make userspace` calls it.
OUT ?= build/userspace
PREFIX ?= /usr/local
DESTDIR ?=
CXX ?= g++
CPPFLAGS ?=
CXXFLAGS ?= -O2 -g
LDFLAGS ?=

version := $(shell sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
flags := -std=c++20 -Wall -Wextra -Wconversion -Wshadow -pthread -Iuserspace/include -DRUSTY_VERSION='"$(version)"'
libraries := -lfmt -ludev -lkmod -lacl
objects := $(patsubst userspace/command/%.cpp,$(OUT)/objects/%.o,$(wildcard userspace/command/*.cpp userspace/command/doctor/*.cpp))
examples := $(patsubst userspace/examples/%.cpp,$(OUT)/examples/%,$(wildcard userspace/examples/*.cpp))
generator := $(patsubst userspace/completions/%.cpp,$(OUT)/completions/objects/%.o,$(wildcard userspace/completions/*.cpp))
completions := $(addprefix $(OUT)/completions/,rusty _rusty rusty.fish)

.PHONY: all command examples completions install libraries
all: command examples completions
command: $(OUT)/rusty
examples: $(examples)
completions: $(completions)
.DELETE_ON_ERROR:

# Before anything is compiled.
$(objects) $(examples): | libraries
libraries:
	@sh userspace/check-libraries.sh $(CXX)

$(OUT)/rusty: $(objects)
	@echo "  LD      $@"
	@$(CXX) -pthread $(LDFLAGS) -o $@ $^ $(libraries)

$(OUT)/objects/%.o: userspace/command/%.cpp userspace/userspace.mk
	@mkdir -p $(@D)
	@echo "  CXX     $@"
	@$(CXX) $(flags) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

$(OUT)/examples/%: userspace/examples/%.cpp userspace/userspace.mk
	@mkdir -p $(@D)
	@echo "  CXX     $@"
	@$(CXX) $(flags) $(CPPFLAGS) $(CXXFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< -ludev

# For bash, zsh and fish, under the names by which the shells look for them.
$(OUT)/completions/rusty: completed := bash
$(OUT)/completions/_rusty: completed := zsh
$(OUT)/completions/rusty.fish: completed := fish
$(completions): $(OUT)/completions/generate
	@echo "  GEN     $@"
	@$< $(completed) >$@

# The table of verbs names their functions, so all is linked but the command's main.
$(OUT)/completions/generate: $(generator) $(filter-out %/main.o,$(objects))
	@echo "  LD      $@"
	@$(CXX) -pthread $(LDFLAGS) -o $@ $^ $(libraries)

$(OUT)/completions/objects/%.o: userspace/completions/%.cpp userspace/userspace.mk
	@mkdir -p $(@D)
	@echo "  CXX     $@"
	@$(CXX) $(flags) $(CPPFLAGS) $(CXXFLAGS) -MMD -MP -c -o $@ $<

# The contract is installed beside the library's headers, which include it.
share := $(DESTDIR)$(PREFIX)/share
headers := $(wildcard userspace/include/rusty/*.h*)
# (zsh looks into vendor-completions in /usr alone.)
zsh := $(share)/zsh/$(if $(filter /usr,$(PREFIX)),vendor-completions,site-functions)
fill = sed 's|@prefix@|$(PREFIX)|; s|@version@|$(version)|'
install: command completions
	install -Dt $(DESTDIR)$(PREFIX)/bin $(OUT)/rusty
	install -Dm 644 -t $(DESTDIR)$(PREFIX)/include/rusty $(headers)
	install -Dm 644 -t $(DESTDIR)$(PREFIX)/include/rusty/detail $(wildcard userspace/include/rusty/detail/*)
	install -Dm 644 -t $(share)/man/man1 userspace/man/rusty.1
	install -Dm 644 -t $(share)/man/man3 userspace/man/librusty.3
	install -Dm 644 -t $(share)/man/man4 userspace/man/rusty.4
	install -Dm 644 -t $(share)/bash-completion/completions $(OUT)/completions/rusty
	install -Dm 644 -t $(zsh) $(OUT)/completions/_rusty
	install -Dm 644 -t $(share)/fish/vendor_completions.d $(OUT)/completions/rusty.fish
	install -Dm 644 -t $(share)/cmake/rusty userspace/package/rusty-config.cmake
	$(fill) userspace/package/rusty-config-version.cmake.in >$(OUT)/rusty-config-version.cmake
	$(fill) userspace/package/rusty.pc.in >$(OUT)/rusty.pc
	install -Dm 644 -t $(share)/cmake/rusty $(OUT)/rusty-config-version.cmake
	install -Dm 644 -t $(share)/pkgconfig $(OUT)/rusty.pc

-include $(objects:.o=.d) $(examples:=.d) $(generator:.o=.d)
