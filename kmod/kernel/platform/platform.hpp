// SPDX-License-Identifier: GPL-2.0-only
// Platform devices: drivers, what a device has, devices of a module's own.
#pragma once

#include "kernel/irq/irq.hpp"
#include "kernel/platform/driver.hpp"
#include "kernel/platform/memory.hpp"
#include "kernel/platform/registration.hpp"
