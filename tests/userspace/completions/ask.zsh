# SPDX-License-Identifier: MIT
# The .zshrc of an interactive zsh: for each line of $RUSTY_LINES, writes what zsh would offer at its end, TAB, how it
# is listed, to $RUSTY_ANSWERS; then a line of one dot. $RUSTY_FILE is the completion.
fpath=(${RUSTY_FILE:h} $fpath)
autoload -Uz compinit
compinit -u -D
zstyle ':completion:*' list-grouped false # a line each, with its description
[[ $_comps[rusty] == _rusty ]] || exit 1
COLUMNS=500 LINES=200

compadd() {
	local -a given hits shown listed
	given=("${(@)@[1,(i)(-|--)]}")
	# (With these it adds nothing: it answers in an array.)
	if [[ -n ${given[(r)-[OAD]*]} ]]; then
		builtin compadd "$@"
		return
	fi
	builtin compadd -A hits "$@"
	zparseopts -E -a ignored d:=listed
	(( $#listed )) && builtin compadd -D shown "$@"
	shown=()
	(( $#listed )) && shown=("${(@P)listed[2]}")
	local -i i
	for ((i = 1; i <= $#hits; i++)); do
		print -r -- "$hits[i]"$'\t'"${${shown[(r)$hits[i] *]}#* -- }"
	done >>$RUSTY_ANSWERS
	builtin compadd "$@"
}

ask() {
	_main_complete
	compstate[insert]= compstate[list]=
}
zle -C ask complete-word ask

zle-line-init() {
	local line
	for line in "${(@f)$(<$RUSTY_LINES)}"; do
		BUFFER=$line CURSOR=$#line
		zle ask
		print . >>$RUSTY_ANSWERS
	done
	exit
}
zle -N zle-line-init
