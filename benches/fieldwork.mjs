// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Measures what programs read of the field service: a form of twenty questions, filled in 5,000 and
 * then 50,000 times by a program on eight connections, and read as a whole.
 *
 *     node benches/fieldwork.mjs BASE PID
 *
 * PID is the server's process, whose memory is looked at.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { colleagues, connected, programOf, quantile } from "./demo.mjs";

const [base, pid] = process.argv.slice(2);

/** How often the form has been filled in when it is read. */
const SIZES = (process.env.DEICH_BENCH_RECORDS ?? "5000,50000").split(",").map(Number);

/** How often a table is read; the middle one counts. */
const READINGS = 3;

/** What is asked: type of the bind, element of the body, answer. */
const QUESTIONS = [
  ["string", "input", () => "Kindertagesstätte „Sonnenschein“"],
  ["int", "input", (number) => number % 120],
  ["decimal", "input", (number) => (number % 400) / 10],
  ["date", "input", () => "2026-11-18"],
  ["dateTime", "input", () => "2026-11-18T14:30:00.000+01:00"],
  ["string", "select1", () => "a"],
  ["string", "select", (number) => (number % 2 ? "a b" : "b c")],
  ["geopoint", "input", () => "52.3759 9.732 55.0 5.0"],
  ["string", "input", (number) => `Musterstraße ${number % 200}`],
  ["int", "input", () => 7],
];
const ALL = [...QUESTIONS, ...QUESTIONS];

const form = `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa" xmlns:orx="http://openrosa.org/xforms">
<h:head><h:title>Messung</h:title><model><instance><data id="messung" version="1">
<ort>${ALL.map((_, index) => `<f${index}/>`).join("")}</ort><orx:meta><orx:instanceID/></orx:meta></data></instance>
${ALL.map(([type], index) => `<bind nodeset="/data/ort/f${index}" type="${type}"/>`).join("\n")}
<bind nodeset="/data/orx:meta/orx:instanceID" type="string" jr:preload="uid"/></model></h:head>
<h:body><group ref="/data/ort">${ALL.map(([, element], index) => {
  const choices = ["a", "b", "c"].map((code) => `<item><label>${code}</label><value>${code}</value></item>`);
  const inner = element === "input" ? "" : choices.join("");
  return `<${element} ref="/data/ort/f${index}"><label>Frage ${index}</label>${inner}</${element}>`;
}).join("\n")}</group></h:body></h:html>`;

function record(number) {
  const answers = ALL.map(([, , answer], index) => `<f${index}>${answer(number)}</f${index}>`).join("");
  return `<data xmlns:orx="http://openrosa.org/xforms" id="messung" version="1"><ort>${answers}</ort><orx:meta><orx:instanceID>uuid:${String(number).padStart(8, "0")}-0000-4000-8000-000000000000</orx:instanceID></orx:meta></data>`;
}

const people = await colleagues(base);
const author = await programOf(base, people.author);
const worker = await programOf(base, people.worker);
const one = connected(base, 1);
const eight = connected(base, 8);

async function well(asked) {
  const answer = await asked;
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return answer;
}

const json = { authorization: author, "content-type": "application/json" };
const project = JSON.parse((await well(one("POST", "/v1/projects", json, JSON.stringify({ name: "Messung" })))).text).id;
const xml = { authorization: author, "content-type": "application/xml" };
await well(one("POST", `/v1/projects/${project}/forms?publish=true&ignoreWarnings=true`, xml, form));
const address = `/v1/projects/${project}/forms/messung`;

/** Sends records until there are so many. */
let sent = 0;
async function fill(size) {
  const headers = { authorization: worker, "content-type": "application/xml" };
  const times = [];
  const [from, began] = [sent, performance.now()];
  const loop = async () => {
    while (sent < size) {
      sent += 1;
      const answer = await well(eight("POST", `${address}/submissions`, headers, record(sent)));
      if (JSON.parse(answer.text).reviewState !== null) throw new Error(`lies aside: ${answer.text}`);
      times.push(answer.ms);
    }
  };
  await Promise.all(Array.from({ length: 8 }, loop));
  const rate = (size - from) / ((performance.now() - began) / 1000);
  line(`${count(size - from)} records sent, 8 connections`, `${count(rate)}/s  p50 ${ms(quantile(times, 0.5))}  p99 ${ms(quantile(times, 0.99))}`);
}

/** Resident memory of the server in MB: now (VmRSS) or at its highest (VmHWM) since it was last forgotten. */
function memory(key) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(status.match(new RegExp(`${key}:\\s+(\\d+)`))[1]) / 1024);
}
const forget = () => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** Reads a table as a whole, as often as it is measured. `mark` stands once in every row. */
async function read(what, path, size, mark, rows = size) {
  const rates = [];
  let bytes = 0;
  forget();
  const before = memory("VmRSS");
  for (let reading = 0; reading < READINGS; reading += 1) {
    const pieces = [];
    const answer = await well(one("GET", path, { authorization: worker }, undefined, (piece) => pieces.push(piece)));
    const whole = Buffer.concat(pieces);
    bytes = whole.length;
    let found = 0;
    for (let at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, at + mark.length)) found += 1;
    if (found !== rows) throw new Error(`${path} has ${found} rows of ${rows}`);
    rates.push(rows / (answer.ms / 1000));
  }
  const rate = quantile(rates, 0.5);
  const megabytes = (bytes / 1e6).toFixed(1);
  line(`${what}, ${count(size)} records`, `${count(rate)} rows/s, ${megabytes} MB; memory ${before} MB, at its highest ${memory("VmHWM")} MB`);
}

const count = (number) => Math.round(number).toLocaleString("en");
const ms = (number) => `${number.toFixed(1)} ms`;
const line = (what, measured) => console.log(what.padEnd(46) + measured);

for (const size of SIZES) {
  await fill(size);
  await read("feed", `${address}.svc/Submissions`, size, '"__id":');
  await read("CSV", `${address}/submissions.csv`, size, "\n", size + 1);
}
process.exit(0);
