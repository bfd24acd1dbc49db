// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// Measures the form engine beside the engines of ODK, in one run on one machine:
//
//   node benches/peers.mjs DEICH PYTHON
//
// with the release binary and a Python that has pyxform (scripts/ensure-pyxform.sh prints one). Ours is
// measured from outside, through its commands; the others without the start of their runtimes.

import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const [deich, python] = process.argv.slice(2);
if (!python) {
  console.error("usage: node benches/peers.mjs DEICH PYTHON");
  process.exit(2);
}

/** How long another engine may take for one answer, in seconds. */
const patience = Number(process.env.DEICH_BENCH_PATIENCE ?? 60);
const folder = mkdtempSync(join(tmpdir(), "deich-peers-"));

/** A process that answers JSON lines. */
class Conversation {
  constructor(command, args) {
    this.child = spawn(command, args, { stdio: ["pipe", "pipe", "inherit"] });
    // What it leaves unread when it is stopped does not matter.
    this.child.stdin.on("error", () => {});
    this.lines = createInterface({ input: this.child.stdout })[Symbol.asyncIterator]();
  }

  /** The answer and the milliseconds until it came; throws `late` after `seconds`. */
  async ask(request, seconds = 600) {
    const began = performance.now();
    this.child.stdin.write(`${JSON.stringify(request)}\n`);
    let timer;
    const late = new Promise((_, reject) => {
      timer = setTimeout(() => reject(new Error("late")), seconds * 1000);
    });
    const line = await Promise.race([this.lines.next(), late]).finally(() => clearTimeout(timer));
    if (line.done) throw new Error(`it ended at ${JSON.stringify(request).slice(0, 80)}`);
    const answer = JSON.parse(line.value);
    if (answer.error) throw new Error(answer.error);
    return { answer, ms: performance.now() - began };
  }

  /** Its memory at the highest, in MB; undefined where the system does not tell. */
  memory() {
    try {
      const status = readFileSync(`/proc/${this.child.pid}/status`, "utf8");
      return Number(/VmHWM:\s+(\d+)/.exec(status)[1]) / 1024;
    } catch {
      return undefined;
    }
  }

  async end() {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    this.child.kill("SIGKILL");
    await once(this.child, "exit");
  }
}

const ours = (form) => new Conversation(deich, ["forms", "run", "--form", form]);
const peer = () => new Conversation(process.execPath, [join(import.meta.dirname, "../peers/engine.mjs")]);

const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
const time = (ms) => (ms < 10 ? `${ms.toFixed(2)} ms` : ms < 10_000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
const size = (mb) => (mb === undefined ? "?" : `${mb.toFixed(0)} MB`);

function row(name, here, there, ratio) {
  console.log(`${name.padEnd(58)}${here.padStart(10)}${there.padStart(16)}${ratio.padStart(10)}`);
}

const times = (there, here) => `${(there / here).toPrecision(3)}x`;

// Forms.

const xform = (instance, lists, binds, body) => `<?xml version="1.0"?>
<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" xmlns:jr="http://openrosa.org/javarosa">
<h:head><h:title>Bench</h:title><model><instance><data id="bench">${instance}</data></instance>${lists}${binds}</model></h:head>
<h:body>${body}</h:body></h:html>`;

/** A list of choices in which `per` entries share the column `gruppe`. */
function list(id, entries, per) {
  const items = Array.from(
    { length: entries },
    (_, at) => `<item><name>${id}${at}</name><label>Eintrag ${at}</label><gruppe>g${Math.floor(at / per)}</gruppe></item>`,
  );
  return `<instance id="${id}"><root>${items.join("")}</root></instance>`;
}

const select = (path, id, filter) =>
  `<select1 ref="${path}"><label>${path}</label><itemset nodeset="instance('${id}')/root/item${filter}"><value ref="name"/><label ref="label"/></itemset></select1>`;
const input = (path) => `<input ref="${path}"><label>${path}</label></input>`;

function cascade() {
  return xform(
    "<kreis/><ort/>",
    list("orte", 11_000, 25),
    '<bind nodeset="/data/kreis" type="string"/><bind nodeset="/data/ort" type="string"/>',
    input("/data/kreis") + select("/data/ort", "orte", "[gruppe = /data/kreis]"),
  );
}

function large() {
  let instance = "";
  let binds = "";
  let body = "";
  for (let at = 0; at < 2000; at += 1) {
    const path = `/data/q${at}`;
    instance += `<q${at}/>`;
    const before = `/data/q${at - 1}`;
    const conditions = at % 10 === 9 ? ` relevant="${before} != ''"` : at % 10 === 8 ? ' required="true()"' : "";
    binds += `<bind nodeset="${path}" type="string"${conditions}/>`;
    body += at % 5 === 0 ? select(path, `liste${(at / 5) % 4}`, "") : input(path);
  }
  const lists = [0, 1, 2, 3].map((id) => list(`liste${id}`, 5000, 25)).join("");
  return xform(instance, lists, binds, body);
}

// Measurements.

/** Answers the question above and asks for the choices below, which is what a re-filter is. */
async function refilter(conversation, rounds) {
  const spent = [];
  for (let round = 0; round < rounds; round += 1) {
    const group = `g${(round * 37) % 440}`;
    const above = await conversation.ask({ op: "answer", ref: "/data/kreis", value: group }, patience);
    const below = await conversation.ask({ op: "choices", ref: "/data/ort" }, patience);
    if (below.answer.total !== 25) throw new Error(`${below.answer.total} choices of ${group}, not 25`);
    spent.push(above.ms + below.ms);
  }
  return median(spent);
}

async function measureCascade() {
  const form = cascade();
  const file = join(folder, "cascade.xml");
  writeFileSync(file, form);
  const here = ours(file);
  await here.ask({ op: "init" });
  const ms = await refilter(here, 200);
  await here.end();
  const there = peer();
  try {
    await there.ask({ op: "init", form }, patience);
    const theirs = await refilter(there, 20);
    row("cascade over 11,000 entries, answer and choices", time(ms), time(theirs), times(theirs, ms));
  } catch (error) {
    const what = error.message === "late" ? `> ${patience} s` : "failed";
    row("cascade over 11,000 entries, answer and choices", time(ms), what, "");
    if (error.message !== "late") console.error(error);
  } finally {
    await there.end();
  }
}

async function measureLoad() {
  const name = "2,000 questions, 400 selects on lists of 5,000, begun";
  const form = large();
  const file = join(folder, "large.xml");
  writeFileSync(file, form);
  const spent = [];
  let memory;
  for (let round = 0; round < 5; round += 1) {
    const began = performance.now();
    const here = ours(file);
    await here.ask({ op: "init" });
    spent.push(performance.now() - began);
    memory = here.memory();
    await here.end();
  }
  const ms = median(spent);
  const there = peer();
  try {
    // Its runtime and packages are loaded before the clock runs.
    await there.ask({ op: "init", form: cascade() }, patience);
    const { ms: theirs } = await there.ask({ op: "init", form }, patience);
    row(name, time(ms), time(theirs), times(theirs, ms));
    row("  memory at its highest", size(memory), size(there.memory()), times(there.memory(), memory));
  } catch (error) {
    const what = error.message === "late" ? `> ${patience} s` : "failed";
    row(name, time(ms), what, error.message === "late" ? `> ${Math.floor((patience * 1000) / ms)}x` : "");
    row("  memory at its highest", size(memory), size(there.memory()), "");
    if (error.message !== "late") console.error(error);
  } finally {
    await there.end();
  }
}

function run(command, args) {
  const began = performance.now();
  const done = spawnSync(command, args, { encoding: "utf8", maxBuffer: 1 << 28 });
  if (done.status !== 0) throw new Error(`${command} ${args.join(" ")}: ${done.stderr || done.error}`);
  return { text: done.stdout, ms: performance.now() - began };
}

function measureConversion() {
  const script = join(import.meta.dirname, "peers.py");
  const workbook = join(folder, "bench.xlsx");
  const [here, there] = ["here.xml", "there.xml"].map((name) => join(folder, name));
  run(python, [script, "workbook", workbook]);
  const spent = Array.from({ length: 7 }, () => run(deich, ["forms", "convert", workbook, "--to", "xform", "--output", here]).ms);
  const ms = median(spent);
  const { seconds } = JSON.parse(run(python, [script, "convert", workbook, there]).text);
  if (statSync(here).size < statSync(there).size / 4) throw new Error("what was converted here is much smaller");
  row("workbook, 2,000 questions, 5,000 choices, to XForm", time(ms), time(seconds * 1000), times(seconds * 1000, ms));
}

try {
  row("", "Deich", "ODK", "");
  await measureCascade();
  await measureLoad();
  measureConversion();
} finally {
  rmSync(folder, { recursive: true });
}
