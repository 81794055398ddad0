// SPDX-License-Identifier: GPL-2.0-only
// acpi_call: /proc/acpi/call. A call of an object of ACPI is written to it, and its answer read from it, as from the module of that name
// in Debian's acpi-call-dkms: `echo '\_SB.PCI0.GFX0.DOFF 0' >/proc/acpi/call; cat /proc/acpi/call`. call.hpp has what is written,
// answer.hpp what is read. For root alone: a call can do to the machine all that its firmware can.
#include "kernel/acpi/acpi.hpp"
#include "kernel/lock/mutex.hpp"
#include "kernel/log/log.hpp"
#include "kernel/memory/box.hpp"
#include "kernel/module/module.hpp"
#include "kernel/proc/proc_entry.hpp"
#include "answer.hpp"
#include "call.hpp"

namespace acpi_call
{
namespace
{

using namespace kernel;

constinit LockClass last_class{"acpi_call"};

// One call at a time, and its answer, which is there until it has been read to its end. (A method can last: a task that waits for another's call
// can be interrupted.)
struct Last {
	Call call;
	Answer answer;
};

class Module : Pinned
{
public:
	static Result<Box<Module>> create()
	{
		if (!acpi_enabled())
			return errors::no_device;
		auto module = TRY(Box<Module>::make(Gfp::kernel));
		TRY(module->entry_.create("acpi/call", 0660));
		return module;
	}

	// The call is made before this returns. What ACPI says against it is its answer, and no error here. ENOSPC: too long a call.
	// E2BIG: more than 16 arguments. EINVAL: bytes with half a byte. ERANGE: a number over 64 bits. The answer before stays then.
	// (To clang's analysis, a guard that comes through TRY holds nothing.)
	Result<size_t> write(UserReader from, Position) NO_THREAD_SAFETY_ANALYSIS
	{
		const size_t size = from.size();
		auto last = TRY(last_.lock_interruptible());
		TRY(last->call.read(from));
		last->answer.set(evaluate(last->call));
		return size;
	}

	// The answer, a NUL behind it. At its end it is forgotten, and the next read from the beginning finds that nothing was called.
	Result<size_t> read(UserWriter to, Position position) NO_THREAD_SAFETY_ANALYSIS
	{
		auto last = TRY(last_.lock_interruptible());
		const Text answer = last->answer.text();
		if (position.get() >= answer.size()) {
			if (position.get() == answer.size())
				last->answer.forget();
			return 0;
		}
		const Text part = answer.from(static_cast<size_t>(position.get())).first(to.size());
		TRY(to.write(part));
		position.advance(part.size());
		return part.size();
	}

private:
	static AcpiResult<AcpiObject> evaluate(Call &call)
	{
		auto answer = evaluate_at(call);
		if (!answer.ok())
			pr_err("the call failed: {}", answer.error().name());
		return answer;
	}
	static AcpiResult<AcpiObject> evaluate_at(Call &call)
	{
		const AcpiHandle object = TRY(AcpiHandle::get(call.path()));
		return object.evaluate_with(call.arguments());
	}

	Mutex<Last> last_{last_class};
	ProcEntry<&Module::read, &Module::write> entry_{*this};
};

} // namespace
} // namespace acpi_call
