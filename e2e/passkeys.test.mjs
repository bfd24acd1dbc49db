// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Passkeys with Chromium's virtual authenticator: made, used instead of a password, removed. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, start, visitor } from "./harness.mjs";

/** An authenticator built into the browser that knows its owner. */
async function authenticator(page, { verified = true } = {}) {
  const client = await page.context().newCDPSession(page);
  await client.send("WebAuthn.enable");
  const { authenticatorId } = await client.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: verified,
      automaticPresenceSimulation: true,
    },
  });
  return { client, authenticatorId };
}

async function addPasskey(page, name) {
  await page.goto("/konto/passkeys/neu");
  await page.getByLabel("Bezeichnung").fill(name);
  await page.getByRole("button", { name: "Passkey anlegen" }).click();
}

describe("passkeys", () => {
  let house;
  before(async () => {
    house = await start({ host: "localhost" });
  });
  after(() => house?.close());

  test("one is made on the page of the account, signs in as both factors, and is removed", async () => {
    const person = await visitor(house, { role: "case-worker" });
    const { page } = person;
    const { client, authenticatorId } = await authenticator(page);
    await page.goto("/konto/passkeys/neu");
    await assertAccessible(page, "a new passkey");
    await addPasskey(page, "Dienstrechner");
    await page.waitForURL("**/konto");
    await page.getByText("Der Passkey „Dienstrechner“ ist angelegt.").waitFor();
    await assertAccessible(page, "the account with a passkey");
    const { credentials } = await client.send("WebAuthn.getCredentials", { authenticatorId });
    assert.equal(credentials.length, 1);

    // A device that has one already does not get a second.
    await addPasskey(page, "Noch einer");
    await page.getByRole("alert").filter({ hasText: "Das hat nicht geklappt" }).waitFor();

    const name = await page.evaluate(async () => {
      const text = await (await fetch("/konto")).text();
      return new DOMParser().parseFromString(text, "text/html").querySelector("dd").textContent;
    });
    await page.context().clearCookies();
    await page.goto("/anmelden?next=/pruefung");
    await assertAccessible(page, "the sign-in with passkeys");
    await page.getByRole("button", { name: "Mit Passkey anmelden" }).click();
    // The review asks for both factors, and got them.
    await page.waitForURL((url) => url.pathname === "/pruefung");
    await page.goto("/konto");
    assert.ok((await page.locator("dd").first().textContent()).includes(name.trim()));

    await page.getByRole("link", { name: "Passkey entfernen" }).click();
    await page.getByRole("button", { name: "Passkey entfernen" }).click();
    await page.getByText("Der Passkey „Dienstrechner“ ist entfernt.").waitFor();
    await page.context().clearCookies();
    await page.goto("/anmelden");
    await page.getByRole("button", { name: "Mit Passkey anmelden" }).click();
    await page.getByText("Dieser Passkey gehört zu keinem Konto").waitFor();
    await person.close();
  });

  test("a device that does not know its owner makes none", async () => {
    const person = await visitor(house, { role: "institution-manager" });
    await authenticator(person.page, { verified: false });
    await addPasskey(person.page, "Unbekannt");
    await person.page.getByRole("alert").filter({ hasText: "Das hat nicht geklappt" }).waitFor();
    await person.close();
  });

  test("without scripts the page says what is missing", async () => {
    const person = await visitor(house, { role: "institution-manager", script: false });
    const page = await (await person.context.request.get("/konto/passkeys/neu")).text();
    assert.match(page, /<noscript>.*Für Passkeys braucht der Browser JavaScript\.<\/p><\/noscript>/);
    await person.page.goto("/konto/passkeys/neu");
    assert.equal(await person.page.getByRole("button", { name: "Passkey anlegen" }).count(), 0);
    await person.close();
  });
});
