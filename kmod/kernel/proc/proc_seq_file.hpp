// SPDX-License-Identifier: GPL-2.0-only
// ProcSeqFile: a file in /proc that shows many items, one after the other.
#pragma once

#include "kernel/core/pinned.hpp"
#include "kernel/proc/handle.hpp"
#include "kernel/seq_file/seq_file.hpp"

namespace kernel
{
namespace
{

/// /proc/NAME, which shows the items of its owner as a Walk finds them (kernel/seq_file/seq_file.hpp says what that is, with an example). A
/// member of the owner, declared behind what a Walk uses, so that it is destroyed first. It is read in any pieces, and from any offset.
///
///     ProcSeqFile<Jobs, Walk> proc_{*this};
///     Result<void> publish() { return proc_.create("jobs"); }
///
/// (For one text, ProcFile is simpler.)
template <typename Owner, typename Walk>
class ProcSeqFile : Pinned
{
	using File = SeqFile<Owner, Walk>;

public:
	explicit ProcSeqFile(Owner &owner) : owner_(owner) {}
	/// Sleeps until nobody reads, and no Walk is left. When it returns, the file is gone and no Walk is made any more; who has the file
	/// open gets EIO. So no lock may be held that a Walk takes.
	~ProcSeqFile() = default;

	/// Makes the file; from then on Walks may be made, so what they use is made before. `name` is a literal, `mode` 0444 or less.
	/// Sleeps. EBUSY: it has been made. EINVAL: a mode that writes or executes. ENOMEM: also if the name is taken, of which the kernel
	/// warns in the log.
	template <size_t size>
	Result<void> create(const char (&name)[size], u16 mode = 0444)
	{
		return handle_.create(mode, 0444, [&] {
			return shim_proc_create_seq_private(
				name, mode, reinterpret_cast<const seq_operations *>(&operations),
				sizeof(typename File::State), &owner_);
		});
	}
	/// As the destructor, before its time. Sleeps.
	void remove() { handle_.remove(); }

private:
	// (Opening the file is the kernel's own work, so that it is here that the owner is found.)
	static void *start(seq_file *seq, loff_t *position)
	{
		const auto *const file = field<const struct file *>(seq, LAYOUT_SEQ_FILE_FILE);
		File::state_of(seq).owner = static_cast<Owner *>(shim_pde_data(file));
		return File::start(seq, position);
	}
	static constinit const SeqOperationsTable operations;

	Owner &owner_;
	ProcHandle handle_;
};

template <typename Owner, typename Walk>
constinit const SeqOperationsTable
	ProcSeqFile<Owner, Walk>::operations = SeqFile<Owner, Walk>::make_operations(&start);

} // namespace
} // namespace kernel
