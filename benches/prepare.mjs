// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Writes the requests that the measurements send, for requests.lua:
 *
 *     node benches/prepare.mjs BASE FOLDER
 *
 * The pages are those that the demo state lists itself, so a new page is measured without a change here.
 */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { signIn } from "./demo.mjs";

const [base, folder] = process.argv.slice(2);

async function pages() {
  const answer = await fetch(`${base}/demo/seiten.json`);
  if (!answer.ok) throw new Error(`the list of pages answered ${answer.status}`);
  return answer.json();
}

/** Pages that answer with the page itself; one that sends elsewhere would measure nothing. */
async function answering(list, cookie) {
  const found = [];
  for (const { path } of list) {
    const answer = await fetch(base + path, { headers: { cookie }, redirect: "manual" });
    await answer.arrayBuffer();
    if (answer.status === 200) found.push(path);
  }
  return found;
}

function write(name, requests) {
  const lines = requests.map(({ method = "GET", path, cookie = "", body = "" }) => [method, path, cookie, body].join("\t"));
  writeFileSync(join(folder, name), `${lines.join("\n")}\n`);
  console.log(`${name}: ${lines.length} different requests`);
}

const all = await pages();
const open = all.filter(({ role }) => role === null);
write("public.tsv", (await answering(open, "")).map((path) => ({ path })));

const staff = [];
for (const role of new Set(all.map(({ role }) => role).filter((role) => role !== null))) {
  const cookie = await signIn(base, { role });
  const own = all.filter((page) => page.role === role);
  staff.push(...(await answering(own, cookie)).map((path) => ({ path, cookie })));
}
write("staff.tsv", staff);

/** The Monday of a week such as 2026-W40. */
function monday(week) {
  const [year, number] = week.split("-W").map(Number);
  const day = new Date(Date.UTC(year, 0, 4));
  day.setUTCDate(day.getUTCDate() - ((day.getUTCDay() + 6) % 7) + (number - 1) * 7);
  return day.toISOString().slice(0, 10);
}

/** Reports of one institution to the collection of the demo that takes any number of them. */
async function submissions() {
  const cookie = await signIn(base, { role: "institution-reporter" });
  const answer = await fetch(`${base}/api/v1/collections`, { headers: { cookie } });
  const collections = await answer.json();
  const events = collections.find(({ repeatable, title }) => repeatable && title.startsWith("Häufung"));
  if (!events) throw new Error("the demo has no collection for events");
  const day = monday(events.season_from);
  const body = JSON.stringify({
    institution: events.institutions[0].id,
    idempotency_key: "@KEY@",
    answers: {
      facility_state: "open",
      "counts/count_day": day,
      "counts/cared_for": 60,
      "counts/absent_are": 5,
      "counts/present_are": 3,
    },
  });
  return [{ method: "POST", path: `/api/v1/collections/${events.id}/periods/${day}/submissions`, cookie, body }];
}
write("submissions.tsv", await submissions());
