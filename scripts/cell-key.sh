#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Compares our cell key method with that of cell_key_perturbation, which it installs (peers/cell-key/perturb.py). Without
# this script the test of the crate disclosure says that it is skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
cell_key=$(scripts/ensure-python.sh cell_key) ||
  missing "cell_key_perturbation could not be installed; it needs python3 with venv and pip"
export DEICH_CELL_KEY_PYTHON=$cell_key/bin/python
cargo test --locked --workspace --test it -- --nocapture counts_with_noise_are_those_of_the_python_package
