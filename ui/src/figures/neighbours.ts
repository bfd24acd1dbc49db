// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** Where an area lies (drawing units, y downwards) and which areas it touches. */
export interface Place {
  x: number;
  y: number;
  neighbours: string[];
}

export interface Heading {
  x: number;
  y: number;
}

/** The heading of an arrow key. */
export function direction(key: string): Heading | null {
  switch (key) {
    case "ArrowLeft":
      return { x: -1, y: 0 };
    case "ArrowRight":
      return { x: 1, y: 0 };
    case "ArrowUp":
      return { x: 0, y: -1 };
    case "ArrowDown":
      return { x: 0, y: 1 };
    default:
      return null;
  }
}

/**
 * The area that an arrow leads to. A neighbour within 60 degrees of the heading wins, the straightest first;
 * islands and exclaves are reached by the nearest area within 45 degrees. Undefined at the edge of the map.
 */
export function next(places: ReadonlyMap<string, Place>, from: string, heading: Heading): string | undefined {
  const here = places.get(from);
  if (!here) return undefined;
  const beside = best(here.neighbours, 0.5, (straightness, distance) => straightness - distance * 1e-6);
  return beside ?? best([...places.keys()], Math.SQRT1_2, (straightness, distance) => straightness / distance);

  function best(keys: string[], least: number, worth: (straightness: number, distance: number) => number): string | undefined {
    let found: string | undefined;
    let most = -Infinity;
    for (const key of keys) {
      const there = places.get(key);
      if (key === from || !there || !here) continue;
      const distance = Math.hypot(there.x - here.x, there.y - here.y);
      if (!(distance > 0)) continue;
      const straightness = ((there.x - here.x) * heading.x + (there.y - here.y) * heading.y) / distance;
      const value = worth(straightness, distance);
      if (straightness >= least && value > most) {
        most = value;
        found = key;
      }
    }
    return found;
  }
}
