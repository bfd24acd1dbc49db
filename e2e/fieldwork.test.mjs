// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Field service from the project to the feed: an office sets a tablet up, the tablet fetches its form and sends
 * records as ODK Collect does, a case worker answers for the one that breaks a rule, and a program reads what counts.
 */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, day, start, visitor } from "./harness.mjs";
import { tabTo } from "./keyboard.mjs";

const openRosa = { "X-OpenRosa-Version": "1.0", "User-Agent": "org.odk.collect.android/v2026.1.0" };

/** What stands between the tags of an element of this name. */
function inside(xml, element) {
  const found = xml.match(new RegExp(`<${element}>([^<]*)</${element}>`));
  assert.ok(found, `${element} in ${xml}`);
  return found[1];
}

/** A visit as the form that was fetched wants it, in a room of this size. */
function visit({ version, id, area }) {
  return `<?xml version="1.0"?>
<data id="begehung-muster" version="${version}" xmlns:orx="http://openrosa.org/xforms">
  <visit><visited_on>${day}</visited_on><reason>routine</reason></visit>
  <room><room_name>Bewegungsraum</room_name><room_area>${area}</room_area><room_state>4</room_state><room_photo/></room>
  <checks><floors>daily</floors><surfaces>daily</surfaces><toilets>daily</toilets><toys>weekly</toys></checks>
  <proof><agreed>OK</agreed></proof>
  <orx:meta><orx:instanceID>${id}</orx:instanceID></orx:meta>
</data>`;
}

/** A tablet that knows nothing but the address from its code. */
function tablet(address) {
  return {
    list: () => fetch(`${address}/formList`, { headers: openRosa }),
    fetch: (url) => fetch(url, { headers: openRosa }),
    /** Asks whether it may send, then sends. */
    send: async (xml) => {
      const submission = `${address}/submission?deviceID=collect%3ANord`;
      const willing = await fetch(submission, { method: "HEAD", headers: openRosa });
      assert.equal(willing.status, 204);
      assert.ok(Number(willing.headers.get("x-openrosa-accept-content-length")) > 1_000_000);
      const body = new FormData();
      body.set("xml_submission_file", new Blob([xml], { type: "text/xml" }), "visit.xml");
      return fetch(submission, { method: "POST", headers: openRosa, body });
    },
  };
}

/** The value beside a term of a list of facts. */
const fact = (page, term) => page.locator(".kern-description-list-item", { has: page.getByText(term, { exact: true }) }).locator("dd");

describe("the field service", () => {
  let house;
  before(async () => {
    house = await start();
  });
  after(() => house?.close());

  test("brings a record from a tablet into the data, and one that breaks a rule only with a reason", async () => {
    // The office: a project, a form in it, a tablet.
    const office = await visitor(house, { role: "office-administrator" });
    await office.page.goto("/aussendienst");
    await office.page.getByRole("link", { name: "Neues Projekt" }).first().click();
    await office.page.getByLabel("Name").fill("Kontrolle der Waschräume");
    await office.page.getByRole("button", { name: "Projekt anlegen" }).click();
    await office.page.getByRole("heading", { level: 1, name: "Kontrolle der Waschräume" }).waitFor();
    await office.page.getByLabel("Welches Formular soll dazukommen?").selectOption({ label: "Begehung einer Einrichtung (Muster) (begehung-muster)" });
    await office.page.getByRole("button", { name: "Formular hinzufügen" }).click();
    await office.page.getByText("ist im Projekt").waitFor();
    const project = new URL(office.page.url()).pathname;
    await office.page.getByRole("link", { name: "kein Tablet" }).click();
    const name = office.page.getByLabel("Name des Tablets");
    await tabTo(office.page, name);
    await office.page.keyboard.type("Tablet Nord");
    await office.page.keyboard.press("Enter");
    await office.page.getByRole("img", { name: "QR-Code mit den Einstellungen für das Tablet Tablet Nord" }).waitFor();
    await assertAccessible(office.page, "how a tablet is set up");
    await office.page.getByText("Der Code lässt sich nicht scannen?").click();
    const address = await office.page.locator("code", { hasText: "/v1/key/" }).innerText();
    assert.ok(address.startsWith(`${house.base}/v1/key/`), address);

    // The tablet: its list, its form, two records.
    const device = tablet(address);
    const listed = await device.list();
    assert.equal(listed.status, 200);
    assert.equal(listed.headers.get("x-openrosa-version"), "1.0");
    const list = await listed.text();
    assert.equal(inside(list, "formID"), "begehung-muster");
    const version = inside(list, "version");
    const form = await device.fetch(inside(list, "downloadUrl"));
    assert.equal(form.status, 200);
    assert.match(await form.text(), new RegExp(`id="begehung-muster"[^>]*version="${version}"`));
    const good = await device.send(visit({ version, id: "uuid:e2e-good", area: "48" }));
    assert.equal(good.status, 201, await good.clone().text());
    assert.match(await good.text(), /submit_success/);
    const aside = await device.send(visit({ version, id: "uuid:e2e-aside", area: "6250" }));
    assert.equal(aside.status, 201, await aside.clone().text());
    assert.match(await aside.text(), /auffällige Angaben/);
    const stranger = await tablet(address.replace(/key\/[^/]+/, "key/nobody")).list();
    assert.equal(stranger.status, 401);

    // The administrator sees that there are records, and opens none.
    await office.page.goto(`${project}/formular/begehung-muster`);
    await office.page.getByRole("link", { name: "Alle (2)" }).waitFor();
    assert.equal(await office.page.locator("main table tbody tr").count(), 2);
    assert.equal(await office.page.locator("main table tbody a").count(), 0);
    const refused = await office.page.goto(`${project}/formular/begehung-muster/uuid%3Ae2e-good`);
    assert.equal(refused.status(), 403);

    // The case worker makes an access key; the feed has the record that is in order, and it alone.
    const worker = await visitor(house, { role: "case-worker" });
    const { page } = worker;
    await page.goto("/konto");
    await page.getByRole("link", { name: "Zugangsschlüssel erstellen" }).click();
    await page.getByLabel("Bezeichnung").fill("Power BI, Dienstrechner");
    await page.getByRole("radio", { name: "30 Tage" }).check();
    await page.getByRole("button", { name: "Schlüssel erstellen" }).click();
    const user = await fact(page, "Benutzername").innerText();
    const key = await fact(page, "Kennwort").innerText();
    assert.match(key, /^deich_[A-Za-z0-9_-]{43}$/);
    await page.goto(`${project}/formular/begehung-muster`);
    const feed = await fact(page, "Adresse für Excel und Power BI").innerText();
    const read = async (password) =>
      fetch(`${feed}/Submissions?$count=true`, {
        headers: { authorization: `Basic ${Buffer.from(`${user}:${password}`).toString("base64")}` },
      });
    const rows = async () => {
      const answer = await read(key);
      assert.equal(answer.status, 200);
      const table = await answer.json();
      assert.equal(table["@odata.count"], table.value.length);
      return new Map(table.value.map((row) => [row.__id, row.__system]));
    };
    assert.deepEqual([...(await rows()).keys()], ["uuid:e2e-good"]);
    assert.equal((await read(`${key}x`)).status, 401);

    // Her work list leads to the other one, which says what is wrong with it.
    await page.goto("/aufgaben");
    const task = page.getByRole("listitem").filter({ hasText: "Kontrolle der Waschräume" }).filter({ hasText: "Eine zurückgestellte Aufzeichnung" });
    await task.getByRole("link").first().click();
    await page.getByRole("link", { name: "Zurückgestellt (1)" }).waitFor();
    await page.locator("main table tbody a").click();
    await page.getByRole("heading", { level: 1, name: /^Aufzeichnung vom/ }).waitFor();
    const why = page.locator(".kern-alert", { hasText: "Zurückgestellt: Eine Angabe verletzt eine Regel des Formulars" });
    assert.match(await why.innerText(), /Wie groß ist er\?[\s\S]*6\.?250[\s\S]*Geben Sie eine Fläche bis 5\.000 m² an\./);
    await assertAccessible(page, "a record that lies aside");

    // Without a reason it cannot count; with one it does, by keyboard.
    await page.getByRole("radio", { name: /^Freigeben/ }).check();
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("alert").getByText("Schreiben Sie, warum die Aufzeichnung trotz der Regel zählt.").waitFor();
    await assertAccessible(page, "a decision without a reason");
    const comment = page.getByLabel("Kommentar");
    await tabTo(page, comment);
    await page.keyboard.type("Die Turnhalle wurde mitgemessen.");
    await tabTo(page, page.getByRole("button", { name: "Speichern" }));
    await page.keyboard.press("Enter");
    await page.getByText("Die Entscheidung ist gespeichert.").waitFor();
    await page.locator("main table tbody tr", { hasText: "freigegeben" }).getByRole("link").click();
    const history = page.locator(".deich-history");
    assert.match(await history.innerText(), /freigegeben[\s\S]*Die Turnhalle wurde mitgemessen\.[\s\S]*gesendet[\s\S]*Tablet Nord/);

    // The other one is rejected, with a comment.
    await page.goto(`${project}/formular/begehung-muster?filter=ungeprueft`);
    await page.locator("main table tbody a").click();
    await page.getByRole("radio", { name: /^Ablehnen/ }).check();
    await page.getByLabel("Kommentar").fill("Doppelt gesendet.");
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByText("Die Entscheidung ist gespeichert.").waitFor();

    // The feed has both, with what was decided.
    const all = await rows();
    assert.deepEqual([...all.keys()].sort(), ["uuid:e2e-aside", "uuid:e2e-good"]);
    assert.equal(all.get("uuid:e2e-aside").reviewState, "approved");
    assert.equal(all.get("uuid:e2e-good").reviewState, "rejected");
    assert.equal(all.get("uuid:e2e-aside").submitterName, "Tablet Nord");

    // A withdrawn key is the end of the tablet, and of nothing that it sent.
    await office.page.goto(`${project}/tablets`);
    await office.page.getByRole("link", { name: "Tablet Nord" }).click();
    await office.page.getByRole("link", { name: "Schlüssel entziehen" }).click();
    await office.page.getByRole("button", { name: "Schlüssel entziehen" }).click();
    await office.page.getByText("Der Schlüssel von Tablet Nord ist entzogen.").waitFor();
    assert.equal((await device.list()).status, 401);
    assert.equal((await rows()).size, 2);
    for (const person of [office, worker]) {
      assert.deepEqual(person.complaints, []);
      await person.close();
    }
  });

  test("is not in the way of those who have no office", async () => {
    for (const [role, sees] of [["form-author", false], ["case-worker", true]]) {
      const { page, close } = await visitor(house, { role });
      await page.goto("/konto");
      const entry = page.getByRole("navigation", { name: "Hauptnavigation" }).getByRole("link", { name: "Außendienst" });
      assert.equal(await entry.count(), sees ? 1 : 0, role);
      await close();
    }
  });
});
