#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Prints the path of a Python that has pyodk (https://github.com/getodk/pyodk), the client of ODK Central,
# installing it into a virtual environment under var/ if it is not there.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

version=1.3.0
folder=$root/var/tools/pyodk-$version
if [ ! -x "$folder/bin/python" ] || ! "$folder/bin/python" -c 'import pyodk' 2>/dev/null; then
  {
    mkdir -p "$(dirname "$folder")" && python3 -m venv "$folder" &&
      "$folder/bin/pip" install --quiet --disable-pip-version-check "pyodk==$version"
  } >&2 || {
    rm -rf "$folder"
    exit 1
  }
fi
printf '%s\n' "$folder/bin/python"
