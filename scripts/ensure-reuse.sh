#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Prints the path of the tool that checks that every file names its owner and licence
# (https://reuse.software), installing it into a virtual environment under var/ if it is not there.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

version=6.2.0
folder=$root/var/tools/reuse-$version
if [ ! -x "$folder/bin/reuse" ]; then
  {
    mkdir -p "$(dirname "$folder")" && python3 -m venv "$folder" &&
      "$folder/bin/pip" install --quiet --disable-pip-version-check "reuse==$version"
  } >&2 || {
    rm -rf "$folder"
    exit 1
  }
fi
printf '%s\n' "$folder/bin/reuse"
