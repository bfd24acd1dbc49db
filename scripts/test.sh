#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# `make test`: everything that must hold. Without a build there is nothing to test, so a failure
# there ends the run; every other failure is remembered, and one run shows all of them.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

summary=()
failed=0

# Arguments: what is looked at, then the command.
step() {
  local name=$1 begin=$SECONDS verdict=ok
  shift
  say "$name"
  "$@" || {
    verdict=FAILED
    failed=1
  }
  summary+=("$(printf '%-7s %4d s  %s' "$verdict" $((SECONDS - begin)) "$name")")
}

# Arguments: what is not looked at, and why.
skip() {
  say "$1"
  echo "SKIPPED: $2"
  summary+=("$(printf '%-7s %6s  %s (%s)' skipped "" "$1" "$2")")
}

need_rust
need_node
build_ui

# With the tests, because Cargo builds libraries once more if it is asked for fewer packages.
say "Building Deich and its tests (on an empty machine about fifteen minutes on two cores)"
cargo test --locked --workspace --no-run --quiet

step "Formatting" cargo fmt --all --check
step "Lints" cargo clippy --locked --workspace --all-targets -- -D warnings
step "Tests on SQLite" env DEICH_TEST_DATABASE=sqlite scripts/rust-tests.sh all
step "Tests on PostgreSQL" scripts/with-postgres.sh scripts/rust-tests.sh database
step "Types in ui/" npm --prefix ui run --silent check
step "The committed OpenAPI document" "$deich" openapi --check
step "Browser tests" scripts/browser-tests.sh
step "Comparison with other form engines" scripts/peers.sh
step "pyodk as a client" scripts/pyodk.sh
step "Comparison of noise with cell_key_perturbation" scripts/cell-key.sh
step "Comparison of measures with scipy and statsmodels" scripts/rates.sh
step "pycanon measures what leaves" scripts/pycanon.sh
if reuse=$(scripts/ensure-python.sh reuse); then
  step "Licence notes of the files" "$reuse/bin/reuse" lint --lines
else
  skip "Licence notes of the files" "reuse could not be installed; it needs python3 with venv and pip"
fi
if cargo deny --version >/dev/null 2>&1; then
  step "Duplicate and foreign crates" cargo deny --locked check licenses bans sources
else
  skip "Duplicate and foreign crates" "cargo-deny is not installed; a test of ours checks the licences"
fi
if command -v shellcheck >/dev/null; then
  step "Scripts" shellcheck scripts/*.sh .ci/run
else
  skip "Scripts" "shellcheck is not installed"
fi

say "What was looked at"
printf '%s\n' "${summary[@]}"
exit "$failed"
