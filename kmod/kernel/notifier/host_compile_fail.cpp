// SPDX-License-Identifier: GPL-2.0-only
// What must not compile: tests/kit/host/compile_fail.sh tries each line that ends with FAULT.
#include "kernel/notifier/notifier.hpp"
#include "kernel/notifier/reboot.hpp"

// (A fault is a line.)
// clang-format off
using namespace kernel;

namespace
{

enum class Link { up, down };
struct Frame {
	int bytes;
};
using Links = BlockingNotifierChain<Link>;
using Frames = AtomicNotifierChain<Link, Frame>;

struct Other {
	Result<Notify> changed(Link) { return Notify::ok; }
};

struct Panel : Pinned {
	Result<Notify> changed(Link) { return Notify::ok; }
	Result<Notify> framed(Link, Frame &) { return Notify::ok; }
	Result<Notify> rebooting(Reboot) { return Notify::ok; }
	void silent(Link) {}
	Notifier<&Panel::changed, Links> links{*this};
	Notifier<&Panel::framed, Frames> frames{*this};
	Notifier<&Panel::rebooting, RebootChain> reboot{*this};
	Notifier<&Panel::silent, Links> of_silent{*this}; // FAULT: a notifier calls a member function of its owner that takes what its chain tells
	Notifier<&Panel::changed, Frames> of_frames{*this}; // FAULT: a notifier calls a member function of its owner that takes what its chain tells
	Notifier<&Panel::framed, Links> of_links{*this}; // FAULT: a notifier calls a member function of its owner that takes what its chain tells
	Notifier<&Panel::changed, RebootChain> of_reboot{*this}; // FAULT: a notifier calls a member function of its owner that takes what its chain tells
	Notifier<&Other::changed, Links> of_other{*this}; // FAULT: no matching|cannot|could not|no known conversion
};

[[maybe_unused]] void chains(Panel &panel, Links &links, Frames &frames, Frame &frame)
{
	(void)panel.links.register_notifier(links);
	(void)panel.reboot.register_notifier(reboot_chain);
	panel.links.register_notifier(links); // FAULT: ignoring (return value|returned value of type).*nodiscard
	(void)panel.links.register_notifier(frames); // FAULT: no matching|cannot|could not|no known conversion|no viable
	(void)panel.links.register_notifier(reboot_chain); // FAULT: no matching|cannot|could not|no known conversion|no viable|invalid initialization
	(void)links.call_chain(Link::up);
	(void)frames.call_chain(Link::up, frame);
	links.call_chain(Link::up); // FAULT: ignoring (return value|returned value of type).*nodiscard
	(void)links.call_chain(1); // FAULT: no matching|cannot|could not|no known conversion|no viable
	(void)frames.call_chain(Link::up); // FAULT: no matching|too few
	(void)links.call_chain(Link::up, frame); // FAULT: no matching|too many
	(void)reboot_chain.call_chain(Reboot::halt); // FAULT: no member|has no member
	auto copy = links; // FAULT: (deleted|ill-formed|implicitly)
	BlockingNotifierChain<Frame> of_structure; // FAULT: the event of a chain is an enum or an integer
	BlockingNotifierChain<Link, Frame, Frame> of_two; // FAULT: a chain tells of an event and one object
}

} // namespace
