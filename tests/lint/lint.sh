#!/bin/sh
# SPDX-License-Identifier: MIT
# `make lint`: layout, static checks, and the rules of the boundary. The last line is `N passed, N failed`.
set -u
cd "$(dirname "$0")/../.." || exit 1
passed=0
failed=0
wrong=

# check NAME COMMAND...: passes if the command succeeds and prints nothing.
check() {
	what=$1
	shift
	if said=$("$@" 2>&1) && [ -z "$said" ]; then
		passed=$((passed + 1))
		printf 'ok     %s\n' "$what"
	else
		failed=$((failed + 1))
		wrong="${wrong}failed: lint: $what
"
		printf 'FAILED %s\n%s\n' "$what" "$said"
	fi
}

files() { git ls-files -co --exclude-standard -- "$@"; }
# Succeeds, printing them, if lines of the files match.
matches() {
	pattern=$1
	shift
	files "$@" | xargs -r grep -nE -e "$pattern" -- || :
}

# The checks of single files, which the pre-commit hook makes too.
each_file() { files | sh tests/lint/files.sh "$1"; }
# As the host tests compile the layer: without a kernel's headers.
host=build/lint/host
make -s -f tests/kit/host/host.mk OUT=$host headers || exit 1
# finds WORDS COMMAND...: complains unless the command reports its planted fault, by these words.
finds() {
	words=$1
	shift
	"$@" 2>&1 | grep -q "faults\.cpp:.*$words" || echo "$1 does not find its planted fault in tests/lint/faults.cpp"
}
tidy() {
	clang-tidy --quiet "$1" -- -std=gnu++20 -DKERNEL_ON_HOST "-DKBUILD_MODNAME=\"rusty\"" -I$host/generated -I. -Ikmod \
		-fno-exceptions -fno-rtti -DKERNEL_DECLARATIONS='"kmod/rusty/rusty.module.h"' -DKERNEL_EVENTS='"kmod/rusty/rusty.events.h"' \
		2>/dev/null
}
tidy_driver() { tidy kmod/rusty/rusty.cpp && finds 'Dereference of null pointer' tidy tests/lint/faults.cpp; }
# (Texts are joined with +, as reading it matters more than speed; the analyzer would take minutes for the headers of the JSON
# library.)
tidy_user_space() {
	files 'userspace/*.cpp' | xargs -P 2 -n 1 clang-tidy --quiet --checks=-performance-inefficient-string-concatenation,-clang-analyzer-* \
		--extra-arg=-std=c++20 --extra-arg=-Iuserspace/include --extra-arg=-DRUSTY_VERSION='"lint"' 2>/dev/null
}
# (A wrong finding of cppcheck is suppressed where it is: // cppcheck-suppress ID ; reason.)
cpp_check() { cppcheck -q -j 2 --enable=warning,performance,portability --inline-suppr --std=c++20 "$@"; }
# cppcheck_module SOURCE MODULE
cppcheck_module() {
	cpp_check --language=c++ -DKERNEL_ON_HOST "-DKBUILD_MODNAME=\"lint\"" -I$host/generated -I. -Ikmod "-DKERNEL_DECLARATIONS=\"$2.module.h\"" "$1"
}
cppcheck_driver() {
	for source in kmod/rusty/rusty.cpp kmod/samples/*.cpp kmod/drivers/*/*.cpp; do
		cppcheck_module "$source" "${source%.cpp}"
	done
	finds 'out of bounds' cppcheck_module tests/lint/faults.cpp kmod/rusty/rusty
}
# shellcheck disable=SC2046 # file names without spaces
cppcheck_user_space() { cpp_check -Iuserspace/include -Ikmod/uapi '-DRUSTY_VERSION="lint"' $(files 'userspace/*.cpp'); }
# Built with Debian 13's headers and compilers; faults in tests/lint show that each analysis works.
# (What it prints while it downloads is no finding.)
analysis() { analysed=$(python3 -m tests.lint.analyse "$1" 2>&1) || printf '%s\n' "$analysed"; }
# All is one package: a module imports by the whole name, or from its own folder.
imports() { matches 'sys\.path|dont_write_bytecode|noqa' '*.py'; }
links() { files '*.md' | xargs python3 tests/lint/links.py; }
# (unittest reports to standard error, also if all passed.)
own_tests() { tested=$(python3 -m tests.lint.test_lint 2>&1) || printf '%s\n' "$tested"; }

# The boundary: things that only the layer's C side may do.
kernel_headers() { matches '#[[:space:]]*include[[:space:]]*<(linux|asm|trace|uapi)/' 'kmod/*.hpp' 'kmod/*.cpp' 'kmod/rusty/*' 'kmod/samples/*' 'kmod/drivers/*'; }
c_in_drivers() { files 'kmod/rusty/*.c' 'kmod/samples/*.c' 'kmod/drivers/*.c' 'tests/kit/*.c' 'tests/matrix/debug/*.c'; }
versions() { matches 'LINUX_VERSION_CODE|KERNEL_VERSION\(' kmod; }
language() { matches '\b(dynamic_cast|typeid|throw|try|catch|virtual)\b[[:space:](]|std::' 'kmod/*.hpp' 'kmod/*.cpp' ':!kmod/*/fake*' ':!kmod/*/host_*' ':!kmod/build/dialect.hpp' | grep -vE '//.*\b(throw|try|virtual)\b' || :; }
lengths() { files '*.c' '*.h' '*.cpp' '*.hpp' '*.sh' '*.py' '*.mk' | xargs wc -l | awk '$2 != "total" && $1 > 300 { print $2 ": " $1 " lines; a file has one purpose, and at most 300" }'; }
readmes() {
	for driver in kmod/drivers/*/; do
		[ -e "${driver}README.md" ] || echo "${driver}README.md is missing: write what the driver is for, its ids, how to try it, what it teaches"
	done
}
one_version() {
	version=$(sed -n 's/^PACKAGE_VERSION="\(.*\)"/\1/p' dkms.conf)
	grep -q "\"$version\")" kmod/rusty/rusty.module.h ||
		echo "kmod/rusty/rusty.module.h: its version is not that of dkms.conf ($version)"
}

check 'layout (clang-format)' each_file layout
check 'clang-tidy: the layer and the driver' tidy_driver
check 'cppcheck: the layer and the driver' cppcheck_driver
check 'cppcheck: user space' cppcheck_user_space
check 'shellcheck' each_file shell
check 'pyflakes' each_file python
check 'imports by name, and nothing hidden from pyflakes' imports
check 'no kernel header outside the layer'"'"'s C side' kernel_headers
check 'no C in drivers' c_in_drivers
check 'no version comparisons' versions
check 'the dialect: no exceptions, RTTI, virtual functions, std' language
check 'each file names its licence' each_file licences
check 'no white space at the end of a line' each_file spaces
check 'no file over 300 lines' lengths
check 'one version' one_version
check 'each example driver has its page' readmes
check 'links between pages' links
check 'commit messages' python3 tests/lint/commits.py --history
check 'the checks of commits, files and links' own_tests
echo "       analyses with a kernel's headers (a minute, if they are to be fetched)"
check 'clang -Wthread-safety: the layer, the modules' analysis locks
check "sparse: the layer's C side" analysis sparse
check "gcc -fanalyzer: the layer's C side" analysis analyzer
check 'docs/kernels.md: the kernels are those of the last runs' python3 -m tests.matrix.kernels.supported --check
echo '       clang-tidy reads user space (a minute or two)'
check 'clang-tidy: user space' tidy_user_space
printf '%s%s passed, %s failed\n' "$wrong" "$passed" "$failed"
[ "$failed" = 0 ]
