# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Zustände von Zahlen
indicators-shown = { $state ->
    [suppressed] unterdrückt
    [not-yet] noch nicht gemeldet
   *[no-data] keine Angaben
}
indicators-cases-sentence-hidden = Zu { $week } { $where } gibt es keine Zahl: { $state }.
indicators-set-protected = Der Bestand ist geschützt veröffentlicht. Die Tabellen werden jetzt gezählt.
