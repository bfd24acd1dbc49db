// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// Answers the JSON lines of `deich xpath` with the package @getodk/xpath.

import { parseXml } from "./dom.mjs";
import { converse, number } from "./lines.mjs";

const { DEFAULT_DOM_ADAPTER, DefaultEvaluator, XFormsXPathEvaluator } = await import("@getodk/xpath");

const timeZoneId = process.env.TZ ?? "UTC";
const prefixes = {
  h: "http://www.w3.org/1999/xhtml",
  xhtml: "http://www.w3.org/1999/xhtml",
  xml: "http://www.w3.org/XML/1998/namespace",
  jr: "http://openrosa.org/javarosa",
  orx: "http://openrosa.org/xforms",
  odk: "http://www.opendatakit.org/xforms",
};

let known = { text: undefined };

/** The document of a request, with one evaluator per dialect. */
function source(text) {
  if (text === undefined || text === null || text === known.text) {
    if (known.text === undefined) throw new Error("`document` is missing");
    return known;
  }
  const document = parseXml(text);
  const byAttribute = (selector, name) =>
    new Map([...document.querySelectorAll(selector)].map((element) => [element.getAttribute(name), element]));
  known = {
    text,
    document,
    odk: new XFormsXPathEvaluator({
      domAdapter: DEFAULT_DOM_ADAPTER,
      rootNode: document,
      timeZoneId,
      itextTranslationsByLanguage: byAttribute("itext > translation[lang]", "lang"),
      secondaryInstancesById: byAttribute("instance[id]", "id"),
    }),
    plain: new DefaultEvaluator({ rootNode: document, timeZoneId }),
  };
  return known;
}

/** Children that are nodes of XPath; as in our protocol a document type is counted. */
const children = (node) => [...node.childNodes].filter((child) => child.nodeType !== 3 || child.data !== "");

function pathOf(node) {
  const parts = [];
  let at = node;
  for (;;) {
    const parent = at.nodeType === 2 ? at.ownerElement : at.parentNode;
    if (!parent) break;
    parts.push(at.nodeType === 2 ? `/@${at.name}` : `/node()[${children(parent).indexOf(at) + 1}]`);
    at = parent;
  }
  return parts.reverse().join("") || "/";
}

/** Follows a path of `node()[n]` with an attribute at its end; undefined for any other path. */
function walk(document, path) {
  let at = document;
  for (const part of path.split("/").filter(Boolean)) {
    const place = /^node\(\)\[(\d+)\]$/.exec(part);
    if (place) at = children(at)[Number(place[1]) - 1];
    else if (part.startsWith("@")) at = at.getAttributeNode(part.slice(1));
    else return undefined;
    if (!at) throw new Error(`there is no context node ${path}`);
  }
  return at;
}

const types = { number: 1, string: 2, boolean: 3, nodes: 7 };

await converse((request) => {
  const { document, odk, plain } = source(request.document);
  const evaluator = request.odk === false ? plain : odk;
  const names = { lookupNamespaceURI: (prefix) => request.namespaces?.[prefix] ?? prefixes[prefix] ?? document.lookupNamespaceURI(prefix) };
  if (request.language) odk.setActiveLanguage(request.language);
  const path = request.context ?? "/";
  const context = walk(document, path) ?? evaluator.evaluate(path, document, names, 9).singleNodeValue;
  if (!context) throw new Error(`there is no context node ${path}`);
  const type = typeof request.type === "number" ? request.type : (types[request.type] ?? 0);
  const result = evaluator.evaluate(request.expr, context, names, type);
  switch (result.resultType) {
    case 1:
      return { number: number(result.numberValue) };
    case 2:
      // Half a letter of two units is no text that JSON can carry.
      return { string: result.stringValue.toWellFormed() };
    case 3:
      return { boolean: result.booleanValue };
    default: {
      const nodes = [];
      if (result.resultType >= 6) {
        for (let index = 0; index < result.snapshotLength; index += 1) nodes.push(pathOf(result.snapshotItem(index)));
      } else {
        for (let node = result.iterateNext(); node; node = result.iterateNext()) nodes.push(pathOf(node));
      }
      return { nodes };
    }
  }
});
