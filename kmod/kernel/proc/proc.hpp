// SPDX-License-Identifier: GPL-2.0-only
// ProcFile: a file in /proc whose text is made when it is read.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/core/pinned.hpp"
#include "kernel/proc/handle.hpp"
#include "kernel/seq_file/seq_text.hpp"

namespace kernel
{
namespace
{

/// /proc/NAME, which can be read: its text is what `show`, a member function, writes. A member of the object that it shows, declared
/// behind what show() uses, so that it is destroyed first.
///
///     class Ticker
///     {
///     public:
///             Result<void> show(TextWriter &text) const;
///             Result<void> publish() { return proc_.create("ticker"); }
///     private:
///             ProcFile<&Ticker::show> proc_{*this};
///     };
///
/// show(text) runs in process context and may sleep; it takes the locks that it needs. It runs at the first read of each open file, and
/// again, with twice the room, whenever its text was longer than the room: it only reads. The text may be of any length. What show
/// returns is the errno of read(2). Several readers may be in it at once.
template <auto function>
class ProcFile : Pinned
{
	static_assert(
		is_member_of_type<function, Result<void>(TextWriter &) const>,
		"a ProcFile shows what a member function writes: Result<void> show(TextWriter &) const");

public:
	using Class = ClassOf<function>;

	explicit ProcFile(const Class &object) : object_(object) {}
	/// Sleeps until nobody is in show(). When it returns, the file is gone and show() is not called any more; a file that is still open returns EIO.
	~ProcFile() = default;

	/// Makes the file; from then on show() may be called, so what it uses is made before. `name` is a literal, `mode` 0444 or less.
	/// Sleeps. EBUSY: it has been made. EINVAL: a mode that writes or executes. ENOMEM: also if the name is taken, of which the kernel
	/// warns in the log.
	template <size_t size>
	Result<void> create(const char (&name)[size], u16 mode = 0444)
	{
		return handle_.create(mode, 0444, [&] {
			return shim_proc_create_single_data(name, mode, SeqText<function>::show,
							    const_cast<Class *>(&object_));
		});
	}
	/// As the destructor, before its time. Sleeps.
	void remove() { handle_.remove(); }

private:
	const Class &object_;
	ProcHandle handle_;
};

} // namespace
} // namespace kernel
