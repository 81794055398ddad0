#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Starts a driver of your own from the sample: fork.sh NAME DIRECTORY (`make fork NAME=hello DIR=../hello`).
#
# DIRECTORY must not exist. It gets a copy of the layer, the VM harness, and the sample under its new name.
set -eu
name=${1:-}
directory=${2:-}
top=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)

stop() {
	printf 'fork: %s\n' "$1" >&2
	exit 1
}
case $name in
'' | *[!a-z0-9_]* | [!a-z]*) stop "NAME='$name' is no module name: lower-case letters, digits and _, a letter first; type: make fork NAME=hello DIR=../hello" ;;
esac
[ "${#name}" -le 40 ] || stop "NAME=$name is longer than 40 letters"
[ -n "$directory" ] || stop "DIR says where to: make fork NAME=$name DIR=../$name"
[ ! -e "$directory" ] || stop "$directory exists already; name another DIR, nothing was changed"

# hello_world becomes HelloWorld.
class=$(printf '%s\n' "$name" | awk -F_ '{ for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2) }')

parent=$(dirname -- "$directory")
[ -d "$parent" ] || stop "there is no directory $parent to put $directory into"
work=$(mktemp -d "$parent/.fork-XXXXXX") || stop "cannot write to $parent"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

mkdir -p "$work/kmod/$name" "$work/tests"
# (Sources alone: no objects that a build left here.)
(cd "$top" && find kmod/kernel tests/vm -type f \
	! -name '*.o' ! -name '*.s' ! -name '.*' ! -name 'layouts.h' ! -name 'probes.h' ! -name '*.pyc' ! -name 'test_vm.py' |
	tar -cf - -T -) | tar -xf - -C "$work"
cp "$top/LICENSE" "$top/.clang-format" "$work/"
for part in cpp module.h; do
	sed "s/cpp_out_of_tree/$name/g; s/CppOutOfTree/$class/g; s/cpp_oft/$name/g; s/The rusty developers/$class developers/; s/C++ out-of-tree sample/$name/g" \
		"$top/kmod/samples/cpp_out_of_tree.$part" >"$work/kmod/$name/$name.$part"
done

cat >"$work/Kbuild" <<END
# SPDX-License-Identifier: GPL-2.0-only
# kbuild's entry: kmod/$name/$name.cpp and $name.module.h become $name.ko.
MODULES ?= $name
cxx-root := \$(src)
include \$(cxx-root)/kmod/kernel/cxx.mk
\$(call cxx-module,$name,kmod/$name)
END

cat >"$work/Makefile" <<END
# SPDX-License-Identifier: GPL-2.0-only
KDIR ?= /lib/modules/\$(shell uname -r)/build
KERNEL ?= bookworm

.PHONY: modules modules_install clean try
modules modules_install clean:
	@sh kmod/kernel/check-headers.sh '\$(KDIR)'
	@\$(MAKE) -C \$(KDIR) M=\$(CURDIR) \$@

# Builds for a stock Debian kernel, loads and unloads it there, in a virtual machine, and shows what it logged.
try:
	@sh tests/vm/prepare.sh vm
	@tests/vm/vm build \$(KERNEL) >.try.log || { cat .try.log; exit 1; }
	@printf 'insmod /t/$name.ko && rmmod $name\nstatus=\$\$?\ndmesg | grep "$name: "\nexit \$\$status\n' >.try.sh
	@tests/vm/vm run \$(KERNEL) .try.sh "\$\$(tail -n 1 .try.log)" 2>/dev/null
END

cat >"$work/dkms.conf" <<END
PACKAGE_NAME="$name"
PACKAGE_VERSION="0.1.0"
BUILT_MODULE_NAME[0]="$name"
DEST_MODULE_LOCATION[0]="/updates/dkms"
AUTOINSTALL="yes"
MAKE[0]="make -C \$kernel_source_dir M=\$dkms_tree/\$PACKAGE_NAME/\$PACKAGE_VERSION/build modules"
CLEAN="true"
END

cat >"$work/.gitignore" <<'END'
*.o
*.ko
*.mod
*.mod.c
*.s
.*.cmd
.*.d
*.flags
*.gates
modules.order
Module.symvers
/kmod/kernel/layouts.h
/kmod/kernel/probes.h
/build/
/.try.*
__pycache__/
END

chmod 755 "$work"
mv "$work" "$directory"
trap - EXIT
cat <<END
$directory holds the module $name:
  kmod/$name/$name.cpp        the driver; create() is insmod, the destructor is rmmod
  kmod/$name/$name.module.h   what modinfo shows, parameters, file operations
  kmod/kernel/                the layer (kmod/kernel/DIALECT.md says what C++ is in a kernel)
Type: cd $directory && make try     (a virtual machine loads it)
or:   cd $directory && make         (builds $name.ko for the running kernel)
END
