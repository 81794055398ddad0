// SPDX-License-Identifier: GPL-2.0-only
// rusty_importer: calls the functions that rusty_exporter exports; it fails to load if they do not work.
#include "kernel/export/exports.hpp"
#include "kernel/memory/box.hpp"
#include "tests/kit/exports/rusty_exporter.exports.h"

namespace
{

using namespace kernel;

class Importer
{
public:
	// EIO: a function did not do what it should.
	static Result<Box<Importer>> create()
	{
		if (rusty_exporter_add(s64{1} << 40) != s64{1} << 40 ||
		    rusty_exporter_add(-2) != (s64{1} << 40) - 2)
			return Errno(EIO);
		if (rusty_exporter_undo(nullptr) || !rusty_exporter_undo(rusty_exporter_last()))
			return Errno(EIO);
		if (rusty_exporter_add(1) != (s64{1} << 40) + 1)
			return Errno(EIO);
		return Box<Importer>::make(Gfp::kernel);
	}
	~Importer() { rusty_exporter_reset(); }
};

} // namespace
