# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rechte
action-policy-read = Freigaberegeln und ihre Berichte lesen
action-policy-write = Freigaberegeln schreiben und vorlegen
action-policy-sign = Freigaberegeln unterschreiben oder zurückgeben
deed-policy-write = Freigaberegel geschrieben oder vorgelegt
deed-policy-sign = Freigaberegel unterschrieben oder zurückgegeben

## Liste
reporting-nav-policies = Freigaberegeln
reporting-policies-text = Eine Freigaberegel sagt, was aus den Meldungen zu einem Formular ein Gesundheitsamt anonymisiert verlassen darf. Eine neue Erhebung beginnt mit einer unterschriebenen Regel.
reporting-policies-caption = Freigaberegeln
reporting-policies-none-title = Es gibt noch keine Freigaberegel.
reporting-policies-none-text = Erhebungen, die Einrichtungen zählen, brauchen keine: Bei ihnen verlassen nur Summen das Amt.
reporting-policy-number = Nummer
reporting-policy-k-short = k
reporting-policy-last = Zuletzt
reporting-policy-title = Freigaberegel { $number }: { $form }
reporting-policy-status = { $status ->
    [draft] Entwurf
    [submitted] wartet auf den Datenschutz
    [returned] zurückgegeben
    [signed] unterschrieben
   *[replaced] ersetzt
}

## Neu
reporting-policy-new = Neue Freigaberegel
reporting-policy-new-text = Wählen Sie das Formular und eine Vorlage. Deich schlägt für jedes Feld vor, was damit geschieht. Sie ändern das in der Werkstatt.
reporting-policy-begin = Freigaberegel beginnen
reporting-policy-preset-legend = Vorlage
reporting-policy-preset-hint = Eine Vorlage setzt nur, was sie nennt. Sie können alles ändern.
reporting-policy-preset-reason = { $preset ->
    [children] Kinder: k = 10, Alter in Fünfjahresgruppen, mindestens drei verschiedene Werte. Kinder sind besonders zu schützen, und viele kennen sich in Kita und Schule.
    [facility] Einrichtung: gezählt werden Einrichtungen, k = 3, Ort ab Landkreis. Zahlen von Einrichtungen sagen über Einzelne wenig; 3 ist die Mindestzahl der amtlichen Statistik.
    [single-case] Einzelfall: gezählt werden Personen, k = 5, mindestens zwei verschiedene Werte. Eine Meldung gilt einer Person, und ihr Grund soll über niemanden bekannt werden.
   *[counts-only] Nur Zählung: das Amt verlässt nur, wie viele Meldungen es gab. Das genügt, wenn niemand nach Ort, Alter oder Grund fragt.
}
reporting-policy-preset-use = { $preset ->
    [children] Vorlage „Kinder“ anwenden
    [facility] Vorlage „Einrichtung“ anwenden
    [single-case] Vorlage „Einzelfall“ anwenden
   *[counts-only] Vorlage „Nur Zählung“ anwenden
}

## Eine Regel
reporting-policy-purpose = Zweck
reporting-policy-legal-basis = Rechtsgrundlage
reporting-policy-recipient = Empfänger
reporting-policy-path = Weg
reporting-policy-path-name = { $path ->
    [anonymised] Anonymisierte Weitergabe: Gruppen verlassen das Amt
    [counts-only] Nur Zählung: nur Zahlen verlassen das Amt, genau oder mit Rauschen
   *[statutory] Gesetzliche Übermittlung: personenbezogen auf eigenem Weg, nichts durch das Freigabebuch
}
reporting-policy-path-short = { $path ->
    [anonymised] anonymisiert
    [counts-only] nur Zählung
   *[statutory] gesetzlich
}
reporting-policy-k = Mindestens so viele Verschiedene in einer Gruppe (k)
reporting-policy-k-hint = Eine ganze Zahl ab 2.
reporting-policy-hold = Längste Wartezeit
reporting-policy-hold-hint = In Wochen. Danach genügt die gröbste Stufe; was auch dort allein bleibt, wird nur gezählt.
reporting-policy-cap = Höchstens so viele genaue Meldungen je Person und Jahr
reporting-policy-cap-hint = Bei Einrichtungen: je Einrichtung und Jahr. Weitere verlassen das Amt nur auf der gröbsten Stufe.
reporting-policy-weeks = { $count ->
    [one] 1 Woche
   *[other] { $count } Wochen
}
reporting-policy-patience = Geduld
reporting-policy-says-step = ab { $weeks } Wochen höchstens { $loss } Verlust, Warten zählt { $waiting }
reporting-policy-says-levels = von „{ $finest }“ bis „{ $coarsest }“
reporting-policy-says-distinct = mindestens { $count } verschiedene Werte
reporting-policy-says-entropy = Entropie-l mindestens { $count }
reporting-policy-says-closeness = höchstens { $percent } % Abstand von { $values }
reporting-policy-says-dominance = p-Prozent-Regel mit { $percent } %
reporting-policy-no-class = noch nicht eingeordnet
reporting-policy-class = { $class ->
    [identifier] bleibt im Amt (nennt jemanden)
    [person] bleibt im Amt, zählt Personen
    [facility] bleibt im Amt, zählt Einrichtungen
    [quasi] anderen bekannt, verlässt das Amt vergröbert
    [date] Zeitpunkt, verlässt das Amt vergröbert
    [sensitive] schützenswert, nur als Verteilung in der Gruppe
    [plain] unbedenklich, als Verteilung in der Gruppe
    [measure] Zahl, als Summe der Gruppe
   *[dropped] wird nicht weitergegeben
}
reporting-policy-level = { $level ->
    [five-years] Fünfjahresgruppe
    [age-group] Altersgruppe
    [broad] unter 15, 15–59, ab 60
    [municipality] Gemeinde
    [district] Landkreis
    [region] Region
    [state] Land
    [week] Kalenderwoche
    [four-weeks] vier Wochen
    [quarter] Quartal
    [year] Jahr
    [code] einzelner Wert
    [all] ohne Angabe
   *[other] { $level }
}
reporting-policy-any = alle
reporting-policy-none = –
reporting-policy-written-by = Geschrieben
reporting-policy-submitted-by = Vorgelegt
reporting-policy-decided-by = Entschieden
reporting-policy-hash = Prüfsumme
reporting-policy-fields = Felder
reporting-policy-field = Feld
reporting-policy-what-happens = Was damit geschieht
reporting-policy-reason = Begründung
reporting-policy-reason-title = { $status ->
    [returned] Warum die Regel zurückgegeben wurde
   *[other] Anmerkung des Datenschutzes
}
reporting-policy-open-points = Vor dem Vorlegen ist noch offen
reporting-policy-edit = In der Werkstatt bearbeiten
reporting-policy-submit = Dem Datenschutz vorlegen
reporting-policy-submitted-done = Die Freigaberegel liegt dem Datenschutz vor.
reporting-policy-not-complete = In der Freigaberegel ist noch etwas offen.
reporting-policy-change = Neue Regel daraus beginnen
reporting-policy-changes = Änderungen
reporting-policy-based-on = Im Vergleich mit
reporting-policy-no-changes = Die Regeln sagen dasselbe.
reporting-policy-about = Worum es geht
reporting-policy-before = Vorher
reporting-policy-after = Nachher
reporting-policy-outdated = Jemand hat die Freigaberegel inzwischen geändert oder über sie entschieden. Öffnen Sie sie neu und prüfen Sie, was noch zu tun ist.
reporting-policy-closed = Diese Freigaberegel ist vorgelegt oder unterschrieben und wird nicht mehr geändert. Beginnen Sie aus einer unterschriebenen Regel eine neue.

## Entscheidung
reporting-policy-decide = Prüfen und entscheiden
reporting-policy-decision-title = Entscheidung: { $policy }
reporting-policy-decision-text = Mit Ihrer Unterschrift gilt die Regel für neue Erhebungen. Danach ändert sie sich nie; eine Änderung ist eine neue Regel.
reporting-policy-look = Regel ansehen
reporting-policy-decision-reason = Begründung oder Anmerkung
reporting-policy-decision-hint = Nötig, wenn Sie die Regel zurückgeben. Nennen Sie keine Personen.
reporting-policy-sign = Unterschreiben
reporting-policy-return = Zurückgeben
reporting-policy-back = Zur Freigaberegel
reporting-policy-signed-done = Die Freigaberegel ist unterschrieben.
reporting-policy-returned-done = Die Freigaberegel ist zurückgegeben.
reporting-policy-own-work-title = Eine andere Person entscheidet
reporting-policy-own-work = Wer an einer Freigaberegel geschrieben oder sie vorgelegt hat, unterschreibt sie nicht und gibt sie nicht zurück. Bitten Sie eine andere Person aus dem Datenschutz.

## Werkstatt
reporting-policy-workshop-title = Werkstatt: { $policy }
reporting-policy-workshop-text = Stellen Sie ein, was das Amt verlassen darf. „Neu berechnen“ zeigt oben, was dabei herauskommt, und speichert nichts.
reporting-policy-presets = Vorlagen
reporting-policy-presets-text = Eine Vorlage setzt nur, was sie nennt.
reporting-policy-what-for = Wofür
reporting-policy-groups-title = Gruppen
reporting-policy-patience-text = Je länger eine Meldung wartet, desto gröber darf sie das Amt verlassen. Ein Verlust von 0 % heißt: genau; 100 % heißt: ohne Angabe. Eine leere Stufe zählt nicht.
reporting-policy-steps = { $count ->
    [one] 1 Stufe ansehen und ändern
   *[other] { $count } Stufen ansehen und ändern
}
reporting-policy-step = Stufe { $number }
reporting-policy-step-weeks = Ab so vielen Wochen Wartezeit
reporting-policy-step-loss = Größter Verlust in Prozent
reporting-policy-step-waiting = Was Warten wert ist, in Prozent
reporting-policy-fields-text = Wählen Sie für jedes Feld, was damit geschieht. Ändern Sie die Einordnung, so erscheinen nach „Neu berechnen“ die passenden Einstellungen.
reporting-policy-class-label = Einordnung
reporting-policy-finest = Feinste Stufe
reporting-policy-coarsest = Gröbste Stufe
reporting-policy-told-level = Stufe
reporting-policy-distinct = Verschiedene Werte in jeder Gruppe (l)
reporting-policy-distinct-hint = Mindestens so viele. Leer: keine Vorgabe.
reporting-policy-entropy = Entropie-l
reporting-policy-entropy-hint = Die Werte einer Gruppe sind mindestens so gemischt wie so viele gleich häufige. Leer: keine Vorgabe.
reporting-policy-closeness = Größter Abstand von der Vergleichsverteilung in Prozent (t)
reporting-policy-closeness-hint = Leer: keine Vorgabe.
reporting-policy-reference = Vergleichsverteilung
reporting-policy-reference-hint = Je Zeile ein Wert und seine Häufigkeit, zum Beispiel none = 40. Nötig, wenn ein Abstand angegeben ist.
reporting-policy-dominance = p-Prozent-Regel
reporting-policy-dominance-hint = Eine Summe bleibt im Amt, wenn sich daraus ein Einzelwert auf so viele Prozent genau berechnen lässt. Leer: keine Vorgabe.
reporting-policy-levels-of = Stufen von „{ $field }“ ansehen
reporting-policy-level-stays = bleibt im Amt
reporting-policy-kept-back = { $count ->
    [one] 1 Feld bleibt nach dem Formular immer im Amt
   *[other] { $count } Felder bleiben nach dem Formular immer im Amt
}
reporting-policy-calculate = Neu berechnen
reporting-policy-save = Entwurf speichern
reporting-policy-saved = Der Entwurf ist gespeichert.
reporting-policy-source = Erproben an
reporting-policy-source-hint = Meldungen eines Amtes sehen Sie hier nur als Zahlen. Dass Sie sie ausgewertet haben, wird festgehalten.
reporting-policy-source-invented = erfundenen Meldungen zu diesem Formular
reporting-policy-source-office = Meldungen von { $office } zu „{ $collection }“

## Zahlen
reporting-policy-figures = Was dabei herauskommt
reporting-policy-figures-text = So würden die Meldungen Woche für Woche das Amt verlassen. Erfundene Meldungen sind nicht so verteilt wie wirkliche: Sie zeigen, wie die Einstellungen wirken, nicht, was geschehen wird.
reporting-policy-figures-of = Erprobt an
reporting-policy-cut = Berücksichtigt sind die neuesten { $count } Meldungen.
reporting-policy-fewer = weniger als { $count }
reporting-policy-figures-caption = Zahlen der Erprobung
reporting-policy-figure = Zahl
reporting-policy-value = Wert
reporting-policy-in-groups = Verlässt das Amt in Gruppen
reporting-policy-groups = Gruppen
reporting-policy-smallest = Kleinste Gruppe
reporting-policy-delay = Wartezeit in Wochen, im Mittel
reporting-policy-figure-records = Meldungen
reporting-policy-figure-in-groups = davon in Gruppen weitergegeben
reporting-policy-figure-counted = davon nur gezählt
reporting-policy-figure-waiting = davon am Ende noch im Amt
reporting-policy-figure-faulty = davon unbrauchbar (ein Wert ist unbekannt)
reporting-policy-figure-loss = Verlust an Genauigkeit über alle Meldungen
reporting-policy-figure-risk = Höchstes Risiko, herausgegriffen zu werden
reporting-policy-figure-above-20 = Anteil mit einem Risiko über 0,2
reporting-policy-figure-above-9 = Anteil mit einem Risiko über 0,09
reporting-policy-figure-above-5 = Anteil mit einem Risiko über 0,05
reporting-policy-figure-difference = Kleinster Unterschied zweier Stände
reporting-policy-figure-homogeneous = Gruppen, in denen alle denselben schützenswerten Wert haben
reporting-policy-columns-caption = Verlust an Genauigkeit je Feld
reporting-policy-loss = Verlust
reporting-policy-levels-left = Stufen, auf denen es das Amt verlässt
reporting-policy-examples = Gruppen ansehen, wie sie das Amt verlassen würden
reporting-policy-examples-caption = Größte Gruppen der Erprobung
reporting-policy-entities = Verschiedene
reporting-policy-records = Meldungen
reporting-policy-told = Verteilung
reporting-policy-nothing-leaves = Durch das Freigabebuch verlässt nichts das Amt; es gibt nichts zu berechnen.
reporting-policy-no-figures = Die Zahlen erscheinen, sobald die Einstellungen zusammenpassen.

## Fehler
reporting-policy-fault-text = Schreiben Sie 1 bis 1.000 Zeichen.
reporting-policy-fault-k = Geben Sie eine ganze Zahl von 2 bis 1.000 an.
reporting-policy-fault-hold = Geben Sie eine ganze Zahl von 0 bis 104 an.
reporting-policy-fault-hold-early = Die längste Wartezeit endet vor der letzten Stufe der Geduld.
reporting-policy-fault-cap = Geben Sie eine ganze Zahl von 1 bis 366 an.
reporting-policy-fault-choose = Wählen Sie einen Weg.
reporting-policy-fault-weeks = Geben Sie eine ganze Zahl von 0 bis 104 an.
reporting-policy-fault-percent = Geben Sie eine Zahl von 0 bis 100 an.
reporting-policy-fault-number = Geben Sie eine ganze Zahl bis 100 an oder lassen Sie das Feld leer.
reporting-policy-fault-patience = Die Geduld beginnt bei 0 Wochen; Wochen und Verlust wachsen von Stufe zu Stufe.
reporting-policy-fault-waiting = Warten ist höchstens so viel wert wie der größte Verlust dieser Stufe.
reporting-policy-fault-class = { $field }: Wählen Sie, was damit geschieht.
reporting-policy-fault-levels = { $field }: Die feinste Stufe ist gröber als die gröbste.
reporting-policy-fault-reason = { $field }: Begründen Sie, warum das Feld unbedenklich ist.
reporting-policy-fault-reference = { $field }: Geben Sie je Zeile einen Wert des Feldes und seine Häufigkeit an, zum Beispiel none = 40.
reporting-policy-fault-entities = Nur ein Feld darf Personen zählen und nur eines Einrichtungen.
reporting-policy-fault-no-entity = Ein Feld muss Personen oder Einrichtungen zählen.
reporting-policy-fault-date = Genau ein Feld muss der Zeitpunkt sein.
reporting-policy-fault-columns = Höchstens 16 Felder dürfen vergröbert das Amt verlassen.
reporting-policy-fault-other = Die Einstellungen passen nicht zusammen.
reporting-policy-fault-reason-back = Begründen Sie, warum Sie die Regel zurückgeben.
reporting-policy-fault-reason-long = Kürzen Sie die Begründung auf 2.000 Zeichen.

## Bericht
reporting-policy-report = Freigabebericht
reporting-policy-report-pdf = Freigabebericht als PDF
reporting-policy-report-title = Freigabebericht: { $policy }

## Vergleich
reporting-policy-compare = Freigaberegeln vergleichen
reporting-policy-compare-one = Eine Regel
reporting-policy-compare-other = Andere Regel
reporting-policy-compare-button = Vergleichen
reporting-policy-compare-text = Beide Regeln sind an denselben erfundenen Meldungen erprobt.
reporting-policy-compare-not = Kein Vergleich möglich
reporting-policy-compare-forms = Die Regeln gehören zu verschiedenen Formularversionen. Wählen Sie zwei zu derselben.

## Erhebung
reporting-policy-of-collection = Freigaberegel
reporting-policy-of-collection-hint = Was die Gesundheitsämter anonymisiert an das Land weitergeben. Unterschriebene Regeln dieses Formulars stehen zur Wahl.
reporting-policy-sums = Summen über Einrichtungen (ohne eigene Regel)
reporting-policy-fault-gone = Diese Freigaberegel steht nicht mehr zur Wahl. Wählen Sie eine andere.
reporting-policy-read-report = Freigabebericht lesen

## Aufgaben
reporting-task-policy = Freigaberegel prüfen: { $policy }
reporting-task-policy-action = Prüfen
reporting-policy-discard = Entwurf verwerfen
reporting-policy-discard-title = { $policy }: Entwurf verwerfen
reporting-policy-discard-text = Der Entwurf wird gelöscht und kann nicht wiederhergestellt werden.
reporting-policy-discarded = Der Entwurf der Freigaberegel ist verworfen.
