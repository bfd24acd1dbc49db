// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Many reports by a table: a Kita uploads, corrects, downloads, uploads again and sends; its office sees the reports. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

const headings = [
  "gate/facility_kind",
  "gate/relation",
  "gate/birth_date",
  "gate/situation",
  "person/last_name",
  "person/first_name",
  "person/sex",
  "person/street",
  "person/postcode",
  "person/town",
  "person/stays_elsewhere",
  "guardian[1]/guardian_kind",
  "guardian[1]/guardian_last_name",
  "guardian[1]/guardian_first_name",
  "guardian[1]/guardian_same_address",
  "finish/contact_name",
  "finish/contact_phone",
  "finish/confirmed",
];

/** A row about a child; `born` and `town` can be wrong. */
function row(name, born = "14.03.2022", town = "Aurich") {
  return ["kita", "cared", born, "none", name, "Bulk", "x", "Am Deich 4", "26603", town, "no", "parent", name, "Toni", "yes", "Sam Beispiel", "04941 2", "ja"].join(";");
}

/** A file as the file field takes it. */
function file(name, text) {
  return { name, mimeType: "text/csv", buffer: Buffer.from(text, "utf8") };
}

async function upload(page, name, text) {
  await page.getByLabel("Ausgefüllte Tabelle").setInputFiles(file(name, text));
  await page.getByRole("button", { name: "Hochladen und prüfen" }).click();
}

describe("many reports by a table", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("are checked, corrected, sent and reviewed", async () => {
    const { page, complaints } = await visitor(house, { role: "institution-manager" });
    await page.goto("/meldungen");
    await page.getByRole("link", { name: "Viele Meldungen als Tabelle senden" }).click();
    await page.getByRole("heading", { level: 1, name: "Sammelmeldungen" }).waitFor();
    await follow(page.getByRole("link", { name: /^Tabelle hochladen.*Masern/ }).first());
    const where = page.url();
    const [template] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Vorlage für Excel" }).click()]);
    assert.match(template.suggestedFilename(), /\.xlsx$/);

    // Headings that do not fit are named.
    await upload(page, "falsch.csv", "gate/facility_kind;Farbe\nkita;rot\n");
    await page.getByText("Farbe", { exact: true }).waitFor();
    await assertAccessible(page, "a table that does not fit");

    const names = ["Ahlers", "Backhaus", "Cordes"];
    const table = [headings.join(";"), ...names.map((name) => row(name)), row("Dirks", "gestern"), row("Eilers", "14.03.2022", "")].join("\n");
    await upload(page, "meldungen.csv", table);
    await page.getByRole("heading", { name: "2 Zeilen müssen berichtigt werden" }).waitFor();
    await page.getByRole("button", { name: "3 Meldungen senden" }).waitFor();
    await assertAccessible(page, "what was found in a table");
    const upload1 = page.url();

    // One row is put right in the browser.
    await page.getByRole("link", { name: /^Berichtigen.*Zeile 5$/ }).click();
    await page.getByRole("heading", { level: 1, name: "Zeile 5" }).waitFor();
    await assertAccessible(page, "a row that is wrong");
    const born = page.locator("[name='gate/birth_date']");
    await born.fill((await born.getAttribute("type")) === "date" ? "2022-03-14" : "14.03.2022");
    await page.getByRole("button", { name: "Prüfen und übernehmen" }).click();
    // The next wrong row follows by itself.
    await page.getByRole("heading", { level: 1, name: "Zeile 6" }).waitFor();

    // The other one goes out with its reason, is put right elsewhere, and comes in again.
    await page.goto(upload1);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "Fehlerhafte Zeilen als CSV" }).click()]);
    const text = readFileSync(await download.path(), "utf8").replace(/^\uFEFF/, "");
    const lines = text.trimEnd().split("\r\n");
    assert.equal(lines.length, 2, text);
    assert.match(lines[0], /^#zeitraum;#grund;/);
    assert.match(lines[1], /Ort/, "the reason names the question");
    const column = lines[0].split(";").indexOf("person/town");
    const cells = lines[1].split(";");
    cells[column] = "Aurich";
    await page.getByRole("button", { name: "4 Meldungen senden" }).click();
    await page.getByText("Gesendet (4)").waitFor({ timeout: 30_000 }).catch(async () => {
      await page.goto(upload1);
      await page.getByText("Gesendet (4)").waitFor();
    });

    await page.goto(where);
    await upload(page, "berichtigt.csv", `${lines[0]}\r\n${cells.join(";")}\r\n`);
    await page.getByRole("button", { name: "Eine Meldung senden" }).click();
    await page.getByText("Gesendet (1)").waitFor({ timeout: 30_000 });

    // The first table again: everything is known.
    await page.goto(where);
    await upload(page, "meldungen.csv", table);
    await page.getByText("Schon gemeldet (3)").waitFor();

    // On a telephone nothing is wider than the screen.
    const phone = await visitor(house, { role: "institution-manager", width: 360, height: 780 });
    for (const path of ["/sammelmeldungen", "/meldungen", where]) {
      await phone.page.goto(path);
      const wide = await phone.page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
      assert.equal(wide, false, `${path} at 360 px`);
    }

    const worker = await visitor(house, { role: "case-worker" });
    const collection = new URL(where).pathname.split("/").at(-1);
    await worker.page.goto(`/pruefung/${collection}/2026-W47`);
    const own = await worker.page.getByRole("row").count();
    assert.ok(own > 5, `the office sees the reports: ${own} rows`);
    assert.deepEqual(complaints, []);
  });
});
