// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** The frame around every page: skip link, menus, language, appearance, error pages; with and without scripts. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, visitor } from "./harness.mjs";

describe("the frame", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("lets the keyboard skip to the content first", async () => {
    const { page, close } = await visitor(house);
    await page.goto("/impressum");
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("href")), "#content");
    await page.keyboard.press("Enter");
    assert.equal(await page.evaluate(() => document.activeElement.id), "content");
    await close();
  });

  for (const script of [true, false]) {
    const how = script ? "with scripts" : "without scripts";

    test(`changes the language and stays on the page, ${how}`, async () => {
      const { page, close } = await visitor(house, { script });
      await page.goto("/datenschutz");
      await follow(page.getByRole("link", { name: "English" }));
      assert.equal(new URL(page.url()).pathname, "/datenschutz");
      assert.equal(await page.getAttribute("html", "lang"), "en");
      assert.equal(await page.locator("h1").innerText(), "Privacy");
      await page.getByRole("link", { name: "Deutsch" }).click();
      assert.equal(await page.getAttribute("html", "lang"), "de");
      await close();
    });

    test(`changes the appearance and keeps it, ${how}`, async () => {
      const { page, close } = await visitor(house, { script });
      await page.goto("/datenschutz");
      await page.locator("summary", { hasText: "Darstellung" }).click();
      const answered = page.waitForResponse((answer) => answer.url().endsWith("/darstellung"));
      await page.getByRole("button", { name: "Dunkel" }).click();
      await answered;
      await page.locator("html[data-kern-theme=dark]").waitFor();
      await page.goto("/impressum");
      assert.equal(await page.getAttribute("html", "data-kern-theme"), "dark");
      await close();
    });

    test(`opens its navigation on a phone, ${how}`, async () => {
      const { page, close } = await visitor(house, { script, width: 360 });
      await page.goto("/impressum");
      const toggle = page.getByRole("button", { name: "Menü" });
      const navigation = page.getByRole("navigation", { name: "Hauptnavigation" });
      assert.equal(await navigation.isVisible(), false);
      await toggle.focus();
      await page.keyboard.press("Enter");
      await navigation.waitFor();
      if (script) await assertAccessible(page, "the open navigation");
      await page.keyboard.press("Escape");
      await navigation.waitFor({ state: "hidden" });
      await close();
    });
  }

  test("closes a menu by Escape and gives the focus back", async () => {
    const { page, close } = await visitor(house);
    await page.goto("/impressum");
    const summary = page.locator("summary", { hasText: "Darstellung" });
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Escape");
    assert.equal(await page.locator("details[data-menu][open]").count(), 0);
    assert.equal(await summary.evaluate((one) => one === document.activeElement), true);
    await close();
  });

  test("shows a page with a way on where there is no page", async () => {
    for (const lang of ["de", "en"]) {
      const { page, close } = await visitor(house, { lang });
      const answer = await page.goto("/gibt-es-nicht");
      assert.equal(answer.status(), 404);
      assert.ok((await page.locator("main a").count()) > 0, "a link that leads on");
      await assertAccessible(page, `404 in ${lang}`);
      await close();
    }
  });

  test("lets no page run a script, style or frame that is not ours", async () => {
    const answer = await fetch(`${house.base}/impressum`);
    const policy = answer.headers.get("content-security-policy") ?? "";
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'self' 'nonce-[^']+'/);
    assert.match(policy, /style-src 'self'(;|$)/);
    assert.doesNotMatch(policy, /unsafe/);
  });

  test("still fits when enlarged to 400 per cent", async () => {
    const { page, close } = await visitor(house, { width: 320, height: 256 });
    for (const path of ["/", "/impressum", "/barrierefreiheit", "/anmelden"]) {
      await page.goto(path);
      const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
      assert.ok(tooWide <= 0, `${path} is ${tooWide} pixels too wide`);
    }
    await close();
  });
});
