// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/** A Kita that notifies about a child, as several tests begin. */
import { fillAndSend } from "./fill.mjs";

/** What the Kita notifies, by the names of the fields. */
const answers = {
  "gate/facility_kind": "kita",
  "gate/relation": "cared",
  "gate/birth_date": "2021-04-05",
  "gate/situation": "none",
  "person/last_name": "Wattenberg",
  "person/first_name": "Enno",
  "person/sex": "x",
  "person/street": "Am Deich 7",
  "person/postcode": "26603",
  "person/town": "Aurich",
  "person/stays_elsewhere": "no",
  "guardian[1]/guardian_kind": "parent",
  "guardian[1]/guardian_last_name": "Wattenberg",
  "guardian[1]/guardian_first_name": "Toni",
  "guardian[1]/guardian_same_address": "yes",
  "finish/contact_name": "Sam Beispiel",
  "finish/contact_phone": "04941 2",
  "finish/confirmed": "OK",
};

/** The manager of a Kita fills the notification in, page by page, and sends it. */
export async function notify(page) {
  await page.goto("/meldungen");
  await page.getByRole("link", { name: /^Neue Meldung.*Masernschutz/ }).click();
  await fillAndSend(page, answers);
}
