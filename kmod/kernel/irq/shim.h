/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_IRQ_SHIM_H
#define KERNEL_IRQ_SHIM_H

#include "kernel/core/boundary.h"

#ifdef __cplusplus
/* (Of the kernel's own type: another would have another kCFI hash.) */
enum irqreturn : unsigned int;
#else
#include <linux/irqreturn.h>
#endif

SHIMS_BEGIN
typedef enum irqreturn (*irq_handler)(int, void *);

/* Both sleep. No handler: IRQF_ONESHOT must be set. The name must live as long as the request. free_irq waits for handler and thread. */
int shim_request_threaded_irq(unsigned int irq, irq_handler handler, irq_handler thread, unsigned long flags,
			      const char *name, void *data) DIRECT(request_threaded_irq);
const void *shim_free_irq(unsigned int irq, void *data) DIRECT(free_irq);
SHIMS_END

#endif
