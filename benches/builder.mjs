// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Measures one change in the builder of a form with 1,000 questions: the post of a label that was typed
 * anew, of a question that is moved down, and the page that is shown after them.
 *
 *     node benches/builder.mjs BASE
 */
import { colleagues, connected, quantile } from "./demo.mjs";

const [base] = process.argv.slice(2);

const GROUPS = 20;
const PER_GROUP = 50;
const CHANGES = Number(process.env.DEICH_BENCH_CHANGES ?? 200);

const { author: cookie } = await colleagues(base);
const own = { cookie, origin: base, "sec-fetch-site": "same-origin" };

/** A table of a form: texts, numbers with a check, choices, and conditions on what was asked before. */
function workbook() {
  const rows = [["type", "name", "label::Deutsch (de)", "label::English (en)", "relevant", "constraint"]];
  for (let group = 0; group < GROUPS; group += 1) {
    rows.push(["begin_group", `g${group}`, `Abschnitt ${group}`, `Section ${group}`, "", ""]);
    for (let index = 0; index < PER_GROUP; index += 1) {
      const name = `g${group}_f${index}`;
      const type = ["text", "integer", "select_one ja_nein", "decimal", "date"][index % 5];
      const relevant = index % 5 === 3 ? `\${g${group}_f${index - 1}} = 'ja'` : "";
      const constraint = type === "integer" ? ". >= 0 and . <= 1000" : "";
      rows.push([type, name, `Frage ${index} in Abschnitt ${group}`, `Question ${index} of section ${group}`, relevant, constraint]);
    }
    rows.push(["end_group", "", "", "", "", ""]);
  }
  const table = (sheet, lines) => [`| ${sheet} |`, ...lines.map((cells) => `| | ${cells.join(" | ")} |`)];
  const choices = [["list_name", "name", "label::Deutsch (de)", "label::English (en)"], ["ja_nein", "ja", "Ja", "Yes"], ["ja_nein", "nein", "Nein", "No"]];
  const settings = [["form_id", "form_title", "default_language"], ["messung_bauen", "Tausend Fragen", "Deutsch (de)"]];
  return [...table("survey", rows), ...table("choices", choices), ...table("settings", settings)].join("\n");
}

const upload = new FormData();
upload.append("datei", new Blob([workbook()]), "tausend.md");
const made = await fetch(`${base}/formulare/neu`, { method: "POST", body: upload, headers: own, redirect: "manual" });
if (made.status !== 303) throw new Error(`the form was not made: ${made.status} ${(await made.text()).replace(/<[^>]+>/g, " ").replace(/\s+/g, " ")}`);
const action = `${made.headers.get("location")}/bauen`;
const ask = connected(base, 1);

const page = await ask("GET", action, { cookie });
const found = page.text.match(/data-path="/g)?.length ?? 0;
if (found !== GROUPS * (PER_GROUP + 1)) throw new Error(`the tree has ${found} lines`);

/** Posts a change; the address of the page after it. */
async function post(fields) {
  const headers = { ...own, "content-type": "application/x-www-form-urlencoded" };
  const answer = await ask("POST", action, headers, new URLSearchParams(fields).toString());
  const after = answer.headers.location ?? "";
  if (answer.status !== 303 || !after.includes(`getan=${fields.tun === "runter" ? "moved" : "saved"}`)) {
    throw new Error(`a change answered ${answer.status} ${after}`);
  }
  return { ms: answer.ms, after };
}

const [writes, moves, pages] = [[], [], []];
for (let change = 0; change < CHANGES; change += 1) {
  const [group, index] = [change % GROUPS, (change * 7) % (PER_GROUP - 1)];
  const frage = `g${group}/g${group}_f${index}`;
  const shown = await ask("GET", `${action}?frage=${encodeURIComponent(frage)}`, { cookie });
  const stand = shown.text.match(/name="stand" value="([0-9a-f]*)"/)[1];
  const seen = shown.text.match(/name="alt:label\.de" value="([^"]*)"/)[1];
  const written = await post({ frage, stand, "alt:label.de": seen, "label.de": `${seen} neu` });
  writes.push(written.ms);
  const after = await ask("GET", written.after, { cookie });
  if (after.status !== 200) throw new Error(`the page after a change answered ${after.status}`);
  pages.push(after.ms);
  if (change % 10 === 0) moves.push((await post({ frage, stand: "", tun: "runter" })).ms);
}

function line(what, times) {
  const [p50, p99] = [0.5, 0.99].map((share) => `${quantile(times, share).toFixed(1)} ms`);
  console.log(`${what.padEnd(46)}p50 ${p50}  p99 ${p99}  ${times.length} times`);
}
line("builder, 1,000 questions: a text is changed", writes);
line("builder, 1,000 questions: a question is moved", moves);
line("builder, 1,000 questions: the page after it", pages);
process.exit(0);
