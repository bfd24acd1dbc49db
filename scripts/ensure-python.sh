#!/usr/bin/env bash
# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
#
# Prints the folder of a virtual environment under var/ with one of the packages of PyPI that checks use, installing it
# if it is not there: `ensure-python.sh pyodk`.
set -euo pipefail
source "$(dirname "$0")/lib.sh"

case ${1:-} in
  # The package imports pandas and does not ask for it.
  cell_key) packages=(cell_key_perturbation==3.1.0 pandas==3.1.1) ;; # cell keys of the Office for National Statistics
  duckdb) packages=(duckdb==2.0.0) ;;   # a database for analysis, in the process
  pycanon) packages=(pycanon==1.3.6) ;; # measures k, l and t of a table
  pyodk) packages=(pyodk==1.3.0) ;;     # the client of ODK Central
  pyxform) packages=(pyxform==4.5.0) ;; # makes XForms of XLSForms
  # Calculates by scipy.
  statsmodels) packages=(statsmodels==0.15.0 scipy==1.17.1) ;; # measures of epidemiology
  reuse) packages=(reuse==6.2.0) ;;     # checks licence notes
  *) missing "ensure-python.sh does not know the package ${1:-}" ;;
esac
folder=$root/var/tools/${packages[0]/==/-}
if [ ! -e "$folder/complete" ]; then
  {
    rm -rf "$folder" && mkdir -p "$(dirname "$folder")" && python3 -m venv "$folder" &&
      "$folder/bin/pip" install --quiet --disable-pip-version-check "${packages[@]}" && touch "$folder/complete"
  } >&2 || {
    rm -rf "$folder"
    exit 1
  }
fi
printf '%s\n' "$folder"
