# SPDX-License-Identifier: GPL-2.0-only
# A header of the layer as doxygen is to read it, line for line: a facility's folder becomes a group, and the comment at the top of a
# header a paragraph of its text. Unnamed namespaces, which each header has for the linker's sake, are left out of the names.
function escaped(line) {
	if (line ~ /^ ?    /)
		return line # (an example)
	gsub(/&/, "\\&amp;", line)
	gsub(/</, "\\&lt;", line)
	return line
}
FNR == 1 {
	parts = split(FILENAME, path, "/")
	group = path[parts - 1]
	print "/** @defgroup " group " " group
	header = group "/" path[parts]
	top = 1
	next
}
top && /^\/\// {
	print (top == 1 ? " @details <b>kernel/" header "</b>:" : "") escaped(substr($0, 3))
	top = 2
	next
}
top { print "*/"; top = 0; next }
# (Each by itself: to doxygen, a group that is open ends where a namespace begins.)
/^\/\/\// { print documented ? $0 : "/** @ingroup " group " */ " $0; documented = 1; next }
{ documented = 0 }
/^#include/ { print ""; next }
/^namespace$/ { unnamed = 1; print ""; next }
unnamed && /^\{$/ { unnamed = 0; print ""; next }
/^\} \/\/ namespace$/ { print ""; next }
{ print }
