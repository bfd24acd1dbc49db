# shellcheck shell=bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# What every script here shares; sourced, never run. Afterwards the working directory is the
# repository's root.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
root=$PWD
# Where cargo puts what it builds, so that a folder set from outside is respected everywhere.
target=${CARGO_TARGET_DIR:-$root/target}
case $target in /*) ;; *) target=$root/$target ;; esac
# The binary that scripts and browser tests start.
export deich=$target/debug/deich

say() { printf '\n\033[1m==> %s\033[0m\n' "$*"; }

# One line: what is missing and how to get it.
missing() {
  printf '\nCannot go on: %s\n' "$*" >&2
  exit 1
}

is_root() { [ "$(id -u)" -eq 0 ]; }

# Refreshes the package lists once in this process, then installs; only as root, only on Debian and its kin.
can_install() { is_root && command -v apt-get >/dev/null; }
install_packages() {
  if [ -z "${package_lists_are_fresh:-}" ]; then
    apt-get update -qq
    package_lists_are_fresh=1
  fi
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=300 "$@" >/dev/null
}

# Arguments: what is there, the least that will do, its name, how to get it.
need_version() {
  [ "$(printf '%s\n%s\n' "$2" "${1#v}" | sort -V | head -n 1)" = "$2" ] ||
    missing "$3 ${1#v} is too old, $2 or newer is needed. $4"
}

need_rust() {
  command -v cargo >/dev/null ||
    missing "cargo is missing. Install Rust from https://rustup.rs; it fetches the pinned version by itself."
  command -v cc >/dev/null ||
    missing "a C compiler is missing (SQLite is compiled in). On Debian: apt-get install build-essential"
  # Outside rustup nobody reads rust-toolchain.toml, so say it in one line instead of in fifty.
  need_version "$(cargo --version | cut -d' ' -f2)" \
    "$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)" Rust \
    "Run: rustup update, or install it from https://rustup.rs"
}

need_node() {
  if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    missing "Node.js 20.19 or newer with npm is missing. Get it from https://nodejs.org or your package manager."
  fi
  need_version "$(node --version)" 20.19 "Node.js" "Get a newer one from https://nodejs.org"
}

digest() {
  if command -v sha256sum >/dev/null; then sha256sum "$@"; else shasum -a 256 "$@"; fi
}

# One digest over the names and contents of all files below the given folders and files.
digest_of() {
  find "$@" -type f -not -path '*/node_modules/*' -not -path '*/dist/*' -print0 |
    LC_ALL=C sort -z | while IFS= read -r -d '' file; do digest "$file"; done | digest | cut -d' ' -f1
}

# Installs a folder's npm packages if its lock file changed since the last time.
npm_packages() {
  local folder=$1 stamp=$1/node_modules/.deich-packages now
  now=$(digest <"$folder/package-lock.json")
  if [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
    say "Installing the npm packages of $folder/ (about half a minute)"
    (cd "$folder" && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --no-audit --no-fund --loglevel=error)
    printf '%s\n' "$now" >"$stamp"
  fi
}

# Builds the browser's part of the interface if its sources changed since the last time. The
# binary embeds ui/dist, so this comes before every cargo build.
build_ui() {
  npm_packages ui
  local stamp=ui/node_modules/.deich-build now
  now=$(digest_of ui)
  if [ ! -d ui/dist ] || [ "$(cat "$stamp" 2>/dev/null)" != "$now" ]; then
    say "Building styles and scripts in ui/ (a few seconds)"
    (cd ui && npm run --silent build)
    printf '%s\n' "$now" >"$stamp"
  fi
}
