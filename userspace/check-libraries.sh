#!/bin/sh
# SPDX-License-Identifier: MIT
# Says which libraries user space lacks, and how to install them: check-libraries.sh CXX...
set -eu

command -v "$1" >/dev/null || {
	echo "user space is compiled by $1, which is not here; as root: apt-get install g++ (or name another: CXX=)" >&2
	exit 1
}
missing=$("$@" -std=c++20 -E -P -x c++ - <<'EOF' | xargs
#if !__has_include(<CLI/CLI.hpp>)
libcli11-dev
#endif
#if !__has_include(<nlohmann/json.hpp>)
nlohmann-json3-dev
#endif
#if !__has_include(<fmt/format.h>)
libfmt-dev
#endif
#if !__has_include(<libudev.h>)
libudev-dev
#endif
#if !__has_include(<libkmod.h>)
libkmod-dev
#endif
#if !__has_include(<sys/acl.h>) || !__has_include(<acl/libacl.h>)
libacl1-dev
#endif
EOF
)
[ -z "$missing" ] || {
	echo "user space needs libraries that are not here; as root: apt-get install $missing" >&2
	echo '(The kernel module needs none of them: make modules.)' >&2
	exit 1
}
