/* SPDX-License-Identifier: GPL-2.0-only */
#ifndef KERNEL_USB_SHIM_H
#define KERNEL_USB_SHIM_H

#include "kernel/core/boundary.h"

struct urb;
struct usb_device;
struct usb_device_id;
struct usb_driver;
struct usb_interface;

SHIMS_BEGIN
/* Both sleep. Of a zeroed driver; its name and ids must live as long as it. From then on probe and disconnect are called, in process context;
 * usb_deregister calls disconnect for each interface that was probed, and waits for those that run. 0 or a negative errno. */
int shim_usb_register_driver(struct usb_driver *driver, const char *name, const struct usb_device_id *ids,
			     int (*probe)(struct usb_interface *, const struct usb_device_id *),
			     void (*disconnect)(struct usb_interface *));
void shim_usb_deregister(struct usb_driver *driver) DIRECT(usb_deregister);

struct usb_device *shim_interface_to_usbdev(struct usb_interface *interface);
u16 shim_usb_vendor_id(const struct usb_device *device);
u16 shim_usb_product_id(const struct usb_device *device);
u8 shim_usb_interface_number(const struct usb_interface *interface);
/* Of the current altsetting; the index is below the number of endpoints. */
unsigned int shim_usb_num_endpoints(const struct usb_interface *interface);
struct shim_usb_endpoint {
	u16 max_packet_size;
	u8 address;
	u8 type;
	u8 interval;
};
struct shim_usb_endpoint shim_usb_endpoint_at(const struct usb_interface *interface, unsigned int index);
/* The pipe of an endpoint of the device: PIPE_BULK or PIPE_INTERRUPT, and its bEndpointAddress. */
unsigned int shim_usb_pipe(struct usb_device *device, unsigned int kind, unsigned int address);

/* These sleep; 0 milliseconds is for ever. 0 or a negative errno. The data is in memory of kmalloc; how much of it was transferred is written
 * to actual_length. Of interrupt endpoints, too. */
int shim_usb_bulk_msg(struct usb_device *device, unsigned int pipe, void *data, int length,
		      int *actual_length, int timeout) DIRECT(usb_bulk_msg);
/* The data may lie anywhere. */
int shim_usb_control_msg_send(struct usb_device *device, u8 request, u8 type, u16 value, u16 index,
			      const void *data, u16 size, int timeout);
int shim_usb_control_msg_recv(struct usb_device *device, u8 request, u8 type, u16 value, u16 index,
			      void *data, u16 size, int timeout);
int shim_usb_clear_halt(struct usb_device *device, int pipe) DIRECT(usb_clear_halt);

/* Without packets of isochronous ones. Sleeps where the flags allow it. NULL: out of memory. It has one reference; the last free frees it and its
 * buffer. */
struct urb *shim_usb_alloc_urb(unsigned int gfp);
struct urb *shim_usb_get_urb(struct urb *urb) DIRECT(usb_get_urb);
void shim_usb_free_urb(struct urb *urb) DIRECT(usb_free_urb);
/* The buffer, of kmalloc, is the urb's from then on. */
void shim_usb_fill_bulk_urb(struct urb *urb, struct usb_device *device, unsigned int pipe, void *buffer,
			    int length, void (*complete)(struct urb *), void *context);
void shim_usb_fill_int_urb(struct urb *urb, struct usb_device *device, unsigned int pipe, void *buffer,
			   int length, void (*complete)(struct urb *), void *context, int interval);
/* Sleeps where the flags allow it. 0: complete will be called; or a negative errno. */
int shim_usb_submit_urb(struct urb *urb, unsigned int gfp);
/* Both sleep until complete does not run and will not, as of what was submitted before; poison has later ones refused. */
void shim_usb_kill_urb(struct urb *urb) DIRECT(usb_kill_urb);
void shim_usb_poison_urb(struct urb *urb) DIRECT(usb_poison_urb);
SHIMS_END

#endif
