# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rechte und Protokoll
action-alert-read = Alarme des Amtes sehen
action-alert-manage = Alarmregeln festlegen und Alarme bearbeiten
deed-alert-manage = Alarm oder Alarmregel geändert
schedule-reporting-evaluate-all-alerts = Alarmregeln prüfen
deed-answers-evaluate = Antworten ausgewertet

## Auswertung
reporting-insight-title = Auswertung
reporting-insight-link = Auswertung
reporting-insight-list-link = Liste der Meldungen
reporting-insight-edit-link = Filter und Spalten
reporting-insight-views-link = Gespeicherte Ansichten
reporting-insight-file-link = Als Datei ausgeben
reporting-insight-filters = Gewählte Filter
reporting-insight-filter-states = Stand: { $states }
reporting-insight-filter-from = Zeitraum ab { $day }
reporting-insight-filter-to = Zeitraum bis { $day }
reporting-insight-condition = { $question }: { $operator } { $value }
reporting-insight-operator = { $operator ->
    [is] ist gleich
    [under] ist kleiner oder früher als
    [over] ist größer oder später als
    [has] enthält
    [lacks] enthält nicht
    [filled] ist beantwortet
   *[empty] ist nicht beantwortet
 }
reporting-insight-yes = Ja
reporting-insight-no = Nein
reporting-insight-count-reports = Anzahl der Meldungen
reporting-insight-measure = { $statistic ->
    [sum] Summe: { $question }
    [mean] Mittelwert: { $question }
    [median] Median: { $question }
   *[ratio] { $question } je { $per } ({ $denominator })
 }
reporting-insight-too-many-title = Zu viele Meldungen für eine Suche in Texten
reporting-insight-too-many = Texte werden nur in bis zu 2.000 Meldungen durchsucht. Wählen Sie einen kürzeren Zeitraum oder eine weitere Bedingung.
reporting-insight-none-title = Keine Meldungen
reporting-insight-none-text = Zu dieser Auswahl gibt es keine Meldungen. Ändern Sie die Filter.
reporting-insight-reports = Meldungen
reporting-insight-institutions = Einrichtungen
reporting-insight-periods = Zeiträume
reporting-insight-implausible = Meldungen mit auffälligen Angaben
reporting-insight-series-title = Verlauf und Vergleich
reporting-insight-series-of = Verlauf: { $what }
reporting-insight-compare-of = Vergleich: { $what }
reporting-insight-series-description = Linie über die Zeiträume; die Tabelle darunter nennt alle Werte.
reporting-insight-compare-description = Balken, der größte Wert zuerst; die Tabelle darunter nennt alle Werte.
reporting-insight-choices-description = Balken je Antwort; die Tabelle darunter nennt Anzahlen und Anteile.
reporting-insight-numbers-description = Häufigkeit der Werte in gleich breiten Bereichen; die Tabelle darunter nennt die Anzahlen.
reporting-insight-months-description = Anzahl der Tage je Monat; die Tabelle darunter nennt die Anzahlen.
reporting-insight-interval-note = Die dünnen Linien zeigen das 95-%-Konfidenzintervall.
reporting-insight-compare-more = Das Bild zeigt die { $count } größten Werte, die Tabelle alle.
reporting-insight-what = Was
reporting-insight-statistic = Wie
reporting-insight-statistic-hint = Gilt für Fragen mit Zahlen. Ein Verhältnis braucht eine Bezugsgröße.
reporting-insight-statistic-name = { $statistic ->
    [sum] Summe
    [mean] Mittelwert
    [median] Median
   *[ratio] Verhältnis
 }
reporting-insight-denominator = Bezugsgröße
reporting-insight-per = Je
reporting-insight-by = Vergleichen nach
reporting-insight-group = { $group ->
    [institution] Einrichtung
   *[municipality] Gemeinde
 }
reporting-insight-no-place = ohne Gemeinde
reporting-insight-of-reports = aus Meldungen
reporting-insight-interval-low = untere Grenze (95 %)
reporting-insight-interval-high = obere Grenze (95 %)
reporting-insight-questions-title = Antworten je Frage
reporting-insight-table = Tabelle
reporting-insight-csv = Tabelle als CSV
reporting-insight-answer = Antwort
reporting-insight-count = Anzahl
reporting-insight-share = Anteil
reporting-insight-answered = Antworten
reporting-insight-range = Bereich
reporting-insight-bin = { $from } bis unter { $to }
reporting-insight-month = Monat
reporting-insight-least = Kleinster Wert
reporting-insight-first-quartile = Unteres Quartil
reporting-insight-median = Median
reporting-insight-third-quartile = Oberes Quartil
reporting-insight-largest = Größter Wert
reporting-insight-mean = Mittelwert
reporting-insight-filled = { $filled } von { $reports } Meldungen haben hier eine Angabe. Was darin steht, ist Teil keiner Auswertung.
reporting-insight-states-title = Stand aller Meldungen
reporting-insight-states-caption = Meldungen dieser Erhebung nach Stand, ohne Filter
reporting-insight-why = Was wird hier ausgewertet?
reporting-insight-because = Gezählt werden die Meldungen Ihres Gesundheitsamtes, jeweils in der neuesten Fassung. Freitext und Angaben, die Personen erkennen lassen, gehen in keine Zahl ein. Der Aufruf wird protokolliert.
reporting-insight-counts-only-title = Nur Anzahlen
reporting-insight-counts-only = Sie sehen, wie viele Meldungen es gibt. Antworten öffnen nur die Personen, die im zuständigen Gesundheitsamt Meldungen prüfen.
reporting-insight-counts-caption = Meldungen nach Zeitraum
reporting-insight-offices = Gesundheitsämter

## Liste
reporting-insight-list-title = Liste der Meldungen
reporting-insight-list-caption = Meldungen nach den gewählten Filtern
reporting-insight-sent = Gesendet

## Filter
reporting-insight-edit-title = Filter und Spalten
reporting-insight-edit-text = Wählen Sie, welche Meldungen Sie sehen, welche Antworten die Liste zeigt und was das Diagramm misst. Ohne Namen ist die Auswahl nur für Sie da.
reporting-insight-edit-reports = Meldungen
reporting-insight-municipality = Gemeinde der Einrichtung
reporting-insight-edit-conditions = Bedingungen an Antworten
reporting-insight-edit-conditions-text = Eine Meldung wird gezeigt, wenn sie alle Bedingungen erfüllt. Bei wiederholten Fragen genügt eine Antwort.
reporting-insight-condition-number = Bedingung { $number }
reporting-insight-question = Frage
reporting-insight-comparison = Vergleich
reporting-insight-value = Wert
reporting-insight-more-conditions = Weitere Bedingungen und Auswahllisten anzeigen
reporting-insight-edit-list = Liste
reporting-insight-columns = Spalten
reporting-insight-columns-hint = Höchstens { $count } Fragen. Ohne Auswahl zeigt die Liste nur Zeitraum, Einrichtung und Stand.
reporting-insight-identified = Freitext oder personenbezogen
reporting-insight-sorted-by = Sortieren nach
reporting-insight-sort = { $sort ->
    [period] Zeitraum
    [institution] Einrichtung
    [sent] Eingang
   *[answer] Antwort
 }
reporting-insight-direction = Richtung
reporting-insight-descending = größte oder neueste zuerst
reporting-insight-ascending = kleinste oder älteste zuerst
reporting-insight-edit-chart = Diagramm
reporting-insight-apply-list = Liste anzeigen
reporting-insight-apply-figures = Auswertung anzeigen
reporting-insight-edit-save = Als Ansicht speichern
reporting-insight-name = Name
reporting-insight-name-hint = Nur zum Speichern nötig.
reporting-insight-share-with-office = Für alle sichtbar, die im Gesundheitsamt Meldungen öffnen
reporting-insight-save = Ansicht speichern
reporting-insight-save-as-new = Als neue Ansicht speichern
reporting-insight-saved = Die Ansicht ist gespeichert.
reporting-insight-outdated = Jemand hat diese Ansicht inzwischen geändert. Öffnen Sie sie neu, um den aktuellen Stand zu sehen. Ihre Änderung wurde nicht gespeichert.
reporting-insight-edit-why = Wo stehen die Bedingungen?
reporting-insight-edit-because = Bedingungen bleiben verschlüsselt auf dem Server. Die Adresse der Seite nennt nur eine Kennung, damit in Verläufen und Lesezeichen keine Angaben aus Meldungen stehen.
reporting-insight-fault-name-missing = Geben Sie einen Namen an.
reporting-insight-fault-name-long = Kürzen Sie den Namen auf höchstens 100 Zeichen.
reporting-insight-fault-order = Der Zeitraum endet, bevor er beginnt. Geben Sie einen späteren Tag an.
reporting-insight-fault-state-missing = Wählen Sie mindestens einen Stand.
reporting-insight-fault-question-unknown = Diese Frage gibt es im Formular nicht. Wählen Sie eine aus der Liste.
reporting-insight-fault-operator-unfit = Dieser Vergleich passt nicht zur Frage. Wählen Sie einen anderen.
reporting-insight-fault-value-missing = Geben Sie einen Wert an.
reporting-insight-fault-value-no-number = Geben Sie eine Zahl an, zum Beispiel 12,5.
reporting-insight-fault-value-no-day = Geben Sie einen Tag an, zum Beispiel 2026-11-18.
reporting-insight-fault-question-no-number = Wählen Sie eine Frage mit Zahlen.
reporting-insight-fault-denominator-missing = Wählen Sie eine Bezugsgröße.
reporting-insight-fault-per-unknown = Wählen Sie eine Zahl aus der Liste.
reporting-insight-fault-value-unfit = Geben Sie eine Zahl an, die zu dieser Regel passt.
reporting-insight-fault-past-unfit = Geben Sie eine ganze Zahl von 3 bis 104 an.

## Ansichten
reporting-insight-views-title = Gespeicherte Ansichten
reporting-insight-views-caption = Ansichten dieser Erhebung
reporting-insight-views-none-title = Noch keine Ansicht
reporting-insight-views-none-text = Stellen Sie Filter und Spalten ein und speichern Sie sie unter einem Namen.
reporting-insight-view-new = Neue Ansicht
reporting-insight-visible = Sichtbar für
reporting-insight-shared-by = das Gesundheitsamt, angelegt von { $name }
reporting-insight-private = nur Sie
reporting-insight-changed = Zuletzt gespeichert
reporting-insight-change = Ändern
reporting-insight-remove = Löschen
reporting-insight-remove-title = Ansicht löschen
reporting-insight-remove-own = Die Ansicht „{ $name }“ wird gelöscht. Meldungen ändern sich dadurch nicht.
reporting-insight-remove-shared = Die Ansicht „{ $name }“ wird für alle im Gesundheitsamt gelöscht. Meldungen ändern sich dadurch nicht.
reporting-insight-removed = Die Ansicht ist gelöscht.

## Ausgabe
reporting-insight-file-title = Ansicht ausgeben
reporting-insight-file-count = { $count ->
    [one] Die Datei enthält eine Meldung.
   *[other] Die Datei enthält { $count } Meldungen.
 }
reporting-insight-file-all-columns = Sie enthält alle Fragen.
reporting-insight-file-columns = Sie enthält diese Fragen: { $columns }.

## Alarme
reporting-nav-alerts = Alarme
reporting-alert-caption = Alarme, die neuesten zuerst
reporting-alert-count = { $count ->
    [one] Ein Alarm
   *[other] { $count } Alarme
 }
reporting-alert-show-all = Auch erledigte anzeigen
reporting-alert-none-title = Keine Alarme
reporting-alert-none-text = Alarme entstehen, wenn eine Regel etwas findet. Regeln legen Sie bei der Auswertung einer Erhebung fest.
reporting-alert-rule = Regel
reporting-alert-says = Bedeutung
reporting-alert-about = Bezug
reporting-alert-fired = Ausgelöst
reporting-alert-bound = Grenze
reporting-alert-level = { $level ->
    [office] das ganze Gesundheitsamt
   *[institution] jede Einrichtung für sich
 }
reporting-alert-state = { $state ->
    [open] offen
    [acknowledged] in Bearbeitung
    [closed] abgeschlossen
   *[false-alarm] Fehlalarm
 }
reporting-alert-title = { $name }: { $about }, { $period }
reporting-alert-hidden = Den Wert sehen die Personen, die Meldungen dieses Gesundheitsamtes öffnen dürfen.
reporting-alert-decide-title = Alarm bearbeiten
reporting-alert-comment = Kommentar
reporting-alert-comment-hint = Was haben Sie festgestellt oder veranlasst? Der Kommentar bleibt im Gesundheitsamt.
reporting-alert-comment-missing = Schreiben Sie einen kurzen Kommentar.
reporting-alert-comment-long = Kürzen Sie den Kommentar auf höchstens 2.000 Zeichen.
reporting-alert-do = { $deed ->
    [acknowledged] Bearbeitung übernehmen
    [closed] Abschließen
    [false-alarm] Als Fehlalarm kennzeichnen
   *[reopened] Wieder öffnen
 }
reporting-alert-deed = { $deed ->
    [fired] Alarm ausgelöst
    [acknowledged] Bearbeitung übernommen
    [closed] Abgeschlossen
    [false-alarm] Als Fehlalarm gekennzeichnet
   *[reopened] Wieder geöffnet
 }
reporting-alert-by-rule = Alarmregel
reporting-alert-outdated = Jemand hat diesen Alarm inzwischen bearbeitet. Öffnen Sie ihn neu, um den aktuellen Stand zu sehen. Ihre Eingabe wurde nicht gespeichert.
reporting-alert-done = Der Alarm ist aktualisiert.
reporting-alert-history = Geschichte
reporting-alert-mail-title = Benachrichtigung
reporting-alert-mail-on = Sie erhalten eine Mail, wenn es in diesem Gesundheitsamt neue Alarme gibt. Die Mail nennt keine Werte.
reporting-alert-mail-off = Sie erhalten keine Mail über neue Alarme.
reporting-alert-subscribe = Mails erhalten
reporting-alert-unsubscribe = Keine Mails mehr erhalten
reporting-alert-subscribed = Sie erhalten ab jetzt eine Mail bei neuen Alarmen.
reporting-alert-unsubscribed = Sie erhalten keine Mails mehr über Alarme.
reporting-mail-alert-subject = Deich: neue Alarme
reporting-mail-alert-text =
    Guten Tag { $name },

    { $count ->
        [one] in der Erhebung „{ $collection }“ gibt es einen neuen Alarm.
       *[other] in der Erhebung „{ $collection }“ gibt es { $count } neue Alarme.
    }

    Sie sehen die Alarme nach der Anmeldung:
    { $link }

    Diese Mail enthält keine Angaben aus Meldungen. Sie können sie auf derselben Seite abbestellen.
reporting-task-alert = Alarm „{ $name }“: { $collection }, { $period }
reporting-task-alert-action = Ansehen

## Alarmregeln
reporting-alert-rules-title = Alarmregeln
reporting-alert-rules-text = Regeln werden kurz nach neuen Meldungen und jede Nacht geprüft.
reporting-alert-rules-caption = Regeln dieser Erhebung
reporting-alert-rules-none-title = Noch keine Regel
reporting-alert-rules-none-text = Legen Sie fest, wann das Gesundheitsamt auf etwas aufmerksam werden soll.
reporting-alert-rule-new = Neue Regel
reporting-alert-rule-save = Regel speichern
reporting-alert-rule-saved = Die Regel ist gespeichert.
reporting-alert-rule-outdated = Jemand hat diese Regel inzwischen geändert. Öffnen Sie sie neu, um den aktuellen Stand zu sehen. Ihre Änderung wurde nicht gespeichert.
reporting-alert-rule-state = { $state ->
    [active] aktiv
    [paused] ausgesetzt
   *[ended] beendet
 }
reporting-alert-rule-remove = Löschen
reporting-alert-rule-remove-title = Alarmregel löschen
reporting-alert-rule-remove-consequence = Die Regel „{ $name }“ wird nicht mehr geprüft. Ihre bisherigen Alarme bleiben erhalten.
reporting-alert-rule-removed = Die Regel ist gelöscht.
reporting-alert-kinds-text = Worauf soll die Regel achten?
reporting-alert-kind-choose = Auswählen
reporting-alert-kind = { $kind ->
    [threshold] Schwellenwert
    [missing-share] Fehlende Meldungen
    [missing-row] Wiederholt fehlende Meldungen
   *[signal] Auffälliger Anstieg
 }
reporting-alert-kind-text = { $kind ->
    [threshold] Eine Zahl liegt über oder unter einem Wert, den Sie festlegen.
    [missing-share] Nach dem Fristende fehlt ein Anteil der erwarteten Meldungen.
    [missing-row] Eine Einrichtung hat mehrere Zeiträume hintereinander nicht gemeldet.
   *[signal] Eine Zahl liegt deutlich über den Werten der vergangenen Zeiträume.
 }
reporting-alert-name-hint = So heißt die Regel in Listen. Nennen Sie keine Personen.
reporting-alert-side = Auslösen bei
reporting-alert-side-name = { $side ->
    [above] mehr als dem Wert
   *[below] weniger als dem Wert, nach dem Fristende
 }
reporting-alert-method = Methode
reporting-alert-method-name = { $method ->
    [deviation] Mittelwert und Standardabweichungen
    [ears-c1] EARS C1: 7 Zeiträume davor
    [ears-c2] EARS C2: 7 Zeiträume, mit 2 Zeiträumen Abstand
   *[poisson] Poisson-Grenze, für kleine Anzahlen
 }
reporting-alert-past = Vergangene Zeiträume
reporting-alert-past-hint = Von 3 bis 104. EARS verwendet immer 7.
reporting-alert-value = { $kind ->
    [threshold] Wert
    [missing-share] Fehlender Anteil in Prozent
    [missing-row] Zeiträume hintereinander
   *[signal] Empfindlichkeit
 }
reporting-alert-value-hint = { $kind ->
    [threshold] Zum Beispiel 12,5.
    [missing-share] Über 0 bis 100.
    [missing-row] Eine ganze Zahl von 1 bis 52.
   *[signal] Anzahl der Standardabweichungen, meist 3. Bei der Poisson-Grenze: Prozent von 50 bis unter 100, meist 99.
 }
reporting-alert-from = Gilt ab
reporting-alert-from-hint = Frühere Zeiträume lösen keinen Alarm aus, die Vorschau zeigt sie trotzdem.
reporting-alert-active = Regel ist aktiv
reporting-alert-preview = Vorschau
reporting-alert-preview-title = Vorschau
reporting-alert-preview-count = { $count ->
    [0] Die Regel hätte in { $periods } Zeiträumen nie ausgelöst.
    [one] Die Regel hätte in { $periods } Zeiträumen einmal ausgelöst.
   *[other] Die Regel hätte in { $periods } Zeiträumen { $count }-mal ausgelöst.
 }
reporting-alert-preview-caption = Was die Regel gefunden hätte, die neuesten zuerst
reporting-alert-preview-hidden = Die Vorschau sehen Personen, die Meldungen dieses Gesundheitsamtes öffnen dürfen.
reporting-alert-says-threshold = { $measure } { $side ->
    [above] über
   *[below] unter
 } { $value }
reporting-alert-says-missing-share = Mindestens { $value } % der erwarteten Meldungen fehlen nach dem Fristende
reporting-alert-says-missing-row = { $value } Zeiträume hintereinander keine Meldung
reporting-alert-says-signal = { $measure } { $method ->
    [poisson] über der Poisson-Grenze von { $value } % aus { $past } Zeiträumen
    [ears-c1] über EARS C1 mit { $value } Standardabweichungen
    [ears-c2] über EARS C2 mit { $value } Standardabweichungen
   *[deviation] über dem Mittelwert von { $past } Zeiträumen und { $value } Standardabweichungen
 }

## Verteilungen nach Einrichtung und Gemeinde
reporting-insight-more = Nach Einrichtung und Gemeinde
reporting-insight-groups-title = Verteilung nach Einrichtung und Gemeinde
reporting-insight-groups-count = { $count ->
    [one] Eine Gruppe
   *[other] { $count } Gruppen
 }
reporting-insight-groups-table = Verteilung der Antworten: { $question }

## Eigene Zahlen einer Einrichtung
reporting-own-title = Eigene Zahlen
reporting-own-ours = Eigener Wert
reporting-own-median = Median der anderen
reporting-own-description = Die eigene Linie und, wo genug andere gemeldet haben, deren Median.
reporting-own-few = Wo weniger als { $least } andere Einrichtungen gemeldet haben, steht kein Median. So lässt sich auf keine andere Einrichtung schließen.
reporting-own-none-title = Noch keine eigenen Zahlen
reporting-own-none-text = Sobald Sie zu dieser Erhebung gemeldet haben, steht hier der Verlauf.
reporting-own-why = Womit wird verglichen?
reporting-own-because = Mit den anderen Einrichtungen Ihres Gesundheitsamts, die zum selben Zeitraum gemeldet haben. Gezeigt wird nur die Mitte ihrer Werte.
reporting-insight-middle-half = Mittlere Hälfte
reporting-insight-span = Spanne
reporting-insight-between = { $from } bis { $to }
reporting-insight-all-equal = { $count ->
    [one] Eine Antwort: { $value }
   *[other] Alle { $count } Antworten: { $value }
  }
