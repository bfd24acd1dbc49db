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

## Welche Zahlen gezeigt werden
indicators-notice-exact = Sie sehen genaue Zahlen, nur intern
indicators-notice-exact-text = Dieser Bestand ist geschützt veröffentlicht. Alle anderen sehen geschützte Zahlen, Sie die genauen. Geben Sie diese Seite deshalb nicht weiter.
indicators-notice-to-public = Ansehen, was alle sehen
indicators-notice-to-exact = Zu den genauen Zahlen
indicators-notice-protected = Geschützte Zahlen
indicators-notice-protected-text = Damit niemand hinter kleinen Zahlen erkannt wird, sind diese Zahlen verändert oder unterdrückt.
indicators-protection-link = Was wurde mit den Zahlen gemacht?
indicators-protection-why = Warum sind die Zahlen geschützt?
indicators-protection-download-towns = Gemeinden (CSV)
indicators-protection-download-table = { $table ->
    [weeks] Alle Wochen nach Kreisen (CSV)
    [years] Alle Jahre nach Alter und Geschlecht (CSV)
   *[towns] Alle Jahre nach Gemeinden (CSV)
}

## Seite für alle
indicators-protection-title = So sind die Zahlen geschützt
indicators-protection-lead = „{ $set }“ zählt Menschen. Wo nur wenige erkrankt sind, könnte jemand sie erkennen. Deshalb stehen hier keine genauen Zahlen. Diese Seite sagt, was mit den Zahlen gemacht wurde und wie Sie sie lesen.
indicators-protection-how = Das Verfahren
indicators-protection-noise = Zu jeder Zahl kommt etwas dazu oder es geht etwas weg. Wie viel, hängt von den gezählten Fällen ab und von einem Schlüssel, den niemand sieht. Dieselben Fälle werden überall gleich verändert. Wer oft fragt, erfährt deshalb nicht mehr. Das Verfahren heißt Cell-Key-Methode; auch der Zensus 2022 verwendet es.
indicators-protection-noise-size = Eine Zahl weicht höchstens um { $deviation } ab, meist um nicht mehr als { $usual }. Im Mittel ist die Abweichung null. Für große Zahlen ändert sich damit so gut wie nichts.
indicators-protection-noise-minimum = Zahlen unter { $minimum } kommen nicht vor. Sie sind auf 0 oder eine größere Zahl gesetzt.
indicators-protection-left-out = Zahlen unter { $minimum } werden nicht gezeigt. Nur die Null wird gezeigt.
indicators-protection-secondary = Aus einer Summe und den übrigen Zahlen könnte man die fehlende berechnen. Deshalb fehlen auch andere, größere Zahlen. Ein Programm prüft vor jeder Veröffentlichung, dass sich keine unterdrückte Zahl genau berechnen lässt.
indicators-protection-floor = Gemeinden mit weniger als { $floor } Einwohnerinnen und Einwohnern stehen nicht einzeln da. Sie sind als Rest ihres Kreises zusammengefasst. Gemeinden gibt es nur für ganze Jahre.
indicators-protection-years = Alter und Geschlecht gibt es nur für ganze Jahre. Gezeigt wird das letzte Jahr, das ganz veröffentlicht ist. Ein Jahr sind hier 52 oder 53 Kalenderwochen.
indicators-protection-reading = So lesen Sie die Zahlen
indicators-protection-zero = { $scheme ->
    [noise] 0 heißt: niemand oder nur sehr wenige. Wo niemand gezählt wurde, steht immer 0.
   *[left-out] 0 heißt: Es wurde niemand gezählt.
}
indicators-protection-suppressed = „unterdrückt“ heißt: Es gibt eine Zahl, sie wird aber nicht gezeigt. Auch eine Summe ist unterdrückt, wenn eine ihrer Zahlen es ist. „Keine Angaben“ heißt: Für diese Zeit oder diesen Ort ist nichts veröffentlicht.
indicators-protection-sums = { $scheme ->
    [noise] Teile ergeben zusammen nicht genau die Summe, denn jede Zahl ist für sich verändert. Das ist kein Fehler. Nehmen Sie für das Land die Zahl des Landes und nicht die Summe der Kreise.
   *[left-out] Was gezeigt wird, ist genau und ergibt zusammen die Summe.
}
indicators-protection-rates = Fälle je 100.000 Menschen, Vergleiche mit früheren Jahren und Summen über Wochen sind aus den gezeigten Zahlen berechnet, nicht aus den genauen.
indicators-protection-frozen-title = Was einmal dasteht, bleibt
indicators-protection-frozen = Eine Woche wird veröffentlicht, wenn nach ihrem Ende { $wait ->
    [0] keine weitere Woche
    [1] eine weitere Woche
   *[other] { $wait } weitere Wochen
} vergangen { $wait ->
    [1] ist
   *[other] sind
}. Danach ändert sich ihre Zahl nicht mehr. Sonst könnte man aus dem Unterschied zweier Stände einzelne Meldungen erkennen. Meldungen, die später kommen, zählen erst in der Zahl des Jahres mit.
indicators-protection-state = Veröffentlicht ist bis { $week } nach dem Stand vom { $as_of }.

## Plan der Tabellen
indicators-set-publish-as = { $planned ->
    [true] Wieder geschützt veröffentlichen
   *[false] Ungeschützt veröffentlichen
}
indicators-set-confirm-as = { $planned ->
    [true] Alle sehen dann wieder, was unter dem Plan veröffentlicht ist.
   *[false] Alle Zahlen des aktuellen Standes sind dann nach Kreisen für jeden sichtbar, auch kleine. Wurden sie von der Quelle so veröffentlicht?
}
indicators-set-under-plan = Dieser Bestand wird unter einem Plan veröffentlicht. Genaue Zahlen daneben würden verraten, was der Plan schützt; ohne Plan gibt es keine geschützten Zahlen.
indicators-plan-link = { $protected ->
    [true] Plan der geschützten Tabellen
   *[false] Geschützt veröffentlichen: Plan der Tabellen
}
indicators-plan-title = Plan der Tabellen: { $set }
indicators-plan-lead = Ein eigenes Melderegister wird nur in festen Tabellen veröffentlicht, und kleine Zahlen werden darin geschützt. Schreiben Sie einen Plan, sehen Sie sich an, was er zeigen würde, und schalten Sie ihn dann ein.
indicators-plan-on = Gültiger Plan
indicators-plan-shown = Veröffentlicht
indicators-plan-hidden = Zurzeit nicht veröffentlicht
indicators-plan-editions = { $count ->
    [0] Die Tabellen werden gerade zum ersten Mal gezählt.
    [1] Es gibt eine Ausgabe.
   *[other] Es gibt { $count } Ausgaben.
}
indicators-plan-draft = Entwurf
indicators-plan-scheme = Verfahren
indicators-plan-scheme-name = { $scheme ->
    [noise] Rauschen (Cell-Key-Methode)
   *[left-out] Unterdrücken (Mindestzahl)
}
indicators-plan-scheme-hint = Rauschen erlaubt viele Tabellen nebeneinander. Unterdrücken zeigt genaue Zahlen, aber nur in einer Tabelle, und viele Zellen fehlen.
indicators-plan-minimum = Kleinste gezeigte Zahl
indicators-plan-minimum-hint = Mindestens 3. Kleinere Zahlen außer der Null kommen nicht vor.
indicators-plan-deviation = Größte Abweichung
indicators-plan-noise-only = Nur für das Rauschen. 5 hat sich bewährt.
indicators-plan-variance = Varianz des Rauschens
indicators-plan-variance-hint = Nur für das Rauschen. Je größer, desto besser der Schutz und desto ungenauer die Zahlen. 3 hat sich bewährt.
indicators-plan-floor = Einwohnerzahl, ab der eine Gemeinde einzeln steht
indicators-plan-floor-hint = Kleinere Gemeinden stehen als Rest ihres Kreises zusammen.
indicators-plan-wait = Wartezeit in Wochen
indicators-plan-wait-hint = So viele ganze Wochen nach ihrem Ende wird eine Woche oder ein Jahr veröffentlicht. Danach ändert sich die Zahl nicht mehr. Warten Sie, bis die meisten Meldungen da sind.
indicators-plan-tables = Tabellen
indicators-plan-table = { $table ->
    [weeks] Wochen nach Kreisen
    [years] Jahre nach Kreisen, Alter und Geschlecht
   *[towns] Jahre nach Gemeinden
}
indicators-plan-years-hint = Nur mit Rauschen.
indicators-plan-towns-hint = Nur mit Rauschen. Die Tabelle der Wochen gehört zu jedem Plan.
indicators-plan-preview = Was der Plan zeigen würde, über alle Krankheiten
indicators-plan-periods = Zeiträume
indicators-plan-cells = Zellen
indicators-plan-zero = null
indicators-plan-exact = wie gezählt
indicators-plan-changed = verändert
indicators-plan-left-out = unterdrückt
indicators-plan-counting = Die Tabellen werden gezählt
indicators-plan-progress = { $done } von { $total } Krankheiten sind gezählt.
indicators-plan-reload = Seite neu laden
indicators-plan-counting-failed = Es wurde nichts gezählt
indicators-plan-counting-fault = { $fault ->
    [no-version] Der Bestand hat noch keinen Stand, der übernommen wurde. Übernehmen Sie einen und schreiben Sie den Plan dann neu.
    [ages] Der aktuelle Stand hat andere Altersgruppen als der Plan. Lesen Sie ihn mit denselben Altersgruppen ein, oder schreiben Sie einen neuen Plan.
    [places] Der aktuelle Stand zählt in Kreisen, die der Plan nicht kennt. Prüfen Sie die Schlüssel der Orte.
   *[protection] Die Zellen ließen sich nicht schützen. Veröffentlicht wurde nichts. Wenden Sie sich an die Stelle, die diese Anwendung betreibt.
}
indicators-plan-confirm = Was unter diesem Plan erscheint, sehen alle, und es bleibt: Zahlen, Verfahren und Gemeinden lassen sich danach nicht mehr ändern.
indicators-plan-switch-on = Einschalten und veröffentlichen
indicators-plan-new = Neuer Plan
indicators-plan-presets = Mit einer Vorgabe beginnen:
indicators-plan-write = Plan schreiben und Vorschau zählen
indicators-plan-written = Der Plan ist geschrieben. Was er zeigen würde, wird jetzt gezählt.
indicators-plan-not-counted = Die Vorschau dieses Plans ist noch nicht gezählt. Sehen Sie sie sich an, bevor Sie ihn einschalten.
indicators-plan-no-number = Schreiben Sie hier eine Zahl.
indicators-plan-fault = { $fault ->
    [minimum] Für die Öffentlichkeit ist die kleinste gezeigte Zahl mindestens 3.
    [floor] Gemeinden brauchen eine Einwohnerzahl, ab der sie einzeln stehen.
    [dimensions] Beim Unterdrücken ist höchstens eine Gliederung neben Ort und Zeit möglich. Lassen Sie die Tabelle nach Alter und Geschlecht weg oder nehmen Sie das Rauschen.
    [linked] Beim Unterdrücken stehen alle Zahlen in einer einzigen Tabelle, sonst verrät die eine, was die andere unterdrückt. Lassen Sie die weiteren Tabellen weg oder nehmen Sie das Rauschen.
    [towns-left-out] Gemeinden gibt es nur mit Rauschen: Fälle ohne Gemeinde würden sonst zeigen, was unterdrückt ist.
    [deviation] Die größte Abweichung liegt zwischen 1 und 20.
    [variance] Diese Varianz ist mit der größten Abweichung und der kleinsten Zahl nicht möglich. Nehmen Sie eine Zahl dazwischen oder eine größere Abweichung.
    [too-narrow] Die größte Abweichung ist zu klein für die kleinste gezeigte Zahl. Sie muss sie mindestens erreichen.
    [wait] Die Wartezeit liegt zwischen 0 und 26 Wochen.
    [fixed] Unter dem gültigen Plan ist schon veröffentlicht worden. Verfahren, kleinste Zahl, Rauschen, Einwohnerzahl und Altersgruppen bleiben deshalb, wie sie sind: Zwei verschiedene Veränderungen derselben Zahl würden sie verraten. Ändern können Sie die Wartezeit und welche Tabellen dazugehören.
   *[other] So kann der Plan nicht veröffentlicht werden.
}
indicators-plan-why = Warum braucht „{ $set }“ einen Plan?
indicators-plan-why-text = Eine kleine Zahl allein ist oft harmlos, der Unterschied zweier Zahlen nicht. Deshalb gibt es keine freien Abfragen, sondern feste Tabellen: Wochen nur für Kreise, Gemeinden nur für Jahre. Was einmal veröffentlicht ist, bleibt, wie es ist.
