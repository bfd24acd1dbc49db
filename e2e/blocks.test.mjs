// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Building blocks: a question becomes one while a form is built, another form takes it over, the block changes, and
 * the copy takes the change over without losing what was changed in it.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { add, begin, field, line, saved, write } from "./builder.mjs";
import { assertAccessible, start, visitor } from "./harness.mjs";
import { tabTo } from "./keyboard.mjs";

const origin = (page) => page.locator("#build-origin");

/** The page of the form whose builder is open. */
const formOf = (page) => new URL(page.url()).pathname.replace(/\/bauen$/, "");

describe("building blocks", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("are saved, taken over, changed and brought up to date", async () => {
    const { page, complaints, close } = await visitor(house, { role: "form-author" });
    const keys = page.keyboard;

    // A question becomes a block, by keyboard.
    await begin(page, "Läuse in Kitas", "week");
    await add(page, "ganze Zahl", { de: "Betreute Kinder", en: "Children cared for", name: "kinder", more: { privacy: "measure" } });
    await tabTo(page, page.locator("#build-block > summary"));
    await keys.press("Enter");
    const title = page.getByLabel("Titel des Bausteins");
    assert.equal(await title.inputValue(), "Betreute Kinder", "the title is proposed");
    await tabTo(page, title);
    await keys.press("Control+a");
    await keys.type("Zahl der Kinder");
    await saved(page, () => keys.press("Enter"));
    await page.getByText("Als Baustein gespeichert").waitFor();
    assert.match(await origin(page).innerText(), /Aus dem Baustein „Zahl der Kinder“, Version 1\s+aktuell/);
    await assertAccessible(page, "the builder with a question that is a block");
    const first = formOf(page);

    // Another form takes it over from the whole list, with its texts and its class.
    await begin(page, "Krätze in Kitas", "week");
    await page.getByRole("link", { name: "Alle Bausteine durchsuchen" }).click();
    await page.getByRole("heading", { level: 1, name: "Baustein für „Krätze in Kitas“ wählen" }).waitFor();
    await page.getByLabel("Baustein suchen").fill("zahl der");
    await page.getByRole("button", { name: "Filtern" }).click();
    await page.getByText("1 Baustein", { exact: true }).waitFor();
    await page.getByRole("button", { name: /^Einfügen.*Zahl der Kinder/ }).click();
    await page.waitForURL(/\/bauen\?/);
    await page.getByText("Baustein eingefügt").waitFor();
    await line(page, "kinder").click();
    await origin(page).getByText("aktuell").waitFor();
    assert.equal(await field(page, "label.de").inputValue(), "Betreute Kinder");
    assert.equal(await field(page, "label.en").inputValue(), "Children cared for");
    assert.equal(await field(page, "privacy").inputValue(), "measure", "the class came with it");
    // What is changed here stays here.
    await write(page, "label.en", "Children of all groups");
    await origin(page).getByText("hier geändert").waitFor();
    const second = formOf(page);

    // The block changes where it was made.
    await page.goto(`${first}/bauen?frage=kinder`);
    await write(page, "label.de", "Kinder in der Kita");
    await saved(page, () => page.getByRole("button", { name: /^Als neue Version des Bausteins speichern/ }).click());
    await page.getByText("Neue Version des Bausteins gespeichert").waitFor();

    // The other form says so, shows the difference in words, and takes it over.
    await page.goto(second);
    const news = page.locator(".kern-alert", { hasText: "Ein Baustein in diesem Formular hat sich geändert" });
    await news.getByRole("link").click();
    await page.getByRole("heading", { level: 1, name: /^Änderungen an/ }).waitFor();
    const section = (heading) => page.locator("section", { has: page.getByRole("heading", { name: heading }) }).innerText();
    assert.match(await section("Das hat sich im Baustein geändert"), /„Betreute Kinder“ heißt jetzt „Kinder in der Kita“/);
    assert.doesNotMatch(await section("Das haben Sie in diesem Formular geändert"), /Nichts\./);
    assert.equal(await page.getByRole("heading", { name: "Das haben beide geändert" }).count(), 0, "the changes go together");
    await assertAccessible(page, "the difference between a copy and its block");
    const take = page.getByRole("button", { name: "Änderung übernehmen" });
    await tabTo(page, take);
    await keys.press("Enter");
    await page.waitForURL(/\/bauen\?/);
    await page.getByText("Die Änderung des Bausteins ist übernommen").waitFor();
    assert.equal(await field(page, "label.de").inputValue(), "Kinder in der Kita");
    assert.equal(await field(page, "label.en").inputValue(), "Children of all groups", "the own change stays");
    assert.match(await origin(page).innerText(), /Version 2\s+hier geändert/);

    // One step back is the copy as it was.
    await saved(page, () => page.getByRole("button", { name: "Rückgängig" }).click());
    assert.equal(await field(page, "label.de").inputValue(), "Betreute Kinder");
    assert.match(await origin(page).innerText(), /Version 1\s+neuere Version vorhanden, hier geändert/);

    // The block knows its versions and who uses it.
    await origin(page).getByRole("link", { name: "Baustein ansehen" }).click();
    await page.getByRole("heading", { level: 1, name: "Baustein „" }).waitFor();
    const block = await page.locator("main").innerText();
    for (const text of ["Version 2", "heißt jetzt „Kinder in der Kita“", "Läuse in Kitas", "Krätze in Kitas"]) {
      assert.ok(block.includes(text), `${text}: ${block}`);
    }
    assert.deepEqual(complaints, []);
    await close();
  });
});
