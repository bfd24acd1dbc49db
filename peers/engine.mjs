// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// Answers the JSON lines of `deich forms run` with the package @getodk/xforms-engine.

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

/** A repeat has its instances around it in the protocol, so its range is no place of its own. */
const isRange = (node) => node.nodeType.startsWith("repeat-range");

function find(reference, wanted = () => true) {
  // Without a position, the first instance is meant.
  const plain = (text) => text.replaceAll("[1]", "");
  for (const node of walk(root)) {
    if (plain(node.currentState.reference) === plain(reference) && wanted(node)) return node;
  }
  throw new Error(`there is no node ${reference}`);
}

function violations(node) {
  const { violation } = node.validationState;
  return violation ? [{ kind: violation.condition, message: violation.message?.asString ?? null }] : [];
}

function stateOf(node) {
  const { relevant, required, readonly, children, instanceValue } = node.currentState;
  const state = { relevant, required, readonly };
  if (children === null) {
    state.value = relevant ? instanceValue : "";
    state.violations = violations(node);
  }
  return state;
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
      node.setValue(value === "" ? null : value);
      break;
    default:
      throw new Error(`nobody is asked for ${node.currentState.reference}`);
  }
}

const label = (range) => range?.asString ?? null;

const steps = {
  async init(request) {
    const instance = await createInstance(request.form, {
      form: {
        fetchFormAttachment: attachments(request.files),
        missingResourceBehavior: "BLANK",
      },
      instance: { preloadProperties: request.properties ?? {} },
    });
    root = instance.root;
    if (request.language) steps.language(request);
    return {
      languages: root.languages.map(({ language }) => language).filter(Boolean),
      language: root.currentState.activeLanguage.language || null,
    };
  },
  answer(request) {
    answer(find(request.ref, (node) => !isRange(node)), request.value);
    return {};
  },
  add(request) {
    const range = find(request.repeat, isRange);
    range.addInstances();
    return { ref: range.currentState.children.at(-1).currentState.reference };
  },
  remove(request) {
    const instance = find(request.repeat, (node) => node.nodeType === "repeat-instance");
    const range = instance.parent;
    range.removeInstances(range.currentState.children.indexOf(instance));
    return {};
  },
  choices(request) {
    const node = find(request.ref, (found) => found.currentState.valueOptions);
    const all = node.currentState.valueOptions.map((option) => ({ value: option.value, label: label(option.label) }));
    const fitting = request.search
      ? all.filter((one) => `${one.label} ${one.value}`.toLowerCase().includes(request.search.toLowerCase()))
      : all;
    const from = request.from ?? 0;
    return { total: fitting.length, choices: fitting.slice(from, from + (request.count ?? fitting.length)) };
  },
  language(request) {
    const language = root.languages.find((one) => one.language === request.language);
    if (!language) throw new Error(`there is no language ${request.language}`);
    root.setLanguage(language);
    return { language: language.language };
  },
  validate() {
    const found = [...walk(root)].filter((node) => node.currentState.children === null && node.currentState.relevant);
    return {
      violations: found.flatMap((node) => violations(node).map((one) => ({ ref: node.currentState.reference, ...one }))),
    };
  },
  serialize() {
    return { instance: root.instanceState.instanceXML };
  },
  state() {
    return {};
  },
};

await converse(async (request) => {
  const step = steps[request.do];
  if (!step) throw new Error(`there is no step ${request.do}`);
  if (!root && request.do !== "init") throw new Error("`init` comes first");
  const reply = await step(request);
  const wanted = request.state ?? (request.do === "state" ? (request.ref ? [request.ref] : true) : false);
  if (wanted) {
    const nodes = wanted === true ? [...walk(root)].filter((node) => node !== root && !isRange(node)) : wanted.map((reference) => find(reference, (node) => !isRange(node)));
    reply.state = Object.fromEntries(nodes.map((node) => [node.currentState.reference, stateOf(node)]));
  }
  if (request.instance === true) reply.instance = root.instanceState.instanceXML;
  return reply;
});
