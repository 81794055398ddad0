# SPDX-License-Identifier: GPL-2.0-only
# A part of sources.awk. Two guards of one lock: `auto a = x.lock();` and, while a stands, x.lock(), x.lock_interruptible(), x.with() and
# their kin, which sources.awk lists; those of readers too, as a writer may wait in between. The x must be the same words, without
# calls or indices, in the same function (a lambda is another), with no other x in between. And TRY(x.try_lock()); which keeps no
# guard. The same of the parameters' lock: ParameterLock twice, or parameters::x.value(), which takes it.

# The words of x in x.lock, which ends at this word; "" if it is more than names.
function owner(at,    text)
{
	if (t[at] != "." && t[at] != "->")
		return ""
	text = ""
	while (t[at] == "." || t[at] == "->" || t[at] == "::") {
		if (!is_name(t[at - 1])) {
			if (t[at] == "::")
				break
			return ""
		}
		text = " " t[at - 1] (text == "" ? "" : " " t[at] text)
		at -= 2
	}
	first_word = at + 1
	if (t[at] == ")" || t[at] == "]")
		return ""
	sub(/^ this ->/, "", text)
	return text " "
}

# The statement that ends here: does it keep a guard? [const] auto NAME = [TRY(] x.lock() [)];
function keep_guard(    at, tried, from, taken)
{
	at = tokens - 1
	if (t[at - 1] == "ParameterLock" && is_name(t[at])) {
		refuse_second(" ParameterLock ", "the parameters' lock")
		add_guard(" ParameterLock ", at)
		return
	}
	if (t[at] == ")" && t[closes[at] - 1] == "TRY") {
		tried = closes[at] - 1
		at--
	}
	if (t[at] != ")" || closes[at] != at - 1)
		return
	if (t[at - 2] !~ "^" (tried ? trying : taking) "$")
		return
	taken = owner(at - 3)
	if (taken == "")
		return
	from = tried ? tried : first_word
	if (tried && first_word != tried + 2)
		return
	if (tried && tried == statement) {
		printf "cxx: %s:%s: a guard that has no name lets its lock go at once: write `auto held = TRY(%s.%s());`\n", name, line[tokens], shown(taken), t[at - 2]
		return
	}
	if (t[first_word] == "this")
		first_word += 2
	# (A declaration: a type stands before the name.)
	if (t[from - 1] != "=" || !is_name(t[from - 2]) || from - 3 < statement || t[from - 3] !~ /^([A-Za-z_].*|&|>)$/)
		return
	add_guard(taken, from - 2)
}
function add_guard(taken, at)
{
	guard_of[++guards] = taken
	guard_name[guards] = t[at]
	guard_line[guards] = line[at]
	guard_depth[guards] = depth
	guard_context[guards] = context
}

# A lock that is asked for: does a guard of this function have it already?
function check_lock(    taken)
{
	taken = owner(tokens - 2)
	if (t[tokens - 1] ~ "^" locking "$")
		refuse_second(taken, shown(taken))
}
function shown(taken)
{
	gsub(/ /, "", taken)
	return taken
}
function refuse_second(taken, what,    n)
{
	for (n = guards; taken != "" && n > 0; n--) {
		if (guard_of[n] != taken || guard_context[n] != context || lines[line[tokens]] ~ /NOLINT/)
			continue
		printf "cxx: %s:%s: two guards of one lock: %s is held already, by %s of line %s, and would be waited for without end: use %s, or end its " \
			"scope before\n", name, line[tokens], what, guard_name[n], guard_line[n], \
			taken == " ParameterLock " ? "value(" guard_name[n] ")" : guard_name[n]
		return
	}
}

# What may make of x another x, or of its guard none: a guard that is moved, a word of x that is assigned to, counted up, declared
# once more, or handed to somebody by its address.
function forget(    n, word, before, at)
{
	# (One word late, so that the next one is known.)
	at = tokens - 1
	word = t[at]
	if (!is_name(word))
		return
	before = t[at - 1]
	for (n = guards; n > 0; n--) {
		if (word == guard_name[n] && before == "(" && t[at - 2] == "move")
			drop(n)
		else if (index(guard_of[n], " " word " ") && changes(at, before))
			drop(n)
	}
}
function changes(at, before)
{
	if (t[at + 1] == "=" || t[at + 1] ~ /^[+-]$/ || before ~ /^[+-]$/)
		return 1
	if (before ~ /^[&*>]$/)
		return 1
	if (is_name(before) && before !~ /^(return|else|do|case|not|and|or)$/)
		return 1
	# (By itself an argument, which may be taken by reference; of a lock itself nobody can make another.)
	return before ~ /^[(,]$/ && t[at + 1] ~ /^[,)]$/
}
function drop(n)
{
	for (; n < guards; n++) {
		guard_of[n] = guard_of[n + 1]
		guard_name[n] = guard_name[n + 1]
		guard_line[n] = guard_line[n + 1]
		guard_depth[n] = guard_depth[n + 1]
		guard_context[n] = guard_context[n + 1]
	}
	guards--
}
