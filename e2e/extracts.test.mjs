// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A table leaves once: an analyst uploads it and says what its columns say, the calculation can be watched and
 * cancelled, the data protection officer signs the result, and only then it is downloaded.
 */
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, until, visitor } from "./harness.mjs";

/**
 * Children as nobody has examined them; one lives where nobody else does. Those of many years are of all ages, so that
 * hardly two of them are alike and to calculate takes a while.
 */
function children(count, years = 1) {
  const findings = ["ohne Befund", "Sehen", "Hören", "Sprache"];
  const lines = ["nummer;alter;geschlecht;gemeinde;untersucht;befund;jahr"];
  for (let number = 0; number < count; number += 1) {
    const place = number === 17 ? "03459001" : ["03452001", "03452019", "03462002"][(number * 7) % 3];
    const two = (digits) => String(digits).padStart(2, "0");
    const day = `${2026 - (number % years)}-${two(years === 1 ? 2 : 1 + (number % 12))}-${two(1 + ((number * 5) % 28))}`;
    const age = years === 1 ? 5 + (number % 3) : (number * 13) % 97;
    const finding = findings[(number * 11 + Math.floor(number / 5)) % 4];
    lines.push([1000 + number, age, "mw"[(number * 3) % 2], place, day, finding, 2026].join(";"));
  }
  return { name: "schuleingang.csv", mimeType: "text/csv", buffer: Buffer.from(`${lines.join("\n")}\n`) };
}

/** Uploads a table; the page of its columns comes next. */
async function upload(page, title, table) {
  await page.goto("/auszuege");
  await follow(page.getByRole("link", { name: "Auszug beginnen" }));
  await page.getByRole("textbox", { name: "Bezeichnung" }).fill(title);
  await page.getByRole("combobox", { name: "Verwendung" }).selectOption({ label: "Forschung durch andere" });
  await page.getByRole("textbox", { name: "Zweck" }).fill("Vergleich der Landkreise, Antrag 12/2026.");
  await page.getByLabel("Tabelle").setInputFiles(table);
  await follow(page.getByRole("button", { name: "Hochladen" }));
}

async function mean(page, column, name) {
  await page.getByRole("combobox", { name: `Bedeutung von ${column}` }).selectOption({ label: name });
}

/** Says what each column says; those that are recognised have their hierarchy already. */
async function describeColumns(page) {
  await mean(page, "nummer", "Kennung: wird weggelassen");
  for (const column of ["alter", "geschlecht", "gemeinde", "untersucht"]) {
    await mean(page, column, "Merkmal, an dem man jemanden erkennt: wird vergröbert");
  }
  await mean(page, "befund", "Sensibel: bleibt und wird geschützt");
  await mean(page, "jahr", "Unbedenklich: bleibt, mit Begründung");
}

describe("an extract", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("goes from a table over its columns and groups to a signature and a download", async () => {
    const analyst = await visitor(house, { role: "analyst" });
    const { page } = analyst;

    // What is no table is said beside its field.
    await upload(page, "Schuleingang 2026", { name: "leer.csv", mimeType: "text/csv", buffer: Buffer.from("nummer;alter\n") });
    await page.getByRole("alert").getByText("Die Tabelle hat nur eine Überschrift").waitFor();
    await assertAccessible(page, "a table that is refused");
    await upload(page, "Schuleingang 2026", children(240));

    await page.getByRole("heading", { name: "Spalten: Schuleingang 2026" }).waitFor();
    await page.getByText("240 verschiedene Werte. Jede Zeile hat einen anderen Wert").waitFor();
    await describeColumns(page);
    await follow(page.getByRole("button", { name: "Speichern und weiter" }));
    await page.getByRole("alert").getByText("Begründen Sie, warum jahr unverändert bleibt.").waitFor();
    await assertAccessible(page, "columns with a fault");
    await page.getByRole("textbox", { name: "Begründung zu jahr" }).fill("Für alle Kinder dasselbe Jahr.");
    await follow(page.getByRole("button", { name: "Speichern und weiter" }));

    await page.getByRole("heading", { name: "Gruppen und Verlust: Schuleingang 2026" }).waitFor();
    const extract = new URL(page.url()).pathname.replace(/\/gruppen$/, "");
    await page.getByRole("combobox", { name: "Gezählt werden" }).selectOption("nummer");
    await page.getByRole("combobox", { name: "Schutz von befund" }).selectOption({ label: "Mindestens l verschiedene Werte" });
    await page.getByRole("textbox", { name: "l oder t für befund" }).fill("2");
    await page.getByRole("spinbutton", { name: "Größe der Bevölkerung" }).fill("70000");
    await follow(page.getByRole("button", { name: "Speichern" }));

    // An own hierarchy is compared with the table.
    await page.goto(`${extract}/hierarchie?spalte=2`);
    const wrong = { name: "geschlecht.csv", mimeType: "text/csv", buffer: Buffer.from("m;alle;*\n") };
    await page.getByLabel("Datei mit der Hierarchie").setInputFiles(wrong);
    await follow(page.getByRole("button", { name: "Hochladen" }));
    await page.getByText("Ein Wert der Tabelle fehlt in der Hierarchie").waitFor();
    await assertAccessible(page, "a hierarchy with gaps");
    const right = { ...wrong, buffer: Buffer.from("m;alle;*\nw;alle;*\n") };
    await page.getByLabel("Datei mit der Hierarchie").setInputFiles(right);
    await follow(page.getByRole("button", { name: "Hochladen" }));
    await page.getByText("Jeder Wert der Tabelle hat einen Platz").waitFor();

    await page.goto(extract);
    await follow(page.getByRole("button", { name: "Berechnen" }));
    await until("a result", async () => {
      await page.goto(extract);
      return page.getByRole("heading", { name: "Ergebnis" }).isVisible();
    });
    await page.getByRole("row", { name: /Höchstes Risiko, erkannt zu werden/ }).waitFor();
    await page.getByRole("row", { name: /geschätzt nach Zayatz/ }).waitFor();
    assert.equal(await page.getByRole("link", { name: "CSV herunterladen" }).count(), 0, "before it is signed");
    await assertAccessible(page, "a result that waits");

    const officer = await visitor(house, { role: "data-protection-officer" });
    await officer.page.goto("/aufgaben");
    await follow(officer.page.getByRole("heading", { name: "Auszug prüfen: Schuleingang 2026", exact: true }).getByRole("link"));
    await follow(officer.page.getByRole("link", { name: "Bericht", exact: true }));
    await officer.page.getByRole("heading", { name: "Herausgreifen" }).waitFor();
    await officer.page.getByRole("cell", { name: "Für alle Kinder dasselbe Jahr." }).waitFor();
    await assertAccessible(officer.page, "the report of an extract");
    await officer.page.goto(extract);
    await follow(officer.page.getByRole("link", { name: "Entscheiden" }));
    await assertAccessible(officer.page, "the decision about an extract");
    await follow(officer.page.getByRole("button", { name: "Zurückgeben" }));
    await officer.page.getByRole("alert").getByText("Sagen Sie, was anders werden soll.").waitFor();
    await follow(officer.page.getByRole("button", { name: "Unterschreiben" }));
    await officer.page.getByText("Der Auszug ist unterschrieben").waitFor();
    assert.deepEqual(officer.complaints, []);

    await page.goto(extract);
    const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: "CSV herunterladen" }).click()]);
    assert.equal(download.suggestedFilename(), "Schuleingang 2026.csv");
    const rows = (await readFile(await download.path(), "utf8")).trim().split("\n");
    assert.equal(rows.shift(), "alter;geschlecht;gemeinde;untersucht;befund;jahr");
    assert.equal(rows.length, 240);
    const groups = new Map();
    for (const row of rows) {
      const key = row.split(";").slice(0, 4).join(";");
      groups.set(key, (groups.get(key) ?? 0) + 1);
    }
    groups.delete("*;*;*;*");
    assert.ok(Math.min(...groups.values()) >= 5, "no group is smaller than five");
    assert.deepEqual(analyst.complaints, []);
    for (const person of [analyst, officer]) await person.close();
  });

  test("is watched while it is calculated, and cancelled", async () => {
    const analyst = await visitor(house, { role: "analyst" });
    const { page } = analyst;
    await upload(page, "Schuleingang, alle Jahre", children(120_000, 11));
    await describeColumns(page);
    await page.getByRole("textbox", { name: "Begründung zu jahr" }).fill("Für alle Kinder dasselbe Jahr.");
    await follow(page.getByRole("button", { name: "Speichern und weiter" }));
    await page.getByRole("combobox", { name: "Schutz von befund" }).selectOption({ label: "Verteilung höchstens t neben der Tabelle" });
    await page.getByRole("textbox", { name: "l oder t für befund" }).fill("0,2");
    await follow(page.getByRole("button", { name: "Speichern" }));
    await follow(page.getByRole("button", { name: "Berechnen" }));
    await page.getByRole("heading", { name: "Der Auszug wird berechnet" }).waitFor();
    await assertAccessible(page, "a calculation under way");
    await follow(page.getByRole("button", { name: "Berechnung abbrechen" }));
    await page.getByText("Die Berechnung ist abgebrochen").waitFor();
    await page.getByRole("button", { name: "Berechnen" }).waitFor();
    await follow(page.getByRole("link", { name: "Auszug verwerfen" }));
    await assertAccessible(page, "throwing an extract away");
    await follow(page.getByRole("button", { name: "Auszug verwerfen" }));
    await page.getByText("Der Auszug ist verworfen").waitFor();
    assert.deepEqual(analyst.complaints, []);
    await analyst.close();
  });
});
