#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# `make check`: what one wants to know every few minutes. `make test` is what must hold.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
need_node
build_ui

say "Formatting"
cargo fmt --all --check
say "Lints"
cargo clippy --locked --workspace -- -D warnings
say "Unit tests"
scripts/rust-tests.sh unit
