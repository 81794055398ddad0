# SPDX-License-Identifier: MIT
"""The bugs of the canary module that each debug kernel must report, the text of each report, and whether it came."""

import re
from typing import Dict, List, NamedTuple


class Canary(NamedTuple):
    detector: str
    bug: str     # its name in the canary module, and its function's
    report: str  # a line of the report


# One after the other in one boot: a report of lockdep or KASAN switches lockdep off, and a task that fails kCFI dies
# with the lock of the module's parameters.
LOCKS = (
    Canary("lockdep", "lock_inversion", r"possible circular locking dependency detected"),
    Canary("sleep in atomic", "sleeping_in_atomic", r"BUG: sleeping function called from invalid context"),
    Canary("hung task", "hung_task", r"INFO: task canary_waiter:\d+ blocked for more than"),
    Canary("list checks", "list_corruption", r"list_del corruption"),
)
MEMORY = (
    Canary("kmemleak", "memory_leak", r"kmemleak: unreferenced object"),
    Canary("ODEBUG", "active_timer_freed", r"ODEBUG: free active .* object type: timer_list"),
    Canary("UBSAN shift", "shift_too_far", r"UBSAN: shift-out-of-bounds"),
    Canary("UBSAN bounds", "index_too_large", r"UBSAN: array-index-out-of-bounds"),
    Canary("UBSAN bool", "bool_of_two", r"UBSAN: invalid-load"),
    Canary("UBSAN enum", "enum_of_nothing", r"UBSAN: invalid-load"),
    Canary("KASAN heap", "heap_out_of_bounds", r"KASAN: slab-out-of-bounds in \S*heap_out_of_bounds"),
    Canary("KASAN freed", "use_after_free", r"KASAN: slab-use-after-free in \S*use_after_free"),
    Canary("KASAN double free", "double_free", r"KASAN: double-free"),
    Canary("KASAN stack", "stack_out_of_bounds", r"KASAN: stack-out-of-bounds in \S*stack_out_of_bounds"),
    Canary("KASAN global", "global_out_of_bounds", r"KASAN: global-out-of-bounds in \S*global_out_of_bounds"),
)
CANARIES: Dict[str, List[Canary]] = {
    "debug-kasan": [*LOCKS, *MEMORY],
    "debug-cfi": [*LOCKS, *MEMORY, Canary("kCFI", "wrong_function_type", r"CFI failure at \S*wrong_function_type")],
    "debug-kcsan": [*LOCKS, Canary("KCSAN", "data_race", r"BUG: KCSAN: data-race in \S*data_race_loses")],
}
ARGUMENTS = "kasan_multi_shot printk.devkmsg=on"

# Two scans: an object must have been seen twice, and be 5 s old. (A record of the log is short: line by line.)
LEAKS = """
leaks() {
	[ -e /sys/kernel/debug/kmemleak ] || return 0
	for scan in 1 2; do
		sleep 6
		echo scan >/sys/kernel/debug/kmemleak
	done
	while read -r line; do echo "kmemleak: $line" >/dev/kmsg; done </sys/kernel/debug/kmemleak
}
"""
SCRIPT = LEAKS + """
echo 0 >/proc/sys/kernel/panic_on_oops
echo 2 >/proc/sys/kernel/hung_task_timeout_secs
insmod /t/rusty_canary.ko || exit 1
for bug in @BUGS@; do
	echo "canary: begin $bug" >/dev/kmsg
	# (A process of its own, as it may not survive.)
	sh -c "echo $bug >/sys/module/rusty_canary/parameters/bug"
	[ "$bug" != memory_leak ] || leaks
	echo "canary: end $bug" >/dev/kmsg
done
"""


def script(kernel: str) -> str:
    return SCRIPT.replace("@BUGS@", " ".join(canary.bug for canary in CANARIES[kernel]))


def fired(canary: Canary, console: str) -> bool:
    """Whether the report came while the bug was run, with a frame of the bug's function."""
    text = console.partition(f"canary: begin {canary.bug}\n")[2].partition(f"canary: end {canary.bug}\n")[0]
    frame = rf"\w*{canary.bug}\w*(\.\w+)*\+0x[0-9a-f]+/0x[0-9a-f]+ \[rusty_canary\]"
    return bool(re.search(canary.report, text) and re.search(frame, text))
