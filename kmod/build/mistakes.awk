# SPDX-License-Identifier: GPL-2.0-only
# What compilers say of mistakes, and what is said instead: the table of explain.awk.
#
# on(WHAT, SENTENCE): WHAT is a regular expression on the text of an error, or of the notes that belong to it; where it begins with ^,
# on that of the error alone. SENTENCE is the rule and the cure; in it %1 is what stands in the error's first pair of quotes, and
# NAME the module. %* is the rest of the error behind the match.

BEGIN {
	# What the layer says itself: static_assert, dialect.hpp, [[nodiscard]]. The sentence is the compiler's text.
	on("static assertion failed: ", "%*")
	on("static_assert failed \"", "%*")
	on("static assertion failed due to requirement .*': ", "%*")
	on("static_assert failed due to requirement .*' \"", "%*")
	on("declared with attribute error: ", "%*")
	on("^'[^']*' is unavailable: ", "%*")
	on("declared with attribute 'nodiscard': '", "%*")
	on("declared with 'nodiscard' attribute: ", "%*")

	# dialect.hpp takes these words.
	on("poisoned \"virtual\"", "`virtual`: a kernel module has no virtual functions, whose tables are targets and whose destructors " \
	   "need `delete`: write a template over the classes, or an enum class and a switch")
	on("poisoned \"(throw|try|catch)\"", "`%1`: a kernel has no exceptions: return a Result<T>, and hand errors on with TRY(...) " \
	   "(kernel/core/result.hpp)")
	on("poisoned \"(typeid|dynamic_cast)\"", "`%1`: a kernel module has no run-time type information: keep in the object what it is, " \
	   "as an enum class, or write a template")
	on("poisoned \"(float|double)\"", "`%1`: floating point: the kernel does not save its registers: reckon with integers, in units that " \
	   "are small enough (kernel/math/div.hpp divides 64 bits)")
	on("poisoned \"thread_local\"", "`thread_local`: a kernel has no thread-local storage: keep it in the object that the call is about, such as a " \
	   "device's Open")

	# Headers and names of the standard library and of the kernel.
	on("^'?[^ ']*'?( file not found|: No such file or directory)", "%header")
	on("^'std' has not been declared|^'?[A-Za-z_0-9]*'? is not a member of 'std'|in namespace 'std'|undeclared identifier 'std'",
	   "%std")

	# Results and guards.
	on("(ignoring return(ed)? value|ignoring temporary).*nodiscard", "a result is ignored: TRY(...) it, or look at it")
	on("use of deleted function '.*Guard<.*operator(->|\\*)\\(\\) const &&|overload resolution selected deleted operator '(->|\\*)'.*lock/lock\\.hpp",
	   "a guard without a name ends with its expression, and what it leads to would be used without the lock: write `auto held = x.lock();` and " \
	   "use `held`, or x.with([](auto &data) { ... }) for one expression")
	on("(return-statement with a value, in function returning 'void'|void function '?.*'? should not return a value|returning a value from a (con|de)structor|" \
	   "(con|de)structor '.*' should not return a value).*macro 'TRY'",
	   "TRY in a function that cannot return its error: let the function return Result<void>, or ask `.ok()` and deal with the error here")
	on("(cannot convert|could not convert|no viable conversion|cannot initialize return).*Errno.*macro 'TRY'|" \
	   "inconsistent types .*Errno.* deduced for lambda|return type .*(Errno.* must match previous|must match previous return type .*Errno)",
	   "TRY in a function that returns no Result: it returns an Errno on failure: let the function (a lambda: -> Result<T>) return a Result")
	on("(statement-expressions? (is|are) not allowed outside|statement expression not allowed at file scope).*macro 'TRY'", "TRY stands outside of a function, where nothing can be returned: call what " \
	   "can fail in create()")
	on("(no member named 'ok'|request for member 'ok' in|member reference base type).*macro 'TRY'", "TRY of what is no Result: it is for functions that return Result<T>")

	# What other modules call.
	on("conflicting declaration of .* with 'C' linkage|has a different language linkage", "a function that other modules call has C's linkage: " \
	   "include NAME.exports.h, behind \"kernel/export/exports.hpp\", before it is defined")

	# Tables of NAME.module.h.
	on("^'[^']*' is not a member of '([^']*::)?[a-z0-9]+_ids'|no member named '[^']*' in namespace '([^']*::)?[a-z0-9]+_ids'", "%ids")

	# What crosses to user space.
	on("is_address<", "an address or a view crosses to user space, where it would show where the kernel lies: hand over the bytes that it leads to, such as " \
	   "a Text by UserWriter::write")
	on("WithoutPadding|UserValue|does not have unique object representations|no matching function for call to '[^']*User(Reader|Writer)::(read|write).*constraints not satisfied", "a type with padding (or one that cannot be copied bit by bit) crosses to user space, and would carry bytes of the kernel's " \
	   "stack there: name the padding as a member, such as __u32 reserved, and set it to 0")

	# What NAME.module.h declares. (Nothing of a word whose arguments have been reported.)
	on("'(KERNEL_MODULE|PARAMETER)' does not name a type|unknown type name '(KERNEL_MODULE|PARAMETER)'", "")
	on("module\\.h:KERNEL_MODULE.*('[^']*' (does not name a type|has not been declared|was not declared|is not a member)|unknown type name|no type named|undeclared identifier)",
	   "KERNEL_MODULE names a class that NAME.cpp does not have: write the class's name as it is called from outside of all namespaces")
	on("macro .KERNEL_MODULE. (requires|passed)|too (few|many) arguments provided to function-like macro invocation.*KERNEL_MODULE",
	   "KERNEL_MODULE has other arguments than these: KERNEL_MODULE(class, license, author, description, version)")
	on("'?KernelModuleClass'?", "KERNEL_MODULE is missing in NAME.module.h: add KERNEL_MODULE(class, license, author, description, version)")
	on("macro .PARAMETER. (requires|passed)|too (few|many) arguments provided to function-like macro invocation.*PARAMETER",
	   "PARAMETER has other arguments than these: PARAMETER(name, type, mode, description)")
	on("^'[^']*' is not a member of 'parameters'|no member named '[^']*' in namespace 'parameters'",
	   "PARAMETER(%1, ...) is declared, but NAME.cpp defines no object of this name: add `constinit kernel::Parameter<int> %1{0};` (of your " \
	   "type) in namespace parameters { namespace { ... } } (kernel/param/parameter.hpp)")
	on("^'parameters' (has not been declared|is not a class|was not declared)|undeclared identifier 'parameters'",
	   "PARAMETER(%parameter, ...) is declared, but NAME.cpp defines no object of this name: add `constinit kernel::Parameter<int> %parameter{0};` (of your " \
	   "type) in namespace parameters { namespace { ... } } (kernel/param/parameter.hpp)")

	# A device's list.
	on("^'[^']*' is not a member of '([^']*::)?operation'|no (member|type|template) named '[^']*' in namespace '([^']*::)?operation'",
	   "there is no operation::%1: those are open, read, write, poll, ioctl, mmap, fault and nonseekable (kernel/file/operations.hpp)")

	# Formats.
	on("format_has_another_number_of_braces_than_arguments", "the format has another number of {} than there are arguments")
	on("format_has_a_brace_that_is_not_a_pair", "the format has a brace that is not a pair: write {} for an argument, and nothing in it")

	# What the machine has not.
	on("SSE register (return|argument) with SSE disabled|-mgeneral-regs-only|incompatible with the use of floating-point types|" \
	   "x87 register return with x87 disabled",
	   "floating point: the kernel does not save its registers: reckon with integers, in units that are small enough")

	# (clang. Of g++, gates.sh sees it.)
	on("declaration requires a global (con|de)structor", "a global object is made when the module starts or destroyed when it ends, which nobody does in a " \
	   "kernel: declare it constinit, with a constexpr constructor and no destructor, or make it a member of the module's class")
}

# What to write instead of a header.
function header(name)
{
	if (name ~ /^(vector|array|list|deque)$/)
		return "Vec<T> is in \"kernel/memory/vec.hpp\", Span<T> in \"kernel/core/span.hpp\""
	if (name ~ /^(string|string_view|cstring|string\.h)$/)
		return "Text is in \"kernel/core/span.hpp\", TextWriter in \"kernel/format/format.hpp\""
	if (name ~ /^(memory|new|cstdlib|stdlib\.h)$/ || name ~ /^linux\/(slab|gfp|vmalloc)\.h$/)
		return "Box<T> is in \"kernel/memory/box.hpp\", Vec<T> in \"kernel/memory/vec.hpp\""
	if (name ~ /^(iostream|cstdio|stdio\.h|format|print|sstream)$/ || name ~ /^linux\/(kernel|printk)\.h$/)
		return "pr_info(\"{}\", x) is in \"kernel/log/log.hpp\""
	if (name ~ /^(mutex|shared_mutex)$/ || name ~ /^linux\/(mutex|spinlock|rwsem)\.h$/)
		return "Mutex<T> is in \"kernel/lock/mutex.hpp\", SpinLock<T> in \"kernel/lock/spinlock.hpp\""
	if (name ~ /^(atomic)$/ || name ~ /^linux\/atomic\.h$/)
		return "Atomic64 and Flag are in \"kernel/atomic/atomic.hpp\""
	if (name ~ /^(thread|future)$/ || name ~ /^linux\/kthread\.h$/)
		return "Thread is in \"kernel/thread/thread.hpp\""
	if (name ~ /^(condition_variable)$/ || name ~ /^linux\/(wait|completion)\.h$/)
		return "CondVar is in \"kernel/wait/wait.hpp\""
	if (name ~ /^(optional|expected|variant|exception|stdexcept|system_error|cerrno|errno\.h)$/ || name ~ /^linux\/err\.h$/)
		return "Result<T> and TRY are in \"kernel/core/result.hpp\""
	if (name ~ /^(cstdint|cstddef|stdint\.h|stddef\.h|limits|climits|limits\.h)$/)
		return "u8 to s64 and size_t are in \"kernel/core/types.hpp\", NumericLimits<T> in \"kernel/core/traits.hpp\""
	if (name ~ /^(utility|type_traits|concepts|algorithm)$/)
		return "kernel::move, min, exchange and the concepts are in \"kernel/core/traits.hpp\""
	if (name ~ /^(span)$/)
		return "Span<T> is in \"kernel/core/span.hpp\""
	if (name ~ /^linux\/(fs|cdev|miscdevice|poll)\.h$/)
		return "MiscDevice<D> is in \"kernel/misc/misc_device.hpp\", its operations in \"kernel/file/operations.hpp\""
	if (name ~ /^linux\/uaccess\.h$/)
		return "UserReader, UserWriter and UserIn<T> are in \"kernel/user/user.hpp\""
	if (name ~ /^linux\/(module|init|moduleparam)\.h$/)
		return "NAME.module.h declares the module and its parameters (kernel/module/words.h, kernel/param/words.h)"
	return ""
}

function missing_header(name,    cure)
{
	cure = header(name)
	if (name ~ /^(linux|asm|asm-generic|net|trace|crypto|drm|sound|scsi)\//)
		return "<" name "> is a header of the kernel, which is C: " (cure != "" ? cure : \
			"include the layer's (kmod/kernel), or write a facility: a folder with a shim.c that includes it, and a shim.h that C++ sees")
	if (name ~ /^kernel\//)
		return "there is no \"" name "\": a facility of the layer is a folder of kmod/kernel, such as \"kernel/log/log.hpp\""
	if (name ~ /^[a-z_0-9]*(\.h)?$/)
		return "<" name "> is a header of the standard library, which a kernel has not: " (cure != "" ? cure : "the layer in kmod/kernel has what there is instead")
	return ""
}
