// SPDX-License-Identifier: MIT
// The part of the fakes that only the race tests need; it is empty in the other programs.
#pragma once

namespace fake
{

#ifdef FAKE_TSAN
// From its kmalloc to the cmpxchg that publishes it, an object belongs to the thread that makes it. A thread that then finds
// its address orders its loads by the address dependency (on which the kernel and the driver rely). ThreadSanitizer does not
// know this order and would report the initialisation as a race. So the initialisation is hidden from it.
void unpublished_begin();
void unpublished_end();
// From this call on, in all threads; objects allocated before stay visible to ThreadSanitizer.
void unpublished_objects_are_hidden(bool hidden);
#else
inline void unpublished_begin() {}
inline void unpublished_end() {}
#endif

} // namespace fake
