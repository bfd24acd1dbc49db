# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- register of processing activities
privacy-register-nav = Verarbeitungsverzeichnis
privacy-register-title = Verzeichnis von Verarbeitungstätigkeiten
privacy-register-lead = Das Verzeichnis (Artikel 30 DSGVO) entsteht aus dem, was in Deich eingerichtet ist. Was Ihr Amt ergänzt, geht den Angaben des Programms vor. Juristisch prüfen muss es das Amt.
privacy-register-changes = Seit der letzten Fassung geändert
privacy-register-change-header = Angaben des Amtes
privacy-register-change-added = Neu: { $title }
privacy-register-change-removed = Entfallen: { $title }
privacy-register-change-changed = Geändert: { $title }
privacy-register-header-title = Verantwortliches Amt
privacy-register-controller = Verantwortlich
privacy-register-officer = Datenschutzbeauftragte Person
privacy-register-officer-none = Noch nicht angegeben
privacy-register-edit-office = Angaben des Amtes ändern
privacy-register-edit = Ergänzen
privacy-register-edit-title = Ergänzen: { $title }
privacy-register-activity = Tätigkeit
privacy-register-purpose = Zweck
privacy-register-law = Rechtsgrundlage
privacy-register-persons = Betroffene Personen
privacy-register-data = Kategorien von Daten
privacy-register-recipients = Empfänger
privacy-register-origin = Herkunft
privacy-register-retention = Speicherdauer
privacy-register-keep = Aufbewahrungspflicht in Monaten
privacy-register-keep-line = { $months } Monate ab dem Tag des Eingangs
privacy-register-keep-hint = Solange diese Zeit läuft, wird auf Antrag nur gelöscht, was unrechtmäßig verarbeitet wurde. Leer: keine Pflicht.
privacy-register-measures = Technische und organisatorische Maßnahmen
privacy-register-note = Anmerkungen des Amtes
privacy-register-product = Angabe des Programms: { $text }
privacy-register-request-months = Abgeschlossene Anträge aufbewahren, in Monaten
privacy-register-months-wrong = Geben Sie eine Zahl von 0 bis 1200 an.
privacy-register-saved = Die Ergänzung ist gespeichert.
privacy-register-versions = Festgehaltene Fassungen
privacy-register-versions-none = Noch keine Fassung festgehalten.
privacy-register-version = Fassung { $number }
privacy-register-keep-do = Heutigen Stand als Fassung festhalten
privacy-register-kept = Fassung { $number } ist festgehalten.
privacy-register-kept-other = Jemand anderes hat inzwischen eine Fassung festgehalten. Laden Sie die Seite neu.
privacy-register-day = Stand
privacy-register-pdf = Als PDF
privacy-register-csv = Als CSV
privacy-register-json = Als JSON

# --- the requests as an activity
privacy-activity-title = Anträge betroffener Personen
privacy-activity-purpose = Rechte betroffener Personen erfüllen und das nachweisen
privacy-activity-law = Artikel 12 bis 22 und Artikel 5 Absatz 2 DSGVO
privacy-activity-persons = Personen, die Anträge stellen, und ihre Vertretungen
privacy-activity-data = Daten, die eine Person nennen: Name, Geburtsdatum, Anschrift; Fundstellen; Schreiben; Verlauf
privacy-activity-recipients = Amtsadministration und Datenschutz des Gesundheitsamtes; die Person selbst
privacy-activity-origin = Die Person selbst oder ihre Vertretung
privacy-activity-retention = { $months } Monate nach dem Abschluss; dann gelöscht mit Nachweis
privacy-activity-measures = Inhalte liegen verschlüsselt mit einem Schlüssel des Amtes; jedes Öffnen wird protokolliert; Löschung nur durch zwei Personen; Anmeldung mit zweitem Faktor.
