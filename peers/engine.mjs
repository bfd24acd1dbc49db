// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// Answers the JSON lines of `deich forms run` with the package @getodk/xforms-engine. One run takes
// many forms, so `init` brings the form as text in `form`, and files beside it as an object in `files`.

import "./dom.mjs";
import { converse } from "./lines.mjs";

const { createInstance } = await import("@getodk/xforms-engine");

let root;

/** Files beside the form, served without a network. */
function attachments(files) {
  const types = { csv: "text/csv", xml: "text/xml", geojson: "application/geo+json" };
  return async (url) => {
    const name = decodeURIComponent(String(url).split("/").pop());
    const text = files?.[name];
    if (text === undefined) return new Response("", { status: 404 });
    return new Response(text, { headers: { "content-type": types[name.split(".").pop()] ?? "text/plain" } });
  };
}

/** All nodes below `node`, itself included, in the order of the instance. */
function* walk(node) {
  yield node;
  for (const child of node.currentState.children ?? []) yield* walk(child);
}

const isRange = (node) => node.nodeType.startsWith("repeat-range");
const isQuestion = (node) => node.currentState.children === null && node.nodeType !== "model-value";
const referenceOf = (node) => node.currentState.reference;

function find(reference, wanted = () => true) {
  // Without a position, the first instance is meant.
  const plain = (text) => text.replaceAll("[1]", "");
  for (const node of walk(root)) {
    if (plain(referenceOf(node)) === plain(reference) && wanted(node)) return node;
  }
  throw new Error(`there is no node ${reference}`);
}

function violations(node) {
  const { violation } = node.validationState;
  if (!violation) return [];
  return [{ ref: referenceOf(node), kind: violation.condition, message: violation.message?.asString ?? null }];
}

const text = (range) => range?.asString ?? null;

function stateOf(node) {
  const { relevant, required, readonly, label, hint, instanceValue } = node.currentState;
  return {
    ref: referenceOf(node),
    relevant,
    required,
    readonly,
    value: relevant ? instanceValue : "",
    rejected: null,
    label: text(label),
    hint: text(hint),
    violations: violations(node),
  };
}

/** All questions and repeats that are relevant, by path. */
function states() {
  const found = [];
  for (const node of walk(root)) {
    if (!node.currentState.relevant) continue;
    if (isQuestion(node)) found.push([referenceOf(node), stateOf(node)]);
    if (isRange(node)) {
      const { children, label } = node.currentState;
      found.push([
        referenceOf(node),
        { instances: children.map(referenceOf), fixed: node.nodeType !== "repeat-range:uncontrolled", label: text(label) },
      ]);
    }
  }
  return Object.fromEntries(found);
}

function answer(node, value) {
  const codes = value.split(/\s+/).filter(Boolean);
  switch (node.nodeType) {
    case "select":
      if (node.selectType === "select") node.selectValues(codes);
      else node.selectValue(value === "" ? null : value);
      break;
    case "rank":
      node.setValues(codes);
      break;
    case "trigger":
      node.setValue(value === "" ? null : value === "OK");
      break;
    case "input":
    case "range":
      node.setValue(value);
      break;
    default:
      throw new Error(`nobody is asked for ${referenceOf(node)}`);
  }
}

const commands = {
  async init(request) {
    const instance = await createInstance(request.form, {
      form: { fetchFormAttachment: attachments(request.files), missingResourceBehavior: "BLANK" },
      instance: { preloadProperties: request.properties ?? {} },
    });
    root = instance.root;
    const nodes = [...walk(root)].filter((node) => node.currentState.relevant);
    return {
      languages: root.languages.map(({ language }) => language).filter(Boolean),
      language: root.currentState.activeLanguage.language || null,
      questions: nodes.filter(isQuestion).map(referenceOf),
      repeats: nodes.filter(isRange).map(referenceOf),
    };
  },
  answer(request) {
    const node = find(request.ref, isQuestion);
    const value = request.value ?? "";
    answer(node, Array.isArray(value) ? value.join(" ") : String(value));
    return { state: stateOf(node) };
  },
  add(request) {
    const range = find(request.repeat, isRange);
    if (range.nodeType !== "repeat-range:uncontrolled") throw new Error("the number of instances is calculated");
    range.addInstances();
    return { repeat: referenceOf(range.currentState.children.at(-1)) };
  },
  remove(request) {
    const instance = find(request.repeat, (node) => node.nodeType === "repeat-instance");
    const range = instance.parent;
    if (range.nodeType !== "repeat-range:uncontrolled") throw new Error("the number of instances is calculated");
    range.removeInstances(range.currentState.children.indexOf(instance));
    return {};
  },
  choices(request) {
    const node = find(request.ref, (found) => found.currentState.valueOptions);
    const search = (request.search ?? "").trim().toLowerCase();
    const all = node.currentState.valueOptions
      .map((option) => ({ value: option.value, label: text(option.label) }))
      .filter(({ value, label }) => `${label}`.toLowerCase().includes(search) || value.toLowerCase().includes(search));
    const from = request.from ?? 0;
    return { total: all.length, choices: all.slice(from, from + (request.count ?? 200)) };
  },
  language(request) {
    const language = root.languages.find((one) => one.language === request.language);
    if (!language) throw new Error(`there is no language ${request.language}`);
    root.setLanguage(language);
    return { language: language.language };
  },
  state: (request) => ({ state: stateOf(find(request.ref, isQuestion)) }),
  states: () => ({ states: states() }),
  validate() {
    const found = [...walk(root)]
      .filter((node) => node.currentState.children === null && node.currentState.relevant)
      .flatMap(violations);
    return { valid: found.length === 0, violations: found };
  },
  serialize: () => ({ instance: root.instanceState.instanceXML }),
};

await converse(async (request) => {
  const command = commands[request.op];
  if (!command) throw new Error(`there is no command ${request.op}`);
  if (request.op === "init") root = undefined;
  else if (!root) throw new Error("there is no form");
  const reply = await command(request);
  if (request.instance === true) reply.instance = root.instanceState.instanceXML;
  if (request.states === true) reply.states = states();
  return { ...reply, ok: true };
});
