// SPDX-License-Identifier: GPL-2.0-only
// rusty_exporter: a module whose functions another module calls, rusty_importer. selftest.sh loads both.
#include "kernel/export/exports.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/memory/box.hpp"
#include "tests/kit/exports/rusty_exporter.exports.h"

// An opaque type: importers have its address only.
struct rusty_exporter_step {
	s64 by = 0;
};

namespace
{

using namespace kernel;

constinit LockClass sum_class{"rusty_exporter"};

class Exporter : Pinned
{
public:
	static Result<Box<Exporter>> create();
	~Exporter();

	s64 add(s64 by)
	{
		auto sum = sum_.lock();
		sum->last.by = by;
		return sum->total += by;
	}
	bool undo(const rusty_exporter_step *step)
	{
		auto sum = sum_.lock();
		if (step != &sum->last)
			return false;
		sum->total -= step->by;
		return true;
	}
	const rusty_exporter_step *last()
	{
		return sum_.with([](const Sum &sum) { return &sum.last; });
	}
	void reset()
	{
		sum_.with([](Sum &sum) { sum = {}; });
	}

private:
	struct Sum {
		s64 total = 0;
		rusty_exporter_step last;
	};
	Mutex<Sum> sum_{sum_class};
};

// (No importer is loaded before create() has succeeded, or when the destructor runs.)
constinit Exporter *exporter = nullptr;

Result<Box<Exporter>> Exporter::create()
{
	auto made = TRY(Box<Exporter>::make(Gfp::kernel));
	exporter = made.get();
	return made;
}

Exporter::~Exporter()
{
	exporter = nullptr;
}

} // namespace

s64 rusty_exporter_add(s64 by)
{
	return exporter->add(by);
}

bool rusty_exporter_undo(const rusty_exporter_step *step)
{
	return exporter->undo(step);
}

const rusty_exporter_step *rusty_exporter_last(void)
{
	return exporter->last();
}

void rusty_exporter_reset(void)
{
	exporter->reset();
}
