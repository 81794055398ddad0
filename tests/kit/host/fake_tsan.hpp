// SPDX-License-Identifier: MIT
// What only the race tests need of the fakes; nothing in the other programs.
#pragma once

namespace fake
{

#ifdef FAKE_TSAN
// Between its kmalloc and the cmpxchg that publishes it an object is its maker's own. Whoever then finds its address has
// ordered its loads by that address (the kernel relies on it, and so does the driver), which ThreadSanitizer does not
// know: it would call the object's initialisation a race. So it does not get to see that.
void unpublished_begin();
void unpublished_end();
// Only from here on, in all threads: what is allocated before stays seen.
void unpublished_objects_are_hidden(bool hidden);
#else
inline void unpublished_begin() {}
inline void unpublished_end() {}
#endif

} // namespace fake
