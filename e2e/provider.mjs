// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** An identity provider for tests: oidc-provider with invented people. Whoever signs in types her name and no password. */
import { createServer } from "node:http";
import Provider from "oidc-provider";

/** What the provider says about its people. */
const people = {
  frauke: { email: "frauke@amt.example", email_verified: true, name: "Frauke Amtlich", groups: ["deich-pruefung"] },
  onno: { email: "onno@amt.example", email_verified: true, name: "Onno Ohne", groups: ["kantine"] },
  unbestaetigt: { email: "wer@amt.example", email_verified: false, name: "Wer Weiß", groups: ["deich-pruefung"] },
};

export const secret = "ein-geheimnis-nur-fuer-tests-1234567890";

/** Starts the provider for one installation; `base()` is asked for its address when somebody comes. */
export async function startProvider(redirect) {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const groups = new Map();
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: "deich",
        client_secret: secret,
        redirect_uris: [redirect],
        response_types: ["code"],
        grant_types: ["authorization_code"],
      },
    ],
    pkce: { required: () => true },
    conformIdTokenClaims: false,
    claims: { openid: ["sub"], email: ["email", "email_verified"], profile: ["name", "groups"] },
    features: { devInteractions: { enabled: true } },
    async loadExistingGrant(context) {
      const grant = new context.oidc.provider.Grant({
        clientId: context.oidc.client.clientId,
        accountId: context.oidc.session.accountId,
      });
      grant.addOIDCScope("openid profile email");
      await grant.save();
      return grant;
    },
    async findAccount(_, id) {
      const person = people[id];
      if (!person) return undefined;
      return {
        accountId: id,
        claims: async () => ({ sub: id, ...person, groups: groups.get(id) ?? person.groups }),
      };
    },
  });
  server.on("request", provider.callback());
  return {
    issuer,
    /** From now on the provider says these groups of a person. */
    say: (id, list) => groups.set(id, list),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
