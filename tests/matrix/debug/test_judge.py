# SPDX-License-Identifier: MIT
"""Quick tests of how a debug kernel's log is judged: no kernel."""

import re
import unittest
from pathlib import Path

from .canaries import CANARIES, fired, script
from .splats import splats

BAR = "[    1.0] " + "=" * 66 + "\n"
RACE = BAR + """[    1.0] BUG: KCSAN: data-race in {0}
[    1.0] write to 0xffff of 8 bytes by task 1 on cpu 0:
[    1.0]  {0}
""" + BAR
OURS = "_ZN5rustyL3setEx+0x10/0x20 [rusty]"
KASAN = "[    1.0] BUG: KASAN: slab-out-of-bounds in _ZN6canary12_GLOBAL__N_118heap_out_of_boundsEv+0x1/0x2 [rusty_canary]\n"


class Splats(unittest.TestCase):
    def test_each_kind_of_report_is_seen(self) -> None:
        for line in ("BUG: KASAN: slab-use-after-free in x", "UBSAN: shift-out-of-bounds in a.cpp:1", "INFO: task a:1 blocked for more than",
                     "WARNING: possible circular locking dependency detected", "WARNING: suspicious RCU usage",
                     "WARNING: inconsistent lock state", "BUG: sleeping function called from invalid context at a.c:1",
                     "kmemleak: unreferenced object 0xffff (size 32):", "ODEBUG: free active (active state 0)",
                     "list_del corruption. prev->next should be", "CFI failure at a+0x1/0x2", "Oops: invalid opcode: 0000",
                     "watchdog: BUG: soft lockup", "rcu: INFO: rcu_preempt detected stalls on CPUs", "WARNING: CPU: 0 PID: 1 at a.c:1"):
            self.assertEqual(len(splats(f"[    1.0] harmless\n[    1.0] {line}\n[    1.0] more\n")), 1, line)

    def test_the_output_of_a_healthy_kernel_is_no_report(self) -> None:
        self.assertEqual(splats("[    0.1] kmemleak: Kernel memory leak detector initialized\n[    0.1] rusty: My number is 2023\n"), [])

    def test_of_the_self_test_only_its_one_warning_is_on_purpose(self) -> None:
        at = "[    1.0] WARNING: CPU: 0 PID: 1 at kmod/kernel/helpers_log.c:32"
        self.assertEqual(splats(f"{at} shim_warn+0x1/0x2 [rusty_selftest]\n"), [])
        self.assertEqual(len(splats(f"{at} shim_warn+0x1/0x2 [rusty]\n")), 1)
        self.assertEqual(len(splats(f"{at} other+0x1/0x2 [rusty_selftest]\n")), 1)

    def test_a_race_is_ours_by_a_frame(self) -> None:
        self.assertEqual(splats(RACE.format("lapic_next_deadline+0x1/0x2")), [])
        self.assertEqual(len(splats(RACE.format("lapic_next_deadline+0x1/0x2") + RACE.format(OURS))), 1)

    def test_a_race_of_an_interrupt_is_not_of_the_interrupted_code(self) -> None:
        self.assertEqual(splats(RACE.format(f"tick+0x1/0x2\n[    1.0]  asm_sysvec_apic_timer_interrupt+0x1/0x2\n[    1.0]  {OURS}")), [])

    def test_a_race_far_below_a_call_of_ours_is_the_kernels_own(self) -> None:
        below = "osq_lock+0x1/0x2\n[    1.0]  __mutex_lock+0x1/0x2\n[    1.0]  "
        self.assertEqual(splats(RACE.format(f"{below}mutex_lock_nested+0x1/0x2\n[    1.0]  {OURS}")), [])
        self.assertEqual(len(splats(RACE.format(f"{below}{OURS}"))), 1)

    def test_a_work_that_is_queued_while_it_is_cancelled_is_the_kernels_race(self) -> None:
        race = RACE.format(OURS)
        word = "clear_pending_if_disabled / work_grab_pending"
        self.assertEqual(len(splats(race)), 1)
        self.assertEqual(splats(re.sub(r"data-race in .*", f"data-race in {word}", race)), [])

    def test_either_access_makes_a_race_ours(self) -> None:
        second = "[    1.0] read to 0xffff of 8 bytes by task 2 on cpu 1:\n[    1.0]  "
        deep = "a+0x1/0x2\n[    1.0]  b+0x1/0x2\n[    1.0]  c+0x1/0x2\n"
        self.assertEqual(len(splats(RACE.format(f"{deep}{second}{OURS}"))), 1)
        self.assertEqual(splats(RACE.format(f"{deep}{second}d+0x1/0x2")), [])

    def test_among_faults_a_warning_or_leak_is_ours_by_a_frame(self) -> None:
        warning = "[    1.0] WARNING: CPU: 0 PID: 1 at lib/dynamic_debug.c:1353 ddebug_module_notify+0x1/0x2\n"
        ended = "[    1.0] Modules linked in: rusty(O+)\n[    1.0]  load_module+0x1/0x2\n[    1.0]  </TASK>\n[    2.0] " + OURS + "\n"
        self.assertEqual(len(splats(warning + ended)), 1)
        self.assertEqual(splats(warning + ended, faults=True), [])
        self.assertEqual(len(splats(f"{warning}[    1.0]  {OURS}\n{ended}", faults=True)), 1)
        self.assertEqual(len(splats(KASAN, faults=True)), 1)


class Canaries(unittest.TestCase):
    def test_a_detector_fires_only_with_its_report_and_a_frame_while_its_bug_is_run(self) -> None:
        heap = next(canary for canary in CANARIES["debug-kasan"] if canary.bug == "heap_out_of_bounds")
        begin, end = "[    1.0] canary: begin heap_out_of_bounds\n", "[    1.0] canary: end heap_out_of_bounds\n"
        self.assertTrue(fired(heap, begin + KASAN + end))
        self.assertFalse(fired(heap, begin + end + KASAN))
        self.assertFalse(fired(heap, begin + KASAN.replace("[rusty_canary]", "") + end))
        self.assertFalse(fired(heap, begin + KASAN.replace("heap_out_of", "out_of") + end))

    def test_each_bug_is_one_of_the_modules(self) -> None:
        source = Path(__file__).with_name("canary").joinpath("rusty_canary.cpp").read_text()
        bugs = {canary.bug for canaries in CANARIES.values() for canary in canaries}
        for bug in bugs:
            self.assertIn(f'{{"{bug}", {bug}}}', source)
        self.assertIn("for bug in lock_inversion ", script("debug-kcsan"))


if __name__ == "__main__":
    unittest.main()
