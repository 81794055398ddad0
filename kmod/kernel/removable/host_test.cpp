// SPDX-License-Identifier: GPL-2.0-only
// What is notified when an object is removed, and in which order.
#include "kernel/removable/removable.hpp"

#include <string>

#include "tests/kit/host/fresh.hpp"

using kernel::Removable;
using kernel::RemovalListener;

namespace
{

std::string told;

// Notes its notification, by its name, and that the object is removed already.
struct Listener {
	Listener(Removable &object, char name) : listener(object, notify), name(name) {}
	static void notify(RemovalListener &listener)
	{
		told += listener.removed() ? reinterpret_cast<Listener &>(listener).name : '!';
	}
	RemovalListener listener;
	char name;
};

struct Object : Removable {
	Listener first{*this, 'a'};
	Listener second{*this, 'b'};
	Listener third{*this, 'c'};
};

struct Telling : Fresh {
	Telling() { told.clear(); }
};

} // namespace

TEST_CASE_METHOD(Telling, "an object is there until it is removed, and gone for good")
{
	Removable object;
	CHECK_FALSE(object.removed());
	object.remove();
	CHECK(object.removed());
	object.remove();
	CHECK(object.removed());
}

TEST_CASE_METHOD(Telling,
		 "all listeners are notified once, the last one made first, when the object is gone already")
{
	Object object;
	CHECK_FALSE(object.second.listener.removed());
	object.remove();
	CHECK(told == "cba");
	CHECK(object.second.listener.removed());
}

TEST_CASE_METHOD(Telling,
		 "objects do not tell each other's listeners; one that listens to nothing hears nothing")
{
	Object object;
	Object other;
	const RemovalListener deaf;
	object.remove();
	CHECK(told == "cba");
	CHECK_FALSE(other.first.listener.removed());
	CHECK_FALSE(deaf.removed());
}
