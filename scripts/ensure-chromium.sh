#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Prints the path of a Chromium for the browser tests, installing Debian's package if there is none.
# DEICH_CHROMIUM names another one.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

find_chromium() {
  local name
  for name in "${DEICH_CHROMIUM:-}" chromium chromium-browser google-chrome-stable; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
}

path=$(find_chromium)
if [ -z "$path" ]; then
  can_install ||
    missing "Chromium is missing. On Debian: sudo apt-get install chromium, or set DEICH_CHROMIUM to its path"
  say "Installing Chromium for the browser tests (about a minute)" >&2
  # The interface brings its own font; the browser wants one of the system all the same.
  install_packages chromium fonts-dejavu-core >&2
  path=$(find_chromium)
  [ -n "$path" ] || missing "Chromium was installed, yet no program of that name was found"
fi
printf '%s\n' "$path"
