// SPDX-License-Identifier: GPL-2.0-only
// Notifier: calls a member function of its owner when something happens that a chain tells of.
#pragma once

#include "kernel/core/member.hpp"
#include "kernel/notifier/chain.hpp"

namespace kernel
{
namespace
{

/// notifier_block: calls `Result<Notify> D::changed(Event event)` of its owner when the chain is called that it is registered in; where the
/// chain has data, `changed(Event event, Data &data)`. A member of D, behind `changed`, which must be declared before it, and behind what
/// `changed` uses, which must live longer:
///
///     class Panel : Pinned {
///             Result<Notify> changed(Link link)
///             {
///                     if (link == Link::down)
///                             TRY(show("no link"));           // an error ends the call, and is what call_chain() returns
///                     return Notify::ok;
///             }
///             Notifier<&Panel::changed, BlockingNotifierChain<Link>> notifier_{*this};
///
///     public:
///             Result<void> watch(BlockingNotifierChain<Link> &links) { return notifier_.register_notifier(links); }
///     };
///
/// Where changed() runs and whether it may sleep, the kind of the chain says (chain.hpp, reboot.hpp). Several threads may call the chain at
/// once, and changed() then runs in each of them.
///
/// Destroying it unregisters it. When the destructor returns, changed() does not run and will not. In a chain that blocks, or the kernel's of
/// reboots, and in an atomic one, that waits for calls that run, and sleeps: not in changed() itself, and holding no lock that the notifiers
/// of the chain take. In a raw chain it is done under the lock that protects the chain.
template <auto changed, typename Chain>
class Notifier : Pinned
{
	using NoticeType = typename Chain::NoticeType;
	static_assert(is_member_of_type<changed, typename NoticeType::Function>,
		      "a notifier calls a member function of its owner that takes what its chain tells: "
		      "`Result<Notify> D::changed(Event)`, or `(Event, Data &)` where the chain has data");
	using Owner = ClassOf<changed>;

public:
	/// Of those in a chain one of higher priority is called first; of the same, the one that was registered first.
	explicit Notifier(Owner &owner, int priority = 0) : owner_(&owner)
	{
		field<Entry>(raw(), LAYOUT_NOTIFIER_CALL) = entry;
		field<int>(raw(), LAYOUT_NOTIFIER_PRIORITY) = priority;
	}
	~Notifier() { unregister_notifier(); }

	/// changed() is called from now on. EEXIST: it is registered already. Never two threads at once, with unregister_notifier() neither.
	Result<void> register_notifier(Chain &chain)
	{
		if (chain_ != nullptr)
			return errors::exists;
		TRY(chain.add(raw()));
		chain_ = &chain;
		return {};
	}
	/// What the destructor does. It can be registered again. One that is not registered stays so.
	void unregister_notifier()
	{
		if (chain_ != nullptr)
			kernel::exchange(chain_, nullptr)->remove(raw());
	}

private:
	using Entry = int (*)(notifier_block *, unsigned long, void *);
	// (Of the kernel's own type, kCFI compares it.)
	static int entry(notifier_block *raw, unsigned long event, void *data)
	{
		static_assert(__is_standard_layout(Notifier),
			      "block_ has the address of the Notifier that it lies in");
		return notify_to_kernel(NoticeType::template call<changed>(
			*reinterpret_cast<Notifier *>(raw)->owner_, event, data));
	}
	notifier_block *raw() { return reinterpret_cast<notifier_block *>(&block_); }

	Opaque<LAYOUT_NOTIFIER_BLOCK_SIZE, LAYOUT_NOTIFIER_BLOCK_ALIGN> block_{};
	Owner *const owner_;
	Chain *chain_ = nullptr;
};

} // namespace
} // namespace kernel
