# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rechte
action-figure-read = Veröffentlichte Kennzahlen ansehen
action-set-read = Eingelesene Daten ansehen, auch nicht veröffentlichte
deed-set-import = Daten eingelesen, übernommen, zurückgezogen oder veröffentlicht
action-set-import = Daten einlesen, übernehmen und veröffentlichen

## Navigation
indicators-nav-home = Lage
indicators-nav-krankenstand = Krankenstand
indicators-nav-staff = Auswertung

## Orte
indicators-place = { $kind ->
    [city] Stadt { $name }
    [rural] Landkreis { $name }
   *[other] { $name }
}
indicators-place-in = { $kind ->
    [city] in der Stadt { $name }
    [rural] im Landkreis { $name }
    [own] im { $name }
    [region] in der { $name }
   *[state] in { $name }
}
indicators-place-listed = { $kind ->
    [city] { $name } (Stadt)
    [rural] { $name } (Landkreis)
   *[other] { $name }
}

## Zustände
indicators-state-value = Wert vorhanden
indicators-state-zero = Kein Kind erkrankt
indicators-state-suppressed = Zurückgehalten
indicators-state-no-data = Keine Angaben
indicators-state-not-yet = Noch nicht gemeldet
indicators-state-closed = Kitas geschlossen

## Seiten
indicators-home-title = Die Lage { $where }
indicators-title = Krankenstand in Kitas
indicators-lead = Wie viele Kinder von 3 bis 6 Jahren haben eine akute Erkrankung der Atemwege? Kindertagesstätten zählen das jede Woche.
indicators-figure-title = Krankenstand { $where }, { $week }
indicators-more = Alle Wochen und Kreise ansehen
indicators-season-heading = Verlauf der Saison
indicators-table-heading = Alle Kreise und Städte
indicators-empty-title = Noch keine Zahlen
indicators-empty-text = Hier steht bald, wie viele Kinder in den Kitas an den Atemwegen erkrankt sind: als Karte, als Verlauf und in Worten. Die ersten Zahlen kommen, sobald ein Gesundheitsamt seine Meldungen zusammengefasst weitergibt.

## Auswahl
indicators-week = Woche
indicators-week-from = { $week } (ab { $date })
indicators-district = Landkreis oder Stadt
indicators-all-districts = { $state } (gesamt)
indicators-show = Anzeigen
indicators-weeks-nav = Andere Wochen
indicators-back-to-state = Zurück zu { $state } (gesamt)
indicators-unknown-week = Für diese Woche gibt es keine Zahlen. Wählen Sie eine Woche von { $first } bis { $last }.
indicators-unknown-district = Diesen Landkreis oder diese Stadt gibt es nicht. Der Schlüssel hat fünf Ziffern, zum Beispiel 03101 für Braunschweig.

## Sätze
indicators-sentence-value = In { $week } waren { $where } { $share } der betreuten Kinder akut an den Atemwegen erkrankt: { $ill } von { $total } Kindern in { $facilities ->
    [one] einer Kita
   *[other] { $facilities } Kitas
}.
indicators-sentence-compare-both = Das sind { $week-direction ->
    [more] mehr als
    [less] weniger als
   *[same] gleich viele wie
} in der Woche davor ({ $week-share }) und { $season-direction ->
    [more] mehr als
    [less] weniger als
   *[same] gleich viele wie
} in derselben Woche der Saison { $season } ({ $season-share }).
indicators-sentence-compare-week = Das sind { $week-direction ->
    [more] mehr als
    [less] weniger als
   *[same] gleich viele wie
} in der Woche davor ({ $week-share }); für dieselbe Woche der Saison { $season } gibt es keinen Vergleich.
indicators-sentence-compare-season = Das sind { $season-direction ->
    [more] mehr als
    [less] weniger als
   *[same] gleich viele wie
} in derselben Woche der Saison { $season } ({ $season-share }); für die Woche davor gibt es keine Zahl.
indicators-sentence-compare-none = Für die Woche davor und für dieselbe Woche der Saison { $season } gibt es keine Zahlen zum Vergleich.
indicators-sentence-spread = Zahlen gibt es für { $known } von { $all } Landkreisen und Städten; am höchsten ist der Anteil { $highest } ({ $high }), am niedrigsten { $lowest } ({ $low }).
indicators-sentence-known = Zahlen gibt es für { $known } von { $all } Landkreisen und Städten.
indicators-sentence-whole = Im Durchschnitt sind es { $where } { $share }.
indicators-sentence-gap = { $state ->
    [suppressed] Für { $week } wird { $where } keine Zahl gezeigt: Weniger als drei Kitas haben gemeldet, und einzelne Kitas sollen nicht erkennbar sein.
    [not-yet] Für { $week } liegen { $where } noch keine Zahlen vor; sie kommen am Montag nach der Woche.
    [closed] In { $week } waren { $where } die meldenden Kitas geschlossen.
   *[no-data] Für { $week } gibt es { $where } keine Zahlen, weil dort keine Kita gemeldet hat.
}

## Bilder
indicators-map-title = Krankenstand in Kitas nach Kreisen, { $week }
indicators-map-description = Karte der Landkreise und kreisfreien Städte. Je kräftiger die Farbe, desto größer der Anteil erkrankter Kinder. Dieselben Zahlen stehen in der Tabelle.
indicators-class-first = unter { $high }
indicators-class = { $low } bis unter { $high }
indicators-class-last = { $low } und mehr
indicators-chart-title = Krankenstand in Kitas, { $place }, Saison { $season }
indicators-chart-description = Verlauf über die Wochen der Saison, verglichen mit der Saison davor. Dieselben Zahlen stehen in der Datei mit der ganzen Reihe.
indicators-axis = Anteil erkrankter Kinder
indicators-tick = KW { $week }
indicators-incomplete-short = unvollständig
indicators-incomplete-title = Diese Woche ist noch nicht vollständig
indicators-incomplete-text = Einige Gesundheitsämter haben ihre Zahlen noch nicht weitergegeben. Der Anteil kann sich noch ändern.

## Tabelle
indicators-column-place = Landkreis oder Stadt
indicators-column-share = Krankenstand
indicators-column-ill = Erkrankte Kinder
indicators-column-cared-for = Betreute Kinder
indicators-column-facilities = Kitas

## Warum
indicators-why-withheld = Warum sehe ich hier keine Zahl?
indicators-why-withheld-text = Zahlen verlassen das Gesundheitsamt nur, wenn mindestens drei Kitas zusammen gemeldet haben und sich keine einzelne daraus berechnen lässt. Im Ergebnis für das ganze Land können sie trotzdem enthalten sein.
indicators-why-gaps = Warum fehlen Zahlen für einige Kreise?
indicators-why-gaps-text = „Zurückgehalten“ heißt: Es waren zu wenige Kitas, um sie gemeinsam zu zeigen. „Keine Angaben“ heißt: Dort nimmt keine Kita teil oder alle waren geschlossen.

## Quelle
indicators-source = Zahlen: Kita-Meldungen, zusammengefasst von den Gesundheitsämtern. Karte: { $map }
indicators-source-figures = Zahlen: Kita-Meldungen, zusammengefasst von den Gesundheitsämtern
indicators-source-map = Karte: { $map }
indicators-updated = Datenstand: { $moment }

## Methode
indicators-method-link = So wird gezählt
indicators-method-title = So wird der Krankenstand gezählt
indicators-method-back = Zu den Zahlen
indicators-method-source = Quelle und Stand
indicators-method-what = Was wird gezählt?
indicators-method-what-1 = Der Krankenstand ist der Anteil der Kinder mit einer akuten Erkrankung der Atemwege an allen betreuten Kindern von 3 bis 6 Jahren. Gezählt werden Kinder, die deswegen fehlen, und erkrankte Kinder, die da sind.
indicators-method-what-2 = Gezählt wird an einem Tag der Woche, in der Regel am Mittwoch. Die Zahlen aller Kitas eines Kreises werden addiert; erst dann wird der Anteil berechnet.
indicators-method-what-3 = Eine Saison geht von Kalenderwoche 40 bis Kalenderwoche 39 des nächsten Jahres. Gemeldet wird in der Regel bis Kalenderwoche 20.
indicators-method-who = Wer meldet?
indicators-method-who-1 = Kindertagesstätten melden freiwillig an ihr Gesundheitsamt. Das Gesundheitsamt prüft jede Meldung.
indicators-method-who-2 = Über einzelne Kinder wird nichts gemeldet.
indicators-method-protection = Wie werden Kitas und Kinder geschützt?
indicators-method-protection-1 = Das Gesundheitsamt gibt nur Summen weiter, und nur von mindestens drei Kitas zusammen. Einzelne Meldungen verlassen das Amt nicht.
indicators-method-protection-2 = Sind es in einem Kreis zu wenige Kitas, wartet das Amt auf weitere Meldungen. Danach kann eine Meldung in die Summe einer größeren Gegend eingehen. Sie zählt dann im Ergebnis für das Land, aber nicht beim Kreis.
indicators-method-protection-3 = Was einmal veröffentlicht ist, wird nicht neu aufgeteilt. So lässt sich auch aus dem Vergleich zweier Wochen keine einzelne Kita erkennen.
indicators-method-gaps = Was bedeuten die Lücken?
indicators-method-gaps-1 = „Kein Kind erkrankt“: Kitas haben gemeldet, und die Summe ist 0.
indicators-method-gaps-2 = „Zurückgehalten“: Das Gesundheitsamt nimmt teil, konnte für diesen Kreis und diese Woche aber keine Summe von mindestens drei Kitas weitergeben.
indicators-method-gaps-3 = „Keine Angaben“: Im Kreis nimmt keine Kita teil, oder es wurde nicht gemeldet.
indicators-method-gaps-4 = „Kitas geschlossen“: Die Kitas haben gemeldet, dass sie geschlossen waren, zum Beispiel in den Ferien.
indicators-method-gaps-5 = „Noch nicht gemeldet“: Die Woche ist nicht vorbei, oder die Zahlen sind noch auf dem Weg. Sie kommen in der Regel am Montag nach der Woche.
indicators-method-changes = Warum ändern sich Zahlen?
indicators-method-changes-1 = Meldungen kommen manchmal spät und werden manchmal berichtigt. Beides ändert die Summen, sobald wieder mindestens drei Kitas betroffen sind.
indicators-method-changes-2 = Eine Woche gilt als unvollständig, solange ein teilnehmendes Gesundheitsamt seit ihrem Ende noch nichts weitergegeben hat, längstens eine Woche lang. Im Verlauf ist sie schattiert.
indicators-method-changes-3 = Die Farbstufen der Karte sind für alle Wochen beider Saisons gleich, damit eine Farbe immer dasselbe bedeutet.
indicators-method-limits = Was sagen die Zahlen nicht?
indicators-method-limits-1 = Die Kitas sind nicht zufällig ausgewählt. Unterschiede zwischen Kreisen können auch daran liegen, welche Kitas teilnehmen.
indicators-method-limits-2 = Der Krankenstand zeigt Beschwerden, keine Erreger. Er sagt nicht, ob es Grippe, COVID-19 oder etwas anderes ist.

## Meldepflichtige Krankheiten
indicators-nav-cases = Krankheiten
indicators-cases-title = Meldepflichtige Krankheiten
indicators-cases-lead = Wie viele Fälle wurden gemeldet, und wie viele waren es in früheren Jahren zur selben Zeit? Eine Krankheit führt zu Verlauf, Karte und Tabelle.
indicators-cases-list-title = Gemeldete Fälle { $where }, { $weeks }
indicators-cases-list-none = In diesem Jahr wurde hier kein Fall gemeldet.
indicators-cases-disease = Krankheit
indicators-cases-column-cases = Fälle
indicators-cases-column-expected = Frühere Jahre (Mittel)
indicators-cases-column-ratio = Verhältnis
indicators-cases-column-recent = Letzte 26 Wochen
indicators-cases-column-earlier = Dieselbe Woche früher (kleinster, mittlerer, größter Wert)
indicators-cases-column-rate = Je 100.000
indicators-cases-column-interval = Vertrauensbereich (95 %)
indicators-cases-column-ages = Alter
indicators-cases-why-expected = Was heißt „frühere Jahre“?
indicators-cases-why-expected-text = Gezählt werden dieselben Kalenderwochen in bis zu fünf Jahren davor; daneben steht ihr Mittelwert. Das Verhältnis sagt, wie viel Mal so viele Fälle es jetzt sind. Bei wenigen Fällen sagt es wenig.
indicators-cases-why-interval = Wozu der Vertrauensbereich?
indicators-cases-why-interval-text = Wo wenige Menschen leben, macht ein einzelner Fall viel aus. Der Bereich sagt, welche Werte zu den gemeldeten Fällen passen. Überlappen sich die Bereiche zweier Orte weit, ist ihr Unterschied unsicher.
indicators-cases-empty-title = Noch keine Fallzahlen
indicators-cases-empty-text = Hier stehen bald die gemeldeten Fälle je Krankheit: als Verlauf, als Karte und als Tabelle. Sie erscheinen, sobald das Land den ersten Datenstand veröffentlicht.
indicators-cases-empty-back = Zur Lage
indicators-cases-back = Alle Krankheiten
indicators-cases-sources = Datenquellen
indicators-cases-until = Bis zur Woche
indicators-cases-span-label = Karte und Tabelle über
indicators-cases-span = { $count ->
    [1] 1 Woche
    [104] 2 Jahre
    [156] 3 Jahre
    [260] 5 Jahre
   *[other] { $count } Wochen
}
indicators-cases-unknown-span = Über so viele Wochen wird hier nicht gezählt. Sie können wählen: { $spans } Wochen.
indicators-cases-weeks = { $from } bis { $until }
indicators-cases-disease-title = { $disease } – { $place }
indicators-cases-chart-title = { $disease }, { $place }: Fälle je Woche
indicators-cases-map-title = { $disease }: Fälle je 100.000, { $weeks }
indicators-cases-map-caption = Fälle je 100.000 Einwohnerinnen und Einwohner nach Kreisen
indicators-cases-ages-title = { $disease }, { $place }: nach Alter und Geschlecht, { $weeks }
indicators-cases-small-title = { $disease }: Verlauf der letzten { $weeks } Wochen
indicators-cases-chart-description = Gemeldete Fälle der letzten 52 Wochen, dahinter der Bereich und der mittlere Wert derselben Wochen in früheren Jahren. Dieselben Zahlen stehen in der Tabelle darunter.
indicators-cases-map-description = Jeder Kreis ist nach der Zahl der Fälle je 100.000 gefärbt. Dieselben Zahlen stehen in der Tabelle darunter.
indicators-cases-pyramid-description = Je Altersgruppe ein Balken für jedes Geschlecht. Dieselben Zahlen stehen in der Tabelle darunter.
indicators-cases-axis = Gemeldete Fälle
indicators-cases-line-now = Aktuell
indicators-cases-line-median = Frühere Jahre
indicators-cases-range = Frühere Jahre
indicators-cases-tooltip-earlier = Frühere Jahre: { $low } bis { $high }, in der Mitte { $median }
indicators-cases-earlier = { $low } · { $median } · { $high }
indicators-cases-count = { $count ->
    [0] kein Fall
    [1] 1 Fall
   *[other] { $number } Fälle
}
indicators-cases-rate = { $rate } je 100.000
indicators-cases-times = { $ratio }-fach
indicators-cases-none = Kein Fall gemeldet
indicators-cases-age = { $shape ->
    [open] ab { $from }
    [one] { $from }
   *[between] { $from }–{ $to }
}
indicators-cases-age-unknown = Nicht bekannt
indicators-cases-female = Weiblich
indicators-cases-male = Männlich
indicators-cases-other = Divers oder nicht bekannt
indicators-cases-as-table = Als Tabelle
indicators-cases-credit = Zahlen: { $source }
indicators-cases-sentence-week = In { $week } { $count ->
    [0] wurde { $where } { $cases } gemeldet.
    [1] wurde { $where } { $cases } gemeldet.
   *[other] wurden { $where } { $cases } gemeldet.
}
indicators-cases-sentence-earlier = { $same ->
    [1] In derselben Woche früherer Jahre waren es jedes Mal { $low }.
   *[0] In derselben Woche früherer Jahre waren es zwischen { $low } und { $high }, in der Mitte { $median }.
}
indicators-cases-sentence-span = Zusammen ({ $weeks }): { $cases }{ $count ->
    [0] .
   *[other] , das sind { $rate } Einwohnerinnen und Einwohner.
}
indicators-cases-settling-title = Die letzten Wochen sind noch nicht vollständig
indicators-cases-settling-text = Meldungen kommen oft erst nach einigen Tagen an. Dass die Zahlen zuletzt kleiner werden, heißt deshalb noch nicht, dass es weniger Fälle gibt.

## Daten einlesen
indicators-sets-title = Datenbestände
indicators-sets-text = Fallzahlen und andere Daten aus Dateien einlesen, prüfen, übernehmen und veröffentlichen.
indicators-sets-lead = Ein Datenbestand hat Stände: Jede eingelesene Datei wird erst geprüft und dann übernommen. Frühere Stände bleiben erhalten.
indicators-sets-none-title = Noch keine Datenbestände
indicators-sets-none-text = Lesen Sie eine Datei ein, zum Beispiel eine Abfrage aus SurvStat. Sie sehen vorher, was daraus wird.
indicators-sets-why = Wer sieht diese Daten?
indicators-sets-why-text = Ein neuer Bestand ist intern: Ihn sehen Auswertung und Datenschutz des Landes. Veröffentlichte Bestände sieht jeder, nach Kreisen und so, wie die Quelle sie angibt. Veröffentlichen Sie deshalb nur, was die Quelle selbst veröffentlicht hat.
indicators-set-publication = { $publication ->
    [as-published] Veröffentlicht
    [protected] Geschützt veröffentlicht
   *[internal] Intern
}
indicators-set-hide = Nicht mehr veröffentlichen
indicators-set-published = Der Bestand ist veröffentlicht.
indicators-set-hidden = Der Bestand ist nur noch intern zu sehen.
indicators-set-outdated = Jemand hat diesen Bestand inzwischen geändert. Sehen Sie ihn sich noch einmal an.
indicators-version-column = Stand Nr.
indicators-version-as-of = Datenstand
indicators-version-state-column = Zustand
indicators-version-state = { $state ->
    [staged] Wartet auf Prüfung
    [current] Aktuell
    [former] Früherer Stand
   *[withdrawn] Verworfen
}
indicators-version-file = Datei
indicators-version-format = Erkannt als
indicators-version-imported = Eingelesen
indicators-version-rows = Zeilen
indicators-version-rows-of = { $sound } von { $all } ohne Fehler
indicators-version-observations = Zahlen
indicators-version-refused = Fehler
indicators-version-title = { $set }, Stand { $number }
indicators-version-staged-title = Bitte prüfen
indicators-version-staged-text = Noch ist nichts übernommen. Passt der Inhalt, übernehmen Sie den Stand; sonst verwerfen Sie ihn und lesen die berichtigte Datei ein.
indicators-version-no-errors = Beim Lesen wurde kein Fehler gefunden.
indicators-version-errors = Fehler
indicators-version-errors-text = Diese Zeilen oder Zellen sind nicht dabei. Sie können den Stand trotzdem übernehmen oder die Datei berichtigen.
indicators-version-noticed = Außerdem bemerkt
indicators-version-changes = Was sich gegenüber Stand { $number } ändert
indicators-version-no-changes = Die Summen aller Krankheiten sind gleich.
indicators-version-before = Bisher
indicators-version-now = Neu
indicators-version-content = Inhalt
indicators-version-year = Jahr
indicators-version-take = Übernehmen
indicators-version-withdraw = Verwerfen
indicators-version-later = Später entscheiden
indicators-version-undecided = Wählen Sie, was geschehen soll.
indicators-version-decided = Über diesen Stand wurde inzwischen entschieden.
indicators-version-taken = Der Stand ist übernommen.
indicators-version-withdrawn = Der Stand ist verworfen.
indicators-import-title = Datei einlesen
indicators-import-lead = Gelesen werden Abfragen aus SurvStat, offene Daten des RKI, Tabellen (CSV, Excel) und Datenpakete, so weit sie wöchentliche Fallzahlen, Gesundheitsindikatoren oder Einwohnerzahlen nach Kreisen oder Gemeinden enthalten. Übernommen wird erst, wenn Sie zustimmen.
indicators-import-file = Datei
indicators-import-file-hint = CSV, TSV, Excel oder ZIP, höchstens { $megabytes } MB.
indicators-import-as-of-hint = An welchem Tag die Zahlen so standen. Ohne Angabe gilt, was die Datei sagt, sonst heute.
indicators-import-set = Datenbestand
indicators-import-set-hint = Wählen Sie einen Bestand, wenn die Datei ein neuer Stand davon ist.
indicators-import-new-set = Neuer Bestand
indicators-import-new = Angaben zum neuen Bestand
indicators-import-name = Name
indicators-import-name-en = Name auf Englisch
indicators-import-key = Kurzname
indicators-import-key-hint = Steht in Adressen: Kleinbuchstaben, Ziffern und Bindestriche, zum Beispiel survstat.
indicators-import-source = Herausgeber
indicators-import-source-hint = Zum Beispiel Robert Koch-Institut.
indicators-import-licence = Lizenz
indicators-import-licence-hint = Zum Beispiel CC-BY-4.0.
indicators-import-attribution = Quellenvermerk
indicators-import-attribution-hint = Steht neben jeder Zahl.
indicators-import-read = Einlesen und prüfen
indicators-import-key-wrong = Der Kurzname beginnt mit einem Kleinbuchstaben und hat sonst nur Kleinbuchstaben, Ziffern und Bindestriche.
indicators-import-key-taken = Einen Bestand mit diesem Kurznamen gibt es schon. Wählen Sie ihn oben aus oder nehmen Sie einen anderen Kurznamen.
indicators-import-name-missing = Geben Sie dem neuen Bestand einen Namen.
indicators-import-as-of-wrong = Das ist kein Tag.
indicators-import-file-missing = Wählen Sie eine Datei.
indicators-import-fault = { $fault ->
    [empty] In der Datei ist keine Tabelle.
    [too-large] Die Datei ist zu groß. Teilen Sie sie auf.
    [too-many-cells] Die Arbeitsmappe hat zu viele Zeilen, Spalten oder zu viel Text. Teilen Sie sie auf.
    [cut-off] Die Datei endet mitten in einem Zeichen. Sie wurde nicht ganz gespeichert oder übertragen; laden Sie sie noch einmal herunter.
    [unreadable] Die Datei ist weder eine Tabelle als Text noch eine Arbeitsmappe, oder sie ist beschädigt.
    [locked] Das Archiv ist mit einem Kennwort geschützt. Laden Sie es ohne Kennwort hoch.
    [package] Die Beschreibung des Datenpakets (datapackage.json) ist fehlerhaft.
    [gaps] Die Spalten der Tabelle sind nicht zu verstehen.
    [no-column] Die Zuordnung nennt eine Spalte, die es nicht gibt.
    [no-table] In der Datei fehlt die Tabelle, die die Zuordnung nennt.
    [interrupted] Das Einlesen wurde unterbrochen. Lesen Sie die Datei noch einmal ein.
    [fixed] Eine Angabe für die ganze Tabelle ist nicht zu verstehen.
    [too-many-rows] Die Tabelle hat zu viele Zeilen. Teilen Sie sie auf.
    [too-many-columns] Die Tabelle hat zu viele Spalten.
    [nothing-measured] In der Datei stehen keine Zahlen des Landes, seiner Kreise oder Gemeinden.
    [other-kind] Unter diesem Kurznamen gibt es inzwischen einen Datenbestand mit Zahlen anderer Art. Lesen Sie die Datei unter einem anderen Namen ein.
    [indicator] Die Spalten passen nicht zu diesem Indikator. Ein Anteil braucht Zähler und Nenner.
    [nothing] In der Datei stehen keine wöchentlichen Fallzahlen von Kreisen oder Gemeinden des Landes.
   *[too-much] Die Datei hat mehr Krankheiten, Wochen oder Orte, als gezählt werden können.
}
indicators-import-gap = { $gap ->
    [measure] Es fehlt eine Spalte mit Anzahlen.
    [category] Es fehlt, welche Krankheit gezählt wurde oder welcher Indikator gemeint ist. Einen Indikator können Sie oben wählen.
    [period] Es fehlt der Zeitraum (Woche, Jahr, Schuljahr).
    [year] Es fehlt das Jahr der Wochen.
   *[place] Es fehlt der Ort.
}
indicators-import-format = { $format ->
    [invented] Für die Vorführung erfunden
    [survstat] Abfrage aus SurvStat@RKI
    [genesis] Tabelle der amtlichen Statistik
    [package] Datenpaket
    [table] Tabelle
    [mapped] Tabelle mit eigener Zuordnung
   *[other] Bekannter Datensatz ({ $format })
}
indicators-import-left-out = { $reason ->
    [total] Summen, die in anderen Zahlen enthalten sind
    [not-counted] Zahlen, die keine Anzahl sind
    [not-weekly] Zahlen anderer Zeiträume als Kalenderwochen
    [elsewhere] Zahlen anderer Länder oder eines ganzen Landes
    [unknown-group] Zahlen von Menschen, deren Alter oder Geschlecht nicht bekannt ist
   *[overlapping] Zahlen von Altersgruppen, die sich mit anderen überschneiden
}
indicators-import-line = Zeile
indicators-import-column = Spalte
indicators-import-found = Gefunden
indicators-import-rest = { $count ->
    [1] und eine weitere Stelle
   *[other] und { $count } weitere Stellen
}
indicators-import-kind = { $kind ->
    [period] Der Zeitraum ist nicht lesbar. Berichtigen Sie die Zelle.
    [period-missing] Die Zeile hat keinen Zeitraum. Füllen Sie die Zelle aus.
    [place-key] Das ist kein amtlicher Schlüssel mit 2, 5 oder 8 Ziffern. Berichtigen Sie die Zelle.
    [place-unknown] Kein Ort hat diesen Schlüssel.
    [place-name] Kein Ort heißt so. Berichtigen Sie den Namen oder geben Sie den Schlüssel in einer eigenen Spalte an.
    [place-ambiguous] Mehrere Orte heißen so. Schreiben Sie die Art dazu (LK, SK) oder geben Sie den Schlüssel an.
    [place-missing] Die Zeile hat keinen Ort. Füllen Sie die Zelle aus.
    [place-region] Diese Region hat keinen amtlichen Schlüssel
    [place-contradiction] Schlüssel und Name meinen verschiedene Orte. Berichtigen Sie eines von beiden.
    [place-not-known] Der Ort ist laut Datei nicht bekannt
    [age] Das ist keine Altersgruppe wie 00-04 oder 80+. Tabellenprogramme machen daraus manchmal ein Datum: Formatieren Sie die Spalte als Text.
    [sex] Das ist kein Geschlecht. Berichtigen Sie die Zelle.
    [category] Diese Krankheit ist nicht bekannt.
    [category-missing] Die Zeile sagt nicht, was gezählt wurde. Füllen Sie die Zelle aus.
    [number] Das ist keine Zahl. Berichtigen Sie die Zelle.
    [number-notation] Diese Zahl ist anders geschrieben als die anderen oder kann zweierlei heißen.
    [number-negative] Eine Anzahl ist nie kleiner als null. Berichtigen Sie die Zelle.
    [number-fraction] Eine Anzahl hat kein Komma. Berichtigen Sie die Zelle.
    [number-infinite] Die Zahl ist unendlich oder zu groß; meist wurde durch null geteilt.
    [denominator-zero] Der Nenner ist null, also gibt es keinen Anteil. Lassen Sie solche Zeilen weg.
    [numerator-above] Der Zähler ist größer als der Nenner. Vielleicht sind die Spalten vertauscht.
    [interval] Der Wert liegt außerhalb seines Bereichs. Vielleicht sind die Spalten der Grenzen vertauscht.
    [row-too-long] Die Zeile hat mehr Zellen als Überschriften. Vielleicht steht ein Trennzeichen in einem Text ohne Anführungszeichen.
    [cell-too-long] Eine Zelle hat zu viel Text. Vielleicht fehlt ein schließendes Anführungszeichen.
    [duplicate] Dieselbe Zahl steht zweimal da und wurde einmal genommen
    [contradiction] Für dieselbe Sache stehen verschiedene Zahlen da; keine wurde genommen.
    [sum-row] Summen anderer Zeilen oder Spalten, nicht übernommen, damit nichts doppelt zählt
    [suppressed] Zahlen, die der Herausgeber zurückgehalten hat
    [missing] Keine Zahl vorhanden; das ist nicht dasselbe wie null
    [empty-as-zero] Leere Zellen als null gelesen
    [zero-restored] Führende Null des Schlüssels ergänzt
    [filtered] Zeilen mit anderen Texten, wie festgelegt ausgelassen
    [remark] Zeilen mit Bemerkungen ohne Zahlen
    [other-edition] Andere Stände derselben Zahl, ausgelassen
    [key-carried] Frühere Schlüssel auf den heutigen Ort übertragen
    [key-split] Der frühere Ort ist heute auf mehrere verteilt; eine Anzahl lässt sich nicht aufteilen.
    [value-of-joined] Mehrere frühere Orte sind heute einer; ihre Werte lassen sich nicht addieren.
   *[joined-incomplete] Nicht alle früheren Orte dieses Ortes haben eine Zahl; die Summe kann zu klein sein
}
