#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Prints the path of a Python that has pyxform (https://github.com/XLSForm/pyxform), the reference for
# XLSForm, installing it into a virtual environment under var/ if it is not there.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

version=4.5.0
folder=$root/var/tools/pyxform-$version
if [ ! -x "$folder/bin/xls2xform" ]; then
  {
    mkdir -p "$(dirname "$folder")" && python3 -m venv "$folder" &&
      "$folder/bin/pip" install --quiet --disable-pip-version-check "pyxform==$version"
  } >&2 || {
    rm -rf "$folder"
    exit 1
  }
fi
printf '%s\n' "$folder/bin/python"
