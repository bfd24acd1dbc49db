#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Compares the form engine with the engines of ODK, which it installs: the npm packages that
# peers/package.json names, and pyxform in a virtual environment under var/. Settings of the test
# stand in crates/forms/tests/peers/main.rs.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
need_node
npm_packages peers
pyxform=$(scripts/ensure-python.sh pyxform) ||
  missing "pyxform could not be installed; it needs python3 with venv and pip"
export DEICH_PYXFORM=$pyxform/bin/python DEICH_PEERS=required
cargo test --locked --workspace --test peers -- --nocapture
