// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Places as the field's standard writes them: `latitude longitude altitude accuracy`, points of a line parted by `;`. */
export interface Point {
  /** Degrees north. */
  latitude: number;
  /** Degrees east. */
  longitude: number;
  /** Metres above the sea; 0 where it is not known. */
  altitude: number;
  /** Metres; 0 where the place was set by hand. */
  accuracy: number;
}

export type Kind = "point" | "trace" | "shape";

/** Leaves out what is no point: a person may be in the middle of typing. */
export function readPoints(text: string, kind: Kind): Point[] {
  const points: Point[] = [];
  for (const part of text.split(";")) {
    const [latitude, longitude, altitude = 0, accuracy = 0] = part.trim().split(/\s+/).map(Number);
    if (latitude === undefined || longitude === undefined) continue;
    if (![latitude, longitude, altitude, accuracy].every(Number.isFinite)) continue;
    if (Math.abs(latitude) > 90 || Math.abs(longitude) > 180) continue;
    points.push({ latitude, longitude, altitude, accuracy });
  }
  const [first] = points;
  const last = points.at(-1);
  if (kind === "shape" && points.length > 1 && first && last && same(first, last)) points.pop();
  return points;
}

/** A shape of three points or more ends where it begins. */
export function writePoints(points: Point[], kind: Kind): string {
  const [first] = points;
  const all = kind === "shape" && points.length > 2 && first ? [...points, first] : points;
  return all.map((one) => [one.latitude.toFixed(6), one.longitude.toFixed(6), one.altitude.toFixed(1), one.accuracy.toFixed(1)].map(short).join(" ")).join(";");
}

function short(number: string): string {
  return String(Number(number));
}

function same(one: Point, other: Point): boolean {
  return one.latitude === other.latitude && one.longitude === other.longitude;
}
