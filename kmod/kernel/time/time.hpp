// SPDX-License-Identifier: GPL-2.0-only
// Time: lengths (Duration), points on the kernel's clocks (Ktime, BootTime, RealTime, Jiffies) and delays. They are types that do not
// mix; timeout.hpp, beside it, makes the Timeout of a wait from a Duration.
#pragma once

#include "kernel/time/clock.hpp"
#include "kernel/time/delay.hpp"
#include "kernel/time/duration.hpp"
#include "kernel/time/jiffies.hpp"
#include "kernel/time/text.hpp"
