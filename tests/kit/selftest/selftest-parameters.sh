# shellcheck shell=sh
# SPDX-License-Identifier: GPL-2.0-only
# A part of selftest.sh: the module's parameters, in sysfs and at insmod.
# shellcheck disable=SC2154 # what selftest.sh sets

parameter_values() { (cd "$parameters" && cat even list word sum | xargs -I {} printf '{}|' | sed 's/|$//'); }
other_values() { (cd "$parameters" && cat verbose nocache mask wide queues | xargs); }

parameters_in_sysfs() {
	is "parameters: those that have a file" 'debug even list mask nocache queues run sum verbose wide word' \
		"$(cd "$parameters" && echo ./* | sed 's/\.\///g')"
	is "parameters: their first values" '200|1,-2,3|a word|0' "$(parameter_values)"
	check "parameters: an even number is taken" store "$parameters/even" ' 0x10'
	refuses "parameters: the validator's refusal" 'Operation not permitted' store "$parameters/even" 17
	refuses "parameters: out of the type's range" 'Numerical result out of range' store "$parameters/even" 256
	refuses "parameters: not a number" 'Invalid argument' store "$parameters/even" many
	is "parameters: a refusal changes nothing" 16 "$(cat "$parameters/even")"
	check "parameters: a list is taken" store "$parameters/list" '4,0b11, -2,1'
	refuses "parameters: too long a list" 'Invalid argument' store "$parameters/list" 1,2,3,4,5
	refuses "parameters: a list with a hole" 'Invalid argument' store "$parameters/list" 1,,3
	is "parameters: a refused list changes nothing" 4,3,-2,1 "$(cat "$parameters/list")"
	check "parameters: a text is taken" store "$parameters/word" 'fifteen letters'
	refuses "parameters: too long a text" 'No space left on device' store "$parameters/word" 'sixteen letters!'
	is "parameters: a refused text changes nothing" 'fifteen letters' "$(cat "$parameters/word")"
	check "parameters: a live callback is called" store "$parameters/sum" 40
	check "parameters: a live callback is called again" store "$parameters/sum" 2
	is "parameters: a live callback chooses what it shows" 42 "$(cat "$parameters/sum")"
	is "parameters: first values of other types" 'N N 0x00002a 18446744073709551615 4' "$(other_values)"
	for value in verbose=on nocache=1 mask=0xfedcba98 wide=9223372036854775808 queues=64; do
		check "parameters: $value is taken" store "$parameters/${value%=*}" "${value#*=}"
	done
	refuses "parameters: not a truth" 'Invalid argument' store "$parameters/verbose" maybe
	refuses "parameters: above the bounds" 'Invalid argument' store "$parameters/queues" 65
	refuses "parameters: below the bounds" 'Invalid argument' store "$parameters/queues" 0
	refuses "parameters: below 64 bits" 'Numerical result out of range' store "$parameters/wide" -1
	is "parameters: values of other types" 'Y Y 0xfedcba98 9223372036854775808 64' "$(other_values)"
	refuses "parameters: one that is read-only" 'Permission denied' store "$parameters/debug" 1
}

parameters_refused_by_insmod() {
	refuses "insmod: the validator's refusal" 'Operation not permitted' insmod "$module" even=3
	refuses "insmod: out of the type's range" 'Numerical result out of range' insmod "$module" even=256
	refuses "insmod: not a number" 'Invalid argument' insmod "$module" even=many
	refuses "insmod: no value" 'Invalid argument' insmod "$module" even
	refuses "insmod: too long a list" 'Invalid argument' insmod "$module" list=1,2,3,4,5
	refuses "insmod: too long a text" 'No space left on device' insmod "$module" word=sixteen_letters!
	refuses "insmod: create() says no" 'Invalid argument' insmod "$module" run=nothing
	refuses "insmod: a test fails" 'Input/output error' insmod "$module" run=param word=unexpected
	check "insmod: a refusal leaves nothing loaded" not loaded
}
