# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Antworten ausgeben
deed-answers-export = Antworten als Datei ausgegeben
reporting-export-title = Antworten ausgeben
reporting-export-intro = Sie erhalten die Antworten der gewählten Meldungen als Datei, jeweils in der neuesten Fassung.
reporting-export-source = Meldungen von
reporting-export-from = Zeitraum von
reporting-export-from-hint = Ohne Angabe: alle Zeiträume der Erhebung. Wochen zählen mit, sobald ein Tag von ihnen im Zeitraum liegt.
reporting-export-to = Zeitraum bis
reporting-export-states = Stand der Meldungen
reporting-export-format = Format
reporting-export-format-name = { $format ->
    [csv] CSV: Tabellen als Text
    [xlsx] XLSX: Arbeitsmappe für Tabellenprogramme
    [json] JSON: verschachtelte Objekte
    [parquet] Parquet: Tabellen mit Datentypen für Statistikprogramme
   *[fhir] FHIR: QuestionnaireResponse (R4)
 }
reporting-export-key = Spalten benennen nach
reporting-export-key-hint = Fehlt einer Frage die Kennung, steht ihr Pfad im Formular. FHIR verwendet immer die linkId.
reporting-export-key-name = { $key ->
    [name] Name im Formular
    [fim] FIM-Kennung
   *[link] linkId
 }
reporting-export-count-button = Anzahl anzeigen
reporting-export-file-title = Datei
reporting-export-count = { $reports ->
    [one] Die Datei enthält eine Meldung.
   *[other] { $institutions ->
        [one] Die Datei enthält { $reports } Meldungen einer Einrichtung.
       *[other] Die Datei enthält { $reports } Meldungen von { $institutions } Einrichtungen.
    }
 }
reporting-export-none = Zu dieser Auswahl gibt es keine Meldungen. Wählen Sie einen anderen Zeitraum oder Stand.
reporting-export-recorded = Die Antworten stehen lesbar in der Datei. Bewahren Sie sie so sicher auf wie die Meldungen selbst. Die Ausgabe wird protokolliert.
reporting-export-button = Datei herunterladen
reporting-export-file = Antworten { $title }
reporting-export-nothing-title = Noch keine Erhebung
reporting-export-nothing-text = Sobald Sie an einer Erhebung teilnehmen, geben Sie hier ihre Antworten aus.
reporting-export-day-wrong = Geben Sie einen Tag an, zum Beispiel 2026-11-18.
reporting-export-order = Der Zeitraum endet, bevor er beginnt. Geben Sie einen späteren Tag an.
reporting-export-state-missing = Wählen Sie mindestens einen Stand.
reporting-export-unknown = Diese Auswahl gibt es nicht. Wählen Sie aus der Liste.
reporting-export-too-many = Eine Datei fasst höchstens { $count } Meldungen. Wählen Sie einen kürzeren Zeitraum.
reporting-export-too-large = Die Antworten passen nicht in eine Arbeitsmappe. Wählen Sie einen kürzeren Zeitraum oder das Format CSV oder Parquet.
reporting-export-why = Was steht in der Datei?
reporting-export-because = Eine Tabelle hat je Meldung eine Zeile mit Zeitraum, Einrichtung, Quittungsnummer, Stand und Antworten. Jede Wiederholung im Formular ist eine eigene Tabelle; die Spalte „submission“ verbindet beide. Mehrere Tabellen kommen bei CSV und Parquet als ZIP-Datei. Wurde mit mehreren Versionen des Formulars gemeldet, hat jede Version eigene Tabellen.
reporting-export-link = Antworten ausgeben
reporting-api-parameter = Der Parameter „{ $parameter }“ fehlt, ist falsch oder nicht bekannt. Die Beschreibung der Schnittstelle nennt, was möglich ist.
