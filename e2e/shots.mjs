// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Pictures of every page to look at: `npm run shots -- FOLDER [part of a path]`.
 * Widths 360 and 1280, both languages; the dark appearance once, in German at 1280.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { listPages, start, visitor } from "./harness.mjs";

const [folder = "results/shots", part = ""] = process.argv.slice(2);
mkdirSync(folder, { recursive: true });

const house = await start();
try {
  const pages = (await listPages(house.base)).filter((entry) => entry.path.includes(part));
  const views = [
    { lang: "de", width: 360, theme: "auto" },
    { lang: "de", width: 1280, theme: "auto" },
    { lang: "en", width: 360, theme: "auto" },
    { lang: "en", width: 1280, theme: "auto" },
    { lang: "de", width: 1280, theme: "dark" },
  ];
  for (const role of new Set(pages.map((entry) => entry.role))) {
    for (const view of views) {
      const person = await visitor(house, { role, ...view });
      for (const { path } of pages.filter((entry) => entry.role === role)) {
        await person.page.goto(path);
        const look = view.theme === "dark" ? "-dark" : "";
        const name = `${role ?? "public"}${path.replace(/[^A-Za-z0-9]+/g, "-")}-${view.lang}-${view.width}${look}.png`;
        await person.page.screenshot({ path: join(folder, name), fullPage: true });
        console.log(name);
      }
      await person.close();
    }
  }
} finally {
  await house.close();
}
