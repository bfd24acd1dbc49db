#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Starts the product with demo data and lets pyodk, unmodified, work with it (peers/pyodk/walk.py).
set -euo pipefail
source "$(dirname "$0")/lib.sh"

pyodk=$(scripts/ensure-python.sh pyodk) ||
  missing "pyodk could not be installed; it needs python3 with venv and pip"
[ -x "$deich" ] || missing "$deich is not built. Run: cargo build -p deich"
"$pyodk/bin/python" peers/pyodk/walk.py "$deich"
