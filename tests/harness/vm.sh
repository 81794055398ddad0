#!/bin/sh
# SPDX-License-Identifier: MIT
# The command line of the VM harness, from any folder: vm.sh --help.
here=$(pwd)
top=$(dirname -- "$(readlink -f -- "$0")")/../..
# (Python finds the package from the top folder; paths on the command line are relative to the caller's folder.)
CDPATH='' cd -- "$top" && PYTHONDONTWRITEBYTECODE=1 exec python3 -m tests.harness.vm -C "$here" "$@"
