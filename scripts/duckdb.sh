#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# The cube of counts beside DuckDB (peers/duckdb/compare.py): the same questions, the same answers, how long each takes.
# DEICH_BENCH_RECORDS says how many records, fifty million by default.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

need_rust
duckdb=$(scripts/ensure-python.sh duckdb) ||
  missing "duckdb could not be installed; it needs python3 with venv and pip"
cargo build --locked --release -p cube --example beside
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$duckdb/bin/python" peers/duckdb/compare.py "$target/release/examples/beside" "$folder/snapshot.parquet"
