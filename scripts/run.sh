#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# `make run`: from a clone to a running demo state. Run again it builds only what changed and
# keeps the data under var/.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
need_node
build_ui

if [ -x "$deich" ]; then
  say "Building Deich (only what changed)"
else
  say "Building Deich for the first time (about ten minutes on two cores; the next time seconds)"
fi
cargo build --locked -p deich

say "Starting the demo state (data in var/, kept between starts; Ctrl-C stops it)"
exec "$deich" demo
