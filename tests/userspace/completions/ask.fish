# SPDX-License-Identifier: MIT
# ask.fish FILE: for each line of stdin, what fish would offer at its end, TAB, description; then a line of one dot.
set fish_complete_path (path dirname $argv[1])
set asked # read first, as a completion may read stdin
while read -l line
    set -a asked $line
end
for line in $asked
    complete -C$line
    echo .
end
