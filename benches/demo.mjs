// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What the measurements do as people of the demo state: sign in, make access keys, ask.
 */
import { Agent, request } from "node:http";

/** The cookies of a session of the demo state, as one header: of a role, or of a person. */
export async function signIn(base, who) {
  const answer = await fetch(`${base}/demo/anmelden`, {
    method: "POST",
    body: new URLSearchParams(who),
    headers: { origin: base, "sec-fetch-site": "same-origin" },
    redirect: "manual",
  });
  if (answer.status !== 303) throw new Error(`signing in as ${JSON.stringify(who)} answered ${answer.status}`);
  return answer.headers.getSetCookie().map((cookie) => cookie.split(";")[0]).join("; ");
}

/** What stands on a page, as text. */
async function text(base, cookie, path) {
  const page = await (await fetch(base + path, { headers: { cookie } })).text();
  return page.replace(/<[^>]+>/g, " ");
}

/** Cookies of a form author and a case worker of the same health office. */
export async function colleagues(base) {
  const page = await (await fetch(`${base}/demo`)).text();
  const people = new Set([...page.matchAll(/name="person" value="([0-9a-f-]+)"/g)].map(([, person]) => person));
  const authors = new Map();
  const workers = new Map();
  for (const person of people) {
    const cookie = await signIn(base, { person });
    const account = await text(base, cookie, "/konto");
    const office = account.match(/Gesundheitsamt [A-ZÄÖÜ][\w ,.-]*|Region Hannover/)?.[0];
    if (!office) continue;
    if (account.includes("Formularerstellung")) authors.set(office, cookie);
    if (account.includes("Sachbearbeitung")) workers.set(office, cookie);
    if (authors.has(office) && workers.has(office)) {
      return { author: authors.get(office), worker: workers.get(office) };
    }
  }
  throw new Error("the demo has no office with a form author and a case worker");
}

/** The header by which a program of this person signs in: a session opened with an access key. */
export async function programOf(base, cookie) {
  const made = await fetch(`${base}/konto/zugangsschluessel/neu`, {
    method: "POST",
    body: new URLSearchParams({ name: "Messung", days: "30" }),
    headers: { cookie, origin: base, "sec-fetch-site": "same-origin" },
  });
  const page = await made.text();
  const password = page.match(/deich_[A-Za-z0-9_-]+/)?.[0];
  const email = page.match(/[a-z0-9.-]+@[a-z0-9.-]+\.example/)?.[0];
  const session = await fetch(`${base}/v1/sessions`, {
    method: "POST",
    body: JSON.stringify({ email, password }),
    headers: { "content-type": "application/json" },
  });
  if (!session.ok) throw new Error(`a program could not sign in: ${session.status}`);
  return `Bearer ${(await session.json()).token}`;
}

/**
 * Asks on one of `connections` connections that stay open; the answer is not compressed. `take` gets the
 * pieces of an answer that went well; without it they become its text.
 */
export function connected(base, connections) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  return (method, path, headers, body, take) =>
    new Promise((resolve, reject) => {
      const began = performance.now();
      const sent = request(base + path, { method, headers, agent }, (answer) => {
        const { statusCode: status } = answer;
        const pieces = [];
        answer.on("data", status === 200 && take ? take : (piece) => pieces.push(piece));
        answer.on("error", reject);
        answer.on("end", () => {
          const text = Buffer.concat(pieces).toString();
          resolve({ status, headers: answer.headers, text, ms: performance.now() - began });
        });
      });
      sent.on("error", reject);
      sent.end(body);
    });
}

/** The value below which this share of the values lies. */
export function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
}
