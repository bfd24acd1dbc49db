# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Zählung mit Rauschen: Werkstatt
reporting-noise-way = Zählung
reporting-noise-way-label = Wie gezählt wird
reporting-noise-way-hint = Eine andere Wahl zeigt nach „Neu berechnen“ ihre Felder.
reporting-noise-way-name = { $way ->
    [noise] Zählung mit Rauschen (Differential Privacy)
   *[exact] genaue Zählung ab k
 }
reporting-noise-period = Zeitraum
reporting-noise-period-hint = Für jeden Zeitraum verlässt eine Tabelle das Amt.
reporting-noise-period-name = { $period ->
    [month] Kalendermonat
   *[quarter] Quartal
 }
reporting-noise-epsilon = Epsilon je Freigabe
reporting-noise-epsilon-hint = Was eine Tabelle vom Budget kostet, von 0,001 bis 5. Ein kleiner Wert schützt besser und verändert die Zahlen mehr.
reporting-noise-budget = Budget je Jahr
reporting-noise-budget-hint = Was alle Freigaben über ein Kalenderjahr zusammen kosten dürfen. 1 gilt als starker Schutz.
reporting-noise-bound = Zellen je Person
reporting-noise-bound-hint = In so vielen Zellen eines Zeitraums zählt eine Person höchstens, in jeder einmal. Jede weitere Zelle braucht mehr Rauschen.
reporting-noise-wait = Wartezeit in Wochen
reporting-noise-wait-hint = So lange nach seinem Ende wartet ein Zeitraum auf späte Meldungen. Was danach kommt, wird nicht mehr gezählt.
reporting-noise-axes-text = Wonach die Tabelle gliedert: ein Ort ab Landkreis und bis zu zwei weitere Felder mit festen Werten. Zur Wahl stehen Felder, die weitergegeben werden.
reporting-noise-axis = Gliederung { $number }
reporting-noise-no-axis = keine
reporting-noise-figures = Was das Rauschen bedeutet
reporting-noise-figures-text = Die Zahlen folgen allein aus der Regel. Sie hängen von keiner Meldung ab.
reporting-noise-figure-deviation = Abweichung, die 95 von 100 Zellen einhalten
reporting-noise-figure-affordable = Freigaben, die das Budget eines Jahres erlaubt
reporting-noise-figure-needed = Freigaben, die ein Jahr braucht
reporting-noise-figure-left = Epsilon, das von einem Jahr übrig bleibt
reporting-noise-cells = Zellen
reporting-noise-says = { $period ->
    [month] Mit Rauschen, je Kalendermonat
   *[quarter] Mit Rauschen, je Quartal
 }, { $axes ->
    [0] eine einzige Zahl
   *[other] nach { $table }
 }; Epsilon { $epsilon } je Freigabe, { $yearly } je Jahr; höchstens { $bound ->
    [one] eine Zelle
   *[other] { $bound } Zellen
 } je Person; { $weeks ->
    [one] eine Woche
   *[other] { $weeks } Wochen
 } Wartezeit
reporting-noise-fault-epsilon = Geben Sie eine Zahl von 0,001 bis 5 an.
reporting-noise-fault-year = Die Freigaben eines Jahres kosten mehr, als das Jahr kosten darf. Senken Sie das Epsilon je Freigabe, wählen Sie längere Zeiträume oder erhöhen Sie das Budget.
reporting-noise-fault-bound = Geben Sie 1 bis 50 Zellen an.
reporting-noise-fault-wait = Geben Sie 0 bis 52 Wochen an.
reporting-noise-fault-dimensions = Wählen Sie jedes Feld nur einmal.
reporting-noise-fault-field = Wählen Sie Felder, die weitergegeben werden und feste Werte haben.
reporting-noise-fault-place = Wählen Sie den Ort als Landkreis oder gröber.
reporting-noise-fault-level = Die Gliederung ist feiner, als das Feld weitergegeben werden darf.
reporting-noise-fault-cells = Die Tabelle hätte mehr als 2.000 Zellen. Wählen Sie gröbere Stufen oder weniger Felder.

## Zählung mit Rauschen: Freigabe und Konto
reporting-noise-count = Anzahl mit Rauschen
reporting-noise-would-leave = Eine Tabelle über { $period } mit { $cells ->
    [one] einer Zelle
   *[other] { $cells } Zellen
 }. Sie kostet ein Epsilon von { $epsilon }; vom Budget des Jahres bleiben danach { $left }. 95 von 100 Zellen weichen um höchstens { $deviation } von der genauen Zahl ab. Das Rauschen wird erst bei der Freigabe gezogen.
reporting-noise-consequence = Die Tabelle wird an das Land weitergegeben. Der Zeitraum ist danach abgeschlossen; spätere Meldungen zählen nicht mehr.
reporting-noise-left-now = Die Tabelle ist freigegeben.
reporting-noise-exhausted = Das Budget für { $year } ist ausgegeben: { $spent } von { $limit }. Die Freigabe würde { $needed } kosten. Es wurde nichts weitergegeben.
reporting-noise-released = { $period } wurde schon freigegeben. Es wurde nichts weitergegeben.
reporting-noise-account-broken = Das Konto passt nicht zum Freigabebuch. Es wurde nichts weitergegeben. Bitte wenden Sie sich an den Betrieb.
reporting-noise-account = Budget für Zählungen mit Rauschen
reporting-noise-account-text = Jede Tabelle kostet ein Epsilon. Ist das Budget eines Jahres ausgegeben, wird über dieses Jahr nichts mehr freigegeben.
reporting-noise-year = Jahr
reporting-noise-spent = Ausgegeben
reporting-noise-left = Übrig
reporting-noise-limit = Budget
reporting-noise-releases = Freigaben
reporting-noise-why = Warum gibt es ein Budget?
reporting-noise-because = Jede Tabelle verrät ein wenig über jede einzelne Person, auch mit Rauschen. Das Budget begrenzt die Summe. Es gehört zu den Daten eines Amtes in einer Erhebung: Eine neue Freigaberegel setzt nichts zurück und kann das Budget eines begonnenen Jahres nur senken.
reporting-noise-tables = Tabellen mit Rauschen
reporting-noise-tables-text = Jede Tabelle ist vollständig, auch mit Nullen. Auf jeder Zahl liegt Rauschen; Werte unter 0 sind deshalb möglich und bleiben stehen, damit Summen nicht zu groß werden. Auf gröbere Zahlen sind die Zellen nicht abgestimmt.
reporting-noise-files = Alle Tabellen als Datei:
