# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Einlesen als lange Arbeit

indicators-intake-own = Ich ordne die Spalten selbst zu
indicators-intake-own-hint = Sonst werden Sie nur gefragt, wenn etwas nicht eindeutig ist.
indicators-intake-title = { $file } wird eingelesen
indicators-intake-phase = { $phase ->
    [opening] Die Datei wird geöffnet
    [reading] Die Zeilen werden gelesen
    [counting] Die Zahlen werden gezählt
   *[keeping] Das Ergebnis wird gespeichert
}
indicators-intake-rows = { $read } von etwa { $about } Zeilen sind gelesen.
indicators-intake-text = Sie können die Seite verlassen; das Ergebnis finden Sie unter Aufgaben. Übernommen wird nichts, bevor Sie zustimmen.
indicators-intake-again = Jetzt nachsehen
indicators-intake-cancel = Abbrechen
indicators-intake-discard = Verwerfen
indicators-intake-cancelled = Die Datei wird nicht eingelesen.
indicators-intake-cancelled-title = Abgebrochen
indicators-intake-cancelled-text = Aus dieser Datei wurde nichts übernommen.
indicators-intake-ended = Die Datei ist inzwischen fertig gelesen oder abgebrochen. Sehen Sie unter Aufgaben nach.
indicators-intake-failed = Die Datei wurde nicht eingelesen
indicators-intake-other = Andere Datei einlesen
indicators-intake-made = Hochgeladen
indicators-intake-where = { $fault ->
    [too-many-cells] Blatt „{ $place }“, Zeile { $at }.
    [too-many-columns] Zeile { $at }.
    [no-column] Spalte { $at }.
   *[other] Es geht um „{ $place }“.
}
indicators-intake-task = { $state ->
    [staged] Datenstand prüfen: { $file }
    [mapping] Spalten zuordnen: { $file }
    [failed] Nicht eingelesen: { $file }
   *[reading] Wird eingelesen: { $file }
}
indicators-intake-task-action = { $state ->
    [staged] Prüfen
    [mapping] Zuordnen
    [failed] Ansehen
   *[reading] Nachsehen
}

## Zuordnung der Spalten

indicators-mapping-title = Spalten zuordnen
indicators-mapping-lead = Sagen Sie, was in den Spalten von { $file } steht. Vorgeschlagen ist, was zu erkennen war.
indicators-mapping-known-title = Zuordnung von früher
indicators-mapping-known = Eine Datei mit denselben Überschriften wurde für Stand { $number } von { $set } so gelesen. Passt es noch, lesen Sie die Datei gleich ein.
indicators-mapping-doubts = Bitte prüfen Sie
indicators-mapping-doubt = { $doubt ->
    [notation] ob 1.234 tausendzweihundertvierunddreißig oder ein Bruch ist
    [empty] ob leere Zellen null oder „nicht bekannt“ heißen
    [whole-numbers] ob ganze Zahlen Wochen, Monate oder Alter sind
    [count-or-value] ob Zahlen Anzahlen oder berechnete Werte sind
    [categories] ob die Bezeichnungen Krankheiten sind; sie stehen nicht in der Liste
    [season-or-school-year] ob zwei Jahre eine Saison oder ein Schuljahr sind
    [week-or-month] ob 2024-05 eine Woche oder ein Monat ist
   *[headings] ob die erste Zeile Überschriften enthält
}
indicators-mapping-rows = Die ersten Zeilen der Datei
indicators-mapping-table = Blatt
indicators-mapping-table-hint = Nach einem Wechsel sehen Sie den Vorschlag für das andere Blatt.
indicators-mapping-columns = Was in den Spalten steht
indicators-mapping-column = Spalte { $number }: { $heading }
indicators-mapping-ignored = Nicht verwenden
indicators-mapping-says = Angabe zur Zeile
indicators-mapping-numbers = Zahl
indicators-mapping-headed = Zahl mit Angabe in der Überschrift
indicators-mapping-role = { $role ->
    [category] Krankheit oder Merkmal
    [week] Woche mit Jahr
    [week-of-year] Nummer der Woche
    [year] Jahr
    [day] Tag
    [month] Monat mit Jahr
    [month-of-year] Nummer des Monats
    [quarter] Quartal mit Jahr
    [quarter-of-year] Nummer des Quartals
    [season] Saison
    [school-year] Schuljahr
    [place-key] Ort als Schlüssel
    [place-name] Ort als Name
    [age] Alter
    [sex] Geschlecht
    [age-from] Alter von
    [age-to] Alter bis
   *[known-on] Tag des Datenstands
}
indicators-mapping-number = { $use ->
    [count] Anzahl
    [numerator] Anzahl mit Merkmal (Zähler)
    [denominator] Anzahl aller (Nenner)
    [value] Berechneter Wert
    [lower] Untere Grenze des Werts
   *[upper] Obere Grenze des Werts
}
indicators-mapping-count-by = Anzahl, Überschrift: { $role }
indicators-mapping-value-by = Wert, Überschrift: { $role }
indicators-mapping-further = { $count ->
    [1] Eine weitere Spalte bleibt, wie vorgeschlagen.
   *[other] { $count } weitere Spalten bleiben, wie vorgeschlagen.
}
indicators-mapping-fixed = Was für die ganze Tabelle gilt
indicators-mapping-fixed-hint = Nur nötig, wenn keine Spalte es sagt.
indicators-mapping-period-kind = Art des Zeitraums
indicators-mapping-period = Zeitraum
indicators-mapping-period-hint = Zum Beispiel 2026-W46.
indicators-mapping-period-wrong = Das ist kein Zeitraum dieser Art.
indicators-mapping-year = Jahr der Wochen
indicators-mapping-year-hint = Wenn Wochen nur als Nummern dastehen.
indicators-mapping-year-wrong = Das Jahr hat vier Ziffern.
indicators-mapping-place = Ort
indicators-mapping-place-hint = Amtlicher Schlüssel mit 2, 5 oder 8 Ziffern.
indicators-mapping-place-wrong = Das ist kein amtlicher Schlüssel.
indicators-mapping-age = Altersgruppe
indicators-mapping-sex-label = Geschlecht
indicators-mapping-sex = { $sex ->
    [female] weiblich
    [male] männlich
    [diverse] divers
   *[unknown] Geschlecht unbekannt
}
indicators-mapping-notation-legend = Wie die Tabelle geschrieben ist
indicators-mapping-notation = Zahlen
indicators-mapping-notation-name = { $notation ->
    [german] 1.234,5 (Komma vor dem Bruch)
   *[english] 1,234.5 (Punkt vor dem Bruch)
}
indicators-mapping-empty = Leere Zellen
indicators-mapping-empty-name = { $empty ->
    [missing] Nicht bekannt
   *[zero] Null
}
indicators-mapping-level = Namen von Orten sind
indicators-mapping-level-name = { $level ->
    [district] Kreise
    [municipality] Gemeinden
    [state] Länder
   *[country] Staaten
}
indicators-mapping-edition = Mehrere Stände einer Zahl
indicators-mapping-edition-hint = Nur wichtig, wenn eine Spalte den Tag des Datenstands nennt.
indicators-mapping-edition-name = { $edition ->
    [latest] Nur der neueste
   *[all] Alle
}
indicators-mapping-only-diseases = Nur Krankheiten der Liste lesen; andere Bezeichnungen sind Fehler
indicators-mapping-more = Weitere Angaben
indicators-mapping-above = Zeilen über den Überschriften
indicators-mapping-above-hint = Leere Zeilen zählen nicht.
indicators-mapping-above-wrong = Geben Sie eine Zahl von 0 bis 100 an.
indicators-mapping-two-headings = Die Überschriften stehen in zwei Zeilen
indicators-mapping-categories = Bezeichnungen von Krankheiten
indicators-mapping-categories-hint = Je Zeile: Bezeichnung in der Datei = Kurzname, zum Beispiel Grippe = influenza.
indicators-mapping-pairs-wrong = Schreiben Sie je Zeile: Bezeichnung = Kurzname.
indicators-mapping-only = Nur bestimmte Zeilen
indicators-mapping-only-hint = Je Zeile: Überschrift = Text, der in der Spalte stehen muss.
indicators-mapping-only-wrong = Schreiben Sie je Zeile: Überschrift = Text. Die Überschrift muss es geben.
indicators-mapping-zero-signs = Zeichen für null
indicators-mapping-missing-signs = Zeichen für „nicht bekannt“
indicators-mapping-suppressed-signs = Zeichen für zurückgehaltene Zahlen
indicators-mapping-signs-hint = Eines je Zeile.
indicators-mapping-preview = Was daraus wird
indicators-mapping-preview-text = Von den ersten { $all } Zeilen sind { $sound } ohne Fehler. Noch ist nichts eingelesen.
indicators-mapping-preview-none = Berichtigen Sie erst die Fehler oben.
indicators-mapping-gaps = Das fehlt noch
indicators-mapping-people = Alter und Geschlecht
indicators-mapping-value = Zahl
indicators-mapping-not-taken = Nicht dabei
indicators-mapping-show = Vorschau zeigen
indicators-mapping-read = Einlesen
indicators-mapping-file = Zuordnung als Datei
indicators-mapping-file-text = Dieselbe Datei versteht auch das Kommando zum Einlesen.
indicators-mapping-download = Zuordnung herunterladen
indicators-mapping-upload = Zuordnung aus einer Datei
indicators-mapping-upload-button = Zuordnung laden
indicators-mapping-file-wrong = Die Datei enthält keine Zuordnung.
indicators-mapping-outdated = Jemand hat die Zuordnung inzwischen geändert oder die Datei eingelesen. Sehen Sie noch einmal nach.

## Stände

indicators-set-versions = Stände
indicators-set-versions-text = Der übernommene Stand mit der höchsten Nummer ist der aktuelle. Verworfene Stände wurden nie gezeigt.
indicators-set-all-versions = Alle { $count } Stände
indicators-version-errors-file = Alle Fehler als Tabelle (CSV)
indicators-version-restored = Zurückgeholt von Stand
indicators-version-mapped = Die Spalten wurden von Hand zugeordnet.
indicators-version-recognised = Die Datei wurde von selbst erkannt.
indicators-version-map-again = Spalten anders zuordnen
indicators-version-removed = Die Datei dieses Standes wurde nach der Frist gelöscht. Laden Sie sie noch einmal hoch.
indicators-version-bring-back = Stand { $number } zurückholen
indicators-version-bring-back-confirm = Die Zahlen von Stand { $number } werden dann als neuer Stand gezeigt. Die anderen Stände bleiben erhalten.
indicators-version-brought-back = Die früheren Zahlen sind jetzt Stand { $number } und aktuell.
indicators-version-not-brought-back = Inzwischen gilt ein anderer Stand. Sehen Sie noch einmal nach.
indicators-errors-column = { $column ->
    [line] Zeile
    [column] Spalte
    [found] Gefunden
   *[reason] Grund
}

## Frühere Stände

indicators-stands = Wie sich die Zahlen geändert haben
indicators-stands-title = { $disease } { $where }: Zahlen nach Datenstand
indicators-stands-text = Jede Spalte ist ein Datenstand, wie er damals gezeigt wurde. Neue Meldungen und Berichtigungen ändern auch frühere Wochen.
indicators-stands-one = Bisher gibt es nur einen Stand.
indicators-stands-change = Änderung
indicators-stands-none = noch nicht
indicators-stands-back = Zurück zur Krankheit
indicators-stands-download = Tabelle herunterladen (CSV)
indicators-stands-current = Aktuell
indicators-stands-entry = { $day } (Stand { $number })
indicators-stands-frozen = Sie sehen einen früheren Stand
indicators-stands-frozen-text = So wurden die Zahlen damals gezeigt; seitdem haben sie sich geändert. Wählen Sie oben „Aktuell“, um die heutigen zu sehen.
indicators-stands-unknown = Diesen Datenstand gibt es nicht, oder er wurde verworfen und nie gezeigt. Es gibt: { $stands }.
schedule-indicators-import-free = Einlesen beenden, das aufgegeben wurde
schedule-indicators-remove-files = Dateien verworfener Stände nach ihrer Frist löschen
