#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Runs Rust tests of the whole workspace, with cargo-nextest where it is installed:
#
#   all        every test
#   unit       only those inside the crates and modules
#   database   only those of packages that touch a database, for the second run on PostgreSQL
set -euo pipefail
source "$(dirname "$0")/lib.sh"

which=${1:-all}
if cargo nextest --version >/dev/null 2>&1; then
  case $which in
    # The comparison with other engines installs these; scripts/peers.sh runs it.
    all) selection=(-E 'not binary(peers)') ;;
    unit) selection=(--lib) ;;
    # What only reads files or calculates gives the same answer on every database.
    database) selection=(-E 'rdeps(db) and not binary(architecture)') ;;
    *) missing "rust-tests.sh knows all, unit and database, not $which" ;;
  esac
  cargo nextest run --profile ci --locked --workspace "${selection[@]}"
  # What must not compile, such as a value that was not released on its way to the state.
  if [ "$which" = all ]; then cargo test --locked --workspace --doc; fi
else
  echo "cargo-nextest is not installed (https://nexte.st); cargo test does the same, more slowly."
  selection=()
  if [ "$which" = unit ]; then selection=(--lib); fi
  cargo test --locked --workspace --no-fail-fast "${selection[@]}"
fi
