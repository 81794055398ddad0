// SPDX-License-Identifier: MIT
// All of the library. (Only find.hpp and monitor.hpp need libudev.)
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
