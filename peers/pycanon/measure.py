# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

"""pycanon, as it comes from the package index, measures tables and releases that the product made.

Usage: measure.py BINARY DATA. Every table must have the k, the l and the t that were asked for, and the
smallest group that pycanon finds must be the one that the product names.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd
from pycanon import anonymity

QUASI = ["sex", "age", "race", "marital-status", "education", "native-country", "workclass"]
OFFICES = ["157", "241", "354"]


def run(binary, *arguments):
    done = subprocess.run([binary, *map(str, arguments)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(map(str, arguments))}\n{done.stderr}"
    return json.loads(done.stdout)


def extract(binary, data, out, model, sensitive=(), suppression="0.05", local=False):
    """A table made anonymous once, and its figures."""
    arguments = ["anonymize", "--data", data / "adult/adult.csv", "--hierarchies", data / "adult", "--quasi", ",".join(QUASI)]
    arguments += ["--model", model, "--suppression", suppression, "--out", out, "--json"]
    if sensitive:
        arguments += ["--sensitive", ",".join(sensitive)]
    if local:
        arguments.append("--local")
    figures = run(binary, *arguments)
    table = pd.read_csv(out, sep=";", dtype=str, keep_default_na=False)
    # A suppressed row says nothing of its person; such rows are no class.
    return figures, table[(table[QUASI] != "*").any(axis=1)].reset_index(drop=True)


def expand(file):
    """Every record of the groups of a stream, as the state could write it down."""
    rows = []
    for line in file.read_text().splitlines():
        document = json.loads(line)
        for group in document["groups"]:
            if group["kind"] != "records":
                continue
            quasi = {name: ":".join(value) for name, value in group["tuple"].items()}
            quasi["release"] = str(document["sequence"])
            [(_, counts)] = group["values"].items()
            values = [value for value, count in counts.items() for _ in range(count)]
            assert len(values) == group["records"]
            rows += [quasi | {"value": value} for value in values]
    return pd.DataFrame(rows)


def main(binary, data):
    checked = 0

    def holds(what, found, asked):
        nonlocal checked
        assert found, f"{what}: pycanon finds less than {asked}"
        print(f"  {what}: {asked}")
        checked += 1

    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out.csv")
        for local in (False, True):
            for k in (2, 5, 11):
                figures, table = extract(binary, data, out, f"k:{k}", local=local)
                smallest = anonymity.k_anonymity(table, QUASI)
                assert local or smallest == figures["min_class"], f"{smallest} is not {figures['min_class']}"
                holds(f"adult, k={k}, local={local}", smallest >= k, f"k={smallest}")
            model, column = "k:5,distinct-l:occupation:3", "occupation"
            _, table = extract(binary, data, out, model, [column], local=local)
            measured = anonymity.l_diversity(table, QUASI, [column])
            holds(f"adult, {model}, local={local}", measured >= 3 and anonymity.k_anonymity(table, QUASI) >= 5, f"l={measured}")
            # pycanon cuts to a whole number, and e to the power of ln 3 is a little less than 3.
            model = "k:5,entropy-l:occupation:3.5"
            _, table = extract(binary, data, out, model, [column], local=local)
            measured = anonymity.entropy_l_diversity(table, QUASI, [column])
            holds(f"adult, {model}, local={local}", measured >= 3, f"entropy l={measured}")

        for office in OFFICES:
            releases = Path(folder, "releases.jsonl")
            run(binary, "release", "simulate", "--data", data / "oegd/oegd.csv", "--hierarchies", data / "oegd",
                "--date", "woche", "--entity", "id", "--quasi", "ags,alter,geschlecht", "--sensitive", "diagnose", "--distinct", "2",
                "--office", f"ags:3-5={office}", "--json", "--out", releases)
            table = expand(releases)
            quasi = [column for column in table.columns if column != "value"]
            measured = (anonymity.k_anonymity(table, quasi), anonymity.l_diversity(table, quasi, ["value"]))
            holds(f"stream of office {office}, k=5, l=2", measured[0] >= 5 and measured[1] >= 2, f"k={measured[0]}, l={measured[1]} over {len(table)} records")
    print(f"{checked} tables and streams hold")


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
