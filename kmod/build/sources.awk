# SPDX-License-Identifier: GPL-2.0-only
# Reads a driver's own C++ files for what no compiler looks for, and prints for each mistake
#	cxx: FILE:LINE: RULE: CURE
#	awk -v declared="names of PARAMETERs" -v declarations=NAME.module.h -f sources.awk -f locks.awk -f parameters.awk -f members.awk FILE...
#
# It knows words and braces, not C++: what it is not sure of it lets pass. A line with NOLINT is not looked at.

# The calls that take a lock: those that wait for it, and return a guard; those that may fail, and return one in a Result.
BEGIN {
	taking = "((read_|write_)?lock(_bh|_irqsave)?)"
	trying = "(lock_interruptible|try_(read_|write_)?lock)"
	locking = "(" taking "|lock_interruptible|with(_read|_write)?)"
}

# --- A file, line by line; words are taken apart only where there can be something to find. ---------------------
FNR == 1 {
	look()
	name = FILENAME
	count = 0
	worth = 0
	split("", seen)
}
{
	lines[++count] = $0
	if (match($0, "[A-Za-z_0-9>.:-]+([.]|->)(" locking "|" trying ")[(]")) {
		expression = substr($0, RSTART, RLENGTH)
		sub(/(\.|->)[a-z_]*\($/, "", expression)
		if (seen[expression]++)
			worth = 1
	}
	if ($0 ~ "^[ \t]*TRY[(].*" trying "[(][)][)];")
		worth = 1
	bare = $0
	sub(/\/\/.*/, "", bare)
	if (match(bare, /return +-E[A-Z0-9]+ *;/) && $0 !~ /NOLINT/) {
		returned = substr(bare, RSTART, RLENGTH)
		gsub(/return +-| *;/, "", returned)
		printf "cxx: %s:%s: a negative errno is a number like any other to a Result: write return Errno(%s), or its name in kernel/error/error.hpp\n", \
			name, FNR, returned
	}
	if (($0 ~ /namespace +parameters/ && declared != "?") || $0 ~ /ParameterLock +[a-z]|Irq<&/)
		worth = 1
}
END { look() }

function look(    number)
{
	if (!worth)
		return
	tokens = depth = guards = context = contexts = parens = conditionals = 0
	in_parameters = -1
	split("", irq)
	statement = 1
	comment = 0
	raw = ""
	for (number = 1; number <= count; number++)
		words(lines[number], number)
}

# --- Words. -----------------------------------------------------------------------------------------------------
function words(text, number,    token, at)
{
	if (raw != "") { # in a raw string
		if ((at = index(text, raw)) == 0)
			return
		text = substr(text, at + length(raw))
		raw = ""
	}
	if (!comment && text ~ /^[ \t]*#/) {
		if (raw_directive(text))
			return
	}
	while (text != "") {
		if (comment) {
			if ((at = index(text, "*/")) == 0)
				return
			text = substr(text, at + 2)
			comment = 0
			continue
		}
		if (!match(text, /[A-Za-z_][A-Za-z_0-9]*|[0-9][0-9A-Za-z_.']*|"([^"\\]|\\.)*"|'([^'\\]|\\.)*'|\/\/|\/\*|->|::|[^ \t\r]/))
			return
		token = substr(text, RSTART, RLENGTH)
		text = substr(text, RSTART + RLENGTH)
		if (token == "//")
			return
		if (token == "/*") {
			comment = 1
			continue
		}
		if (token ~ /^(u8|u|U|L)?R$/ && text ~ /^"/) {
			raw = ")" substr(text, 2, index(text, "(") - 2) "\""
			at = index(text, raw)
			if (at == 0)
				return
			text = substr(text, at + length(raw))
			raw = ""
			token = "\"\""
		}
		take(token, number)
	}
}

# Conditional sections: each begins with the braces that the first began with; guards that were taken before are dropped.
function raw_directive(text)
{
	sub(/^[ \t]*#[ \t]*/, "", text)
	if (text ~ /^if/) {
		depth_at[++conditionals] = depth
		context_at[conditionals] = context
		contexts_at[conditionals] = contexts
	} else if (text ~ /^el/ && conditionals > 0) {
		depth = depth_at[conditionals]
		context = context_at[conditionals]
		contexts = contexts_at[conditionals]
	} else if (text ~ /^endif/ && conditionals > 0)
		conditionals--
	if (text ~ /^(if|el|endif)/)
		guards = 0
	statement = tokens + 1
	# (What a macro is made of is no statement.)
	return 1
}

function is_name(token) { return token ~ /^[A-Za-z_]/ }

function take(token, number)
{
	t[++tokens] = token
	line[tokens] = number
	if (token == "(")
		opened[++parens] = tokens
	else if (token == ")" && parens > 0)
		closes[tokens] = opened[parens--]
	else if (token == "{")
		open_brace()
	else if (token == "}")
		close_brace()
	else if (token == ";" && parens == paren_base[depth]) {
		if (in_parameters >= 0 && is_space[depth])
			check_parameter()
		check_member()
		keep_guard()
		statement = tokens + 1
	}
	if (guards)
		forget()
	if (token == "(" && guards)
		check_lock()
	else if (token == ")" && guards && t[tokens - 1] == "(" && t[tokens - 2] == "value" && owner(tokens - 3) ~ /^ parameters :: /)
		refuse_second(" ParameterLock ", "the parameters' lock")
}

function open_brace()
{
	if (in_parameters >= 0 && is_space[depth])
		check_parameter()
	else if (t[tokens - 1] == "parameters" && t[tokens - 2] == "namespace")
		in_parameters = depth
	check_member()
	depth++
	is_space[depth] = t[tokens - 1] == "namespace" || t[tokens - 2] == "namespace"
	paren_base[depth] = parens
	is_new[depth] = !is_block(tokens - 1)
	if (is_new[depth]) {
		outer[depth] = context
		context = ++contexts
	}
	statement = tokens + 1
}

function close_brace()
{
	while (guards && guard_depth[guards] >= depth)
		guards--
	if (is_new[depth])
		context = outer[depth]
	delete irq[depth]
	if (depth > 0)
		depth--
	if (in_parameters == depth)
		in_parameters = -1
	parens = paren_base[depth + 1]
	statement = tokens + 1
}

# Whether the brace behind this word opens a block of the enclosing function.
function is_block(at,    before)
{
	if (t[at] == "]" && t[at - 1] == "]") { # an attribute
		while (at > 1 && !(t[at] == "[" && t[at - 1] == "["))
			at--
		at -= 2
	}
	if (t[at] ~ /^(else|do|;|\{|\}|:)$/)
		return context > 0
	if (t[at] != ")")
		return 0
	before = t[closes[at] - 1]
	return before ~ /^(if|for|while|switch|constexpr)$/
}
