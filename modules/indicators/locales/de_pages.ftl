# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Lage, Regionen, Vergleich und Karten der gemeldeten Fälle
indicators-and = { $first } und { $last }
indicators-town = { $name } ({ $district })
indicators-town-in = in { $name }
indicators-nav-regions = Regionen

## Lage
indicators-lage-title = Meldepflichtige Krankheiten, { $week }
indicators-lage-table = Alle Krankheiten in { $week } und in derselben Woche früherer Jahre
indicators-lage-sentence-all = In { $week } { $count ->
    [0] wurde { $where } kein Fall einer meldepflichtigen Krankheit gemeldet.
    [1] wurde { $where } 1 Fall einer meldepflichtigen Krankheit gemeldet.
   *[other] wurden { $where } { $cases } { $diseases ->
        [1] einer meldepflichtigen Krankheit
       *[other] von { $diseases } meldepflichtigen Krankheiten
    } gemeldet.
}
indicators-lage-named = { $disease } ({ $cases } statt höchstens { $high })
indicators-lage-sentence-above = { $count ->
    [0] Bei keiner Krankheit waren es mehr als in allen früheren Jahren zur selben Zeit.
   *[other] Mehr als in jedem früheren Jahr zur selben Zeit waren es bei { $names }{ $more ->
        [0] .
        [1] {" "}und 1 weiteren Krankheit.
       *[other] {" "}und { $more } weiteren Krankheiten.
    }
}
indicators-lage-sentence-most = Am häufigsten war { $disease } mit { $cases }{ $known ->
    [0] .
   *[1] ; zur selben Zeit früherer Jahre waren es in der Mitte { $median }.
}
indicators-lage-standing = { $standing ->
    [above] Mehr als früher
    [within] Wie früher
    [below] Weniger als früher
   *[unknown] Ohne Vergleich
}
indicators-lage-usual = Früher { $median } ({ $low } bis { $high })
indicators-lage-no-earlier = Aus früheren Jahren gibt es keine Zahlen
indicators-lage-column-standing = Einordnung
indicators-lage-column-median = Frühere Jahre (Mitte)
indicators-lage-column-range = Kleinster bis größter Wert
indicators-lage-why = Was heißt „mehr als früher“?
indicators-lage-why-text = Verglichen wird mit derselben Kalenderwoche in bis zu fünf Jahren davor. „Mehr als früher“ heißt: mindestens drei Fälle und mehr als in jedem dieser Jahre. „Weniger als früher“ heißt: weniger als in jedem dieser Jahre; in Wochen, zu denen noch Meldungen kommen, sagen wir das nicht.
indicators-lage-more = Alle Krankheiten und Wochen
indicators-lage-regions = Zahlen für Ihren Kreis
indicators-lage-compare = Orte oder Krankheiten vergleichen
indicators-lage-small-caption = Linie: die letzten 26 Wochen. Fläche: dieselben Wochen in früheren Jahren. Jedes Bild hat seine eigene Höhe; der größte Wert steht oben.

## Regionen
indicators-regions-title = Regionen
indicators-regions-lead = Wählen Sie einen Kreis oder eine Stadt. Sie sehen alle meldepflichtigen Krankheiten neben früheren Jahren, neben dem Land und neben den Nachbarn.
indicators-regions-list = Alle Kreise und Städte, { $weeks }
indicators-regions-map-caption = Jeder Kreis ist ein Link
indicators-regions-map-description = Eine Karte der Kreise und Städte ohne Zahlen. Dieselben Links stehen in der Tabelle darunter.
indicators-regions-column-people = Einwohnerinnen und Einwohner
indicators-regions-column-above = Mehr Fälle als früher
indicators-regions-empty-text = Hier stehen bald die gemeldeten Krankheiten je Kreis. Sie erscheinen, sobald das Land den ersten Datenstand veröffentlicht.
indicators-regions-back = Alle Regionen
indicators-region-people = { $count } Einwohnerinnen und Einwohner (Zensus 2022)
indicators-region-association = Samtgemeinde { $name }
indicators-region-diseases = Alle Krankheiten, { $place }, { $weeks }
indicators-region-sentence = Zusammen ({ $weeks }) { $count ->
    [0] wurde { $where } kein Fall einer meldepflichtigen Krankheit gemeldet.
    [1] wurde { $where } 1 Fall einer meldepflichtigen Krankheit gemeldet.
   *[other] wurden { $where } { $cases } meldepflichtiger Krankheiten gemeldet.
}
indicators-region-sentence-state = Gemessen an der Einwohnerzahl { $higher ->
    [0] ist keine Krankheit deutlich häufiger als in { $state }
    [1] ist { $higher-names } deutlich häufiger als in { $state }
   *[other] sind { $higher-names } deutlich häufiger als in { $state }
}{ $lower ->
    [0] .
    [1] , { $lower-names } ist seltener.
   *[other] , { $lower-names } sind seltener.
}
indicators-region-standing = { $standing ->
    [higher] Häufiger als im Land
    [lower] Seltener als im Land
    [similar] Ähnlich wie im Land
   *[unknown] Kein Vergleich möglich
}
indicators-region-column-state = Land je 100.000
indicators-region-column-beside = Neben dem Land
indicators-region-choose = Krankheit im Einzelnen
indicators-region-why = Wann ist eine Krankheit „häufiger als im Land“?
indicators-region-why-text = Wenn der Wert des Landes unter dem Vertrauensbereich (95 %) des Ortes liegt. Dann passt der Unterschied schlecht zu bloßem Zufall. Bei vielen Krankheiten liegt trotzdem manchmal eine zufällig außerhalb.
indicators-region-one = { $disease } im Einzelnen
indicators-region-beside = { $disease }: { $place } neben dem Land und den Nachbarn, { $weeks }
indicators-region-beside-caption = Fälle je 100.000 Einwohnerinnen und Einwohner; der schmale Strich ist der Vertrauensbereich (95 %)
indicators-region-beside-description = Ein Balken für den Ort, für das Land und für jeden Nachbarn. Dieselben Zahlen stehen in der Tabelle darunter.
indicators-region-shown = { $place } (dieser Ort)
indicators-region-compare = Im Zeitverlauf vergleichen
indicators-region-to-disease = Karte und Tabelle dieser Krankheit
indicators-region-none = In diesem Zeitraum gibt es für diesen Ort keine Zahlen. Wählen Sie einen längeren Zeitraum.

## Vergleich
indicators-compare-title = Vergleichen
indicators-compare-lead = Bis zu vier Orte mit einer Krankheit, oder bis zu vier Krankheiten an einem Ort. Die Adresse dieser Seite enthält Ihre Auswahl; Sie können sie weitergeben.
indicators-compare-tabs = Was verglichen wird
indicators-compare-places = Orte
indicators-compare-diseases = Krankheiten
indicators-compare-nothing = – nichts –
indicators-compare-span = Zeitraum
indicators-compare-measure = Gezeigt werden
indicators-compare-rate = Fälle je 100.000
indicators-compare-cases = Fälle
indicators-compare-heading = { $same }: { $measure ->
    [rate] Fälle je 100.000 und Woche
   *[cases] Fälle je Woche
}
indicators-compare-description = Für jeden Ort oder jede Krankheit eine Linie, am Ende beschriftet. Dieselben Zahlen stehen in der Tabelle darunter.
indicators-compare-sentence = Zusammen ({ $weeks }) ist der Wert am höchsten bei { $highest } ({ $high }) und am niedrigsten bei { $lowest } ({ $low }). { $apart ->
    [1] Die Vertrauensbereiche überlappen sich nicht; der Unterschied ist größer, als Zufall erwarten lässt.
   *[0] Die Vertrauensbereiche überlappen sich; der Unterschied kann Zufall sein.
}
indicators-compare-sum = Zusammen über alle Wochen
indicators-compare-column-what = Linie
indicators-compare-download = Alle Wochen als CSV
indicators-compare-unknown = Ein Ort oder eine Krankheit aus der Adresse ist hier nicht bekannt. Wählen Sie aus den Listen.
indicators-compare-none = Für diesen Bestand gibt es keinen Vergleich.

## Karten einer Krankheit
indicators-karte-title = { $disease } auf der Karte
indicators-karte-heading = { $disease }: Fälle je 100.000 { $level }, { $weeks }
indicators-karte-level = { $level ->
    [districts] nach Kreisen, { $place }
   *[towns] nach Gemeinden, { $place }
}
indicators-karte-levels = Ebene der Karte
indicators-karte-districts = Kreise
indicators-karte-towns = Gemeinden
indicators-karte-whole = Alle Gemeinden des Landes
indicators-karte-description = Jedes Gebiet ist nach der Zahl der Fälle je 100.000 gefärbt und ein Link. Mit den Pfeiltasten kommen Sie zum Nachbarn. Dieselben Zahlen stehen in der Tabelle darunter.
indicators-karte-sentence = Fälle gab es in { $with } von { $all } Gebieten ({ $level }).
indicators-karte-highest = Der höchste Wert: { $place } mit { $value } ({ $cases }).
indicators-karte-nobody = Unbewohntes Gebiet
indicators-karte-value = Gezeigt wird
indicators-karte-rate = Gemeldete Fälle je 100.000
indicators-karte-smooth = Geglättete Werte je 100.000
indicators-karte-pictures = Mehrere Karten
indicators-karte-one = Nur eine Karte
indicators-karte-weeks = Die letzten sechs Wochen
indicators-karte-years = Dieselbe Zeit in sechs Jahren
indicators-karte-beside = { $disease } { $level }: { $by ->
    [weeks] die letzten Wochen nebeneinander
   *[years] dieselbe Zeit früherer Jahre nebeneinander
}
indicators-karte-beside-caption = Fälle je 100.000; eine Farbe bedeutet auf allen diesen Karten dasselbe. Die Zahlen stehen in der Tabelle.
indicators-karte-search = Ort suchen
indicators-karte-search-hint = Name eines Kreises oder einer Gemeinde
indicators-karte-search-submit = Suchen
indicators-karte-found = Gefundene Orte
indicators-karte-not-found = Kein Ort heißt so. Prüfen Sie die Schreibweise.
indicators-karte-more = { $count ->
    [1] Eine weitere Gemeinde steht in der CSV-Datei.
   *[other] Die Tabelle zeigt die höchsten Werte; { $count } weitere Gemeinden stehen in der CSV-Datei.
}
indicators-karte-column-smooth = Geglättet
indicators-karte-csv = Alle Gebiete als CSV
indicators-karte-internal-title = Nur für den Dienstgebrauch
indicators-karte-internal-text = Zahlen nach Gemeinden können einzelne Menschen erkennbar machen. Geben Sie diese Seite nicht weiter.
indicators-karte-why = Was sind geglättete Werte?
indicators-karte-why-text = In einer kleinen Gemeinde macht ein einzelner Fall den Wert sehr hoch, kein Fall macht ihn null. Geglättet heißt: Der Wert rückt zum Mittel des Landes, umso stärker, je weniger Menschen dort leben. So stechen Gebiete hervor, bei denen mehr als Zufall dahintersteht. Das Verfahren heißt empirisches Bayes-Verfahren (Marshall 1991).
indicators-karte-link = Große Karte: Gebiet suchen, Zeiten nebeneinander
indicators-karte-table = Alle Gebiete als Tabelle

## Trichter
indicators-funnel-title = { $disease }: Kreise nach Größe und Fällen je 100.000, { $weeks }
indicators-funnel-description = Jeder Punkt ist ein Kreis; je größer der Kreis, desto weiter rechts. Zwischen den Linien liegen Werte, die Zufall erwarten lässt. Dieselben Zahlen stehen in der Tabelle der Kreise.
indicators-funnel-sentence = { $high ->
    [0] Kein Kreis liegt über dem, was Zufall erwarten lässt
   *[other] Deutlich über dem, was Zufall erwarten lässt: { $high-names }{ $high-more ->
        [0] {""}
       *[other] {" "}und { $high-more } weitere
    }
}{ $low ->
    [0] .
    [1] ; ein Kreis liegt deutlich darunter.
   *[other] ; { $low } Kreise liegen deutlich darunter.
}
indicators-funnel-why = Wie liest man dieses Bild?
indicators-funnel-why-text = In kleinen Kreisen schwanken die Werte stärker, deshalb wird der Trichter nach links weiter. Zwischen den gestrichelten Linien liegen 95 von 100 Kreisen, wenn nur der Zufall wirkt, zwischen den durchgezogenen 998 von 1.000. Unterscheiden sich die Kreise insgesamt stärker, als Zufall allein erklärt, sind die Linien entsprechend weiter (Spiegelhalter 2005).

## Druck
indicators-print-choice = Auswahl: { $place } · { $weeks }
indicators-karte-column-place = Gebiet
