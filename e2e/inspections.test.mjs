// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * An inspection from the duty to the decision: the administrator plans an overdue one, a tablet sends what was found, the
 * case worker issues the official record and gives the facility more time for a defect.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, day, follow, start, visitor } from "./harness.mjs";

const openRosa = { "X-OpenRosa-Version": "1.0", "User-Agent": "org.odk.collect.android/v2026.1.0" };

/** What stands between the tags of the first element of this name. */
function inside(xml, element) {
  const found = xml.match(new RegExp(`<${element}>([^<]*)</${element}>`));
  assert.ok(found, `${element} in ${xml}`);
  return found[1];
}

/** What the tablet found: warm water is too cold, all else is in order. */
function found({ version, facility, id }) {
  return `<?xml version="1.0"?>
<data id="hygienebegehung" version="${version}">
  <head><facility>${facility}</facility><visited_on>${day}</visited_on><occasion>routine</occasion><participants>Hygieneinspektorin</participants></head>
  <plan_area><plan_written>met</plan_written><plan_trained>met</plan_trained></plan_area>
  <kitchen_area><kitchen_clean>met</kitchen_clean><kitchen_cooling>met</kitchen_cooling></kitchen_area>
  <sanitary_area><sanitary_soap>met</sanitary_soap><sanitary_water>not</sanitary_water>
    <sanitary_water_defect><sanitary_water_severity>critical</sanitary_water_severity><sanitary_water_text>Der Speicher erreicht 45 Grad.</sanitary_water_text>
      <sanitary_water_measure>Temperatur anheben</sanitary_water_measure><sanitary_water_deadline>2026-12-04</sanitary_water_deadline></sanitary_water_defect></sanitary_area>
  <end><outcome>report</outcome></end>
  <meta><instanceID>${id}</instanceID></meta>
</data>`;
}

describe("an inspection", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("goes from the plan to the official record and to more time for a defect", async () => {
    const office = await visitor(house, { role: "office-administrator" });
    const { page } = office;
    await page.goto("/aussendienst");
    await follow(page.getByRole("link", { name: "Hygienebegehungen" }));
    const project = new URL(page.url()).pathname;
    await follow(page.getByRole("link", { name: "Begehungsplan" }));
    await page.goto(`${project}/begehungen?filter=ueberfaellig`);
    await assertAccessible(page, "the plan");
    const row = page.locator("main tbody tr").first();
    const name = await row.getByRole("link").first().innerText();
    const facility = (await row.getByRole("link").first().getAttribute("href")).split("/").at(-1);
    await row.getByRole("checkbox").check({ force: true });
    await page.getByLabel("Geplant am").fill("2026-11-20");
    await page.getByRole("button", { name: "Termin setzen" }).click();
    await page.getByText("Eine Begehung ist geplant.").waitFor();
    await page.goto(`${project}/begehungen/kalender?monat=2026-11`);
    await page.locator("main tbody tr", { hasText: "20.11.2026" }).filter({ hasText: name }).waitFor();
    await assertAccessible(page, "the calendar");

    // The tablet: its form, its list of facilities, a record.
    await page.goto(`${project}/tablets`);
    await page.getByRole("link", { name: "Tablet 2" }).first().click();
    await page.getByText("Der Code lässt sich nicht scannen?").click();
    const address = await page.locator("code", { hasText: "/v1/key/" }).innerText();
    const list = await (await fetch(`${address}/formList`, { headers: openRosa })).text();
    const version = inside(list, "version");
    const manifest = await (await fetch(`${address}/forms/hygienebegehung/manifest`, { headers: openRosa })).text();
    assert.match(manifest, /einrichtungen\.csv/);
    assert.match(manifest, /offene_maengel\.csv/);
    const facilities = await (await fetch(`${address}/forms/hygienebegehung/attachments/einrichtungen.csv`, { headers: openRosa })).text();
    assert.ok(facilities.includes(facility), facilities);
    const body = new FormData();
    const xml = found({ version, facility, id: "uuid:e2e-inspection" });
    body.set("xml_submission_file", new Blob([xml], { type: "text/xml" }), "inspection.xml");
    const sent = await fetch(`${address}/submission?deviceID=collect%3AHygiene`, { method: "POST", headers: openRosa, body });
    assert.equal(sent.status, 201, await sent.clone().text());
    assert.doesNotMatch(await sent.text(), /auffällige Angaben/);

    // The case worker, on a narrow screen: the work list leads to the official record.
    const worker = await visitor(house, { role: "case-worker", width: 360 });
    const head = worker.page;
    await head.goto("/aufgaben");
    const task = head.getByRole("listitem").filter({ hasText: "Niederschrift ausstellen" }).filter({ hasText: name });
    await task.getByRole("link").first().click();
    await head.getByText("Der Speicher erreicht 45 Grad.").waitFor();
    await assertAccessible(head, "what the official record will say");
    await head.getByRole("button", { name: "Niederschrift ausstellen" }).click();
    await head.getByText("Die Niederschrift ist ausgestellt.").waitFor();
    await assertAccessible(head, "an inspection");
    const pdf = await head.getByRole("link", { name: "Fassung 1 öffnen (PDF)" }).getAttribute("href");
    const printed = await worker.context.request.get(pdf);
    assert.equal(printed.headers()["content-type"], "application/pdf");
    assert.ok((await printed.body()).subarray(0, 4).equals(Buffer.from("%PDF")));
    await head.getByRole("link", { name: /Warmes Wasser/ }).first().click();
    await head.getByRole("radio", { name: "Frist verlängern" }).check({ force: true });
    await head.getByLabel("Neue Frist").fill("2026-12-18");
    await head.getByRole("button", { name: "Entscheidung speichern" }).click();
    await head.getByRole("link", { name: "Geben Sie eine Begründung an." }).waitFor();
    await head.getByLabel("Begründung").fill("Ersatzteil ist bestellt.");
    await head.getByRole("button", { name: "Entscheidung speichern" }).click();
    await head.getByText("Frist verlängert bis Fr., 18.12.2026").waitFor();
    await assertAccessible(head, "a defect");
    assert.ok(await head.evaluate(() => document.documentElement.scrollWidth <= 360));

    // The administrator sees that there is a defect, and opens nothing of it.
    await page.goto(`${project}/begehungen/maengel`);
    const listed = page.locator("main tbody tr").filter({ hasText: name }).filter({ hasText: "Warmes Wasser" });
    assert.match(await listed.innerText(), /18\.12\.2026/);
    assert.equal(await page.locator("main tbody a[href*='/mangel/']").count(), 0);
    await page.goto(`${project}/begehungen/statistik`);
    await assertAccessible(page, "the figures");
  });
});
