// SPDX-License-Identifier: GPL-2.0-only
#include <linux/usb.h>

_Static_assert(sizeof_field(struct usb_device_id, driver_info) == sizeof(unsigned long),
	       "struct usb_device_id has members of other sizes on this kernel");
_Static_assert(sizeof_field(struct urb, status) == sizeof(int) &&
		       sizeof_field(struct urb, actual_length) == sizeof(u32) &&
		       sizeof_field(struct urb, transfer_buffer_length) == sizeof(u32),
	       "struct urb has members of other sizes on this kernel");

LAYOUTS(usb)
{
	TYPE(USB_DRIVER, struct usb_driver);
	DEFINE(LAYOUT_USB_DEVICE_ID_driver_info, offsetof(struct usb_device_id, driver_info));
	DEFINE(LAYOUT_USB_INTERFACE_dev, offsetof(struct usb_interface, dev));
	DEFINE(LAYOUT_USB_INTERFACE_DRIVER_DATA, offsetof(struct usb_interface, dev.driver_data));
	DEFINE(LAYOUT_USB_DEVICE_dev, offsetof(struct usb_device, dev));
	DEFINE(LAYOUT_USB_DEVICE_product, offsetof(struct usb_device, product));
	DEFINE(LAYOUT_USB_DEVICE_manufacturer, offsetof(struct usb_device, manufacturer));
	DEFINE(LAYOUT_USB_DEVICE_serial, offsetof(struct usb_device, serial));
	DEFINE(LAYOUT_USB_DIR_OUT, USB_DIR_OUT);
	DEFINE(LAYOUT_USB_DIR_IN, USB_DIR_IN);
	DEFINE(LAYOUT_USB_TYPE_STANDARD, USB_TYPE_STANDARD);
	DEFINE(LAYOUT_USB_TYPE_CLASS, USB_TYPE_CLASS);
	DEFINE(LAYOUT_USB_TYPE_VENDOR, USB_TYPE_VENDOR);
	DEFINE(LAYOUT_USB_RECIP_DEVICE, USB_RECIP_DEVICE);
	DEFINE(LAYOUT_USB_RECIP_INTERFACE, USB_RECIP_INTERFACE);
	DEFINE(LAYOUT_USB_RECIP_ENDPOINT, USB_RECIP_ENDPOINT);
	DEFINE(LAYOUT_USB_RECIP_OTHER, USB_RECIP_OTHER);
	DEFINE(LAYOUT_USB_ENDPOINT_XFER_BULK, USB_ENDPOINT_XFER_BULK);
	DEFINE(LAYOUT_USB_ENDPOINT_XFER_INT, USB_ENDPOINT_XFER_INT);
	DEFINE(LAYOUT_PIPE_INTERRUPT, PIPE_INTERRUPT);
	DEFINE(LAYOUT_PIPE_BULK, PIPE_BULK);
	DEFINE(LAYOUT_URB_status, offsetof(struct urb, status));
	DEFINE(LAYOUT_URB_context, offsetof(struct urb, context));
	DEFINE(LAYOUT_URB_transfer_buffer, offsetof(struct urb, transfer_buffer));
	DEFINE(LAYOUT_URB_transfer_buffer_length, offsetof(struct urb, transfer_buffer_length));
	DEFINE(LAYOUT_URB_actual_length, offsetof(struct urb, actual_length));
}
