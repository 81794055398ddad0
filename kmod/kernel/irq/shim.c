// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/interrupt.h>. */
#include <linux/interrupt.h>

#include "kernel/irq/shim.h"

SAME_TYPE(free_irq);
SAME_TYPE(request_threaded_irq);
