// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Measures what programs read of the field service: a form of twenty questions that a program fills in on
 * eight connections, and its table read in part and as a whole.
 *
 *     node benches/fieldwork.mjs BASE fill
 *     node benches/fieldwork.mjs BASE read PID
 *
 * PID is the server's process, whose memory is looked at. It is started anew between the two, so that
 * nothing in its memory is left over from the filling.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { colleagues, connected, programOf, quantile } from "./demo.mjs";

const [base, deed, pid] = process.argv.slice(2);

/** How often the form is filled in. */
const RECORDS = Number(process.env.DEICH_BENCH_RECORDS ?? 50_000);

/** A part of the table, whose reading shows how much memory a reading takes anyway. */
const PART = Math.min(5_000, RECORDS);

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
const worker = await programOf(base, people.worker);
const one = connected(base, 1);

async function well(asked) {
  const answer = await asked;
  if (answer.status !== 200) throw new Error(`answered ${answer.status}: ${answer.text}`);
  return answer;
}

const count = (number) => Math.round(number).toLocaleString("en");
const ms = (number) => `${number.toFixed(1)} ms`;
const line = (what, measured) => console.log(what.padEnd(46) + measured);

/** Makes the project and its form. The address of the form. */
async function begin() {
  const author = await programOf(base, people.author);
  const json = { authorization: author, "content-type": "application/json" };
  const made = await well(one("POST", "/v1/projects", json, JSON.stringify({ name: "Messung" })));
  const project = `/v1/projects/${JSON.parse(made.text).id}`;
  const xml = { authorization: author, "content-type": "application/xml" };
  await well(one("POST", `${project}/forms?publish=true&ignoreWarnings=true`, xml, form));
  return `${project}/forms/messung`;
}

async function fill(address) {
  const eight = connected(base, 8);
  const headers = { authorization: worker, "content-type": "application/xml" };
  const times = [];
  let sent = 0;
  const began = performance.now();
  const loop = async () => {
    while (sent < RECORDS) {
      sent += 1;
      const answer = await well(eight("POST", `${address}/submissions`, headers, record(sent)));
      if (JSON.parse(answer.text).reviewState !== null) throw new Error(`lies aside: ${answer.text}`);
      times.push(answer.ms);
    }
  };
  await Promise.all(Array.from({ length: 8 }, loop));
  const rate = RECORDS / ((performance.now() - began) / 1000);
  const [p50, p99] = [0.5, 0.99].map((share) => ms(quantile(times, share)));
  line(`${count(RECORDS)} records sent, 8 connections`, `${count(rate)}/s  p50 ${p50}  p99 ${p99}`);
}

/** The form that was filled in. */
async function find() {
  const projects = JSON.parse((await well(one("GET", "/v1/projects", { authorization: worker }))).text);
  const { id } = projects.find(({ name }) => name === "Messung");
  return `/v1/projects/${id}/forms/messung`;
}

/** Resident memory of the server in MB: now (VmRSS) or at its highest (VmHWM) since it was last forgotten. */
function memory(key) {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Math.round(Number(status.match(new RegExp(`${key}:\\s+(\\d+)`))[1]) / 1024);
}
const forget = () => writeFileSync(`/proc/${pid}/clear_refs`, "5");

/** Reads so many rows as often as it is measured. `mark` stands once in every row, and `beside` times else. */
async function read(what, path, rows, mark, beside) {
  const rates = [];
  let bytes = 0;
  forget();
  const before = memory("VmRSS");
  for (let reading = 0; reading < READINGS; reading += 1) {
    const pieces = [];
    const answer = await well(one("GET", path, { authorization: worker }, undefined, (piece) => pieces.push(piece)));
    const whole = Buffer.concat(pieces);
    bytes = whole.length;
    let found = -beside;
    for (let at = whole.indexOf(mark); at >= 0; at = whole.indexOf(mark, at + mark.length)) found += 1;
    if (found !== rows) throw new Error(`${path} has ${found} rows of ${rows}`);
    rates.push(rows / (answer.ms / 1000));
  }
  const megabytes = (bytes / 1e6).toFixed(1);
  const most = `memory ${before} MB, at its highest ${memory("VmHWM")} MB`;
  line(`${what}, ${count(rows)} records`, `${count(quantile(rates, 0.5))} rows/s, ${megabytes} MB; ${most}`);
}

if (deed === "fill") {
  await fill(await begin());
} else {
  const address = await find();
  await read("feed", `${address}.svc/Submissions?$top=${PART}`, PART, '"__id":', 0);
  await read("feed", `${address}.svc/Submissions`, RECORDS, '"__id":', 0);
  await read("CSV", `${address}/submissions.csv`, RECORDS, "\n", 1);
}
process.exit(0);
