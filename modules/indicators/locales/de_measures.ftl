# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Gesundheitsindikatoren: Liste, Seite eines Indikators, was gezeigt wird.

indicators-nav-measures = Indikatoren
indicators-measures-list-title = Gesundheitsindikatoren
indicators-measures-lead = Wie gesund sind die Menschen hier, und wie gut sind sie geschützt? Jeder Indikator hat einen Verlauf, eine Karte und eine Tabelle.
indicators-measures-list-name = Indikator
indicators-measures-list-value = Wert für das Land
indicators-measures-list-period = Zeitraum
indicators-measures-list-line = Verlauf
indicators-measures-small-title = Verlauf: { $name }
indicators-measures-empty-title = Noch keine Indikatoren
indicators-measures-empty-text = Hier stehen bald Indikatoren wie Impfquoten und Ergebnisse der Schuleingangsuntersuchungen, sobald das Land welche veröffentlicht.
indicators-measures-empty-back = Zur Startseite
indicators-measures-back = Alle Indikatoren
indicators-measures-topic = { $topic ->
    [vaccination] Impfungen
    [children] Gesundheit von Kindern
    [birth] Geburt und erstes Lebensjahr
    [illness] Krankheit und Versorgung
    [mortality] Sterblichkeit und Lebenserwartung
    [people] Bevölkerung
   *[other] Weitere Indikatoren
}
indicators-measures-title = { $name } { $where }
indicators-measures-chart-title = Verlauf { $where }
indicators-measures-chart-description = Werte aller Zeiträume. Die Fläche zeigt den 95-%-Bereich. Fehlt ein Zeitraum, hat die Linie dort eine Lücke. Dieselben Werte stehen in der Tabelle darunter.
indicators-measures-map-title = { $name }: Kreise und Städte, { $period }
indicators-measures-map-caption = Werte der Landkreise und kreisfreien Städte
indicators-measures-map-description = Karte der Kreise. Dieselben Werte stehen in der Tabelle darunter.
indicators-measures-ranking-title = Rangfolge der Kreise und Städte, { $period }
indicators-measures-ranking-description = Balken von oben nach unten, der höchste Wert zuerst. Die dünne Linie ist der 95-%-Bereich. Dieselben Werte stehen in der Tabelle.
indicators-measures-ranking-show = Rangfolge als Bild
indicators-measures-groups-title = Nach Alter und Geschlecht { $where }, { $period }
indicators-measures-towns-title = Gemeinden { $where }, { $period }
indicators-measures-towns-column = Gemeinde
indicators-measures-groups-column = Gruppe
indicators-measures-as-table = Als Tabelle
indicators-measures-period-column = Zeitraum
indicators-measures-period-choice = Zeitraum
indicators-measures-value = Wert
indicators-measures-interval = 95-%-Bereich
indicators-measures-cases = Fälle
indicators-measures-whole = Von insgesamt
indicators-measures-position-column = Im Vergleich
indicators-measures-compare = Mit anderen Kreisen vergleichen
indicators-measures-compare-with = Vergleich { $number }
indicators-measures-compare-none = Keiner
indicators-measures-sources = Andere Quellen
indicators-measures-range = 95-%-Bereich
indicators-measures-download = Alle Werte als CSV
indicators-measures-source-link = Zur Quelle
indicators-measures-unknown-period = Für diesen Zeitraum gibt es keine Zahlen. Wählen Sie einen von { $first } bis { $last }.
indicators-measures-period = { $kind ->
    [school-year] Schuljahr { $period }
    [season] Saison { $period }
   *[other] { $period }
}
indicators-measures-period-for = { $kind ->
    [school-year] das Schuljahr { $period }
    [season] die Saison { $period }
    [week] die { $period }
    [quarter] das { $period }
   *[other] { $period }
}
indicators-measures-number = { $unit ->
    [percent] { $number } %
    [per-1000] { $number } je 1.000
    [per-100000] { $number } je 100.000
    [years] { $number } Jahre
    [none] { $number }
   *[other] { $number } { $unit }
}
indicators-measures-state = { $state ->
    [zero] Kein Fall
    [suppressed] Zu klein, nicht gezeigt
   *[no-data] Keine Angaben
}
indicators-measures-base = { $base ->
    [own] Bezogen auf alle, die untersucht oder gezählt wurden.
    [population] Bezogen auf die Einwohnerinnen und Einwohner { $year }.
   *[census] Bezogen auf die Einwohnerinnen und Einwohner beim Zensus 2022.
}
indicators-measures-sex = { $sex ->
    [female] weiblich
    [male] männlich
    [diverse] divers
   *[unknown] Geschlecht nicht bekannt
}
indicators-measures-position = { $position ->
    [far-below] Deutlich niedriger (99,8 %)
    [below] Niedriger (95 %)
    [within] Im Bereich des Zufalls
    [above] Höher (95 %)
   *[far-above] Deutlich höher (99,8 %)
}
indicators-measures-sentence-value = Für { $period } beträgt der Wert { $where } { $value }{ $counted ->
    [yes] {": "}{ $cases } von { $whole }.
   *[no] .
}
indicators-measures-sentence-interval = Der wahre Wert liegt mit großer Sicherheit im Bereich { $interval }.
indicators-measures-sentence-before = { $direction ->
    [same] Das ist derselbe Wert wie für { $period }.
    [more] Das ist mehr als die { $value } für { $period }.
   *[less] Das ist weniger als die { $value } für { $period }.
}
indicators-measures-sentence-state = Der Wert { $where } beträgt { $value }.
indicators-measures-sentence-spread = Am höchsten ist er { $highest } ({ $high }), am niedrigsten { $lowest } ({ $low }).
indicators-measures-sentence-gap = { $state ->
    [suppressed] Für { $period } gibt es { $where } so wenige Fälle, dass sie nicht gezeigt werden.
   *[no-data] Für { $period } gibt es { $where } keine Angaben.
}
indicators-measures-shown-text = { $shown ->
    [share] Gezeigt wird der Anteil mit seinem 95-%-Bereich nach Wilson.
    [per-1000] Gezeigt werden Fälle je 1.000 mit ihrem 95-%-Bereich nach Byar.
    [per-100000] Gezeigt werden Fälle je 100.000 mit ihrem 95-%-Bereich nach Byar.
   *[standardised] Gezeigt werden Fälle je 100.000, als hätte jeder Ort die Altersverteilung der Europastandardbevölkerung 2013, mit ihrem 95-%-Bereich nach Fay und Feuer.
}
indicators-measures-minimum-text = Einzelne Werte mit weniger als { $cases } Fällen oder mit einer Gesamtzahl unter { $base } werden nicht gezeigt.
indicators-measures-as-published = Die Zahlen stehen hier so, wie ihre Quelle sie veröffentlicht hat.
indicators-measures-funnel-text = Alle Kreise zusammen liegen bei { $target }. { $outside ->
    [0] Kein Kreis liegt außerhalb dessen, was der Zufall erwarten lässt.
    [one] Ein Kreis liegt außerhalb dessen, was der Zufall erwarten lässt.
   *[other] { $outside } Kreise liegen außerhalb dessen, was der Zufall erwarten lässt.
}
indicators-measures-why-funnel = Was heißt „im Bereich des Zufalls“?
indicators-measures-why-funnel-text = Auch wenn sich zwei Kreise nicht unterscheiden, schwanken ihre Zahlen, in kleinen Kreisen mehr als in großen. Außerhalb des 95-%-Bereichs liegt durch Zufall nur einer von 20, außerhalb des 99,8-%-Bereichs einer von 500. Schwanken alle Kreise stärker als der Zufall, sind die Grenzen weiter. Das ist keine Bewertung.
indicators-measures-about = So lesen Sie die Zahlen

# Was gezeigt wird
indicators-definitions-title = Was gezeigt wird: { $set }
indicators-definitions-lead = Legen Sie für jeden Indikator fest, was aus seinen Zahlen wird und ab welcher Größe sie gezeigt werden.
indicators-definitions-link = Was gezeigt wird
indicators-definitions-shown = Gezeigt
indicators-definitions-topic = Thema
indicators-definitions-cases = Fälle ab
indicators-definitions-base = Gesamtzahl ab
indicators-definition-title = Was gezeigt wird: { $name }
indicators-definition-shown = { $shown ->
    [share] Anteil in Prozent
    [per-1000] Fälle je 1.000
    [per-100000] Fälle je 100.000
    [standardised] Fälle je 100.000, altersstandardisiert
   *[plain] Zahl, wie sie ist
}
indicators-definition-shown-hint = Anteile brauchen Zähler und Nenner. Anzahlen werden auf die Bevölkerung bezogen: auf einen veröffentlichten Bestand mit Einwohnerzahlen, sonst auf den Zensus 2022. Altersstandardisiert wird, wenn Zahlen nach Alter da sind.
indicators-definition-cases-hint = Kleinere Anzahlen werden nicht gezeigt, bei Anteilen auch ein kleinerer Rest nicht. 0 heißt: alle.
indicators-definition-base-hint = Bei einer kleineren Gesamtzahl wird nichts gezeigt. 0 heißt: alle.
indicators-definition-note = Ausgeblendet werden nur einzelne Werte. Wer Summen vergleicht, kann sie manchmal errechnen. Lesen Sie deshalb nur Zahlen ein, die so veröffentlicht werden dürfen.
indicators-definition-save = Speichern
indicators-definition-saved = Gespeichert. Die Seite zeigt den Indikator ab jetzt so.
indicators-definition-outdated = Jemand hat diesen Indikator inzwischen geändert. Sehen Sie ihn sich noch einmal an.
indicators-definition-number-wrong = Geben Sie eine ganze Zahl von 0 bis 1.000.000 ein.
indicators-definition-choice-wrong = Diese Auswahl gibt es nicht.

# Einlesen
indicators-set-kind = { $kind ->
    [cases] Gemeldete Fälle
    [measures] Gesundheitsindikatoren
   *[population] Einwohnerzahlen
}
indicators-set-seen-at = { $kind ->
    [cases] Meldepflichtige Krankheiten
   *[other] Gesundheitsindikatoren
}
indicators-import-art = Was die Zahlen sind
indicators-import-art-hint = Indikatoren haben Zähler und Nenner, Anzahlen oder berechnete Werte nach Ort und Zeitraum, zum Beispiel Impfquoten.
indicators-import-indicator = Indikator
indicators-import-indicator-hint = Nur nötig, wenn die Tabelle keine Spalte mit dem Indikator hat.
indicators-import-indicator-in-file = Steht in der Datei
indicators-version-span = { $kind ->
    [cases] Wochen
   *[other] Jahre
}
indicators-version-places = { $kind ->
    [cases] Kreise mit Fällen
   *[other] Kreise mit Zahlen
}
indicators-version-by = { $kind ->
    [cases] Fälle nach Krankheit
   *[other] Zahlen nach Indikator
}
indicators-version-by-years = { $kind ->
    [cases] Fälle nach Jahr
   *[other] Zahlen nach Jahr
}
indicators-version-what = { $kind ->
    [cases] Krankheit
   *[other] Indikator
}
indicators-version-count = { $kind ->
    [cases] Fälle
   *[other] Zahlen
}
indicators-download-map = Karte als SVG
