#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Refuses a module that builds but is no kernel module as this kernel means it: gates.sh READELF AUTO_CONF FILE
#
# FILE is a module's C++ object, its linked object (NAME.o) or the module (NAME.ko). With CONFIG_X86_KERNEL_IBT, CONFIG_KLP_BUILD and LTO, objtool
# runs only when the .ko is linked, so what it adds is asked of the .ko there.
set -u
export LC_ALL=C
readelf=$1
config=$2
file=$3

# Said of the file; each is a line on stderr.
problems=0
refuse() {
	printf 'cxx: %s: %s\n' "$file" "$1" >&2
	problems=$((problems + 1))
}
configured() { grep -q "^CONFIG_$1=y" "$config"; }

# Under clang's LTO an object is bitcode, which only the last link turns into code.
case $file in
*.o) configured LTO_CLANG && exit 0 ;;
esac
sections=$($readelf -SW "$file") || exit 1
symbols=$($readelf -sW "$file") || exit 1
groups=$($readelf -gW "$file") || exit 1
names=$(printf '%s\n' "$sections" | sed -n 's/^ *\[ *[0-9]*\] \([^ ]*\).*/\1/p' | grep -v '^NULL$')
undefined=$(printf '%s\n' "$symbols" | awk '$7 == "UND" && $8 != "" { print $8 }')
has_section() { printf '%s\n' "$names" | grep -qx -e "$1"; }
uses() { printf '%s\n' "$undefined" | grep -q -e "$1"; }

sanitized=
for sanitizer in KASAN KCSAN KMSAN GCOV_KERNEL; do
	configured "$sanitizer" && sanitized=yes
done

# Constructors of global objects: the kernel never runs them. (Sanitizers emit their own, which it does.)
if [ -z "$sanitized" ]; then
	for section in .init_array .ctors .fini_array; do
		has_section "$section" && refuse "has $section: a global object with a constructor; make it constinit"
	done
fi

# What the C++ run-time library or libgcc would have to provide. (modpost knows those helpers that some kernels have.)
runtime=$(printf '%s\n' "$undefined" | grep -E \
	-e '^(__cxa_|_Unwind_|__gxx_|_Zn[wa]|_Zd[la]|_ZTV|_ZTI|__dso_handle)' \
	-e '^__(u?div|u?mod|cmp|ucmp|popcount|ctz|clz|float|fix)[a-z0-9]*[dt]i[0-9]$' \
	-e '^__(mulo|addv|subv)' -e '^__atomic_' -e '^__sync_' -e '^__aarch64_(cas|swp|ld)' | tr '\n' ' ')
[ -n "$runtime" ] && refuse "needs a library that no kernel has: $runtime(_Zn..., _Zd... are new and delete: use Box::make)"

# Section groups (COMDAT) break ftrace's records and, on some kernels, loading: give it internal linkage.
printf '%s\n' "$groups" | grep -q 'There are no section groups' ||
	refuse "has section groups: an inline function or template with external linkage; put it into an unnamed namespace ($(printf '%s\n' "$groups" |
		sed -n 's/.*group section .*\[\([^]]*\)\] contains.*/\1/p' | head -n 3 | tr '\n' ' '): c++filt reads the names)"
# Each section that is loaded becomes a file in sysfs. (Before the last link, what lies beside .init.text and beside .text
# may still have one name.)
case $file in
*.ko)
	twice=$(printf '%s\n' "$sections" | sed -n 's/^ *\[ *[0-9]*\] //p' |
		awk '$7 ~ /A/ { print $1 }' | sort | uniq -d | tr '\n' ' ')
	[ -n "$twice" ] && refuse "has more than one section called $twice"
	;;
esac

# What objtool and the compiler's flags must have left.
linked_later=
configured X86_KERNEL_IBT && linked_later=yes
configured KLP_BUILD && linked_later=yes
case $file in
*.ko) linked_later= ;;
esac
if [ -z "$linked_later" ] && configured UNWINDER_ORC; then
	has_section .orc_unwind || refuse "has no .orc_unwind: objtool has not seen it"
fi
if configured RETHUNK || configured MITIGATION_RETHUNK; then
	uses '^__x86_return_thunk$' || refuse "does not return through __x86_return_thunk: the kernel's flags were lost"
	[ -n "$linked_later" ] || has_section .return_sites ||
		refuse "has no .return_sites: objtool has not seen it"
fi
if configured KASAN_GENERIC; then
	uses '^__asan_' || refuse "calls no __asan_ function: KASAN's flags were lost"
fi
if configured KCSAN; then
	uses '^__tsan_' || refuse "calls no __tsan_ function: KCSAN's flags were lost"
fi

[ "$problems" = 0 ]
