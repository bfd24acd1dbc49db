// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// The engines are made for browsers: this gives Node.js the part of one that they ask for. It is
// imported before them.

import { JSDOM } from "jsdom";

const { window } = new JSDOM("<!doctype html>", { url: "http://localhost/" });

for (const name of Object.getOwnPropertyNames(window)) {
  // What Node.js has by itself stays.
  if (!(name in globalThis) && /^[A-Z]|^document$/.test(name)) globalThis[name] = window[name];
}
// Their parser takes Node.js for its CommonJS and asks where it lies, though it brings all it needs.
globalThis.__dirname ??= import.meta.dirname;
globalThis.DOMParser = window.DOMParser;
globalThis.XMLSerializer = window.XMLSerializer;

/** The document that `text` describes; throws if it is not well formed. */
export function parseXml(text) {
  return new window.DOMParser().parseFromString(text, "text/xml");
}
