// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Signing in by a real identity provider: a role comes and goes with a claim, and a wrong claim opens nothing. */
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { assertAccessible, start, visitor } from "./harness.mjs";
import { secret, startProvider } from "./provider.mjs";

const label = "Mit dem Amtskonto anmelden";

function configuration(issuer) {
  return `
[[oidc]]
id = "amt"
issuer = "${issuer}"
client_id = "deich"
label_de = "${label}"
label_en = "Sign in with the office account"
[[oidc.role]]
claim = "groups"
value = "deich-pruefung"
role = "institution-reporter"
organisation = "03241"
[[oidc.role]]
claim = "groups"
value = "deich-pruefung"
role = "case-worker"
organisation = "03241"
`;
}

/** Goes to the provider and says who one is. */
async function signIn(page, name) {
  await page.goto("/anmelden");
  await page.getByRole("link", { name: label }).click();
  await page.locator('input[name="login"]').fill(name);
  await page.locator('input[name="password"]').fill("egal");
  await page.locator('button[type="submit"]').first().click();
}

describe("an identity provider", () => {
  let house;
  let provider;
  before(async () => {
    house = await start({
      prepare: async (base, folder) => {
        provider = await startProvider(`${base}/anmelden/anbieter/amt/rueckkehr`);
        const file = join(folder, "deich.toml");
        writeFileSync(file, configuration(provider.issuer));
        return { DEICH_CONFIG: file, DEICH_OIDC_AMT_CLIENT_SECRET: secret };
      },
    });
  });
  after(async () => {
    await house?.close();
    await provider?.close();
  });

  test("somebody with the claim gets her role, and loses it with the claim", async () => {
    const person = await visitor(house);
    const { page } = person;
    await page.goto("/anmelden");
    await assertAccessible(page, "the sign-in with a provider");
    await signIn(page, "frauke");
    // The provider gave one factor; the role asks for another.
    await page.waitForURL("**/anmelden/zweiter-faktor**");
    await page.getByRole("heading", { name: "Zweiten Faktor einrichten" }).waitFor();

    const admin = await visitor(house, { role: "office-administrator" });
    await admin.page.goto("/verwaltung/personen?suche=frauke@amt.example");
    await admin.page.getByRole("link", { name: "Frauke Amtlich" }).click();
    await admin.page.getByText("vom Anmeldedienst").waitFor();
    const text = await admin.page.locator("main").innerText();
    assert.match(text, /Sachbearbeitung/);
    assert.doesNotMatch(text, /Meldende Person/, "an office has no reporters");
    assert.equal(await admin.page.getByRole("link", { name: "Rolle beenden" }).count(), 0);

    provider.say("frauke", ["kantine"]);
    await page.context().clearCookies();
    await signIn(page, "frauke");
    await page.getByRole("heading", { name: "Sie haben hier keine Rolle" }).waitFor();
    await admin.page.reload();
    await admin.page.getByText("gilt zurzeit nicht").waitFor();
    await admin.close();
    await person.close();
  });

  test("a wrong claim and an address that nobody verified open nothing", async () => {
    for (const [name, title] of [
      ["onno", "Sie haben hier keine Rolle"],
      ["unbestaetigt", "Ihre E-Mail-Adresse ist nicht bestätigt"],
    ]) {
      const person = await visitor(house);
      await signIn(person.page, name);
      await person.page.getByRole("heading", { name: title }).waitFor();
      await assertAccessible(person.page, title);
      await person.page.goto("/aufgaben");
      await person.page.waitForURL("**/anmelden**");
      await person.close();
    }
  });

  test("an answer that nobody waits for is refused, and the log holds no secret", async () => {
    const person = await visitor(house);
    await person.page.goto("/anmelden/anbieter/amt/rueckkehr?code=geraten&state=geraten");
    await person.page.getByRole("heading", { name: "Die Anmeldung hat nicht geklappt" }).waitFor();
    await person.close();
    assert.ok(!house.log().includes(secret) && !house.log().includes("eyJ"));
  });
});
