#!/bin/sh
# SPDX-License-Identifier: GPL-2.0-only
# The words for kbuild with which clang builds for a kernel that gcc has built: clang.sh KDIR LLVM "CC asked for" HEADER
#
# Such a kernel's headers are made for gcc in two ways. They may name gcc as the compiler (Debian's do, and LLVM=1 does not
# change that), and their configuration says what gcc knows: kbuild would give clang flags that it refuses, and after the first
# of these every flag that kbuild tries before it takes it, those of the retpolines among them, seems to be unknown and is left out
# without a word. So clang's answers replace gcc's where Kconfig would have asked the compiler: for make as words, which this
# prints, quoted for a shell; for C as HEADER, which this writes.
#
# Only such questions are answered anew. What the kernel itself is, its mitigations above all, stays as it is: a clang
# that cannot do its part of them is refused, in one sentence.
set -u
export LC_ALL=C
kernel=$1
llvm=$2
asked=$3
header=$4
config=$kernel/include/config/auto.conf

configured() { grep -q "^CONFIG_$1=" "$config"; }
# (A kernel that clang built needs nothing of this.)
configured CC_IS_GCC || exit 0

prefix=
suffix=
case $llvm in
*/) prefix=$llvm ;;
-*) suffix=$llvm ;;
esac
clang=${asked:-${prefix}clang$suffix}
lld=${prefix}ld.lld$suffix

stop() {
	printf 'cxx: %s\n' "$1" >&2
	exit 1
}
# (Before 5.15 kbuild has clang's code assembled by GNU as, and C takes headers of the compiler.)
[ -f "$kernel/scripts/Makefile.clang" ] || [ -f "$kernel/source/scripts/Makefile.clang" ] ||
	stop "LLVM=$llvm: gcc has built this kernel, which is too old to have modules built by clang (5.15 is the first): leave LLVM out"
version() { sed -n 's/.*\(LLD\|clang version\) \([0-9][0-9]*\)\.\([0-9][0-9]*\)\.\([0-9][0-9]*\).*/\2 \3 \4/p' | {
	read -r major minor patch && printf '%d%02d%02d\n' "$major" "$minor" "$patch"
}; }
# shellcheck disable=SC2086 # CC may carry a launcher ("ccache clang-16")
clang_version=$($clang --version 2>/dev/null | version) ||
	stop "LLVM=$llvm: $clang is no clang that runs here (apt-get install clang$suffix lld$suffix llvm$suffix)"
lld_version=$($lld --version 2>/dev/null | version) ||
	stop "LLVM=$llvm: there is no $lld here (apt-get install lld$suffix llvm$suffix)"

# --- What clang is asked. ------------------------------------------------------------------------------------
# knows FLAG...: takes the flags, for the kernel's machine.
arch=$(sed -n 's/^CONFIG_\(X86_64\|X86_32\|ARM64\|ARM\|RISCV\|S390\|PPC64\)=y$/\1/p' "$config" | head -n 1)
case $arch in
X86_64) target=x86_64-linux-gnu ;;
*) stop "LLVM=$llvm: clang builds for kernels that gcc has built on amd64 alone: leave LLVM out" ;;
esac
compiles() {
	# shellcheck disable=SC2086 # the same
	$clang --target=$target -Werror "$@" -x c -c -o /dev/null - >/dev/null 2>&1
}
knows() { echo 'int f(void) { return 0; }' | compiles "$@"; }
at_least() { [ "$clang_version" -ge "$1" ]; }

# needs SYMBOL FLAG...: without the flag a module would take back what the kernel's SYMBOL is for.
needs() {
	symbol=$1
	shift
	configured "$symbol" || return 0
	knows "$@" ||
		stop "clang $((clang_version / 10000)) does not know $*, without which a module would undo CONFIG_$symbol of this kernel: \
name a newer one (LLVM=-16 is clang-16; apt-cache search '^clang-[0-9]*\$'), or leave LLVM out"
}
for symbol in RETPOLINE MITIGATION_RETPOLINE; do needs $symbol -mretpoline-external-thunk; done
for symbol in RETHUNK MITIGATION_RETHUNK; do needs $symbol -mfunction-return=thunk-extern; done
for symbol in SLS MITIGATION_SLS; do needs $symbol -mharden-sls=all; done
needs X86_KERNEL_IBT -fcf-protection=branch
needs CALL_PADDING -fpatchable-function-entry=16,16
needs ZERO_CALL_USED_REGS -fzero-call-used-regs=used-gpr
needs DYNAMIC_FTRACE -pg -mfentry
needs INIT_STACK_ALL_PATTERN -ftrivial-auto-var-init=pattern
if configured GCC_PLUGINS; then
	stop 'this kernel was built with plugins of gcc, which may have changed what its structures look like: leave LLVM out'
fi

# --- The answers. --------------------------------------------------------------------------------------------
# These are what Kconfig itself answers, asked once with each compiler (`make LLVM=1 olddefconfig` in linux-source with
# Debian's configurations of 6.1, 6.12 and 7.2), but for ftrace, below. Not all begin with CC_: some follow from those.
# has SYMBOL COMMAND...: of what gcc has, what clang has, too.
answers=
answer() { answers="$answers $1"; }
has() {
	symbol=$1
	shift
	! configured "$symbol" || "$@" || answer "$symbol="
}
answer CC_IS_CLANG=y
answer "CLANG_VERSION=$clang_version"
answer AS_IS_LLVM=y
answer "AS_VERSION=$clang_version"
answer LD_IS_LLD=y
answer LD_VERSION=0
answer "LLD_VERSION=$lld_version"
for symbol in CC_IS_GCC AS_IS_GNU LD_IS_BFD GCC_ASM_GOTO_OUTPUT_WORKAROUND CC_NO_ARRAY_BOUNDS CC_NO_STRINGOP_OVERFLOW \
	GCC_NO_STRINGOP_OVERFLOW; do
	has $symbol false
done
answer GCC_VERSION=0
# (gcc calls it =5; kbuild adds it as it is.)
! configured CC_IMPLICIT_FALLTHROUGH || answer CC_IMPLICIT_FALLTHROUGH=-Wimplicit-fallthrough

# kbuild's own second best: -falign-functions, which clang keeps to in cold functions, too.
has CC_HAS_MIN_FUNCTION_ALIGNMENT knows -fmin-function-alignment=8
# (-mrecord-mcount.) Others list the calls of __fentry__ as well, and must leave them calls: a kernel whose own objects gcc has
# made looks for a call before it writes a nop there, and switches ftrace off, for all, where there is none. An objtool that has no
# --mnop always writes nops.
if configured FTRACE_MCOUNT_USE_CC; then
	answer FTRACE_MCOUNT_USE_CC=
	if configured HAVE_OBJTOOL_NOP_MCOUNT; then
		answer FTRACE_MCOUNT_USE_OBJTOOL=y
		answer HAVE_OBJTOOL_NOP_MCOUNT=
	elif configured HAVE_C_RECORDMCOUNT && [ -x "$kernel/scripts/recordmcount" ]; then
		answer FTRACE_MCOUNT_USE_RECORDMCOUNT=y
	else
		stop "LLVM=$llvm: gcc lists ftrace's places for this kernel, and its own tools cannot: leave LLVM out"
	fi
fi
# UBSAN's -fsanitize=bounds-strict is gcc's alone.
if configured UBSAN_BOUNDS_STRICT; then
	answer UBSAN_BOUNDS_STRICT=
	answer CC_HAS_UBSAN_BOUNDS_STRICT=
	answer UBSAN_ARRAY_BOUNDS=y
	answer CC_HAS_UBSAN_ARRAY_BOUNDS=y
fi
if configured INIT_STACK_ALL_ZERO && ! knows -ftrivial-auto-var-init=zero; then
	needs INIT_STACK_ALL_ZERO -ftrivial-auto-var-init=zero -enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang
	answer CC_HAS_AUTO_VAR_INIT_ZERO_BARE=
	answer CC_HAS_AUTO_VAR_INIT_ZERO_ENABLER=y
fi
printing() { printf '%s\n' "$1" | compiles; }
has CC_HAS_ASM_INLINE printing 'void f(void) { asm inline (""); }'
# (clang before 17 takes the label of one such statement for that of another, where there is a clean-up.)
goto_output() {
	printing 'int f(int x) { asm goto ("": "=r"(x) ::: bar); return x; bar: return 0; }' &&
		printing 'void b(void **); void *c(void); int f(void) { { asm goto ("" :::: l0); return 0; l0: return 1; }
			void *x __attribute__((cleanup(b))) = c(); { asm goto ("" :::: l1); return 2; l1: return 1; } }'
}
goto_tied_output() {
	goto_output && printing 'int f(int *x) { asm goto (".long (%l[bar]) - .\n": "+m"(*x) ::: bar); return *x; bar: return 0; }'
}
has CC_HAS_ASM_GOTO_OUTPUT goto_output
has CC_HAS_ASM_GOTO_TIED_OUTPUT goto_tied_output
has CC_HAS_MULTIDIMENSIONAL_NONSTRING printing 'char tags[][4] __attribute__((__nonstring__)) = { };'
# (clang's address spaces by name are not fit for the kernel's per-CPU data. The second symbol follows from the first.)
has CC_HAS_NAMED_AS false
has USE_X86_SEG_SUPPORT false
has CC_HAS_ASSUME at_least 190100
has CC_HAS_COUNTED_BY at_least 190103
has CC_HAS_COUNTED_BY_PTR at_least 220000
at_least 220100 || answer CC_HAS_BROKEN_COUNTED_BY_REF=y

# --- For C, before anything else that it reads. ---------------------------------------------------------------
new=$(
	printf '/* Generated by clang.sh: the answers that clang would have given to Kconfig. */\n#include <linux/kconfig.h>\n'
	for word in $answers; do
		name=CONFIG_${word%%=*}
		value=${word#*=}
		# (A flag is for kbuild alone.)
		case $value in y) value=1 ;; -*) continue ;; esac
		printf '#undef %s\n%s' "$name" "${value:+#define $name $value
}"
	done
)
mkdir -p "${header%/*}" || exit 1
[ "$new" = "$(cat "$header" 2>/dev/null)" ] || printf '%s\n' "$new" >"$header"

quote() { printf " '%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }
[ -n "$asked" ] || quote "CC=$clang"
# (kconfig.h, which HEADER reads first, is not read again.)
quote "NOSTDINC_FLAGS=-nostdinc -include $header"
for word in $answers; do quote "CONFIG_$word"; done
echo
