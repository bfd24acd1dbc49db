// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Answers as a file: a case worker gets those of her office, the state gets none. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { assertAccessible, start, visitor } from "./harness.mjs";
import { tabTo } from "./keyboard.mjs";

/** The rows of a table as RFC 4180 writes them. */
function table(text) {
  const rows = [[]];
  const cell = /("(?:[^"]|"")*"|[^,\r\n]*)(,|\r?\n|$)/gy;
  for (;;) {
    const found = cell.exec(text);
    assert.ok(found, "the text is a table");
    const [, raw, end] = found;
    rows.at(-1).push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (cell.lastIndex >= text.length) return rows;
    if (end !== ",") rows.push([]);
  }
}

describe("answers of a collection", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("are a file for the case worker, with a row for each report", async () => {
    const { page, complaints, close } = await visitor(house, { role: "case-worker" });
    await page.goto("/pruefung");
    await page.getByRole("link", { name: "Antworten ausgeben" }).click();
    await page.getByRole("heading", { level: 1, name: "Antworten ausgeben" }).waitFor();
    // A period that ends before it begins is refused where it was typed.
    await page.getByLabel("Zeitraum von").fill("2026-11-01");
    await page.getByLabel("Zeitraum bis").fill("2026-10-01");
    await page.getByRole("button", { name: "Anzahl anzeigen" }).click();
    await page.getByRole("alert").getByRole("link").click();
    assert.equal(await page.evaluate(() => document.activeElement.name), "bis", "the mistake leads to its field");
    await page.getByLabel("Zeitraum von").fill("");
    await page.getByLabel("Zeitraum bis").fill("");
    await page.getByRole("button", { name: "Anzahl anzeigen" }).click();
    const said = await page.getByText(/^Die Datei enthält/).innerText();
    const [, reports, institutions] = said.match(/enthält ([\d.]+) Meldungen von ([\d.]+) Einrichtungen/).map((text) => Number(text.replaceAll(".", "")));
    assert.ok(reports > institutions && institutions > 1, said);
    await assertAccessible(page, "the answers that are chosen");

    const button = page.getByRole("button", { name: "Datei herunterladen" });
    await tabTo(page, button);
    const [download] = await Promise.all([page.waitForEvent("download"), page.keyboard.press("Enter")]);
    assert.match(download.suggestedFilename(), /^Antworten .+\.csv$/);
    const text = readFileSync(await download.path(), "utf8").replace(/^\uFEFF/, "");
    const [head, ...rows] = table(text.trimEnd());
    assert.deepEqual(head.slice(0, 7), ["submission", "sent", "period", "institution", "institution_name", "receipt", "submission_state"]);
    assert.equal(rows.length, reports, "a row for each report");
    const column = (name) => rows.map((row) => row[head.indexOf(name)]);
    assert.equal(new Set(column("submission")).size, reports, "each report once");
    assert.equal(new Set(column("institution")).size, institutions);
    assert.deepEqual([...new Set(column("submission_state"))].filter((state) => !["submitted", "accepted"].includes(state)), []);
    assert.ok(column("period").every((period) => /^\d{4}-W\d\d$/.test(period)));
    const caredFor = head.find((name) => name.endsWith("cared_for"));
    assert.ok(caredFor, `the answers have a column: ${head}`);
    assert.ok(column(caredFor).some((count) => Number(count) > 0));
    assert.deepEqual(complaints, []);
    await close();
  });

  test("are nothing for the state", async () => {
    for (const role of ["state-administrator", "analyst", "form-author", "data-protection-officer"]) {
      const { page, context, close } = await visitor(house, { role });
      const shown = await page.goto("/antworten");
      assert.equal(shown.status(), 403, role);
      assert.ok((await page.locator("main a").count()) > 0, "a link that leads on");
      const file = await context.request.get("/antworten/datei?stand=accepted&format=csv");
      assert.equal(file.status(), 403, role);
      assert.equal(file.headers()["content-disposition"], undefined, role);
      await close();
    }
  });
});
