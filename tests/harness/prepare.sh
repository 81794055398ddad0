#!/bin/sh
# SPDX-License-Identifier: MIT
# Installs what a profile (vm, test, bench, chart, arches, deb, reference, system or lint) needs and this Debian host lacks; silent if nothing is missing.
set -eu

profile=${1:-}
missing=
reasons=

# need PACKAGE REASON COMMAND...: the package is missing unless the command succeeds.
need() {
	package=$1 reason=$2
	shift 2
	"$@" >/dev/null 2>&1 && return
	case " $missing " in *" $package "*) return ;; esac
	missing="$missing $package"
	reasons="$reasons
  $package: $reason"
}

# Ordinary users often lack the sbin folders in PATH.
has() { PATH="$PATH:/usr/local/sbin:/usr/sbin:/sbin" command -v "$1"; }
installed() { dpkg-query -W -f='${db:Status-Status}\n' "$1" | grep -qx installed; }

vm_needs() {
	need python3 'the VM harness is written in it' python3 -c 'import json, lzma, selectors, termios'
	need qemu-system-x86 'boots the kernels' has qemu-system-x86_64
	need zstd 'unpacks kernels of Debian 13 and later' has zstd
	need util-linux 'enters the build roots' has unshare
	need mount 'enters the build roots' has mount
	need debian-archive-keyring 'verifies what is downloaded' installed debian-archive-keyring
	need ca-certificates 'verifies an https mirror' installed ca-certificates
	need make 'runs the targets' has make
	need binutils 'tells which compiler made a module' has readelf
}

# What `make userspace` needs.
client_needs() {
	for package in libcli11-dev nlohmann-json3-dev libfmt-dev libudev-dev libkmod-dev libacl1-dev; do
		need $package 'the command uses it' installed $package
	done
}

# libFuzzer and the sanitizers' runtimes, whichever clang there is.
clang_runtime() {
	printf 'extern "C" int LLVMFuzzerTestOneInput(const char *, unsigned long) { return 0; }\n' |
		clang++ -x c++ -fsanitize=fuzzer,address - -o /dev/null
}

deb_needs() {
	need python3 'makes the roots that the packages are built in' has python3
	need util-linux 'enters the build roots' has unshare
	need mount 'enters the build roots' has mount
	need debian-archive-keyring 'verifies what is downloaded' installed debian-archive-keyring
	need ca-certificates 'verifies an https mirror' installed ca-certificates
}

case $profile in
vm) vm_needs ;;
test)
	vm_needs
	need gcc 'compiles the C side of the tests' has gcc
	need g++ 'compiles the tests and the client' has g++
	need catch2 'the unit tests use it' installed catch2
	need acpica-tools 'compiles the device that acpi_call is tested with' has iasl
	need ccache 'compiles nothing twice' has ccache
	need gcc-i686-linux-gnu 'compiles the 32-bit callers' has i686-linux-gnu-gcc
	need libc6-dev-i386-cross 'links the 32-bit callers' installed libc6-dev-i386-cross
	need clang 'fuzzes the parsers' has clang++
	need libclang-rt-dev 'fuzzes the parsers' clang_runtime
	client_needs
	need cmake 'builds a program with the installed library' has cmake
	need pkg-config 'builds a program with the installed library' has pkg-config
	need zsh 'its completions are tested' has zsh
	need fish 'its completions are tested' has fish
	need man-db 'renders the man pages' has man
	need groff-base 'renders the man pages' has groff
	need mandoc 'renders the man pages' has mandoc
	need doxygen 'makes the reference' has doxygen
	;;
bench)
	vm_needs
	need g++ 'compiles the programs that count instructions' has g++
	need binutils 'measures the modules' has readelf
	;;
arches)
	vm_needs
	need qemu-system-arm 'boots the kernels of arm64 and armhf' has qemu-system-aarch64
	need qemu-system-misc 'boots the kernels of riscv64 and s390x' has qemu-system-riscv64
	need qemu-system-ppc 'boots the kernels of ppc64el' has qemu-system-ppc64
	need opensbi 'is the firmware of riscv64' installed opensbi
	;;
chart) need python3-matplotlib 'draws the chart' /usr/bin/python3 -c 'import matplotlib' ;;
deb) deb_needs ;;
reference) need doxygen 'makes the reference' has doxygen ;;
system)
	vm_needs
	deb_needs
	need mmdebstrap 'makes the systems that the packages are installed in' has mmdebstrap
	need dpkg-dev 'lists the packages for apt' has dpkg-scanpackages
	need e2fsprogs 'makes the disks of the machines' has mke2fs
	;;
lint)
	vm_needs
	client_needs
	need cppcheck 'checks the C++' has cppcheck
	need clang-format 'checks the layout' has clang-format
	need clang-tidy 'checks the C++' has clang-tidy
	need shellcheck 'checks the shell scripts' has shellcheck
	need pyflakes3 'checks the Python' has pyflakes3
	;;
*)
	echo 'usage: prepare.sh vm|test|bench|chart|arches|deb|reference|system|lint' >&2
	exit 2
	;;
esac

[ -n "$missing" ] || exit 0
missing=${missing# }

give_up() {
	echo "prepare.sh: $1; type as root: apt-get update && apt-get install --no-install-recommends $missing" >&2
	exit 1
}

echo "prepare.sh: missing on this host:$reasons" >&2
has apt-get >/dev/null || give_up 'this is no Debian host, so nothing was installed'
as_root=
if [ "$(id -u)" != 0 ]; then
	has sudo >/dev/null || give_up 'not root, and there is no sudo'
	as_root='sudo'
	[ -t 0 ] || as_root='sudo -n' # nobody is there to type a password
fi
echo "prepare.sh: installing $missing" >&2
# Word splitting is meant: an empty as_root is no word, and each package is one.
# shellcheck disable=SC2086
{
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -q update ||
		echo "prepare.sh: could not renew the package lists; trying with the old ones" >&2
	$as_root env DEBIAN_FRONTEND=noninteractive apt-get -qy --no-install-recommends install $missing ||
		give_up 'the installation failed'
} >&2
