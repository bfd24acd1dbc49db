// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * An office connects a program: a receiver on this machine refuses once and then takes what comes. A Kita
 * reports, the delivery is shown, it is sent again; the signature is checked as the guide says.
 */
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer } from "node:http";
import { after, before, describe, test } from "node:test";
import { assertAccessible, follow, start, until, visitor } from "./harness.mjs";

/** Takes messages, the first of them not. */
async function startReceiver() {
  const messages = [];
  const server = createServer((request, response) => {
    const pieces = [];
    request.on("data", (piece) => pieces.push(piece));
    request.on("end", () => {
      messages.push({ headers: request.headers, body: Buffer.concat(pieces).toString("utf8") });
      response.writeHead(messages.length === 1 ? 503 : 204).end();
    });
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}/deich`,
    messages,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Whether a message is signed with the secret. */
function isGenuine(secret, { headers, body }) {
  const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
  const text = `${headers["webhook-id"]}.${headers["webhook-timestamp"]}.${body}`;
  const expected = `v1,${createHmac("sha256", key).update(text).digest("base64")}`;
  return headers["webhook-signature"].split(" ").includes(expected);
}

describe("a connected program", () => {
  let house;
  let receiver;
  before(async () => {
    receiver = await startReceiver();
    house = await start();
  });
  after(async () => {
    await house?.close();
    await receiver?.close();
  });

  test("hears of a report, and its administrator sees and repeats the delivery", async () => {
    const { page, complaints, close } = await visitor(house, { role: "office-administrator" });
    await page.goto("/verwaltung");
    await follow(page.getByRole("link", { name: "Schnittstellen" }));
    await assertAccessible(page, "the list of connected programs");
    await page.getByRole("link", { name: "Programm anbinden" }).click();
    await page.getByLabel("Name", { exact: true }).fill("Probe");
    await page.getByLabel("Adresse", { exact: true }).fill("http://10.0.0.1/");
    await page.getByRole("checkbox", { name: /report\.sent/ }).check();
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("alert").getByRole("link", { name: /https/ }).waitFor();
    await assertAccessible(page, "a program with a wrong address");
    await page.getByLabel("Adresse", { exact: true }).fill(receiver.url);
    await page.getByRole("button", { name: "Speichern" }).click();
    await page.getByRole("heading", { name: "Nur jetzt zu sehen" }).waitFor();
    await assertAccessible(page, "the secret");
    const secret = await page.getByText(/^whsec_/).innerText();
    await follow(page.getByRole("link", { name: "Zum Programm" }));
    const endpoint = page.url();

    // A trial, which the receiver refuses at first.
    await page.getByRole("button", { name: "Probe senden" }).click();
    await until("the trial is taken", async () => {
      await page.reload();
      return (await page.locator("main").innerText()).includes("zugestellt");
    });
    assert.equal(receiver.messages.length, 2);
    assert.equal(receiver.messages[0].headers["webhook-id"], receiver.messages[1].headers["webhook-id"]);
    await assertAccessible(page, "a delivery with two attempts");

    // A Kita of the office reports.
    const kita = await visitor(house, { role: "institution-manager" });
    await kita.page.goto("/meldungen");
    await kita.page.getByRole("link", { name: /^Ausfüllen.*ARE-Sentinel/ }).first().click();
    await kita.page.getByRole("radio", { name: "Ja, geöffnet" }).check();
    await kita.page.getByRole("textbox", { name: /betreuen Sie/ }).fill("40");
    await kita.page.getByRole("textbox", { name: /fehlten/ }).fill("3");
    await kita.page.getByRole("textbox", { name: /anwesend/ }).fill("2");
    const check = kita.page.getByRole("button", { name: "Prüfen und senden" });
    await check.click();
    const confirmed = kita.page.getByRole("checkbox", { name: /geprüft, sie stimmen/ });
    const send = kita.page.getByRole("button", { name: "Meldung senden" });
    await confirmed.or(send).first().waitFor();
    if (await confirmed.isVisible()) {
      await confirmed.check();
      await check.click();
    }
    await send.click();
    await kita.page.waitForURL(/\/quittung$/);
    await kita.close();

    const message = await until("the report is told", async () => receiver.messages[2]);
    const event = JSON.parse(message.body);
    assert.equal(event.type, "report.sent");
    assert.ok(receiver.messages.every((one) => isGenuine(secret, one)), "each message is signed");
    assert.ok(!isGenuine(secret, { ...message, body: message.body.replace("report", "Report") }), "a changed one is not");

    // The delivery is shown, and sent again by hand.
    await page.goto(endpoint);
    await follow(page.getByRole("link", { name: "report.sent" }).first());
    await until("the delivery is noted", async () => {
      await page.reload();
      return (await page.locator("main").innerText()).includes("Status 204");
    });
    await page.getByRole("button", { name: "Erneut zustellen" }).click();
    await until("it comes again", async () => receiver.messages[3]);
    assert.equal(receiver.messages[3].headers["webhook-id"], message.headers["webhook-id"]);

    // The feed says the same.
    const feed = await page.request.get(`/api/v1/events?type=report.sent&after=${Number(event.sequence) - 1}`);
    const { events } = await feed.json();
    assert.deepEqual(events, [event]);

    await page.goto(endpoint);
    await page.getByRole("button", { name: "Anhalten" }).click();
    await page.getByText("Die Zustellung ist angehalten").waitFor();
    await assertAccessible(page, "a paused program");
    await page.getByRole("link", { name: "Programm trennen" }).click();
    await page.getByRole("button", { name: "Trennen" }).click();
    await page.getByText("Probe ist getrennt").waitFor();
    assert.deepEqual(complaints, []);
    await close();
  });
});
