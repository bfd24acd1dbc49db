#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Compares our measures of epidemiology with those of scipy and statsmodels, which it installs (peers/rates/measure.py). Without
# this script the test of the crate rates says that it is skipped.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
statsmodels=$(scripts/ensure-python.sh statsmodels) ||
  missing "statsmodels could not be installed; it needs python3 with venv and pip"
export DEICH_RATES_PYTHON=$statsmodels/bin/python
cargo test --locked --workspace --test it -- --nocapture measures_are_those_of_scipy_and_statsmodels
