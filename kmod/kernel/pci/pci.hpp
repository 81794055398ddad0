// SPDX-License-Identifier: GPL-2.0-only
// PCI: drivers, their devices, and what these have: registers, interrupts.
#pragma once

#include "kernel/irq/irq.hpp"
#include "kernel/pci/pci_driver.hpp"
