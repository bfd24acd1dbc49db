// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

import { careForMap, listenToMaps, prepareMap } from "./place_map";
import { type Kind, type Point, readPoints, writePoints } from "./points";
import { changed, fill, languageOf, within } from "./words";

/**
 * A question for a place. `[data-place]` is `point`, `trace` or `shape` and holds the text field with the value.
 * Buttons, hidden by the server: `data-locate` (sets the point, or adds one), `data-remove-point`.
 * `[data-place-status]` says what happens. Texts: `data-text-locating`, `-located` ({accuracy} in metres, {n} points),
 * `-denied`, `-unavailable`, `-points` ({n}), `-at` ({lat}, {lon}, {area}, {n}) and, for the map, see `place_map`.
 */
export function preparePlaces(root: ParentNode): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-place]")) {
    const locate = box.querySelector<HTMLElement>("[data-locate]");
    if (locate && "geolocation" in navigator && window.isSecureContext) locate.hidden = false;
    const remove = box.querySelector<HTMLElement>("[data-remove-point]");
    if (remove) remove.hidden = false;
    const map = box.querySelector<SVGSVGElement>("svg[data-place-map]");
    if (map) prepareMap(box, map);
  }
}

export function careForPlaces(root: Document): void {
  for (const box of root.querySelectorAll<HTMLElement>("[data-place]")) showOnMap(box);
}

export function listenToPlaces(root: Document): void {
  root.addEventListener("click", (event) => {
    const box = within<HTMLElement>(event, "[data-place]");
    if (!box) return;
    if (within(event, "[data-locate]")) locate(box);
    if (within(event, "[data-remove-point]")) {
      const points = pointsOf(box);
      if (points.length === 0) return;
      points.pop();
      put(box, points);
      say(box, box.dataset.textPoints, { n: points.length });
    }
  });
  root.addEventListener("input", (event) => {
    const box = within<HTMLElement>(event, "[data-place]");
    if (box && event.target === fieldOf(box)) showOnMap(box);
  });
  listenToMaps(root, (box, latitude, longitude, area) => {
    add(box, { latitude, longitude, altitude: 0, accuracy: 0 });
    say(box, box.dataset.textAt, { lat: degrees(box, latitude), lon: degrees(box, longitude), area, n: pointsOf(box).length });
  });
}

export function degrees(box: HTMLElement, value: number): string {
  return new Intl.NumberFormat(languageOf(box), { minimumFractionDigits: 4, maximumFractionDigits: 4 }).format(value);
}

function kindOf(box: HTMLElement): Kind {
  return (box.dataset.place as Kind | undefined) || "point";
}

function fieldOf(box: HTMLElement): HTMLInputElement | HTMLTextAreaElement | null {
  return box.querySelector<HTMLInputElement | HTMLTextAreaElement>("input[name], textarea[name]");
}

function pointsOf(box: HTMLElement): Point[] {
  return readPoints(fieldOf(box)?.value ?? "", kindOf(box));
}

function add(box: HTMLElement, point: Point): void {
  put(box, kindOf(box) === "point" ? [point] : [...pointsOf(box), point]);
}

function put(box: HTMLElement, points: Point[]): void {
  const field = fieldOf(box);
  if (!field || field.readOnly || field.disabled) return;
  field.value = writePoints(points, kindOf(box));
  showOnMap(box);
  changed(field);
}

function showOnMap(box: HTMLElement): void {
  const map = box.querySelector<SVGSVGElement>("svg[data-place-map]");
  if (map) careForMap(map, pointsOf(box), kindOf(box));
}

function say(box: HTMLElement, text: string | undefined, values: Record<string, string | number> = {}): void {
  const status = box.querySelector<HTMLElement>("[data-place-status]");
  if (!status) return;
  status.textContent = fill(text, values);
  // The server does not know what was said; it is not to be wiped by its next answer.
  status.setAttribute("hx-morph-skip", "");
}

function locate(box: HTMLElement): void {
  const press = box.querySelector<HTMLElement>("[data-locate]");
  if (press?.getAttribute("aria-disabled") === "true") return;
  press?.setAttribute("aria-disabled", "true");
  say(box, box.dataset.textLocating);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      press?.removeAttribute("aria-disabled");
      if (!box.isConnected) return;
      add(box, { latitude: coords.latitude, longitude: coords.longitude, altitude: coords.altitude ?? 0, accuracy: coords.accuracy });
      say(box, box.dataset.textLocated, { accuracy: Math.ceil(coords.accuracy), n: pointsOf(box).length });
    },
    (problem) => {
      press?.removeAttribute("aria-disabled");
      say(box, problem.code === problem.PERMISSION_DENIED ? box.dataset.textDenied : box.dataset.textUnavailable);
    },
    { enableHighAccuracy: true, timeout: 30_000, maximumAge: 0 },
  );
}
