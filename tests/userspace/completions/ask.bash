# shellcheck shell=bash
# SPDX-License-Identifier: MIT
# ask.bash FILE: for each line of stdin, what bash would offer at its end; then a line of one dot.
set -u
# shellcheck source=/dev/null
source "$1" || exit 1
registered=$(complete -p rusty) || exit 1
[[ $registered =~ -F\ ([^ ]+) ]] || exit 1
answering=${BASH_REMATCH[1]}
compopt() { :; } # only inside of a real completion

while IFS= read -r line; do
	# As readline parts it: at blanks, and around each `=`.
	read -ra COMP_WORDS <<<"${line//=/ = }"
	[[ $line == *' ' ]] && COMP_WORDS+=('')
	COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
	COMPREPLY=()
	"$answering" rusty "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
	((${#COMPREPLY[@]})) && printf '%s\n' "${COMPREPLY[@]}"
	echo .
done
