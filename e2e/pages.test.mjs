// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Every page in every language: accessible, translated, inside its width, without a script error. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, axe, listPages, start, visitor } from "./harness.mjs";

describe("every page", () => {
  let house;
  let byRole;

  before(async () => {
    house = await start();
    byRole = group(await listPages(house.base));
  });
  after(() => house?.close());

  for (const view of [
    { lang: "de", width: 1280 },
    { lang: "en", width: 360 },
  ]) {
    test(`is accessible and whole in ${view.lang} at ${view.width} pixels`, async (t) => {
      for (const [role, entries] of byRole) {
        const person = await visitor(house, { role, ...view });
        for (const { path } of entries) {
          await t.test(`${path} as ${role ?? "the public"}`, async () => {
            await look(person, path, view);
          });
        }
        await person.close();
      }
    });
  }

  test("has enough contrast in the dark", async (t) => {
    for (const [role, entries] of byRole) {
      const person = await visitor(house, { role, theme: "dark" });
      for (const { path } of entries) {
        await t.test(`${path} as ${role ?? "the public"}`, async () => {
          await person.page.goto(path);
          assert.equal(await person.page.getAttribute("html", "data-kern-theme"), "dark");
          assert.deepEqual(await axe(person.page, ["color-contrast"]), []);
        });
      }
      await person.close();
    }
  });

  test("has a title of its own", async (t) => {
    for (const lang of ["de", "en"]) {
      for (const [role, entries] of byRole) {
        await t.test(`${lang}, ${role ?? "the public"}`, async () => {
          const person = await visitor(house, { role, lang });
          const titles = new Map();
          for (const { path } of entries) {
            await person.page.goto(path);
            const title = await person.page.title();
            const other = titles.get(title);
            assert.ok(!other || bare(other) === bare(path), `${path} and ${other} are both called “${title}”`);
            titles.set(title, path);
          }
          await person.close();
        });
      }
    }
  });
});

async function look({ page, complaints }, path, { lang, width }) {
  complaints.length = 0;
  const answer = await page.goto(path);
  assert.equal(answer.status(), 200, `${path} answered ${answer.status()}`);
  assert.equal(await page.getAttribute("html", "lang"), lang);
  assert.equal(await page.locator("h1").count(), 1, "one h1");
  const text = await page.locator("body").innerText();
  const untranslated = text.match(/⟦[^⟧]*⟧|\{\s*\$\w+\s*\}|\b(?:shell|directory|library|fieldwork|reporting|indicators|surveillance|extracts|form)-[a-z0-9]+(?:-[a-z0-9]+)+\b/g) ?? [];
  assert.deepEqual(untranslated, [], "text keys shown instead of words");
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.ok(tooWide <= 0, `${tooWide} pixels wider than ${width}`);
  const source = await answer.text();
  assert.doesNotMatch(source, /<[^>]+\sstyle=/, "no style attribute");
  await assertAccessible(page, path);
  assert.deepEqual(complaints, []);
}

/** The path without its query: the same page with other filters may share a title. */
function bare(path) {
  return path.split("?")[0];
}

function group(entries) {
  const groups = new Map();
  for (const entry of entries) groups.set(entry.role, [...(groups.get(entry.role) ?? []), entry]);
  return groups;
}
