// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** What a script adds to the questions of a form, on a page with all kinds of them; the product itself need not run. */
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { assertAccessible, startBrowser } from "./harness.mjs";
import { serveQuestions } from "./questions_page.mjs";

describe("the questions of a form", () => {
  let browser;
  before(async () => {
    browser = await startBrowser();
  });
  after(() => browser?.close());

  /** A fresh page; `run` gets it with the server's memory. Errors in the console fail the test. */
  async function visit(run, { script = true, width = 1280, theme = "light" } = {}) {
    const house = await serveQuestions();
    const context = await browser.newContext({ viewport: { width, height: 900 }, javaScriptEnabled: script, reducedMotion: "reduce", permissions: ["geolocation"], geolocation: { latitude: 53.1, longitude: 8.2, accuracy: 12 } });
    context.setDefaultTimeout(10_000);
    await context.addInitScript(() => {
      globalThis.swaps = 0;
      document.addEventListener("htmx:after:swap", () => setTimeout(() => (globalThis.swaps += 1)));
    });
    const page = await context.newPage();
    const complaints = [];
    page.on("pageerror", (error) => complaints.push(error.message));
    page.on("console", (message) => {
      if (message.type() === "error" && !/Failed to load resource/.test(message.text())) complaints.push(message.text());
    });
    try {
      await page.goto(`${house.base}/?theme=${theme}`);
      if (script) await page.locator("[data-range-slider]").first().waitFor();
      await run(page, house.state);
      assert.deepEqual(complaints, []);
    } finally {
      await context.close();
      await house.close();
    }
  }

  /** Waits for the live check that follows, and for its answer to be in place. Gives what was sent. */
  async function checked(page, act) {
    const before = await page.evaluate(() => globalThis.swaps);
    const answered = page.waitForResponse((answer) => answer.url().endsWith("/pruefen"));
    await act();
    const answer = await answered;
    await page.waitForFunction((known) => globalThis.swaps > known, before);
    return new URLSearchParams(answer.request().postData() ?? "");
  }
  const focused = (page) => page.evaluate(() => document.activeElement?.id);

  for (const [width, theme] of [[1280, "light"], [360, "dark"]]) {
    test(`are accessible and fit at ${width} pixels, ${theme}`, () =>
      visit(
        async (page) => {
          await assertAccessible(page, `all questions at ${width}`);
          assert.ok((await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)) <= 0);
        },
        { width, theme },
      ));
  }

  test("can be answered without a script", () =>
    visit(
      async (page) => {
        assert.equal(await page.locator("[data-by]").first().isVisible(), false);
        await page.fill("#field-wetter", "4");
        await page.selectOption("#field-rang-luft-at", "1");
        assert.equal(await page.getAttribute("#field-datum", "name"), "_file:datum");
        assert.equal(await page.locator("#field-rang-luft-up").isVisible(), true);
      },
      { script: false },
    ));

  test("count by buttons, not below the limit", () =>
    visit(async (page) => {
      const more = page.getByRole("button", { name: "Eins mehr" });
      const sent = await checked(page, () => more.click());
      assert.equal(sent.get("anzahl"), "8");
      for (let presses = 0; presses < 9; presses += 1) await page.getByRole("button", { name: "Eins weniger" }).click();
      assert.equal(await page.inputValue("#field-anzahl"), "0");
    }));

  test("have no value before a slider is moved, and keep the slider focused when the server answers", () =>
    visit(async (page) => {
      const slider = page.locator("#field-wetter-slider");
      assert.equal(await slider.getAttribute("aria-valuetext"), "noch nicht gewählt");
      assert.equal(await slider.inputValue(), "5");
      await slider.focus();
      const sent = await checked(page, () => page.keyboard.press("ArrowRight"));
      assert.equal(sent.get("wetter"), "6");
      assert.equal(await focused(page), "field-wetter-slider");
      assert.equal(await page.inputValue("#field-wetter"), "6");
      await checked(page, () => page.keyboard.press("ArrowRight"));
      assert.equal(await slider.inputValue(), "7");
      const emptied = await checked(page, async () => {
        await page.fill("#field-wetter", "");
        await page.keyboard.press("Tab");
      });
      assert.equal(emptied.get("wetter"), "");
      assert.equal(await slider.getAttribute("aria-valuetext"), "noch nicht gewählt");
      const middle = await checked(page, () => slider.press("Enter"));
      assert.equal(middle.get("wetter"), "5");
    }));

  test("are put in order by buttons, said aloud, with the focus kept", () =>
    visit(async (page) => {
      await page.locator("#field-rang-licht-up").focus();
      const sent = await checked(page, () => page.keyboard.press("Enter"));
      assert.equal(sent.get("rang"), "laerm licht luft wasser");
      assert.equal(await focused(page), "field-rang-licht-up");
      await page.locator("#deich-announcer", { hasText: "„Licht“ steht jetzt an Stelle 2." }).waitFor({ state: "attached" });
      const byList = await checked(page, () => page.selectOption("#field-rang-wasser-at", "1"));
      assert.equal(byList.get("rang"), "wasser laerm licht luft");
      assert.equal(await page.inputValue("#field-rang-luft-at"), "4");
    }));

  test("search by keyboard without sending the form", () =>
    visit(async (page, state) => {
      await page.locator("#field-ort-search").focus();
      // Each letter may be asked about by itself: what counts is what stands there in the end.
      const results = (count) => page.waitForFunction((wanted) => document.querySelectorAll(".deich-search__results input").length === wanted, count);
      await checked(page, () => page.keyboard.type("ost"));
      await results(2);
      assert.equal(await focused(page), "field-ort-search");
      await page.keyboard.press("Enter");
      assert.equal(state.seen.some((one) => one.path === "/senden"), false);
      await page.keyboard.press("ArrowDown");
      assert.match(await focused(page), /^field-ort-Oste/);
      await page.keyboard.press("Escape");
      assert.equal(await focused(page), "field-ort-search");
      await page.keyboard.press("Escape");
      await results(4);
    }));

  const bytes = (size) => Buffer.alloc(size, "Deich ");
  const pdf = (size, name = "plan.pdf") => ({ name, mimeType: "application/pdf", buffer: bytes(size) });

  test("send a file in pieces, over a connection that breaks", () =>
    visit(async (page, state) => {
      state.trouble = 1;
      const sent = await checked(page, () => page.setInputFiles("#field-datum", pdf(1_300_000)));
      assert.equal(sent.get("datum"), "datei-1");
      assert.equal(sent.has("_file:datum"), false);
      assert.ok(state.uploads.get("1").bytes.equals(bytes(1_300_000)));
      assert.ok(state.seen.some((one) => one.method === "HEAD"), "asked how much had arrived");
      assert.equal(await page.locator("#field-datum-block .deich-file__name").innerText(), "datei-1");
    }));

  test("go on with a file after a reload", () =>
    visit(async (page, state) => {
      state.slow = 400;
      // The time of change is part of what tells files from each other, so the page makes the file.
      const choose = () =>
        page.evaluate(() => {
          const files = new DataTransfer();
          files.items.add(new File([new Uint8Array(2_000_000)], "lang.pdf", { type: "application/pdf", lastModified: 1 }));
          const field = document.querySelector("#field-datum");
          field.files = files.files;
          field.dispatchEvent(new Event("change", { bubbles: true }));
        });
      await choose();
      await page.waitForResponse((answer) => answer.request().method() === "PATCH");
      page.on("dialog", (dialog) => dialog.accept());
      await page.reload();
      await page.locator("[data-range-slider]").first().waitFor();
      state.slow = 0;
      const sent = await checked(page, choose);
      assert.equal(sent.get("datum"), "datei-1");
      assert.equal(state.uploads.size, 1);
      assert.equal(state.uploads.get("1").bytes.length, 2_000_000);
    }));

  test("hold the form back while a file is on its way, survive an answer, and can be cancelled", () =>
    visit(async (page, state) => {
      state.slow = 3_000;
      await page.setInputFiles("#field-datum", pdf(1_300_000));
      await page.getByRole("button", { name: "Weiter", exact: true }).click();
      assert.equal(await page.locator("#field-datum-block [data-file-status]").innerText(), "Bitte warten Sie, bis die Datei gesendet ist.");
      await checked(page, () => page.getByRole("button", { name: "Eins mehr" }).click());
      await page.getByRole("button", { name: "Senden abbrechen" }).click();
      assert.equal(await page.locator("#field-datum-block [data-file-status]").innerText(), "Senden abgebrochen.");
      assert.equal(await focused(page), "field-datum");
      assert.equal(state.seen.some((one) => one.path === "/senden"), false);
    }));

  test("refuse a file that is too large before it is sent", () =>
    visit(async (page, state) => {
      await page.setInputFiles("#field-datum", pdf(3_500_000, "film.pdf"));
      const status = page.locator("#field-datum-block [data-file-status]");
      await status.getByText("film.pdf ist zu groß. Höchstens 3 MB.").waitFor();
      assert.equal(state.uploads.size, 0);
    }));

  test("make a picture smaller", () =>
    visit(async (page, state) => {
      const picture = await page.evaluate(async () => {
        const canvas = Object.assign(document.createElement("canvas"), { width: 3000, height: 1500 });
        canvas.getContext("2d").fillRect(10, 10, 1000, 700);
        const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg"));
        return [...new Uint8Array(await blob.arrayBuffer())];
      });
      await checked(page, () => page.setInputFiles("#field-datum", { name: "küche.jpg", mimeType: "image/jpeg", buffer: Buffer.from(picture) }));
      const { bytes: arrived, type } = state.uploads.get("1");
      assert.equal(type, "image/jpeg");
      const size = await page.evaluate(async (list) => {
        const bitmap = await createImageBitmap(new Blob([new Uint8Array(list)]));
        return [bitmap.width, bitmap.height];
      }, [...arrived]);
      assert.deepEqual(size, [1024, 512]);
    }));

  test("take a signature, keep it when the server answers, and send it as a picture", () =>
    visit(async (page, state) => {
      const box = page.locator("#field-unterschrift-draw");
      await box.scrollIntoViewIfNeeded();
      const { x, y } = await box.locator("canvas").boundingBox();
      await page.mouse.move(x + 50, y + 50);
      await page.mouse.down();
      await page.mouse.move(x + 200, y + 120, { steps: 8 });
      await page.mouse.up();
      await checked(page, () => page.getByRole("button", { name: "Eins mehr" }).click());
      const ink = () => box.locator("canvas").evaluate((canvas) => canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.filter((byte) => byte < 90).length);
      assert.ok((await ink()) > 300, "the strokes are still there");
      const sent = await checked(page, () => box.getByRole("button", { name: "verwenden" }).click());
      assert.equal(sent.get("unterschrift"), "datei-1");
      assert.equal(state.uploads.get("1").name, "unterschrift.png");
      assert.equal(state.uploads.get("1").bytes.subarray(1, 4).toString(), "PNG");
    }));

  test("take a place from the device, from the map, and by keyboard", () =>
    visit(async (page) => {
      const box = page.locator("#field-fundort-place");
      const sent = await checked(page, () => box.getByRole("button", { name: "Standort bestimmen" }).click());
      assert.equal(sent.get("fundort"), "53.1 8.2 0 12");
      assert.equal(await box.locator("[data-place-status]").innerText(), "Standort auf 12 m genau.");
      const map = box.locator("svg");
      await map.scrollIntoViewIfNeeded();
      const { x, y, width, height } = await map.boundingBox();
      const tapped = await checked(page, () => page.mouse.click(x + width / 2, y + height / 2));
      const [latitude, longitude] = tapped.get("fundort").split(" ").map(Number);
      assert.ok(Math.abs(latitude - 52.75) < 0.02 && Math.abs(longitude - 9) < 0.02, tapped.get("fundort"));
      await map.focus();
      await page.keyboard.press("Shift+ArrowRight");
      const keyed = await checked(page, () => page.keyboard.press("Enter"));
      assert.ok(Math.abs(Number(keyed.get("fundort").split(" ")[1]) - 9.6) < 0.02, keyed.get("fundort"));
      assert.equal(await focused(page), "field-fundort-map");
      await page.keyboard.press("+");
      const view = await map.getAttribute("viewBox");
      assert.match(view, / 200 180$/);
      await checked(page, () => page.getByRole("button", { name: "Eins mehr" }).click());
      assert.equal(await map.getAttribute("viewBox"), view);
    }));

  test("take the points of an area, and give the last one back", () =>
    visit(async (page) => {
      const sent = await checked(page, () => page.locator("#field-weg-place [data-remove-point]").click());
      assert.equal(sent.get("weg"), "52.5 8 0 0;52.5 9.5 0 0");
      const added = await checked(page, () => page.locator("#field-weg-place [data-locate]").click());
      assert.equal(added.get("weg"), "52.5 8 0 0;52.5 9.5 0 0;53.1 8.2 0 12;52.5 8 0 0");
    }));

  test("show what a rule has set, also where a person had answered", () =>
    visit(async (page) => {
      await checked(page, () => page.check("#field-skala-4"));
      await checked(page, async () => {
        await page.fill("#field-notiz", "von Hand");
        await page.keyboard.press("Tab");
      });
      await checked(page, () => page.locator("#field-wetter-slider").press("ArrowRight"));
      await checked(page, () => page.getByRole("button", { name: "Eins mehr" }).click());
      assert.equal(await page.isChecked("#field-skala-4"), true);
      await checked(page, () => page.getByRole("button", { name: "Eins mehr" }).click());
      assert.equal(await page.isChecked("#field-skala-1"), true);
      assert.equal(await page.inputValue("#field-notiz"), "von der Regel");
      assert.equal(await page.inputValue("#field-wetter"), "");
      assert.equal(await page.getAttribute("#field-wetter-slider", "aria-valuetext"), "noch nicht gewählt");
    }));

  test("are sent by Enter in a field, with nothing moved or removed", () =>
    visit(async (page) => {
      const left = page.waitForRequest((request) => request.url().endsWith("/senden"));
      await page.locator("#field-person-1").press("Enter");
      const sent = new URLSearchParams((await left).postData());
      assert.equal(sent.get("rang"), "");
      assert.deepEqual([...sent.keys()].filter((name) => /^_(up|down|remove|move|add)/.test(name)), []);
      assert.equal(sent.get("anzahl"), "7");
    }));

  test("put the focus on a new round of a repeat", () =>
    visit(async (page) => {
      await page.getByRole("button", { name: "Weitere Person" }).click();
      await page.locator("#round-2").waitFor();
      await page.waitForFunction(() => document.activeElement?.id === "round-2-title");
      assert.equal(await page.locator("[data-focus-me]").count(), 0);
    }));

  for (const script of [true, false]) {
    test(`can be filled in on paper, ${script ? "with" : "without"} scripts`, () =>
      visit(
        async (page) => {
          // As wide as an A4 page between its margins.
          await page.setViewportSize({ width: 642, height: 930 });
          await page.emulateMedia({ media: "print" });
          const found = await page.evaluate(() => {
            const { clientWidth, scrollWidth } = document.documentElement;
            const seen = (node) => node.getBoundingClientRect().width > 0;
            const cut = [...document.querySelectorAll(".deich-questions *")].filter((node) => {
              const { left, right, width } = node.getBoundingClientRect();
              return width > 1 && (right > clientWidth + 1 || left < -1) && !node.closest(".kern-sr-only, svg");
            });
            return {
              overflow: Math.max(0, scrollWidth - clientWidth),
              cut: cut.map((node) => node.outerHTML.slice(0, 80)),
              pressed: [...document.querySelectorAll(".deich-questions :is(button, input[type=file], audio)")].filter(seen).length,
              links: [...document.querySelectorAll("a")].filter((link) => seen(link) && link.textContent.startsWith("Ändern")).length,
              canvas: document.querySelector("[data-draw=signature]").getBoundingClientRect().height,
            };
          });
          assert.deepEqual({ ...found, canvas: found.canvas > 80 }, { overflow: 0, cut: [], pressed: 0, links: 0, canvas: true });
        },
        { script },
      ));
  }
});
