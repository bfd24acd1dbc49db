#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# The browser tests in e2e/ against the built binary. They find it in DEICH_BINARY and the browser
# in DEICH_CHROMIUM.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_node
DEICH_CHROMIUM=$(scripts/ensure-chromium.sh)
export DEICH_CHROMIUM
npm_packages e2e
[ -x "$deich" ] || missing "$deich is not built. Run: cargo build -p deich"
cd e2e
export DEICH_BINARY=$deich
DEICH_DEMO_STATE=$(node demo_state.mjs)
export DEICH_DEMO_STATE
trap 'rm -rf "$DEICH_DEMO_STATE"' EXIT
npm test --silent
