// SPDX-License-Identifier: GPL-2.0-only
/* Shims of <linux/usb.h>, and the tables of ids. */
#include <linux/module.h>
#include <linux/usb.h>

#include "kernel/usb/shim.h"

#define USB_IDS(name, ...)                                                                                   \
	extern const struct usb_device_id usb_ids_##name[];                                                  \
	const struct usb_device_id usb_ids_##name[] = {__VA_ARGS__, {}};                                     \
	MODULE_DEVICE_TABLE(usb, usb_ids_##name);
#include "kernel/module/declarations.h"

SAME_TYPE(usb_bulk_msg);
SAME_TYPE(usb_clear_halt);
SAME_TYPE(usb_deregister);
SAME_TYPE(usb_free_urb);
SAME_TYPE(usb_get_urb);
SAME_TYPE(usb_kill_urb);
SAME_TYPE(usb_poison_urb);

SHIM(int, usb_register_driver, struct usb_driver *driver, const char *name, const struct usb_device_id *ids,
     int (*probe)(struct usb_interface *, const struct usb_device_id *),
     void (*disconnect)(struct usb_interface *))
{
	driver->name = name;
	driver->id_table = ids;
	driver->probe = probe;
	driver->disconnect = disconnect;
	return usb_register(driver);
}

SHIM(struct usb_device *, interface_to_usbdev, struct usb_interface *interface)
{
	return interface_to_usbdev(interface);
}

SHIM(u16, usb_vendor_id, const struct usb_device *device)
{
	return le16_to_cpu(device->descriptor.idVendor);
}

SHIM(u16, usb_product_id, const struct usb_device *device)
{
	return le16_to_cpu(device->descriptor.idProduct);
}

SHIM(u8, usb_interface_number, const struct usb_interface *interface)
{
	return interface->cur_altsetting->desc.bInterfaceNumber;
}

SHIM(unsigned int, usb_num_endpoints, const struct usb_interface *interface)
{
	return interface->cur_altsetting->desc.bNumEndpoints;
}

SHIM(struct shim_usb_endpoint, usb_endpoint_at, const struct usb_interface *interface, unsigned int index)
{
	const struct usb_endpoint_descriptor *descriptor = &interface->cur_altsetting->endpoint[index].desc;

	return (struct shim_usb_endpoint){.max_packet_size = usb_endpoint_maxp(descriptor),
					  .address = descriptor->bEndpointAddress,
					  .type = usb_endpoint_type(descriptor),
					  .interval = descriptor->bInterval};
}

SHIM(unsigned int, usb_pipe, struct usb_device *device, unsigned int kind, unsigned int address)
{
	return kind << 30 | __create_pipe(device, address & USB_ENDPOINT_NUMBER_MASK) |
	       (address & USB_ENDPOINT_DIR_MASK);
}

SHIM(int, usb_control_msg_send, struct usb_device *device, u8 request, u8 type, u16 value, u16 index,
     const void *data, u16 size, int timeout)
{
	return usb_control_msg_send(device, 0, request, type, value, index, data, size, timeout, GFP_KERNEL);
}

SHIM(int, usb_control_msg_recv, struct usb_device *device, u8 request, u8 type, u16 value, u16 index,
     void *data, u16 size, int timeout)
{
	return usb_control_msg_recv(device, 0, request, type, value, index, data, size, timeout, GFP_KERNEL);
}

SHIM(struct urb *, usb_alloc_urb, unsigned int gfp)
{
	return usb_alloc_urb(0, (__force gfp_t)gfp);
}

SHIM(void, usb_fill_bulk_urb, struct urb *urb, struct usb_device *device, unsigned int pipe, void *buffer,
     int length, void (*complete)(struct urb *), void *context)
{
	usb_fill_bulk_urb(urb, device, pipe, buffer, length, complete, context);
	urb->transfer_flags |= URB_FREE_BUFFER;
}

SHIM(void, usb_fill_int_urb, struct urb *urb, struct usb_device *device, unsigned int pipe, void *buffer,
     int length, void (*complete)(struct urb *), void *context, int interval)
{
	usb_fill_int_urb(urb, device, pipe, buffer, length, complete, context, interval);
	urb->transfer_flags |= URB_FREE_BUFFER;
}

SHIM(int, usb_submit_urb, struct urb *urb, unsigned int gfp)
{
	return usb_submit_urb(urb, (__force gfp_t)gfp);
}
