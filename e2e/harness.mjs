// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Starts the built product in demo mode on a free port with a fresh folder, and one Chromium.
 * DEICH_BINARY names the product (default: the debug build), DEICH_CHROMIUM the browser, DEICH_DEMO_STATE a folder
 * with a demo state that was loaded before and is copied (see demo_state.mjs); without it each start loads one.
 */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** The rules that every page is held to. */
const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** How long the first start may take: it migrates, loads the demo state and serves. */
const startLimit = 600_000;

/** The Friday that the demo state is shown on: in each week, other reports are due on other days. */
export const day = "2026-11-20";

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/**
 * The server under test: `base` is its address, `stop()` ends it and removes its folder. `host` is the name in its
 * address (passkeys need one), `prepare` gets address and folder and returns more of its environment.
 */
export async function startServer({ host = "127.0.0.1", prepare = () => ({}) } = {}) {
  const binary = process.env.DEICH_BINARY ?? fileURLToPath(new URL("../target/debug/deich", import.meta.url));
  assert.ok(existsSync(binary), `${binary} is not built; run: cargo build -p deich`);
  const port = await freePort();
  const base = `http://${host}:${port}`;
  const folder = mkdtempSync(join(tmpdir(), "deich-e2e-"));
  const loaded = process.env.DEICH_DEMO_STATE;
  if (loaded) cpSync(loaded, folder, { recursive: true });
  const child = spawn(binary, ["demo", "--day", day], {
    cwd: folder,
    env: {
      PATH: process.env.PATH,
      DEICH_SERVER_LISTEN: `127.0.0.1:${port}`,
      DEICH_SERVER_BASE_URL: base,
      DEICH_SERVER_REQUESTS_PER_MINUTE: "0",
      ...(await prepare(base, folder)),
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const keep = (chunk) => {
    output = (output + chunk).slice(-20_000);
  };
  child.stdout.on("data", keep);
  child.stderr.on("data", keep);
  let ended = false;
  const end = new Promise((resolve) =>
    child.once("exit", (code, signal) => {
      ended = true;
      resolve({ code, signal });
    }),
  );
  const stop = async ({ keep = false } = {}) => {
    if (!ended) child.kill("SIGTERM");
    await end;
    if (!keep) rmSync(folder, { recursive: true, force: true });
  };

  const deadline = Date.now() + startLimit;
  while (!(await isReady(base))) {
    if (ended || Date.now() > deadline) {
      await stop();
      throw new Error(`deich demo did not get ready.\n${output}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { base, folder, stop, log: () => output };
}

async function isReady(base) {
  try {
    return (await fetch(`${base}/readyz`)).ok;
  } catch {
    return false;
  }
}

/** The browser, without anything that calls home. */
export function startBrowser() {
  const executablePath = process.env.DEICH_CHROMIUM ?? process.env.CHROMIUM ?? "/usr/bin/chromium";
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Server and browser together; `close()` ends both. */
export async function start(options = {}) {
  const server = await startServer(options);
  const browser = await startBrowser();
  return {
    base: server.base,
    browser,
    log: server.log,
    close: async () => {
      await browser.close();
      await server.stop();
    },
  };
}

/** A fresh person at a fresh browser: language, appearance, width, and a role of the demo if one is given. */
export async function visitor({ browser, base }, { role = null, lang = "de", theme = "auto", width = 1280, height = 900, script = true } = {}) {
  const context = await browser.newContext({
    baseURL: base,
    viewport: { width, height },
    javaScriptEnabled: script,
    locale: lang === "de" ? "de-DE" : "en-GB",
    reducedMotion: "reduce",
    colorScheme: "light",
  });
  context.setDefaultTimeout(15_000);
  if (role) await signInAs(context, base, role);
  await context.request.get(`/sprache?lang=${lang}&next=/impressum`);
  if (theme !== "auto") {
    await context.request.post("/darstellung", { form: { theme, next: "/impressum" }, headers: sameOrigin(base) });
  }
  const page = await context.newPage();
  const complaints = [];
  page.on("pageerror", (error) => complaints.push(`script error: ${error.message}`));
  page.on("console", (message) => {
    if (message.type() !== "error") return;
    // The browser reports the status of a page that is meant to be an error page.
    if (/^Failed to load resource: the server responded with a status of 4\d\d/.test(message.text()) && message.location().url === page.url()) return;
    complaints.push(`console: ${message.text()} (${message.location().url})`);
  });
  return { context, page, complaints, close: () => context.close() };
}

/** What a browser sends with a form of the same site; the server lets no other form in. */
export function sameOrigin(base) {
  return { origin: base, "sec-fetch-site": "same-origin" };
}

/** Signs the context in by the demo page's one click. */
export async function signInAs(context, base, role) {
  const answer = await context.request.post("/demo/anmelden", { form: { role }, headers: sameOrigin(base), maxRedirects: 0 });
  assert.equal(answer.status(), 303, `signing in as ${role} answered ${answer.status()}`);
}

/** Clicks what leads to another page, and waits for that page. */
export async function follow(target) {
  const page = target.page();
  await Promise.all([page.waitForEvent("framenavigated"), target.click()]);
  await page.waitForLoadState();
}

/** Waits, since background work runs beside the page, until `look` finds something. */
export async function until(what, look) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    const found = await look();
    if (found) return found;
    assert.ok(Date.now() < deadline, `${what} within 30 seconds`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** The pages that the demo state offers: `{path, role}`, role null for the public. */
export async function listPages(base) {
  const answer = await fetch(`${base}/demo/seiten.json`);
  assert.equal(answer.status, 200, "the demo lists its pages");
  return answer.json();
}

/** Everything that axe-core finds wrong, one readable line each. `only` limits the rules. */
export async function axe(page, only = null) {
  await page.evaluate(axeSource);
  const found = await page.evaluate(
    (options) => globalThis.axe.run(globalThis.document, options),
    { resultTypes: ["violations"], runOnly: only ? { type: "rule", values: only } : { type: "tag", values: rules } },
  );
  return found.violations.flatMap((violation) =>
    violation.nodes.map((node) => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary.replace(/\s+/g, " ")}`),
  );
}

/** Fails with all findings at once. */
export async function assertAccessible(page, where) {
  const findings = await axe(page);
  assert.deepEqual(findings, [], `axe-core on ${where}`);
}
