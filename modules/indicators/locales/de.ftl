# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rechte
action-figure-read = Veröffentlichte Kennzahlen ansehen

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
indicators-download-week = Woche als CSV
indicators-download-series = Ganze Reihe als CSV
indicators-download-map = Karte als SVG

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
