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
case $name in
kernel | module | parameters | attributes | main | printk | rusty | cpp_out_of_tree) stop "NAME=$name is taken by the kernel, the layer or this project; choose another" ;;
esac
case $directory in
*[[:space:]]*) stop "DIR='$directory' has white space, which kbuild cannot build in; choose another" ;;
esac
[ -n "$directory" ] || stop "DIR says where to: make fork NAME=$name DIR=../$name"
[ ! -e "$directory" ] || stop "$directory exists already; name another DIR, nothing was changed"

# hello_world becomes HelloWorld.
class=$(printf '%s\n' "$name" | awk -F_ '{ for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2) }')

if find "$top/kmod/kernel" -name '*.hpp' ! -name 'kernel_test*' -exec cat {} + |
	grep -qE "^(enum )?(class|struct|concept|using)\\b[^;:={]*\\b$class\\b"; then
	stop "NAME=$name would make a class $class, which the layer has already; choose another"
fi

parent=$(dirname -- "$directory")
[ -d "$parent" ] || stop "there is no directory $parent to put $directory into"
work=$(mktemp -d "$parent/.fork-XXXXXX") || stop "cannot write to $parent"
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

mkdir -p "$work/kmod/$name"
# (Sources alone: no objects that a build left here.)
harness='tests/__init__.py tests/harness/__init__.py tests/harness/prepare.sh tests/harness/vm.sh tests/harness/vm'
# shellcheck disable=SC2086 # names without spaces
(cd "$top" && find kmod/build kmod/kernel $harness -type f \
	! -name '*.o' ! -name '*.s' ! -name '.*' ! -name 'kernel_test*' ! -name 'host_*' ! -name 'fake*' ! -name '*.pyc' |
	tar -cf - -T -) | tar -xf - -C "$work"
cp "$top/LICENSE" "$top/.clang-format" "$work/"
for part in cpp module.h; do
	sed "s/cpp_out_of_tree/$name/g; s/CppOutOfTree/$class/g; s/cpp_oft/$name/g; s/The rusty developers/$class developers/; s/C++ out-of-tree sample/$name/g" \
		"$top/kmod/samples/cpp_out_of_tree.$part" >"$work/kmod/$name/$name.$part"
done

cat >"$work/Kbuild" <<END
# SPDX-License-Identifier: GPL-2.0-only
# kbuild's entry: kmod/$name/$name.cpp and $name.module.h become $name.ko.
MODULES := $name
cxx-root := \$(src)
include \$(cxx-root)/kmod/build/cxx.mk
\$(call cxx-module,$name,kmod/$name)
END

cat >"$work/Makefile" <<END
# SPDX-License-Identifier: GPL-2.0-only
#   make                          $name.ko for the running kernel's headers (KDIR=...); LLVM=1 with clang
#   make try                      builds for a stock Debian kernel, loads and unloads it there, in a virtual machine
#     KERNEL=forky                which one: bookworm, trixie, forky, or a version (tests/harness/vm.sh list)
#     PARAMS='number=7'           module parameters
#   make shell                    a root prompt in that machine, with the module in /t
#   make modules_install, make clean
KDIR ?= /lib/modules/\$(shell uname -r)/build
kernel = \$(or \$(KERNEL),bookworm)
include kmod/build/clang.mk

.PHONY: modules modules_install clean build try shell help
modules modules_install:
	@sh kmod/build/check-headers.sh '\$(KDIR)'
	+@\$(cxx-clang) \$(MAKE) -C \$(KDIR) M=\$(CURDIR) "\$\$@" \$@
	@sh kmod/build/gates.sh readelf \$(KDIR)/include/config/auto.conf $name.ko

clean:
	+@[ ! -e \$(KDIR) ] || \$(MAKE) -C \$(KDIR) M=\$(CURDIR) clean
	rm -rf build .try

build:
	@sh tests/harness/prepare.sh vm && mkdir -p .try
	@tests/harness/vm.sh build \$(kernel) >.try/build; status=\$\$?; sed '\$\$d' .try/build; exit \$\$status
	@tail -n 1 .try/build >.try/module

# (What the kernel says is shown when it is over, and all of it if something went wrong.)
try: build
	@printf 'dmesg -c >/dev/null; insmod /t/$name.ko %s && rmmod $name; s=\$\$?; dmesg; exit \$\$s\n' "\$(PARAMS)" >.try/script
	@tests/harness/vm.sh run --timeout 60 \$(kernel) .try/script "\$\$(cat .try/module)" 2>.try/log || { cat .try/log >&2; exit 1; }
	@echo "$name was loaded and unloaded on \$(kernel)'s kernel"

help:
	@sed -n 's/^#   //p' Makefile

shell: build
	@tests/harness/vm.sh shell \$(kernel) "\$\$(cat .try/module)"
END

cat >"$work/README.md" <<END
# $name

A kernel module in C++: [kmod/$name/$name.cpp](kmod/$name/$name.cpp) is all of it, on the layer in kmod/kernel
([the dialect](kmod/kernel/DIALECT.md) is a page on what C++ is in a kernel).

    make try                                builds it, loads and unloads it in a virtual machine, shows the kernel's log
    make try KERNEL=forky                   on another kernel
    make shell                              insmod /t/$name.ko yourself
    make                                    $name.ko for the running kernel; KDIR=... for another
    make help                               the rest; dkms.conf is there for DKMS

The lines about tainting and verification are the kernel's greeting to every module that is not its own.

To take a parameter, declare it in kmod/$name/$name.module.h,

    PARAMETER(number, "int", 0444, "what it is")

and keep it in $name.cpp, before the first unnamed namespace:

    #include "kernel/param/parameter.hpp"
    namespace parameters { namespace {
    constinit kernel::Parameter<int> number{42};
    }}

Then \`make try PARAMS='number=7'\` gives it a value, and \`parameters::number.value()\` is that. To get a /dev/$name that can be
read, put into $name.cpp, below the includes:

    #include "kernel/misc/misc_device.hpp"
    namespace {
    class Hello
    {
    public:
            using Operations = kernel::FileOperations<kernel::operation::read>;
            // The text, a part of it, or its end.
            kernel::Result<size_t> read(kernel::UserWriter to, kernel::Position position)
            {
                    const kernel::Text text("hello\n");
                    if (position.get() >= text.size())
                            return 0;
                    const kernel::Text part = text.from(static_cast<size_t>(position.get())).first(to.size());
                    TRY(to.write(part));
                    position.advance(part.size());
                    return part.size();
            }
    };
    }

The module's class gets a member, the last one, so that it is destroyed first,

    kernel::MiscDevice<Hello, kernel::Lifetime::module> hello_{"$name"};

and the last thing that create() does is

    TRY(module->hello_.register_device(0444));

The headers say the rest: kmod/kernel/file/operations.hpp the other operations, kmod/kernel/sysfs/attribute.hpp files in sysfs,
kmod/kernel/param/parameter.hpp the other kinds of parameters. create() is insmod: the errno that it returns is what insmod shows. The destructor is rmmod.
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
*.gates
modules.order
Module.symvers
*.build/
/build/
/.try/
__pycache__/
END

chmod 755 "$work"
mv "$work" "$directory"
trap - EXIT
cat <<END
$directory holds the module $name:
  kmod/$name/$name.cpp        the driver; create() is insmod, the destructor is rmmod
  kmod/$name/$name.module.h   what modinfo shows, and parameters
  kmod/kernel/                the layer, a folder a facility (DIALECT.md there says what C++ is in a kernel)
  kmod/build/                 the compile rule
README.md says how to go on. Type:
      cd $directory && make try     (a virtual machine loads it)
or:   cd $directory && make         (builds $name.ko for the running kernel)
END
