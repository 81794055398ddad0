// SPDX-License-Identifier: GPL-2.0-only
// DebugDirectory: a directory in debugfs, whose files show numbers, bytes and texts of a driver for debugging.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/core/span.hpp"
#include "kernel/debugfs/files.hpp"
#include "kernel/debugfs/shim.h"
#include "kernel/format/name.hpp"

namespace kernel
{
namespace
{

/// Whether a file in debugfs can be written.
enum class DebugMode : u16 { read = 0444, read_write = 0644 };

template <typename T>
constexpr bool is_debug_number = Integer<T> && !SignedInteger<T> && is_same<T, RemoveConstReference<T>>;

/// debugfs_blob_wrapper: bytes that a file shows as they are when it is read. There is no lock between a reader and code that changes them. A member of
/// what owns the bytes, declared before the directory.
class DebugBlob : Pinned
{
public:
	explicit DebugBlob(Span<const u8> bytes)
	{
		field<const void *>(raw(), LAYOUT_DEBUGFS_BLOB_data) = bytes.data();
		field<unsigned long>(raw(), LAYOUT_DEBUGFS_BLOB_size) = bytes.size();
	}

private:
	friend class DebugDirectory;
	debugfs_blob_wrapper *raw() { return reinterpret_cast<debugfs_blob_wrapper *>(&blob_); }

	Opaque<LAYOUT_DEBUGFS_BLOB_SIZE, LAYOUT_DEBUGFS_BLOB_ALIGN> blob_;
};

/// /sys/kernel/debug/NAME and the files in it. A member of the object that it shows, declared behind all that its files show and that
/// show() uses, so that it is destroyed first.
///
///     class Engine : Pinned
///     {
///     public:
///             Engine()
///             {
///                     debug_.create_number("interrupts", interrupts_);
///                     debug_.create_hex("control", control_, DebugMode::read_write);
///                     debug_.create_file<&Engine::show>("state", *this);
///             }
///             Result<void> show(TextWriter &text) const;
///     private:
///             Atomic<u64> interrupts_;
///             u32 control_ = 0;
///             DebugDirectory debug_{"engine"};
///     };
///
/// Nothing here fails: the kernel's rule is that a driver works the same without debugfs. Where a directory or a file cannot be made
/// (no memory; a name that is taken, of which the kernel writes to the log; debugfs switched off; a kernel without CONFIG_DEBUG_FS),
/// it is not there, and nothing else changes. No program may depend on such files: they are not a driver's interface, and only root can
/// enter debugfs. A kernel that is locked down, as Secure Boot has it, opens none that can be written.
///
/// All sleep: process context, no spinlock held. Texts and Atomics can be opened once the module's create() has succeeded (ENODEV), and
/// keep the module loaded while they are open.
class DebugDirectory : Pinned
{
public:
	/// A literal, or a DeviceName made by format("engine{}", number).
	explicit DebugDirectory(const DeviceName &name) : directory_(shim_debugfs_create_dir(name.text())) {}
	/// Removes the files and the directory. Sleeps until nobody reads or writes one of them: when it returns, no show() runs, none is
	/// called any more, and nothing that they showed is looked at; a file that is still open returns EIO. So no lock may be held that show() takes.
	~DebugDirectory() { shim_debugfs_remove(directory_); }

	/// A number in decimal: unsigned, u8 to u64 or size_t, or an Atomic of u32, u64 or size_t. It is read and written as it stands, without
	/// a lock: what changes while it may be read is an Atomic. What is written is a number as C has it, 10 or 0xa. To a plain number
	/// the kernel stores as many of its low bits as there is room for; to an Atomic it stores all or nothing, ERANGE.
	template <size_t size, typename T>
	void create_number(const char (&name)[size], T &number, DebugMode mode = DebugMode::read)
	{
		create<false>(name, number, mode);
	}
	/// The same in hexadecimal, 0x0000002a.
	template <size_t size, typename T>
	void create_hex(const char (&name)[size], T &number, DebugMode mode = DebugMode::read)
	{
		create<true>(name, number, mode);
	}
	/// Y or N; what is written is also y, n, 1, 0, on, off. Without a lock, as a number.
	template <size_t size>
	void create_bool(const char (&name)[size], bool &value, DebugMode mode = DebugMode::read)
	{
		shim_debugfs_create_bool(name, static_cast<u16>(mode), directory_, &value);
	}
	/// Bytes, only to be read.
	template <size_t size>
	void create_blob(const char (&name)[size], DebugBlob &blob)
	{
		shim_debugfs_create_blob(name, static_cast<u16>(DebugMode::read), directory_, blob.raw());
	}
	/// A text, which the member function `Result<void> show(TextWriter &) const` of the object writes: create_file<&Engine::show>("state",
	/// *this). It runs in process context and may sleep; it takes the locks that it needs. It runs at the first read of each open
	/// file, and again, with twice the room, whenever its text was longer than the room: it only reads. What it returns is the errno of
	/// read(2). Several readers may be in it at once.
	template <auto show, size_t size, typename Class>
	void create_file(const char (&name)[size], const Class &object)
	{
		static_assert(is_member_of_type<show, Result<void>(TextWriter &) const>,
			      "a file in debugfs shows what a member function writes: Result<void> "
			      "show(TextWriter &) const");
		const ClassOf<show> &shown = object;
		shim_debugfs_create_file(name, static_cast<u16>(DebugMode::read), directory_,
					 const_cast<ClassOf<show> *>(&shown), &DebugText<show>::operations);
	}
	// (It would be gone before the file.)
	template <auto show, size_t size, typename Class>
	void create_file(const char (&name)[size], const Class &&object) = delete;
	/// Many items of the object, as a Walk finds them (kernel/seq_file/seq_file.hpp says what that is, with an example):
	/// create_seq_file<Walk>("jobs", *this). The object is of the class whose reference a Walk is made of.
	template <typename Walk, size_t size, typename Owner>
	void create_seq_file(const char (&name)[size], Owner &owner)
	{
		shim_debugfs_create_file(name, static_cast<u16>(DebugMode::read), directory_, &owner,
					 &DebugItems<Owner, Walk>::operations);
	}

private:
	template <bool is_hex, typename T>
	void create(const char *name, T &number, DebugMode mode)
	{
		static_assert(
			is_debug_number<T>,
			"a number in debugfs is unsigned and can change: u8 to u64, size_t, or an Atomic of "
			"one; create_file shows all others");
		const u16 bits = static_cast<u16>(mode);
		if constexpr (sizeof(T) == 1)
			(is_hex ? shim_debugfs_create_x8 : shim_debugfs_create_u8)(
				name, bits, directory_, reinterpret_cast<u8 *>(&number));
		else if constexpr (sizeof(T) == 2)
			(is_hex ? shim_debugfs_create_x16 : shim_debugfs_create_u16)(
				name, bits, directory_, reinterpret_cast<u16 *>(&number));
		else if constexpr (sizeof(T) == 4)
			(is_hex ? shim_debugfs_create_x32 : shim_debugfs_create_u32)(
				name, bits, directory_, reinterpret_cast<u32 *>(&number));
		else
			(is_hex ? shim_debugfs_create_x64 : shim_debugfs_create_u64)(
				name, bits, directory_, reinterpret_cast<u64 *>(&number));
	}
	template <bool is_hex, typename T>
	void create(const char *name, Atomic<T> &number, DebugMode mode)
	{
		static_assert(
			is_debug_number<T>,
			"a number in debugfs is unsigned and can change: u8 to u64, size_t, or an Atomic of "
			"one; create_file shows all others");
		shim_debugfs_create_file(name, static_cast<u16>(mode), directory_, &number,
					 &DebugAtomic<T, is_hex>::operations);
	}

	dentry *directory_;
};

} // namespace
} // namespace kernel
