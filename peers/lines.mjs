// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

// A conversation of JSON lines on the standard streams, as `deich` holds it.

import { createInterface } from "node:readline";

/** Answers every line of standard input with one line, in order; a throw becomes `{"error": …}`. */
export async function converse(answer) {
  const lines = createInterface({ input: process.stdin, crlfDelay: Infinity });
  for await (const line of lines) {
    if (line.trim() === "") continue;
    let request;
    let reply;
    try {
      request = JSON.parse(line);
      reply = await answer(request);
    } catch (error) {
      reply = { error: String(error?.message ?? error) };
    }
    if (request?.id !== undefined) reply.id = request.id;
    process.stdout.write(`${JSON.stringify(reply)}\n`);
  }
}

/** A number as our protocol has it: what JSON has no number for, as text. */
export const number = (value) => (Number.isFinite(value) ? value : String(value));
