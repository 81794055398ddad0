// SPDX-License-Identifier: MIT
// What kmod/kernel/layouts.c computes from a kernel's headers, computed from the fakes. The constants differ from
// those of real kernels on purpose: a driver that writes one of them down fails here.
#pragma once

#include <cstddef>

#include "../../fake_structs.hpp"

#define LAYOUT_MUTEX_SIZE sizeof(::mutex)
#define LAYOUT_MUTEX_ALIGN alignof(::mutex)
#define LAYOUT_SPINLOCK_SIZE sizeof(::spinlock)
#define LAYOUT_SPINLOCK_ALIGN alignof(::spinlock)
#define LAYOUT_RAW_SPINLOCK_SIZE sizeof(::raw_spinlock)
#define LAYOUT_RAW_SPINLOCK_ALIGN alignof(::raw_spinlock)
#define LAYOUT_WAIT_QUEUE_HEAD_SIZE sizeof(::wait_queue_head)
#define LAYOUT_WAIT_QUEUE_HEAD_ALIGN alignof(::wait_queue_head)
#define LAYOUT_WAIT_QUEUE_HEAD_LIST offsetof(::wait_queue_head, list)
#define LAYOUT_WAIT_QUEUE_ENTRY_SIZE sizeof(::wait_queue_entry)
#define LAYOUT_WAIT_QUEUE_ENTRY_ALIGN alignof(::wait_queue_entry)
#define LAYOUT_LOCK_CLASS_KEY_SIZE 0 // as without lockdep
#define LAYOUT_LOCK_CLASS_KEY_ALIGN 1
#define LAYOUT_MISCDEVICE_SIZE sizeof(::miscdevice)
#define LAYOUT_MISCDEVICE_ALIGN alignof(::miscdevice)

#define LAYOUT_FILE_PRIVATE_DATA offsetof(::file, private_data)
#define LAYOUT_FILE_F_MODE offsetof(::file, f_mode)
#define LAYOUT_FILE_F_MODE_SIZE sizeof(::file::f_mode)
#define LAYOUT_FMODE_READ 0x10
#define LAYOUT_FMODE_WRITE 0x40

#define LAYOUT_KIOCB_KI_FILP offsetof(::kiocb, ki_filp)
#define LAYOUT_KIOCB_KI_POS offsetof(::kiocb, ki_pos)

#define LAYOUT_GFP_KERNEL 0x100
#define LAYOUT_GFP_KERNEL_ACCOUNT 0x1100
#define LAYOUT_GFP_ATOMIC 0x200
#define LAYOUT_GFP_ZERO 0x400
#define LAYOUT_GFP_NOWARN 0x800
#define LAYOUT_KMALLOC_ALIGN 8

#define LAYOUT_VMA_START offsetof(::vm_area_struct, start)
#define LAYOUT_VMA_END offsetof(::vm_area_struct, end)
#define LAYOUT_VMA_OFFSET_PAGES offsetof(::vm_area_struct, offset_pages)
#define LAYOUT_VMA_FLAGS offsetof(::vm_area_struct, flags)
#define LAYOUT_VMA_FLAGS_SIZE sizeof(::vm_area_struct::flags)
#define LAYOUT_VMF_OFFSET_PAGES offsetof(::vm_fault, offset_pages)
#define LAYOUT_VMF_PAGE offsetof(::vm_fault, page)

#define LAYOUT_VM_READ 0x10000 // (the tests' own: the layer never asks for it)
#define LAYOUT_VM_WRITE 0x20000
#define LAYOUT_VM_EXEC 0x40000
#define LAYOUT_VM_MAYWRITE 0x80000
#define LAYOUT_VM_MAYEXEC 0x100000
#define LAYOUT_VM_DONTEXPAND 0x200000
#define LAYOUT_VM_DONTDUMP 0x400000
#define LAYOUT_VM_FAULT_SIGBUS 0x800000
#define LAYOUT_PAGE_SIZE 4096
#define LAYOUT_FLUSHES_DCACHE 1

#define LAYOUT_EPOLLIN 0x1000
#define LAYOUT_EPOLLOUT 0x2000
#define LAYOUT_EPOLLRDNORM 0x4000
#define LAYOUT_EPOLLWRNORM 0x8000

#define LAYOUT_ERESTARTSYS 1512
