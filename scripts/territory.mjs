// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// Derives the reference tables of the territory in modules/directory/data from a folder with
// the files kreise_ni.csv, gemeinden_ni_2022.csv and gemeinden_ags_changes_2016_2021_2022.json:
//
//     node scripts/territory.mjs FOLDER
//
// The tables are committed and described, with their source, in modules/directory/data/README.md.

import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const source = process.argv[2];
if (!source) {
  console.error("usage: node scripts/territory.mjs FOLDER");
  process.exit(2);
}
const target = join(dirname(fileURLToPath(import.meta.url)), "../modules/directory/data");

/** Rows of a CSV file (RFC 4180) as objects keyed by the header. */
function readTable(name) {
  const text = readFileSync(join(source, name), "utf8").replace(/^\uFEFF/, "");
  const rows = [[""]];
  for (const [, quoted, plain, mark] of text.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/g)) {
    const row = rows.at(-1);
    row[row.length - 1] = quoted?.replaceAll('""', '"') ?? plain;
    if (mark === ",") row.push("");
    else rows.push([""]);
  }
  const [header, ...body] = rows.filter((row) => row.length > 1);
  return body.map((row) => Object.fromEntries(header.map((column, i) => [column, row[i].trim()])));
}

/** Writes rows as CSV with `\n` line ends. */
function writeTable(name, columns, rows) {
  const cell = (value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : `${value}`);
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(","));
  writeFileSync(join(target, name), [columns.join(","), ...lines, ""].join("\n"));
  console.log(`${name}: ${rows.length} rows`);
}

const byAgs = (a, b) => (a.ags < b.ags ? -1 : 1);

// The source calls the Region Hannover a Landkreis; in law it is a body of its own kind.
const kindOf = (row) => (row.kreis === "03241" ? "Region" : row.bez);

const districts = readTable("kreise_ni.csv")
  .map((row) => ({
    ags: row.kreis,
    name: row.name,
    kind: kindOf(row),
    nuts3: row.nuts3,
    population: row.pop_zensus2022,
    area_km2: row.area_km2,
    office: row.ga_kreis,
  }))
  .sort(byAgs);

const municipalities = readTable("gemeinden_ni_2022.csv")
  .map((row) => ({
    ags: row.ags,
    name: row.name,
    kind: row.bez,
    district: row.kreis,
    samtgemeinde: row.vwg_bez === "Samtgemeinde" ? row.vwg_ars : "",
    samtgemeinde_name: row.vwg_bez === "Samtgemeinde" ? row.vwg_name : "",
    population: row.pop_zensus2022,
    area_km2: row.area_km2,
    lon: row.lon,
    lat: row.lat,
    postcode: row.plz_sitz,
  }))
  .sort(byAgs);

/** The name under which a district's health office appears. */
function officeName(key) {
  if (key === "03459") return "Gesundheitsdienst für Landkreis und Stadt Osnabrück";
  const district = districts.find((row) => row.ags === key);
  if (district.kind === "Kreisfreie Stadt") return `Gesundheitsamt Stadt ${district.name}`;
  // The names of these two already say what kind of body they are.
  if (district.kind === "Region" || district.name === "Heidekreis") return `Gesundheitsamt ${district.name}`;
  return `Gesundheitsamt Landkreis ${district.name}`;
}
const offices = districts.map((row) => ({ district: row.ags, office: row.office, name: officeName(row.office) }));

const names = new Map(municipalities.map((row) => [row.ags, row.name]));
const changes = JSON.parse(readFileSync(join(source, "gemeinden_ags_changes_2016_2021_2022.json"), "utf8"))
  .map((row) => ({
    ags_2016: row.ags2016,
    name_2016: row.name2016,
    ags_2022: row.ags2022,
    name_2022: names.get(row.ags2022),
  }))
  .sort((a, b) => (a.ags_2016 < b.ags_2016 ? -1 : 1));

writeTable("districts.csv", Object.keys(districts[0]), districts);
writeTable("municipalities.csv", Object.keys(municipalities[0]), municipalities);
writeTable("offices.csv", Object.keys(offices[0]), offices);
writeTable("key_changes.csv", Object.keys(changes[0]), changes);
