// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * One page with every kind of question, served with the built interface under the product's content security policy.
 * It answers as the product does: the live check echoes the questions, files are taken in pieces.
 * `node questions_page.mjs PORT` serves it to look at.
 */
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const dist = fileURLToPath(new URL("../ui/dist/", import.meta.url));
const kinds = { ".js": "text/javascript", ".css": "text/css", ".woff2": "font/woff2", ".svg": "image/svg+xml" };

const escape = (text) => String(text).replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

/** `values` are the posted fields, name to list of values. */
export function questions(values = {}, { nonce, focus = "" }) {
  const one = (name, none = "") => values[name]?.[0] ?? none;
  const check = (kind, name, value, label) =>
    `<div class="kern-form-check"><input class="kern-form-check__${kind}" type="${kind}" id="field-${name}-${value}" name="${name}" value="${value}"${(values[name] ?? []).includes(value) ? " checked" : ""}><label class="kern-label" for="field-${name}-${value}">${label}</label></div>`;
  const choices = (name, title, look, options, { kind = "radio", hint = "" } = {}) => `
<fieldset class="kern-fieldset ${look}" id="field-${name}" tabindex="-1"><legend class="kern-label">${title}</legend>${hint ? `<p class="kern-hint">${hint}</p>` : ""}
  <div class="kern-fieldset__body">${options.map(([value, label]) => check(kind, name, value, label)).join("")}</div></fieldset>`;
  const row = (name, title, body, hint = "") => `
<div class="kern-form-input" id="field-${name}-row"><label class="kern-label" for="field-${name}">${title}</label>${hint ? `<p class="kern-hint" id="field-${name}-hint">${hint}</p>` : ""}${body}</div>`;
  const button = (text, extra, look = "tertiary") =>
    `<button class="kern-btn kern-btn--${look} deich-btn--small" ${extra}><span class="kern-label">${text}</span></button>`;
  const fileTexts = `data-text-sending="{percent} Prozent von {name} gesendet" data-text-done="{name} ist angekommen." data-text-failed="{name} kam nicht an. Prüfen Sie die Verbindung." data-text-refused="{name} wurde nicht angenommen." data-text-again="Noch einmal senden" data-text-large="{name} ist zu groß. Höchstens {most} MB." data-text-cancel="Senden abbrechen" data-text-cancelled="Senden abgebrochen." data-text-wait="Bitte warten Sie, bis die Datei gesendet ist."`;
  const file = (name, inner = "", extra = "", pick = "image/*,application/pdf") => `<div class="deich-file" id="field-${name}-block" data-file data-url="/dateien" data-name="${name}" data-most="3145728" ${extra} ${fileTexts}><input type="hidden" name="${name}" value="${escape(one(name))}">
    ${one(name) ? `<p data-file-current><span class="deich-file__name">${escape(one(name))}</span> <span class="deich-file__size">1,2 MB</span> ${button("Entfernen", `type="submit" name="_remove" value="${name}" formnovalidate`)}</p>` : ""}
    ${inner}<input class="kern-form-input__input" type="file" name="_file:${name}" id="field-${name}" accept="${pick}"><progress hidden></progress><p role="status" aria-live="polite" data-file-status></p></div>`;
  const drawTexts = (what) => `data-text-canvas="${what}" data-text-undo="Letzten Strich zurücknehmen" data-text-clear="Alles löschen" data-text-use="Diese Zeichnung verwenden" data-text-colour="Stift" data-text-black="Schwarz" data-text-red="Rot" data-text-blue="Blau" data-text-white="Weiß"`;
  const codes = { laerm: "Lärm in der Umgebung der Einrichtung", luft: "Luft", licht: "Licht", wasser: "Wasser" };
  const order = one("rang").split(" ").filter(Boolean);
  const ranked = order.length > 0 ? order : Object.keys(codes);
  const scale = [["1", "trifft gar nicht zu"], ["2", "trifft eher nicht zu"], ["3", "teils, teils"], ["4", "trifft eher zu"], ["5", "trifft voll zu"]];
  const days = ["montags", "dienstags", "mittwochs"];
  const often = [["nie", "nie"], ["selten", "selten"], ["oft", "oft"], ["immer", "immer"]];
  const towns = ["Oldenburg", "Osnabrück", "Osterholz-Scharmbeck", "Osterode am Harz"].filter((town) => town.toLowerCase().includes(one("_search:ort").toLowerCase()));
  const area = (x, y, name) => `<path d="M${x} ${y}h98l4 60l-20 58h-84z" data-name="${name}"></path>`;
  const place = (name, kind, map) => `<div class="deich-place" id="field-${name}-place" data-place="${kind}" data-text-locating="Der Standort wird bestimmt …" data-text-located="Standort auf {accuracy} m genau." data-text-denied="Der Standort ist nicht freigegeben." data-text-unavailable="Der Standort ist nicht zu bestimmen." data-text-points="{n} Punkte" data-text-at="{area}: {lat} Nord, {lon} Ost" data-text-map="Karte. Pfeiltasten bewegen das Kreuz, Eingabe setzt den Punkt.">
    <input class="kern-form-input__input" type="text" id="field-${name}" name="${name}" value="${escape(one(name))}" autocomplete="off">
    ${map ? `<div class="deich-place__map"><svg id="field-${name}-map" data-place-map viewBox="0 0 400 360" data-west="6" data-south="51" data-east="12" data-north="54.5">${[0, 1, 2, 3].flatMap((x) => [0, 1, 2].map((y) => area(x * 100, y * 120, `Kreis ${x + 1}.${y + 1}`))).join("")}</svg><div class="deich-place__zoom"><button type="button" data-place-zoom="in" aria-label="Karte vergrößern" hidden>+</button><button type="button" data-place-zoom="out" aria-label="Karte verkleinern" hidden>−</button></div></div>` : ""}
    <div class="deich-place__actions">${button("Standort bestimmen", `type="button" data-locate hidden`, "secondary")}${kind === "point" ? "" : button("Letzten Punkt entfernen", `type="button" data-remove-point hidden`)}</div><p role="status" aria-live="polite" data-place-status id="field-${name}-place-status"></p></div>`;
  const round = (number) => `<section class="deich-round" id="round-${number}" aria-labelledby="round-${number}-title"><div class="deich-round__head"><h2 class="kern-heading-small" id="round-${number}-title"${focus === `round-${number}` ? " data-focus-me" : ""}>Person ${number}</h2><div class="deich-round__actions">${button("Nach oben", 'type="submit" name="_move_up" value="1"')}${button("Entfernen", 'type="submit" name="_remove_round" value="1"')}</div></div>${row(`person-${number}`, "Name", `<input class="kern-form-input__input" type="text" id="field-person-${number}" name="person-${number}" value="${escape(one(`person-${number}`))}">`)}</section>`;
  return `<div id="form-fields" class="deich-questions" lang="de" hx-post="/pruefen" hx-trigger="change, input delay:400ms" hx-target="#form-fields" hx-swap="outerMorph" hx-sync="this:replace" hx-nonce="${nonce}">
<p class="kern-sr-only" id="form-status" role="status" aria-live="polite"></p>
${row("anzahl", "Wie viele Kinder waren da?", `<div class="deich-counter" data-counter data-step="1" data-min="0"><button type="button" data-by="-1" aria-label="Eins weniger" hidden>−</button><input class="kern-form-input__input" type="text" inputmode="numeric" id="field-anzahl" name="anzahl" value="${escape(one("anzahl"))}" autocomplete="off"><button type="button" data-by="1" aria-label="Eins mehr" hidden>+</button></div>`)}
${row("wetter", "Wie laut war es?", `<div class="deich-range deich-range--numbers" data-range data-empty="noch nicht gewählt"><input class="kern-form-input__input" type="number" data-range-number min="0" max="10" step="1" id="field-wetter" name="wetter" value="${escape(one("wetter"))}" autocomplete="off"><ol class="deich-range__ticks">${[0, 2, 4, 6, 8, 10].map((n) => `<li data-value="${n}">${n}</li>`).join("")}</ol></div>`)}
${row("stimmung", "Wie zufrieden sind Sie?", `<div class="deich-range" data-range data-empty="noch nicht gewählt"><input class="kern-form-input__input" type="number" data-range-number min="1" max="5" step="1" id="field-stimmung" name="stimmung" value="${escape(one("stimmung", "3"))}" autocomplete="off"><ol class="deich-range__ticks"><li data-value="1">gar nicht</li><li data-value="3">mittel</li><li data-value="5">sehr</li></ol></div>`)}
${row("pegel", "Wie hoch steht das Wasser?", `<div class="deich-range deich-range--vertical deich-range--numbers" data-range data-empty="noch nicht gewählt"><input class="kern-form-input__input" type="number" data-range-number min="0" max="100" step="5" id="field-pegel" name="pegel" value="${escape(one("pegel", "40"))}" autocomplete="off"><ol class="deich-range__ticks">${[0, 25, 50, 75, 100].map((n) => `<li data-value="${n}">${n}</li>`).join("")}</ol></div>`)}
${choices("sterne", "Wie bewerten Sie die Küche?", "deich-rating", [1, 2, 3, 4, 5].map((n) => [String(n), String(n)]))}
${choices("skala", "Ich fühle mich gut beraten.", "deich-likert", scale)}
${choices("spalten", "Welche Räume wurden begangen?", "deich-options--columns-3", [["k", "Küche"], ["s", "Sanitärräume und Wickelbereich"], ["g", "Gruppenräume"], ["a", "Außengelände"], ["l", "Lager"]], { kind: "checkbox" })}
${choices("zehn", "Wie stark sind die Schmerzen?", "deich-options--columns-10", [...Array(10)].map((_, n) => [String(n + 1), String(n + 1)]))}
${choices("dicht", "Welche Tage?", "deich-options--pack", [["mo", "Mo"], ["di", "Di"], ["mi", "Mi"], ["do", "Do"], ["fr", "Fr"]], { kind: "checkbox" })}
${choices("kacheln", "Wo ist der Ausschlag?", "deich-options--tiles", [["arm", '<img src="/bild.svg" alt="">Arm'], ["bein", '<img src="/bild.svg" alt="">Bein'], ["kopf", "Kopf, ohne Bild"]])}
<fieldset class="kern-fieldset" id="field-woche" tabindex="-1"><legend class="kern-label">Wie oft wird <strong>gelüftet</strong>?</legend><p class="kern-hint" id="field-woche-hint">Mit <em>Fenstern</em> oder einer Anlage. <a href="#x">Mehr dazu</a></p>
<details class="deich-guidance" id="field-woche-guidance"><summary>Hilfe zu dieser Frage</summary><div><p>Gemeint ist:</p><ul><li>mindestens fünf Minuten</li><li>alle Fenster</li></ul></div></details>
<div class="kern-fieldset__body"><table class="deich-matrix"><caption class="kern-sr-only">Wie oft wird gelüftet?</caption><thead><tr><td></td>${often.map(([code, label]) => `<th scope="col" id="woche-${code}">${label}</th>`).join("")}</tr></thead><tbody>${days.map((day) => `<tr><th scope="row" id="woche-${day}">${day}</th>${often.map(([code, label]) => `<td data-label="${label}"><label class="deich-matrix__cell"><input class="kern-form-check__radio" type="radio" id="field-woche-${day}-${code}" name="woche/${day}" value="${code}"${one(`woche/${day}`) === code ? " checked" : ""} aria-labelledby="woche-${day} woche-${code}"></label></td>`).join("")}</tr>`).join("")}</tbody></table></div></fieldset>
<fieldset class="kern-fieldset" id="field-rang" tabindex="-1"><legend class="kern-label">Was ist am wichtigsten?</legend><p class="kern-hint">Das Wichtigste steht oben.</p><div class="kern-fieldset__body"><input type="hidden" name="rang" data-rank-value value="${escape(one("rang"))}">
<ol class="deich-rank${order.length > 0 ? "" : " deich-rank--empty"}" data-rank data-moved="„{label}“ steht jetzt an Stelle {n}.">${ranked.map((code, at) => `<li id="field-rang-${code}" data-code="${code}"><span data-rank-label>${codes[code]}</span><select class="kern-form-input__select" id="field-rang-${code}-at" name="_rank:rang:${code}" aria-label="Stelle von ${codes[code]}"><option value="">–</option>${ranked.map((_, n) => `<option value="${n + 1}"${order.length > 0 && n === at ? " selected" : ""}>${n + 1}</option>`).join("")}</select><button type="submit" id="field-rang-${code}-up" name="_up" value="rang ${code}" aria-label="${codes[code]} nach oben"${at === 0 ? " disabled" : ""}><span class="kern-icon kern-icon--arrow-up" aria-hidden="true"></span></button><button type="submit" id="field-rang-${code}-down" name="_down" value="rang ${code}" aria-label="${codes[code]} nach unten"${at === ranked.length - 1 ? " disabled" : ""}><span class="kern-icon kern-icon--arrow-down" aria-hidden="true"></span></button></li>`).join("")}</ol></div></fieldset>
<fieldset class="kern-fieldset" id="field-ort" tabindex="-1"><legend class="kern-label">In welcher Gemeinde?</legend><div class="kern-fieldset__body"><div class="deich-search" data-search><input class="kern-form-input__input" type="search" id="field-ort-search" name="_search:ort" value="${escape(one("_search:ort"))}" aria-label="Gemeinde suchen" autocomplete="off"><p class="deich-search__count">${towns.length} von 941 Gemeinden</p><div class="deich-search__results">${towns.map((town) => check("radio", "ort", town.slice(0, 4) + town.length, town)).join("")}</div></div></div></fieldset>
${row("datum", "Foto der Küche", file("datum", "", 'data-max-pixels="1024"'), "Ein Bild oder ein PDF, höchstens 3 MB.")}
${row("unterschrift", "Unterschrift", file("unterschrift", `<div class="deich-draw" id="field-unterschrift-draw" data-draw="signature" data-file-name="unterschrift.png" ${drawTexts("Feld für Ihre Unterschrift")}></div>`, "", "image/*"), "Zeichnen Sie mit Finger, Stift oder Maus, oder wählen Sie ein Bild Ihrer Unterschrift.")}
${row("skizze", "Wo ist der Schaden?", file("skizze", `<div class="deich-draw" id="field-skizze-draw" data-draw="annotate" data-background="/bild.svg" data-file-name="skizze.png" ${drawTexts("Zeichenfläche mit dem Plan")}></div>`, "", "image/*"))}
${row("fundort", "Wo wurde das Tier gefunden?", place("fundort", "point", true))}
${row("weg", "Welche Fläche ist betroffen?", place("weg", "shape", true))}
<div class="deich-questions__note" id="field-hinweis"><p class="kern-body">Sehen Sie sich den <strong>Plan</strong> an.</p><div class="deich-media"><img src="/bild.svg" alt="Plan der Küche"><audio controls></audio></div></div>
${row("notiz", "Was ist noch aufgefallen?", `<textarea class="kern-form-input__input" id="field-notiz" name="notiz" rows="4">\n${escape(one("notiz"))}</textarea>`)}
<fieldset class="kern-fieldset" id="field-geboren" tabindex="-1"><legend class="kern-label">Wann sind Sie geboren?</legend><div class="kern-fieldset__body"><div class="deich-date"><div class="deich-date__part"><label class="kern-label" for="geboren-tag">Tag</label><div class="kern-form-input__select-wrapper"><select class="kern-form-input__select" id="geboren-tag"><option>1</option></select></div></div><div class="deich-date__part"><label class="kern-label" for="geboren-monat">Monat</label><div class="kern-form-input__select-wrapper"><select class="kern-form-input__select" id="geboren-monat"><option>Dezember</option></select></div></div><div class="deich-date__part"><label class="kern-label" for="geboren-jahr">Jahr</label><input class="kern-form-input__input" id="geboren-jahr" inputmode="numeric"></div></div></div></fieldset>
<div class="deich-rounds">${round(1)}${focus ? round(2) : ""}<div class="deich-rounds__add">${button("Weitere Person", `type="submit" id="add-person" name="_add" value="person" hx-post="/runde" hx-target="#form-fields" hx-swap="outerMorph" hx-nonce="${nonce}"`, "secondary")}</div></div>
</div>`;
}

// The first button of a form is what Enter in a field presses: so there is one before all that move or remove.

/** The answers before they are sent. */
const answers = `<div class="deich-answers">${[["Einrichtung", [["Name der Einrichtung", "Kita am Deich"], ["Betreute Kinder", "48"]]], ["Räume", [["Begangene Räume", "Küche, Gruppenräume"], ["Bemerkung", ""]]]]
  .map(([title, rows], at) => `<section class="deich-answers__group"><div class="deich-answers__head"><h2 class="kern-heading-small">${title}</h2><a class="kern-link kern-link--no-visited-state" href="#${at}">Ändern<span class="kern-sr-only">: ${title}</span></a></div><dl class="kern-description-list deich-facts">${rows.map(([key, value]) => `<div class="kern-description-list-item"><dt class="kern-description-list-item__key">${key}</dt><dd class="kern-description-list-item__value">${value || '<span class="deich-answers__none">keine Angabe</span>'}</dd></div>`).join("")}</dl></section>`)
  .join("")}</div>`;

function page(body, manifest, theme, nonce) {
  const main = manifest["src/main.ts"];
  const own = manifest["src/questions.ts"];
  return `<!DOCTYPE html><html lang="de"${theme ? ` data-kern-theme="${theme}"` : ""}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Fragen</title>
<meta name="htmx-config" content='{"extensions":"hx-csp","safeEval":true,"includeIndicatorCSS":false,"defaultFocusScroll":true}'>
<link rel="icon" href="data:,"><link rel="stylesheet" href="/assets/${main.css[0]}"><link rel="stylesheet" href="/assets/${own.css[0]}">
<script type="module" src="/assets/${main.file}" nonce="${nonce}"></script><script type="module" src="/assets/${own.file}" nonce="${nonce}"></script></head>
<body><main class="deich-container deich-main" id="content" tabindex="-1"><h1 class="kern-heading-x-large">Alle Fragen</h1>
<div class="deich-form-language" role="group" aria-label="Sprache der Fragen"><button type="button" aria-pressed="true">Deutsch</button><button type="button" aria-pressed="false" lang="uk">Українська</button><button type="button" aria-pressed="false" lang="en">English</button></div>
<nav class="deich-steps" aria-label="Schritte"><p class="deich-steps__now" id="steps-now">Schritt 2 von 4: Räume</p><progress class="deich-steps__bar" value="2" max="4" aria-labelledby="steps-now"></progress><details class="deich-steps__all" open><summary>Alle Schritte</summary><ol class="deich-steps__list"><li class="deich-steps__step deich-steps__step--done"><a href="#1">Einrichtung</a> <span class="deich-steps__state">ausgefüllt</span></li><li class="deich-steps__step deich-steps__step--current" aria-current="step">Räume</li><li class="deich-steps__step deich-steps__step--error"><a href="#3">Personen</a> <span class="deich-steps__state">hat Fehler</span></li><li class="deich-steps__step">Absenden</li></ol></details></nav>
<form class="deich-form" method="post" action="/senden"><button class="kern-sr-only" type="submit" tabindex="-1" aria-hidden="true">Weiter</button>${body}<div class="deich-actions"><button class="kern-btn kern-btn--primary" type="submit"><span class="kern-label">Weiter</span></button></div></form>${answers}</main></body></html>`;
}

const picture = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="500" viewBox="0 0 800 500"><rect width="800" height="500" fill="#dfe8ef"/><path d="M80 60h640v380H80zM80 220h300v220M380 60v160h340" fill="none" stroke="#345" stroke-width="8"/></svg>`;

/** Starts the page; `base` is its address, `seen` what was asked of it, `trouble` makes the next pieces fail. */
export async function serveQuestions(port = 0) {
  const manifest = JSON.parse(readFileSync(join(dist, "manifest.json"), "utf8"));
  const uploads = new Map();
  const state = { seen: [], trouble: 0, slow: 0, uploads };
  const server = createServer(async (request, response) => {
    const parts = [];
    for await (const part of request) parts.push(part);
    const body = Buffer.concat(parts);
    const { pathname, searchParams } = new URL(request.url, "http://localhost");
    state.seen.push({ method: request.method, path: pathname, body: request.headers["content-type"]?.includes("octet-stream") ? body.length : body.toString() });
    // One nonce per answer, as the product does it.
    const nonce = randomBytes(18).toString("base64url");
    response.setHeader("Content-Security-Policy", `default-src 'none'; script-src 'self' 'nonce-${nonce}'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`);
    const send = (status, kind, content, headers = {}) => {
      response.writeHead(status, { "Content-Type": kind, ...headers });
      response.end(content);
    };
    const values = () => {
      const all = {};
      for (const [name, value] of new URLSearchParams(body.toString())) (all[name] ??= []).push(value);
      return all;
    };
    if (pathname.startsWith("/assets/")) {
      const path = normalize(join(dist, pathname.slice("/assets/".length)));
      if (path.startsWith(normalize(dist))) return send(200, kinds[extname(path)] ?? "text/plain", readFileSync(path));
    }
    if (pathname === "/") return send(200, "text/html; charset=utf-8", page(questions({ anzahl: ["7"], fundort: ["52.37 9.73 0 5"], weg: ["52.5 8 0 0;52.5 9.5 0 0;53.4 9 0 0;52.5 8 0 0"] }, { nonce }), manifest, searchParams.get("theme"), nonce));
    if (pathname === "/bild.svg") return send(200, "image/svg+xml", picture);
    if (pathname === "/pruefen") {
      const posted = values();
      // A rule of the form: nine children set two other answers.
      const ruled = posted.anzahl?.[0] === "9" ? { ...posted, skala: ["1"], notiz: ["von der Regel"], wetter: [""] } : posted;
      return send(200, "text/html; charset=utf-8", questions(ruled, { nonce }));
    }
    if (pathname === "/runde") return send(200, "text/html; charset=utf-8", questions(values(), { nonce, focus: "round-2" }));
    if (pathname === "/dateien") {
      const id = String(uploads.size + 1);
      uploads.set(id, { ...JSON.parse(body), bytes: Buffer.alloc(0) });
      return send(201, "application/json", JSON.stringify({ url: `/dateien/${id}`, offset: 0, value: `datei-${id}` }));
    }
    const upload = uploads.get(pathname.split("/")[2]);
    if (pathname.startsWith("/dateien/") && upload) {
      if (request.method === "PATCH") {
        await new Promise((resolve) => setTimeout(resolve, state.slow));
        if (Number(request.headers["upload-offset"]) !== upload.bytes.length) return send(409, "text/plain", "");
        upload.bytes = Buffer.concat([upload.bytes, body]);
        // The piece arrived, its answer does not.
        if (state.trouble > 0) {
          state.trouble -= 1;
          return send(503, "text/plain", "");
        }
      }
      response.writeHead(204, { "Upload-Offset": String(upload.bytes.length) });
      return response.end();
    }
    return send(404, "text/plain", "");
  });
  await new Promise((resolve) => server.listen(port, "127.0.0.1", resolve));
  return { base: `http://127.0.0.1:${server.address().port}`, state, close: () => new Promise((resolve) => { server.closeAllConnections(); server.close(resolve); }) };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { base } = await serveQuestions(Number(process.argv[2] ?? 0));
  console.log(base);
}
