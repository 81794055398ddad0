# SPDX-License-Identifier: GPL-2.0-only
# Reads what nm says of a C++ object, and writes "OLD NEW" for objcopy --redefine-syms: short names for what has internal linkage.
#
# A name of C++ says all of a function's type, in 60 to 180 bytes; the kernel keeps them as long as the module is loaded, and every trace
# shows them. What is kept is where a function is declared and, of a template, for which classes of the driver's:
#
#     _ZN5rusty12_GLOBAL__N_15State8exchangeEx                               rusty.State.exchange
#     _ZN6kernel12_GLOBAL__N_19operation4read6bufferINS0_8MiscHostIN5...     kernel.operation.read.buffer.Device
#
# Those that would be alike are numbered. (A debugger has the names of C++ from the debug information.) What this cannot read keeps its
# name. The grammar: https://itanium-cxx-abi.github.io/cxx-abi/abi.html#mangling

# All of these take what they read off the start of `rest`; `failed` is set where they cannot.

# An identifier behind its length.
function take(    size, identifier) {
	match(rest, /^[0-9]+/)
	size = substr(rest, 1, RLENGTH) + 0
	identifier = substr(rest, RLENGTH + 1, size)
	rest = substr(rest, RLENGTH + size + 1)
	return identifier
}

function skip_to_end(opening) {
	rest = substr(rest, length(opening) + 1)
	while (rest != "" && rest !~ /^E/ && !failed)
		skip()
	rest = substr(rest, 2)
}

# A type, a literal, a list of template arguments, or a part of a nested name.
function skip() {
	if (rest ~ /^[0-9]/)
		take()
	else if (rest ~ /^L[0-9]/) # (of internal linkage)
		rest = substr(rest, 2)
	else if (rest ~ /^L[^_]/) {
		rest = substr(rest, 2)
		skip()
		sub(/^n?[0-9]*E/, "", rest)
	} else if (rest ~ /^L_Z/) # a function's address
		skip_to_end("L_Z")
	else if (rest ~ /^Xad/)
		skip_to_end("Xad")
	else if (rest ~ /^[NIJF]/)
		skip_to_end("N")
	else if (rest ~ /^Z/) { # of a function: a lambda, or a class
		skip_to_end("Z")
		if (rest ~ /^Ul/) {
			skip_to_end("Ul")
			sub(/^[0-9]*_/, "", rest)
		} else
			skip()
		sub(/^_[0-9]/, "", rest)
	} else if (!sub(/^(S[0-9A-Z]*_|St|T[0-9]*_|T[kn]|A[0-9]*_|D[a-z]|[a-z]|[PROKVC])/, "", rest))
		failed = 1
}

# The classes in these template arguments that are spelled in whole: those of the layer are not, its functions having named `kernel` before.
function classes_of(arguments,    before, of) {
	before = rest
	rest = arguments
	while (match(rest, /N[0-9]+[A-Za-z_0-9]*12_GLOBAL__N_1[0-9]/)) {
		rest = substr(rest, RSTART + 1)
		if (take() == "kernel" || !sub(/^12_GLOBAL__N_1/, "", rest))
			continue
		for (of = ""; rest ~ /^[0-9]/;)
			of = of "." take()
		if (!index(classes ".", of "."))
			classes = classes of
	}
	rest = before
}

# "" if it is none of those that this knows.
function short(name,    path, part, suffix, arguments) {
	if (match(name, /\.[a-z].*$/)) {
		suffix = substr(name, RSTART)
		name = substr(name, 1, RSTART - 1)
	}
	if (name !~ /^_ZN[KVRO]*[0-9].*12_GLOBAL__N_1/)
		return ""
	rest = name
	classes = path = ""
	failed = 0
	sub(/^_ZN[KVRO]*/, "", rest)
	while (rest != "" && rest !~ /^E/ && !failed) {
		if (rest ~ /^[0-9]/) {
			part = take()
			if (part !~ /^_GLOBAL__N/)
				path = path (path == "" ? "" : ".") part
		} else if (rest ~ /^I/) {
			arguments = rest
			skip()
			classes_of(substr(arguments, 1, length(arguments) - length(rest)))
		} else if (sub(/^C[0-9]/, "", rest))
			path = path ".constructor"
		else if (sub(/^D[0-9]/, "", rest))
			path = path ".destructor"
		else if (!sub(/^L/, "", rest))
			failed = 1 # an operator
	}
	return failed ? "" : path classes suffix
}

# (clang puts the hash of a function's type before it, under a name of its own.)
$3 ~ /^__cfi_/ { hashed[substr($3, 7)] }
$2 ~ /^[tdrb]$/ && (new = short($3)) != "" {
	if (seen[new]++)
		new = new "." seen[new]
	named[$3] = new
}
END {
	for (old in named) {
		print old, named[old]
		if (old in hashed)
			print "__cfi_" old, "__cfi_" named[old]
	}
}
