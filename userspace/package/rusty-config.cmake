# SPDX-License-Identifier: MIT
# find_package(rusty): the target rusty::rusty, headers alone, with libudev and threads.
include(CMakeFindDependencyMacro)
find_dependency(Threads)
find_library(rusty_UDEV udev)
if(NOT rusty_UDEV)
  set(rusty_FOUND FALSE)
  set(rusty_NOT_FOUND_MESSAGE "libudev is missing (Debian: libudev-dev)")
  return()
endif()
if(NOT TARGET rusty::rusty)
  add_library(rusty::rusty INTERFACE IMPORTED)
  # Three folders up from share/cmake/rusty.
  get_filename_component(rusty_PREFIX "${CMAKE_CURRENT_LIST_DIR}/../../.." ABSOLUTE)
  set_target_properties(rusty::rusty PROPERTIES
    INTERFACE_INCLUDE_DIRECTORIES "${rusty_PREFIX}/include"
    INTERFACE_COMPILE_FEATURES cxx_std_20
    INTERFACE_LINK_LIBRARIES "${rusty_UDEV};Threads::Threads")
endif()
