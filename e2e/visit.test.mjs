// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * A form in steps with every kind of question: filled in with scripts and the keyboard, and once without any script;
 * the health office sees the answers and opens the files.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, start, visitor } from "./harness.mjs";

const title = /Begehung einer Einrichtung/;
/** The smallest picture there is. */
const picture = Buffer.from("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==", "base64");
const plan = Buffer.from("%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n");

const step = (page, number) => page.locator(".deich-steps__now", { hasText: `Schritt ${number} von 7` });

async function begin(page) {
  await page.goto("/meldungen");
  await page.getByRole("link", { name: title }).first().click();
  await step(page, 1).waitFor();
}

async function goOn(page, number) {
  await page.getByRole("button", { name: "Weiter", exact: true }).click();
  await step(page, number).waitFor();
}

/** The answers of the first step. */
async function visit(page) {
  const day = page.getByRole("group", { name: /Wann war die Begehung/ });
  await day.getByLabel("Tag").selectOption("2");
  await day.getByLabel("Monat").selectOption("3");
  await day.getByLabel("Jahr").fill("2026");
  await page.getByLabel("Beschwerde").check();
}

describe("a form in steps", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("is filled in with every kind of question, left, continued and sent; the office opens it", async () => {
    const kita = await visitor(house, { role: "institution-manager" });
    const { page } = kita;
    await begin(page);
    await assertAccessible(page, "the first step");

    // A step with a mistake is not left; the list of mistakes leads to the field.
    await page.getByLabel("Anderer Anlass").check();
    await page.getByLabel("Welcher andere Anlass?").waitFor();
    await page.getByRole("button", { name: "Weiter", exact: true }).click();
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.doesNotMatch(await alert.innerText(), /Böden/, "only this step is blamed");
    await assertAccessible(page, "a step with mistakes");
    await visit(page);
    await page.getByLabel("Welcher andere Anlass?").waitFor({ state: "detached" });

    // The language changes in the middle; what was typed stays.
    await page.getByRole("button", { name: "English" }).click();
    await page.getByRole("group", { name: /When was the visit/ }).waitFor();
    assert.ok(await page.getByLabel("Complaint").isChecked());
    await page.getByRole("button", { name: "Deutsch" }).click();
    await page.getByRole("group", { name: /Wann war die Begehung/ }).waitFor();
    // A list that is searched on the server, and one that follows from it.
    await page.getByRole("searchbox").fill("Cel");
    await page.getByLabel("Celle").first().check();
    const town = page.getByLabel("In welcher Gemeinde?");
    await town.selectOption({ label: "Bergen" });
    await goOn(page, 2);

    // Rooms: added by keyboard, the focus goes with them.
    const add = page.getByRole("button", { name: "Raum hinzufügen" });
    while ((await page.getByRole("heading", { name: /^Raum \d/ }).count()) < 2) {
      const before = await page.getByRole("heading", { name: /^Raum \d/ }).count();
      await add.focus();
      await page.keyboard.press("Enter");
      await page.getByRole("heading", { name: `Raum ${before + 1}` }).waitFor();
    }
    assert.match(await page.evaluate(() => document.activeElement?.textContent ?? ""), /Raum 2/, "the focus is on the new room");
    const names = page.getByLabel("Wie heißt der Raum?");
    await names.nth(0).fill("Küche");
    await names.nth(1).fill("Flur");
    await page.getByRole("group", { name: /Zustand/ }).nth(0).getByLabel("gut", { exact: true }).check();
    await page.getByRole("group", { name: /Zustand/ }).nth(1).getByLabel("mangelhaft").check();
    await page.getByRole("button", { name: /Nach oben.*Raum 2/ }).click();
    await page.waitForFunction(() => document.querySelector('[name="room[1]/room_name"]')?.value === "Flur");
    await page.locator('input[type="file"]').first().setInputFiles({ name: "flur.png", mimeType: "image/png", buffer: picture });
    await page.getByRole("link", { name: "flur.png" }).first().waitFor();
    await assertAccessible(page, "rooms with a photo");
    await goOn(page, 3);

    for (const row of ["Böden", "Tische und Flächen", "Toiletten"]) await page.getByRole("radio", { name: new RegExp(`${row}.*wöchentlich`) }).check();
    await assertAccessible(page, "a table of choices");
    await goOn(page, 4);

    await page.getByRole("button", { name: /Eins mehr/ }).click();
    await page.getByLabel(/Reinigungsbudget/).fill("12.345");
    await page.getByRole("group", { name: /sauber/ }).getByLabel("4").check();
    await page.getByRole("slider", { name: /laut/ }).focus();
    await page.keyboard.press("ArrowRight");
    await page.getByRole("group", { name: /dringendsten/ }).getByRole("button", { name: /Nach oben: Schimmel/ }).click();
    await page.getByText("„Schimmel“ steht jetzt an Stelle 4").waitFor({ state: "attached" });
    await assertAccessible(page, "scales, sliders and rankings");
    await goOn(page, 5);

    const map = page.locator("svg[data-place-map]").first();
    await map.focus();
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => /^5\d\.\d+ \d+\.\d+/.test(document.querySelector('[name="place/spot"]')?.value ?? ""));
    await assertAccessible(page, "places on a map");
    await goOn(page, 6);

    await page.getByLabel("Reinigungsplan").setInputFiles({ name: "Reinigungsplan Küche.pdf", mimeType: "application/pdf", buffer: plan });
    await page.getByRole("link", { name: "Reinigungsplan Küche.pdf" }).waitFor();
    const canvas = page.locator('[data-draw="signature"] canvas');
    const box = await canvas.boundingBox();
    await canvas.scrollIntoViewIfNeeded();
    const at = (await canvas.boundingBox()) ?? box;
    await page.mouse.move(at.x + 30, at.y + 40);
    await page.mouse.down();
    await page.mouse.move(at.x + 120, at.y + 80, { steps: 8 });
    await page.mouse.up();
    await page.locator('[data-draw="signature"]').getByRole("button", { name: "Diese Zeichnung verwenden" }).click();
    await page.getByRole("link", { name: "signature.png" }).waitFor();
    await page.getByLabel("Ich bestätige das.").check();
    await assertAccessible(page, "files and a signature");
    await goOn(page, 7);

    // Left here and continued elsewhere: another browser finds the draft.
    const colleague = await visitor(house, { role: "institution-manager" });
    await begin(colleague.page);
    assert.equal(await colleague.page.getByLabel("Jahr").first().inputValue(), "2026");
    await colleague.page.close();

    await page.getByRole("textbox", { name: /Was sollte das Gesundheitsamt/ }).fill("Das Tor klemmt.");
    await page.getByRole("button", { name: "Prüfen und senden" }).click();
    await page.waitForURL(/kontrolle/);
    await assertAccessible(page, "all answers once more");
    const answers = await page.locator(".deich-answers").innerText();
    for (const answer of ["Flur", "12.345", "wöchentlich", "Reinigungsplan Küche.pdf", "Das Tor klemmt."]) assert.ok(answers.includes(answer), answer);
    // An answer leads back to its step.
    await page.getByRole("link", { name: /Ändern.*Tische und Flächen/ }).click();
    await step(page, 3).waitFor();
    await page.getByRole("radio", { name: /Tische und Flächen.*täglich/ }).check();
    await page.getByText("Alle Schritte").click();
    await page.getByRole("button", { name: /Was sollte das Gesundheitsamt/ }).click();
    await step(page, 7).waitFor();
    await page.getByRole("button", { name: "Prüfen und senden" }).click();
    await page.waitForURL(/kontrolle/);
    await page.getByRole("button", { name: "Meldung senden" }).click();
    await page.waitForURL(/quittung/);
    const receipt = /[A-Z0-9]+-[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(await page.locator("main").innerText())?.[0] ?? "";
    assert.deepEqual(kita.complaints, []);

    // The office finds the answers and opens a file and the paper.
    const office = await visitor(house, { role: "case-worker" });
    await office.page.goto("/pruefung");
    await office.page.getByRole("row", { name: title }).first().getByRole("link").click();
    await office.page.getByRole("link", { name: /Deichzwerge/ }).first().click();
    await office.page.getByText(receipt).first().waitFor();
    await assertAccessible(office.page, "the report of a visit");
    const file = await office.page.getByRole("link", { name: "Reinigungsplan Küche.pdf" }).getAttribute("href");
    assert.deepEqual(Buffer.from(await (await office.page.request.get(file)).body()), plan);
    const paper = await office.page.request.get(await office.page.getByRole("link", { name: /PDF/ }).last().getAttribute("href"));
    assert.equal(paper.headers()["content-type"], "application/pdf");
    assert.equal((await paper.body()).subarray(0, 5).toString(), "%PDF-");
    assert.deepEqual(office.complaints, []);
  });

  test("is filled in without any script, with a file", async () => {
    const kita = await visitor(house, { role: "institution-reporter", script: false });
    const { page } = kita;
    await begin(page);
    await visit(page);
    await goOn(page, 2);
    if ((await page.getByLabel("Wie heißt der Raum?").count()) === 0) await page.getByRole("button", { name: "Raum hinzufügen" }).click();
    await page.getByLabel("Wie heißt der Raum?").first().fill("Küche");
    await page.getByLabel("sehr gut").first().check();
    await goOn(page, 3);
    for (const row of ["Böden", "Tische und Flächen", "Toiletten"]) await page.getByRole("radio", { name: new RegExp(`${row}.*monatlich`) }).check();
    await goOn(page, 4);
    await page.getByLabel("Platz: Wasser").selectOption("1");
    await page.getByRole("button", { name: "Zurück", exact: true }).click();
    await step(page, 3).waitFor();
    await goOn(page, 4);
    assert.equal(await page.getByLabel("Platz: Wasser").inputValue(), "1", "the ranking was kept");
    await goOn(page, 5);
    await page.getByLabel("Wo liegt die Einrichtung?").fill("52.37 9.73");
    await goOn(page, 6);
    await page.getByLabel("Reinigungsplan").setInputFiles({ name: "plan.pdf", mimeType: "application/pdf", buffer: plan });
    await page.getByLabel("Ich bestätige das.").check();
    await goOn(page, 7);
    await page.getByRole("button", { name: "Prüfen und senden" }).click();
    await page.waitForURL(/kontrolle/);
    await page.getByRole("link", { name: "plan.pdf" }).waitFor();
    await page.getByRole("button", { name: "Meldung senden" }).click();
    await page.waitForURL(/quittung/);
  });
});
