#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Makes open data anonymous with the product and lets pycanon, which knows nothing of Deich, measure what comes out
# (peers/pycanon/measure.py).
set -euo pipefail
source "$(dirname "$0")/lib.sh"

data=$root/../shared/oracles/anonymity/data
if [ ! -d "$data" ]; then
  echo "SKIPPED: the open data are not at $data"
  exit 0
fi
pycanon=$(scripts/ensure-python.sh pycanon) ||
  missing "pycanon could not be installed; it needs python3 with venv and pip"
[ -x "$deich" ] || missing "$deich is not built. Run: cargo build -p deich"
"$pycanon/bin/python" peers/pycanon/measure.py "$deich" "$data"
