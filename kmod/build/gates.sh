#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# Refuses a module that builds but is no kernel module as this kernel means it (gates.awk), each reason in one sentence:
# gates.sh READELF AUTO_CONF FILE [COMPILER FLAG... SOURCE]
#
# FILE is a module's C++ object, its linked object (NAME.o) or the module (NAME.ko). With CONFIG_X86_KERNEL_IBT, CONFIG_KLP_BUILD and LTO,
# objtool runs only when the .ko is linked, so what it adds is asked of the .ko there. COMPILER... is what made the C++ object: something
# that is refused is compiled once more with debug information, which knows the line.
set -u
export LC_ALL=C
readelf=$1
config=$2
file=$3
shift 3

# Under clang's LTO an object is bitcode, which only the last link turns into code.
case $file in
*.o) grep -q '^CONFIG_LTO_CLANG=y' "$config" && exit 0 ;;
esac
found=$("$readelf" -S -s -g -W "$file" | awk -v file="$file" -f "${0%/*}/gates.awk" "$config" -) || exit 1
[ -n "$found" ] || exit 0

work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# --- What is said. ----------------------------------------------------------------------------------------------
# refuse PLACE SENTENCE: FILE:LINE, or nothing where only the object is known.
refuse() { printf 'cxx: %s: %s\n' "${1:-$file}" "$2" >&2; }
# The command of binutils that goes with this readelf, or LLVM's. (That of binutils reads what clang writes, and knows more of lines.)
tool() {
	case $readelf in
	*llvm*) set -- "$1" "llvm-$1" ;;
	*) set -- "${readelf%readelf*}$1" "$1" "llvm-$1" ;;
	esac
	for candidate; do
		command -v "$candidate" >/dev/null 2>&1 && printf '%s\n' "$candidate" && return
	done
	return 1
}
# As C++ writes it.
readable() {
	if filter=$(tool c++filt || command -v llvm-cxxfilt); then
		printf '%s\n' "$1" | "$filter" | sed 's/(anonymous namespace):://g'
	else
		printf '%s\n' "$1"
	fi
}

# --- Where. -----------------------------------------------------------------------------------------------------
# (Nothing of it is needed if that fails: then there is no line.)
[ "$#" = 0 ] || "$@" -g -c -o "$work/object" >/dev/null 2>&1
# Reads lines "FUNCTION FILE:LINE", the innermost first; the first that is no line of the layer.
drivers_line() { sed 's/ (discriminator [0-9]*)$//; s/^\.\///; s/ \.\// /; s/\/\.\//\//' | awk '$NF ~ /:[1-9][0-9]*$/ && $NF !~ /(^|\/)kmod\/(kernel|build)\// { print $NF; exit }'; }
# Reads lines "SECTION OFFSET": the place of the first that is in the driver's sources.
place_of_code() {
	address=$(tool addr2line) || return
	while read -r section offset; do
		place=$("$address" -i -e "$work/object" -j "$section" "$offset" 2>/dev/null | drivers_line)
		[ -n "$place" ] && printf '%s\n' "$place" && return
	done
}
# The relocations whose symbol is matched, as "SECTION OFFSET".
references() {
	"$readelf" -rW "$work/object" | awk -v wanted="$1" '
		/^Relocation section/ { section = $3; gsub(/\047/, "", section); sub(/^\.rela?/, "", section); next }
		section !~ /^\.debug/ && $5 ~ wanted { print section, "0x" $1 }'
}
# where_called SYMBOL, where_defined NAME [SYMBOL], where_made: each prints FILE:LINE or nothing.
where_called() {
	[ -f "$work/object" ] && references "^$1\$" | place_of_code
}
named() { "$names" -l "$work/object" 2>/dev/null | sed 's/\t/ /' | awk -v wanted="$1" '$3 == wanted && NF > 3 { print "?", $NF; exit }' | drivers_line; }
# (clang and older binutils know no line of some variables: then where it, or SYMBOL, is used, or that of the function around.)
where_defined() {
	[ -f "$work/object" ] && names=$(tool nm) || return
	place=$(named "$1")
	[ -n "$place" ] || place=$(where_called "${2:-$1}")
	[ -n "$place" ] || place=$(named "$(printf '%s\n' "$1" | sed -n 's/^_ZZ\(.*\)E[0-9]*[a-z_0-9]*$/_Z\1/p')")
	printf '%s\n' "$place"
}
# The object that is made at the start: by what stands in _GLOBAL__sub_I_..., each object at the line of its definition. The line of
# that function itself is the file's last.
where_made() {
	[ -f "$work/object" ] && address=$(tool addr2line) || return
	references . | awk '$1 ~ /^\.text|^\.init\.text/' | while read -r section offset; do
		"$address" -f -i -e "$work/object" -j "$section" "$offset" 2>/dev/null | paste -d ' ' - - | awk '
			{ inner = outer; outer = $0 }
			END { print outer ~ /^_GLOBAL__sub_I_/ ? inner : outer ~ /^[^ ]*__static_initialization_and_destruction/ ? outer : "" }' |
			drivers_line
	done | head -n 1
}

# --- Each. ------------------------------------------------------------------------------------------------------
printf '%s\n' "$found" >"$work/found"
while IFS='	' read -r kind symbol; do
	case $kind in
	global)
		refuse "$(where_made)" "a global object is made when the module starts or destroyed when it ends, which nobody does in a kernel (section .init_array): declare it constinit, with a constexpr constructor and no destructor, or make it a member of the module's class"
		;;
	static)
		# (_ZGV... is the flag beside the variable.)
		place=
		if [ -n "$symbol" ]; then
			symbol=_Z${symbol#_ZGV}
			place=$(where_defined "$symbol" __cxa_guard_acquire)
		fi
		refuse "${place:-$(where_called __cxa_guard_acquire)}" "a static local that is made when it is first met${symbol:+, $(readable "$symbol")}: two threads would meet in it, and nobody destroys it: declare it static constinit or static constexpr, or make it a member of the object that needs it"
		;;
	new)
		refuse "$(where_called "$symbol")" "new of the language ($symbol): memory can run out in a kernel, and how to wait for it must be said: make the object by Box<T>::make(Gfp::kernel, ...), an array by Vec<T> (kernel/memory/)"
		;;
	delete)
		refuse "$(where_called "$symbol")" "delete of the language ($symbol): nothing here is made by new: keep the object in a Box<T>, which destroys it (kernel/memory/box.hpp)"
		;;
	virtual | table)
		refuse "$(where_called "$symbol")" "virtual functions or type information ($(readable "$symbol")): a kernel module has neither: write a template over the classes, or an enum class and a switch"
		;;
	runtime)
		refuse "$(where_called "$symbol")" "this needs a library that no kernel has, C++'s own ($symbol): do without what calls it"
		;;
	float)
		refuse "$(where_called "$symbol")" "floating point (it calls $symbol): the kernel does not save its registers: reckon with integers, in units that are small enough"
		;;
	division)
		refuse "$(where_called "$symbol")" "a division that this machine has not (it calls $symbol of libgcc, which no kernel has): kernel/math/div.hpp divides 64 bits"
		;;
	libgcc)
		refuse "$(where_called "$symbol")" "this calls $symbol of libgcc, which no kernel has: write it with numbers of 32 bits"
		;;
	atomic)
		refuse "$(where_called "$symbol")" "an atomic operation that this machine has not (it calls $symbol of a library that no kernel has): Atomic64 and Flag are in kernel/atomic/atomic.hpp"
		;;
	group)
		# Section groups (COMDAT) break ftrace's records and, on some kernels, loading.
		refuse "$(where_defined "$symbol")" "$(readable "$symbol") is inline or of a template and has external linkage, and makes a section group (COMDAT), which a kernel module cannot have: put it, or the class that it belongs to, into an unnamed namespace"
		;;
	debug)
		refuse "$(where_defined "$symbol")" "pr_debug in a template, $(readable "$symbol" | sed 's/::kernel_debug_site.*//'): this compiler does not put its site into section __dyndbg, and nobody could switch it on: move it into a function that is no template, or call pr_info"
		;;
	twice)
		# Each section that is loaded becomes a file in sysfs. (Before the last link, what lies beside .init.text and beside .text may still
		# have one name.)
		refuse '' "has more than one section called $symbol"
		;;
	objtool) refuse '' "has no $symbol: objtool has not seen it" ;;
	flags) refuse '' "$symbol" ;;
	unread) refuse '' "$readelf cannot read it" ;;
	esac
done <"$work/found"
exit 1
