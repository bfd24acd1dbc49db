# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

"""DuckDB answers the questions of the crate `cube`, over the snapshot that it wrote.

Usage: compare.py PROGRAM SNAPSHOT. The program is the example `beside` of the crate; it writes the snapshot and says what it measured
and what the answers are. Answers must be the same. DuckDB reads the file once as it is and once as a table in memory.
"""

import json
import subprocess
import sys
import time

import duckdb

YEAR = "week BETWEEN '2019-W01' AND '2019-W52'"
FIRST = "category = 'disease-00'"
QUERIES = {
    "series of the state": f"SELECT week, sum(count) FROM cases WHERE {FIRST} GROUP BY week",
    "series of a district": f"SELECT week, sum(count) FROM cases WHERE {FIRST} AND place LIKE '03120%' GROUP BY week",
    "map of a week": f"SELECT place, sum(count) FROM cases WHERE {FIRST} AND week = '2019-W07' GROUP BY place",
    "map of a year": f"SELECT place, sum(count) FROM cases WHERE {FIRST} AND {YEAR} GROUP BY place",
    "pyramid of a year": f"SELECT age_from, sex, sum(count) FROM cases WHERE {FIRST} AND {YEAR} GROUP BY age_from, sex",
    "ranking of four weeks": "SELECT category, left(week, 4) AS year, sum(count) FROM cases WHERE "
    + " OR ".join(f"week BETWEEN '{year}-W20' AND '{year}-W23'" for year in range(2020, 2026))
    + " GROUP BY category, year",
    "all series of a district": "SELECT category, week, sum(count) FROM cases WHERE place LIKE '03120%' GROUP BY category, week",
    "women by municipality and age": "SELECT place, age_from, sum(count) FROM cases WHERE sex = 'female' GROUP BY place, age_from",
}


def best(connection, query):
    """The best of five times in milliseconds, and the counts in ascending order."""
    times = []
    for _ in range(5):
        began = time.perf_counter()
        rows = connection.execute(query).fetchall()
        times.append((time.perf_counter() - began) * 1000)
    return min(times), sorted(int(row[-1]) for row in rows)


def main(program, snapshot):
    done = subprocess.run([program, snapshot], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    ours = {}
    for line in done.stdout.splitlines():
        if line.startswith("#"):
            print(line[2:])
        else:
            measured = json.loads(line)
            ours[measured["name"]] = measured
    assert list(ours) == list(QUERIES), "the program asks other questions"

    file, table = duckdb.connect(), duckdb.connect()
    file.execute(f"CREATE VIEW cases AS SELECT * FROM read_parquet('{snapshot}')")
    table.execute(f"CREATE TABLE cases AS SELECT * FROM read_parquet('{snapshot}')")
    print(f"\nms, best of five; DuckDB {duckdb.__version__}")
    print(f"{'':32}{'cube':>10}{'its file':>10}{'ratio':>9}{'its table':>11}{'ratio':>9}")
    for name, query in QUERIES.items():
        mine = ours[name]["ms"]
        of_file, answer = best(file, query)
        of_table, again = best(table, query)
        assert answer == again == ours[name]["answer"], f"{name}: the answers differ"
        print(f"{name:32}{mine:10.4f}{of_file:10.1f}{of_file / mine:9.0f}{of_table:11.1f}{of_table / mine:9.0f}")


main(*sys.argv[1:])
