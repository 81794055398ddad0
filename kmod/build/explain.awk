# SPDX-License-Identifier: GPL-2.0-only
# Reads what g++ or clang said of a unit that does not compile, in English, and prints for each mistake that it knows
#	cxx: FILE:LINE: RULE: CURE
# FILE:LINE is the driver's own, also where the compiler stumbled in the layer: then the line that led there.
#	awk -f mistakes.awk -f explain.awk WHAT_IT_SAID

function on(what, sentence)
{
	patterns[++rules] = what
	sentences[rules] = sentence
}

# The n-th of what stands in quotes.
function quoted(text, n,    parts)
{
	gsub(/"/, "'", text)
	return split(text, parts, "'") >= 2 * n ? parts[2 * n] : ""
}

# The word at a place in a source.
function word_at(file, line, column,    text, number)
{
	for (number = 1; number <= line; number++)
		if ((getline text < file) <= 0)
			break
	close(file)
	text = substr(text, column)
	return match(text, /^[A-Za-z_0-9]+/) ? substr(text, 1, RLENGTH) : ""
}

function in_layer(file) { return file ~ /(^|\/)kmod\/(kernel|build)\// || file ~ /\.build\// || file ~ /^</ }

function replaced(sentence, what, by,    at)
{
	while ((at = index(sentence, what)) != 0)
		sentence = substr(sentence, 1, at - 1) by substr(sentence, at + length(what))
	return sentence
}

# The sentence of rule n for this error; "" if there is nothing to say.
function sentence_of(n, rest,    sentence, name)
{
	sentence = sentences[n]
	if (sentence == "%*") {
		# (A static_assert of the driver's own needs no help. clang places one of the layer's macros where that is used.)
		if (patterns[n] ~ /^static/ && !in_layer(file) && notes !~ /expanded from macro[^(]*\([^)]*kmod\/kernel\//)
			return ""
		sub(/ *\[-W[^]]*\]$/, "", rest)
		sub(/['"]$/, "", rest)
		return rest
	}
	if (sentence == "%header") {
		name = message
		gsub(/'/, "", name)
		sub(/( file not found|: No such file or directory).*/, "", name)
		return missing_header(name)
	}
	if (sentence == "%std") {
		name = message ~ /undeclared|has not been declared/ ? "" : quoted(message, 1)
		return "std::" name ": a kernel has no standard library: " (name != "" && header(name) != "" ? header(name) : \
			"the layer in kmod/kernel has what there is instead (kernel/core, kernel/memory, kernel/lock)")
	}
	if (sentence == "%ids") {
		name = quoted(message, 2)
		sub(/.*::/, "", name)
		return name "::" quoted(message, 1) ": no table has this name: add " toupper(name) "(" quoted(message, 1) ", {...}) to " \
			"NAME.module.h, where depmod finds it, too (kernel/" substr(name, 1, length(name) - 4) "/words.h)"
	}
	if (index(sentence, "%parameter"))
		sentence = replaced(sentence, "%parameter", parameter_at(place_file, place_line))
	if (place_file ~ /\.module\.h$/) {
		name = place_file
		gsub(/.*\/|\.module\.h$/, "", name)
		sentence = replaced(sentence, "NAME", name)
	}
	return replaced(sentence, "%1", quoted(message, 1))
}

# The name in the PARAMETER(name, ...) of this line.
function parameter_at(file, line,    text, number)
{
	for (number = 1; number <= line; number++)
		if ((getline text < file) <= 0)
			break
	close(file)
	return match(text, /PARAMETER\( *[A-Za-z_0-9]+/) ? substr(text, RSTART + 10, RLENGTH - 10) : "NAME"
}

# Ends an error: what it is, and where.
function finish(    n, subject, sentence)
{
	if (!pending)
		return
	pending = 0
	subject = message " " notes
	if (place_file ~ /\.module\.h$/)
		subject = "module.h:" word_at(place_file, place_line, 1) " " subject
	for (n = 1; n <= rules; n++) {
		# (What begins a text, or is the rest of it, is the error's own.)
		if (!match(patterns[n] ~ /^\^/ || sentences[n] == "%*" ? message : subject, patterns[n]))
			continue
		sentence = sentence_of(n, substr(message, RSTART + RLENGTH))
		# What the layer stumbles over when something has been said already most likely follows from that.
		# (Nor is there more than one of a line.)
		if (sentence == "" || (sentence in said) || ((place_file, place_line) in said) || (in_layer(file) && (sentences[n] == "%*" ? explained : explained || repeated)))
			return
		said[sentence] = said[place_file, place_line] = 1
		if (sentences[n] == "%*")
			repeated = 1
		else
			explained = 1
		sub(/^(\.\/)+/, "", place_file)
		sub(/\/\.\//, "/", place_file)
		printf "cxx: %s:%s: %s\n", place_file, place_line, sentence
		return
	}
}

# A place of the driver's is better than one of the layer's; the first one is the nearest.
function offer(where_file, where_line)
{
	if (in_layer(place_file) && !in_layer(where_file)) {
		place_file = where_file
		place_line = where_line
	}
}

# The stack of inlined calls, which g++ prints before the error that it belongs to.
/^    inlined from '.*' at [^ ]*:[0-9]+:[0-9]+[,:]/ {
	text = $0
	sub(/.* at /, "", text)
	split(text, at, ":")
	led_file[++leads] = at[1]
	led_line[leads] = at[2]
	next
}

!match($0, /^[^ :]+:[0-9]+:([0-9]+:)? /) {
	next
}

{
	head = substr($0, 1, RLENGTH)
	text = substr($0, RLENGTH + 1)
	split(head, at, ":")
}

# (Also of a note.)
text ~ /^ *(recursively )?required (from|by)|^ *in .*(constexpr|consteval).* expansion of/ {
	led_file[++leads] = at[1]
	led_line[leads] = at[2]
	next
}

text ~ /^(fatal )?error: / {
	finish()
	pending = 1
	file = place_file = at[1]
	place_line = at[2]
	sub(/^(fatal )?error: /, "", text)
	if (text ~ /^attempt to use a poisoned identifier/)
		text = "attempt to use poisoned \"" word_at(at[1], at[2], at[3]) "\""
	gsub(/poisoned '/, "poisoned \"", text)
	if (text ~ /poisoned "/)
		sub(/'$/, "\"", text)
	message = text
	notes = ""
	for (lead = 1; lead <= leads; lead++)
		offer(led_file[lead], led_line[lead])
	leads = 0
	next
}

text ~ /^warning: / {
	finish()
	leads = 0
	next
}

text ~ /^note: / && pending {
	leads = 0
	if (text ~ /in expansion of macro|expanded from macro|requested here|in instantiation of|in the instantiation|called here/)
		offer(at[1], at[2])
	sub(/^note: /, "", text)
	notes = notes " " text " (" at[1] ")"
	next
}

END { finish() }
