# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
"""Counts with noise as the package cell_key_perturbation makes them, for the test `oracle` of the crate `disclosure`.

Reads lines: `p count key deviation` for the perturbation table, `r cell key` for records. Writes `cell,count` for
each cell, after whatever the package itself has to say.
"""

import sys

import pandas as pd
from cell_key_perturbation.create_perturbed_table import create_perturbed_table

table, records = [], []
for line in sys.stdin:
    kind, *rest = line.split()
    if kind == "p":
        table.append([int(each) for each in rest])
    else:
        records.append([rest[0], int(rest[1])])

counts = create_perturbed_table(
    data=pd.DataFrame(records, columns=["cell", "record_key"]),
    ptable=pd.DataFrame(table, columns=["pcv", "ckey", "pvalue"]),
    geog=[],
    tab_vars=["cell"],
    record_key="record_key",
    use_existing_ons_id=False,
    threshold=0,
)
for cell, count in zip(counts["cell"], counts["count"]):
    print(f"{cell},{count}")
