# SPDX-License-Identifier: GPL-2.0-only
# Reads a kernel's auto.conf, then of an object what readelf says of its sections, groups and symbols, and prints what gates.sh refuses,
# a line each: KIND<tab>SYMBOL (or section). In one pass, as nearly every object has nothing of it.
#	awk -v file=FILE -f gates.awk AUTO_CONF -

function report(kind, what)
{
	if (!(kind in reported))
		print kind "\t" what
	reported[kind] = 1
}

FNR == NR {
	sub(/^CONFIG_/, "")
	if (sub(/=y$/, ""))
		configured[$0] = 1
	next
}

/^ *\[ *[0-9]+\] / {
	sub(/^ *\[ */, "")
	sub(/\]/, "")
	number = $1
	name = $2
	if (name == "NULL")
		next
	section[name] = number
	if (file ~ /\.ko$/ && $8 ~ /A/ && (name in loaded))
		report("twice", name)
	if ($8 ~ /A/)
		loaded[name] = 1
	next
}

/group section .*contains/ {
	sub(/.*group section [^\]]*\]/, "")
	sub(/\] contains.*/, "")
	sub(/.*\[/, "")
	report("group", $0)
	next
}

$1 !~ /^[0-9]+:$/ || $8 == "" { next }

# What is there.
$7 != "UND" {
	if ($8 ~ /^_ZGV/)
		report("static", $8)
	else if ($8 ~ /^_ZT[VI]/)
		report("table", $8)
	else if ($8 ~ /kernel_debug_site/)
		site[$8] = $7
	next
}

# What somebody else would have to provide: the C++ run-time library, libgcc. (modpost knows those helpers that some kernels have.)
{ undefined[$8] = 1 }
$8 ~ /^_Zn[wa]/ { report("new", $8) }
$8 ~ /^_Zd[la]/ { report("delete", $8) }
$8 ~ /^(_ZTV|_ZTI|__cxa_pure_virtual$)/ { report("virtual", $8) }
$8 ~ /^__cxa_guard_/ { guarded = 1 }
$8 ~ /^(__cxa_|_Unwind_|__gxx_|__dso_handle)/ && $8 !~ /^__cxa_(guard_|atexit$|pure_virtual$)|^__dso_handle$/ { report("runtime", $8) }
$8 ~ /^(__cxa_atexit|__dso_handle)$/ { at_exit = 1 }
$8 ~ /^__(add|sub|mul|div|neg|eq|ne|lt|le|gt|ge|unord|cmp)[sdtxh]f[23]$|^__(float|fix|extend|trunc|pow)[a-z]*[sdtxh][fi][a-z0-9]*$/ {
	report("float", $8)
	next
}
$8 ~ /^__(u?div|u?mod)[a-z0-9]*[dt]i[0-9]$/ { report("division", $8) }
$8 ~ /^__(cmp|ucmp|popcount|ctz|clz|mulo|addv|subv)[a-z0-9]*[dt]i[0-9]$|^__(mulo|addv|subv)/ { report("libgcc", $8) }
$8 ~ /^__atomic_|^__sync_|^__aarch64_(cas|swp|ld)/ { report("atomic", $8) }

function flags_lost(what) { report("flags", what) }

END {
	if (!(".symtab" in section))
		report("unread", file)
	# Constructors of global objects: the kernel never runs them. (Sanitizers emit their own, which it does.)
	sanitized = ("KASAN" in configured) || ("KCSAN" in configured) || ("KMSAN" in configured) || ("GCOV_KERNEL" in configured)
	if (!sanitized && ((".init_array" in section) || (".ctors" in section) || (".fini_array" in section)))
		report("global", ".init_array")
	else if (at_exit)
		report("global", "__cxa_atexit")
	if (guarded)
		report("static", "")
	for (name in site)
		if (!("__dyndbg" in section) || site[name] != section["__dyndbg"])
			report("debug", name)

	# What objtool and the compiler's flags must have left.
	linked_later = (("X86_KERNEL_IBT" in configured) || ("KLP_BUILD" in configured)) && file !~ /\.ko$/
	if (!linked_later && ("UNWINDER_ORC" in configured) && !(".orc_unwind" in section))
		report("objtool", ".orc_unwind")
	if (("RETHUNK" in configured) || ("MITIGATION_RETHUNK" in configured)) {
		if (!("__x86_return_thunk" in undefined))
			flags_lost("does not return through __x86_return_thunk: the kernel's flags were lost")
		if (!linked_later && !(".return_sites" in section))
			report("objtool", ".return_sites")
	}
	if (("KASAN_GENERIC" in configured) || ("KCSAN" in configured))
		for (name in undefined)
			prefix[substr(name, 1, 7)] = 1
	if (("KASAN_GENERIC" in configured) && !("__asan_" in prefix))
		flags_lost("calls no __asan_ function: KASAN's flags were lost")
	if (("KCSAN" in configured) && !("__tsan_" in prefix))
		flags_lost("calls no __tsan_ function: KCSAN's flags were lost")
}
