#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# `make bench`: the engines by themselves, then the whole product over HTTP on this machine, in
# release and with the demo state. What is measured and how to read it stands in benches/README.md.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

# How long each measurement over HTTP runs, in seconds.
seconds=${DEICH_BENCH_SECONDS:-10}

need_rust
need_node
if ! command -v wrk >/dev/null; then
  can_install || missing "wrk is missing. On Debian: sudo apt-get install wrk"
  say "Installing wrk, which makes the load"
  install_packages wrk
fi
build_ui

if compgen -G '*/*/benches/*.rs' >/dev/null; then
  say "Engines (the first release build takes up to ten minutes on two cores)"
  cargo bench --locked --workspace --bench '*'
fi

if scripts/ensure-python.sh duckdb >/dev/null; then
  say "The cube of counts beside DuckDB"
  scripts/duckdb.sh
else
  say "The cube of counts beside DuckDB"
  echo "SKIPPED: duckdb could not be installed; it needs python3 with venv and pip"
fi

say "Building the product in release"
cargo build --locked --release -p deich

if pyxform=$(scripts/ensure-python.sh pyxform); then
  say "The form engine beside those of ODK"
  npm_packages peers
  node benches/peers.mjs "$target/release/deich" "$pyxform/bin/python"
else
  say "The form engine beside those of ODK"
  echo "SKIPPED: pyxform could not be installed; it needs python3 with venv and pip"
fi

folder=$(mktemp -d)
pid=
stop() {
  if [ -n "$pid" ]; then
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  fi
  pid=
}
clean_up() {
  trap - EXIT
  stop
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

port=$(node -e 'const s = require("node:net").createServer(); s.listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })')
base=http://127.0.0.1:$port

# Starts the product on the data in $folder, or with a fresh demo state if there are none.
start() {
  local began=$SECONDS
  # Without a limit of requests: the load comes from one address.
  (cd "$folder" && DEICH_SERVER_LISTEN=127.0.0.1:$port DEICH_SERVER_BASE_URL=$base DEICH_SERVER_REQUESTS_PER_MINUTE=0 \
    exec "$target/release/deich" demo) >"$folder/log" 2>&1 &
  pid=$!
  until curl --silent --fail --output /dev/null "$base/readyz"; do
    if ! kill -0 "$pid" 2>/dev/null || [ $((SECONDS - began)) -ge 180 ]; then
      tail -n 20 "$folder/log" >&2
      missing "the product did not start; the end of its log stands above"
    fi
    sleep 0.2
  done
  echo "ready after $((SECONDS - began)) s"
}

say "Starting it with a fresh demo state"
start

# Resident memory of the server in MB: now (VmRSS) or at its highest (VmHWM).
memory() { awk -v key="$1:" '$1 == key { printf "%.0f MB\n", $2 / 1024 }' "/proc/$pid/status"; }

# Arguments: what it is, a file of requests, threads, connections, pause in ms between requests.
load() {
  [ -s "$2" ] || missing "there are no requests to send for: $1"
  printf '%-46s' "$1"
  DEICH_BENCH_REQUESTS=$2 DEICH_BENCH_THREADS=$3 DEICH_BENCH_PAUSE=${5:-0} \
    wrk --threads "$3" --connections "$4" --duration "${seconds}s" --timeout 10s \
    --script benches/requests.lua "$base" | tail -n 1
}

node benches/prepare.mjs "$base" "$folder"

say "Measuring ($seconds s each)"
printf '%-46s%s\n' "memory after the start" "$(memory VmRSS)"
# Four connections that each wait 16 ms before a request make about 200 requests per second.
load "pages for the public, 200 requests/s" "$folder/public.tsv" 1 4 16
load "pages for staff, 200 requests/s" "$folder/staff.tsv" 1 4 16
load "pages for the public, 8 connections" "$folder/public.tsv" 2 8
load "submissions, 1 connection" "$folder/submissions.tsv" 1 1
load "submissions, 8 connections" "$folder/submissions.tsv" 2 8
# Thousands of receipts are mailed meanwhile.
load "pages for staff, while receipts are mailed" "$folder/staff.tsv" 1 4 16
printf '%-46s%s\n' "memory at its highest" "$(memory VmHWM)"

# Each on the same data and started anew: what it holds in memory is not left over from the load before.
stop
say "Builder and field service"
start
node benches/builder.mjs "$base"
node benches/fieldwork.mjs "$base" fill
stop
start
node benches/fieldwork.mjs "$base" read "$pid"
