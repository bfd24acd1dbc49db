# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- rights of the people concerned
deed-report-restrict = Meldung eingeschränkt oder Einschränkung aufgehoben
deed-report-delete = Meldung gelöscht oder nach dem Ende der Fallakte behalten
reporting-holdings = Meldungen und Entwürfe
reporting-holdings-report = Meldung
reporting-holdings-draft = Entwurf der Einrichtung
reporting-holdings-receipt = Quittungsnummer
reporting-holdings-institution = Einrichtung
reporting-holdings-period = Zeitraum
reporting-holdings-sent = Eingegangen
reporting-holdings-current = Stand
reporting-holdings-state = { $state ->
    [submitted] wartet auf Prüfung
    [returned] zurückgegeben
    [accepted] angenommen
   *[withdrawn] zurückgezogen
  }
reporting-holdings-version = Fassung { $number } vom { $when }
reporting-holdings-notes = Rückfragen und Hinweise
reporting-holdings-stays = Zusammengefasste Zahlen, die das Amt schon verlassen haben, bleiben. Sie nennen niemanden.
reporting-restricted-badge = eingeschränkt
reporting-restricted-title = Diese Meldung ist eingeschränkt
reporting-restricted-text = Sie wird nicht geändert, nicht ausgegeben und nicht freigegeben (Artikel 18 DSGVO).
reporting-leftovers-title = Meldungen ohne Fallakte
reporting-leftovers-lead = Die Fallakten zu diesen Meldungen sind nach ihrer Frist gelöscht. Entscheiden Sie, ob auch die Meldung gelöscht wird.
reporting-leftovers-none-title = Nichts zu entscheiden
reporting-leftovers-none-text = Sobald eine Fallakte nach ihrer Frist gelöscht ist, steht ihre Meldung hier.
reporting-leftovers-since = Akte gelöscht
reporting-leftover-title = Meldung { $receipt } ohne Fallakte
reporting-leftover-consequence = Alle Fassungen der Meldung, ihr Verlauf und ihre Dateien werden gelöscht. Das lässt sich nicht rückgängig machen.
reporting-leftover-delete = Meldung löschen
reporting-leftover-keep-title = Meldung behalten
reporting-leftover-keep = Mit diesem Grund behalten
reporting-leftover-reason = Warum wird sie noch gebraucht?
reporting-leftover-reason-missing = Bitte nennen Sie einen Grund.
reporting-leftover-decided = Darüber hat inzwischen jemand anderes entschieden.
reporting-leftover-deleted = Die Meldung ist gelöscht.
reporting-leftover-kept = Die Meldung bleibt. Der Grund ist vermerkt.
reporting-task-leftovers = { $count ->
    [one] Eine Meldung ohne Fallakte: löschen oder behalten
   *[other] { $count } Meldungen ohne Fallakte: löschen oder behalten
  }
reporting-activity-class = { $class ->
    [identifier] Daten, die eine Person nennen
    [quasi] Daten, an denen man eine Person zusammen mit anderen erkennt
    [sensitive] Besonders schutzwürdige Daten
    [plain] Sachangaben
    [entity] Kennungen
    [date] Tage
    [measure] Anzahlen
   *[none] Angaben ohne Schutzklasse, die das Amt nicht verlassen
  }
reporting-activity-persons = Personen, über die gemeldet wird, ihre Sorgeberechtigten, meldende Personen
reporting-activity-persons-none = Meldende Personen der Einrichtungen
reporting-activity-recipients = Das Gesundheitsamt. Das Land erhält nur geprüfte, zusammengefasste Zahlen, die niemanden nennen.
reporting-activity-origin = Einrichtungen, die melden
reporting-activity-retention = Bis zur Löschung durch das Gesundheitsamt; nach dem Ende einer Fallakte entscheidet das Amt über ihre Meldung.
reporting-activity-measures = Antworten liegen verschlüsselt mit einem Schlüssel des Amtes; jedes Öffnen wird protokolliert; Anmeldung mit zweitem Faktor.
