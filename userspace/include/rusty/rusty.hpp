// SPDX-License-Identifier: MIT
// All of the library. Programs that do without libudev include device.hpp and mapped_number.hpp alone.
#ifndef RUSTY_RUSTY_HPP
#define RUSTY_RUSTY_HPP

#include <rusty/deadline.hpp>
#include <rusty/device.hpp>
#include <rusty/error.hpp>
#include <rusty/find.hpp>
#include <rusty/mapped_number.hpp>
#include <rusty/monitor.hpp>
#include <rusty/parse.hpp>
#include <rusty/snapshot.hpp>
#include <rusty/watcher.hpp>

#endif
