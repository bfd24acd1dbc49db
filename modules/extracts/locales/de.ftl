# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- Rechte und Protokoll
action-extract-read = Anonymisierte Auszüge ansehen und herunterladen
action-extract-make = Anonymisierte Auszüge erstellen
action-extract-sign = Auszüge unterschreiben oder zurückgeben
deed-extract-read = Auszug heruntergeladen oder Werte geöffnet
deed-extract-make = Am Auszug gearbeitet
deed-extract-sign = Auszug unterschrieben oder zurückgegeben
deed-extract-delete = Zeilen eines Auszugs nach Ablauf der Frist gelöscht
schedule-extracts-free = Berechnungen von Auszügen beenden, die aufgegeben wurden
schedule-extracts-delete = Zeilen von Auszügen nach Ablauf der Frist löschen

# --- Liste
extracts-nav = Auszüge
extracts-area = Tabellen für die Forschung anonymisieren und weitergeben
extracts-lead = Eine Tabelle hinein, eine anonymisierte heraus. Zeilen werden nach { $days } Tagen gelöscht, Zahlen und Bericht bleiben.
extracts-none-title = Noch keine Auszüge
extracts-none-text = Sobald jemand eine Tabelle hochlädt, steht sie hier.
extracts-title = Bezeichnung
extracts-use = Verwendung
extracts-use-name = { $use ->
    [own] Eigene Auswertung des Landes
    [research] Forschung durch andere
   *[publication] Veröffentlichung
  }
extracts-state = Stand
extracts-state-name = { $state ->
    [draft] In Arbeit
    [running] Wird berechnet
    [done] Berechnet
   *[failed] Ohne Ergebnis
  }
extracts-waits = Unterschrift fehlt
extracts-made = Hochgeladen
extracts-why = Warum einmalig?
extracts-why-text = Ein Auszug ist für sich anonym. Mehrere Auszüge über dieselben Personen können im Vergleich Einzelne zeigen. Für regelmäßige Weitergabe gibt es Freigaberegeln und das Freigabebuch.

# --- Hochladen
extracts-new-title = Auszug beginnen
extracts-title-hint = Zum Beispiel: Schuleingang 2026. Nennen Sie keine Personen.
extracts-use-hint = Verlässt das Ergebnis das Landesamt, unterschreibt vorher der Datenschutz.
extracts-choose = Bitte wählen
extracts-purpose = Zweck
extracts-purpose-hint = Wozu und auf welcher Grundlage? Steht im Bericht.
extracts-table = Tabelle
extracts-table-hint = CSV, Excel oder Parquet, höchstens { $megabytes } MB, mit Überschriften. Sie wird verschlüsselt und nach { $days } Tagen gelöscht.
extracts-upload = Hochladen
extracts-title-missing = Geben Sie eine Bezeichnung ein, höchstens 200 Zeichen.
extracts-use-missing = Wählen Sie die Verwendung.
extracts-purpose-missing = Geben Sie den Zweck ein, höchstens 2 000 Zeichen.
extracts-table-missing = Wählen Sie eine Datei mit der Tabelle.

# --- Spalten
extracts-columns-title = Spalten
extracts-columns-of = Spalten: { $title }
extracts-columns-lead = Was sagt jede Spalte über eine Person? Was Sie nicht nennen, verlässt das Haus nicht.
extracts-column-values = { $count ->
    [one] Ein einziger Wert.
   *[other] { $count } verschiedene Werte.
  }
extracts-column-gaps = { $count ->
    [one] Eine Zeile ist hier leer.
   *[other] { $count } Zeilen sind hier leer.
  }
extracts-column-unique = Jede Zeile hat einen anderen Wert: Das ist meist eine Kennung.
extracts-class = Bedeutung von { $column }
extracts-class-name = { $class ->
    [identifier] Kennung: wird weggelassen
    [quasi] Merkmal, an dem man jemanden erkennt: wird vergröbert
    [sensitive] Sensibel: bleibt und wird geschützt
   *[plain] Unbedenklich: bleibt, mit Begründung
  }
extracts-class-short = { $class ->
    [identifier] Kennung
    [quasi] Merkmal
    [sensitive] Sensibel
   *[plain] Unbedenklich
  }
extracts-hierarchy = Vergröberung von { $column }
extracts-hierarchy-hint = Nur für Merkmale
extracts-hierarchy-none = Keine
extracts-hierarchy-name = { $hierarchy ->
    [ages] Alter in Jahren
    [days] Tage
    [places] Gemeindeschlüssel
    [sex] Geschlecht (m, w, d, x)
    [flat] Wert oder nichts
   *[file] Eigene Hierarchie
  }
extracts-reason = Begründung zu { $column }
extracts-reason-hint = Nur für Unbedenkliches
extracts-hierarchy-upload = Stufen von { $column } ansehen oder eigene hochladen
extracts-columns-save = Speichern und weiter
extracts-classes-why = Was ist was?
extracts-classes-text = Kennungen nennen eine Person: Name, Aktenzeichen, genaue Anschrift. Merkmale erkennt man zusammen wieder: Alter, Geschlecht, Wohnort, Tage. Sensibel ist, was niemand über eine Person erfahren soll, etwa ein Befund. Alles andere braucht eine Begründung.

# --- Eigene Hierarchie
extracts-hierarchy-title = Hierarchie für { $column }
extracts-hierarchy-own = Eigene Hierarchie
extracts-hierarchy-lead = Eine Zeile je Wert, eine Spalte je Stufe, von fein nach grob. Semikolons, UTF-8, keine Überschrift.
extracts-hierarchy-file = Datei mit der Hierarchie
extracts-hierarchy-file-hint = CSV, höchstens { $megabytes } MB
extracts-hierarchy-missing = Wählen Sie eine Datei mit der Hierarchie.
extracts-hierarchy-done = Die Hierarchie ist gespeichert.
extracts-hierarchy-levels = Stufen
extracts-hierarchy-labels = Bezeichnungen
extracts-hierarchy-examples = Zum Beispiel
extracts-hierarchy-finest = Die Werte selbst
extracts-check-total = Jede Zeile hat gleich viele Stufen
extracts-check-functional = Jeder Wert steht einmal da
extracts-check-nested = Was gleich ist, bleibt in gröberen Stufen gleich
extracts-check-slips = Keine fast gleichen Bezeichnungen
extracts-check-complete = Jeder Wert der Tabelle hat einen Platz
extracts-check-right = In Ordnung
extracts-check-look = Bitte ansehen
extracts-check-missing = Es fehlen Werte
extracts-hierarchy-unknown = { $count ->
    [one] Ein Wert der Tabelle fehlt in der Hierarchie
   *[other] { $count } Werte der Tabelle fehlen in der Hierarchie
  }
extracts-hierarchy-unknown-text = So lässt sich der Auszug nicht berechnen. Ergänzen Sie die Werte in der Datei und laden Sie sie noch einmal hoch.
extracts-empty-cell = (leere Zelle)
extracts-hierarchy-slips = Vielleicht verschrieben
extracts-hierarchy-slip = Stufe { $level }: { $one } und { $other } unterscheiden sich in einem Buchstaben.
extracts-back-to-columns = Zurück zu den Spalten
extracts-hierarchy-fault = { $kind ->
    [mark] Die Datei beginnt mit einem unsichtbaren Zeichen. Speichern Sie sie als UTF-8 ohne BOM.
    [encoding] Zeile { $line } ist nicht in UTF-8. Speichern Sie die Datei als UTF-8.
    [table] Zeile { $line } ist nicht lesbar.
    [total] Zeile { $line } hat eine andere Zahl von Stufen als die erste.
    [gap] Zeile { $line }: Eine Stufe von „{ $label }“ ist leer.
    [twice] Zeile { $line }: „{ $label }“ steht schon weiter oben.
    [nested] Zeile { $line }: „{ $label }“ liegt in zwei verschiedenen gröberen Stufen.
    [cycle] „{ $label }“ liegt unter sich selbst.
   *[empty] Die Datei hat keine Zeilen.
  }

# --- Gruppen
extracts-groups-title = Gruppen und Verlust
extracts-groups-of = Gruppen und Verlust: { $title }
extracts-groups-lead = Wie viele müssen gleich aussehen, und wie viel darf dafür verloren gehen?
extracts-k = Mindestgröße einer Gruppe
extracts-k-hint = Mindestens 2, üblich sind 5 bis 10.
extracts-entity = Gezählt werden
extracts-entity-hint = Hat eine Person mehrere Zeilen, wählen Sie die Spalte, die sie nennt.
extracts-entity-rows = Zeilen
extracts-model = Schutz von { $column }
extracts-model-name = { $model ->
    [distinct-l] Mindestens l verschiedene Werte
    [entropy-l] Entropie von mindestens l Werten
    [recursive-cl] Häufigster Wert nicht zu häufig (c, l)
    [equal-t] Verteilung höchstens t neben der Tabelle
   *[hier-t] Verteilung höchstens t, nach der Hierarchie
  }
extracts-model-said = { $model ->
    [distinct-l] In jeder Gruppe mindestens { $value } verschiedene Werte
    [entropy-l] In jeder Gruppe eine Entropie von mindestens { $value } Werten
    [recursive-cl] Der häufigste Wert nicht zu häufig (c = { $c }, l = { $value })
    [equal-t] Verteilung höchstens { $value } neben der Tabelle
   *[hier-t] Verteilung höchstens { $value } neben der Tabelle, nach der Hierarchie
  }
extracts-model-value = l oder t für { $column }
extracts-model-value-hint = l ab 1, zum Beispiel 3; t von 0 bis 1, zum Beispiel 0,2.
extracts-model-c = c für { $column }
extracts-model-c-hint = Nur für den häufigsten Wert, zum Beispiel 4.
extracts-suppression = Unterdrückte Zeilen in Prozent, höchstens
extracts-suppression-hint = 0 bis 100. Einzelne Ausreißer zu unterdrücken lässt die anderen feiner.
extracts-metric = Verlustmaß
extracts-metric-hint = Wird so klein wie möglich.
extracts-metric-name = { $metric ->
    [loss_arith] Mittlerer Verlust je Zelle
    [loss_geo] Geometrischer mittlerer Verlust
    [nm_entropy_sum] Entropie
    [discernability] Unterscheidbarkeit
    [aecs] Mittlere Gruppengröße
    [precision_arith] Genauigkeit
   *[height_sum] Summe der Stufen
  }
extracts-local = Jede Gruppe bekommt eigene Stufen
extracts-local-hint = Feiner, aber Stufen unterscheiden sich von Zeile zu Zeile.
extracts-population = Größe der Bevölkerung
extracts-population-hint = Aus wie vielen Personen die Tabelle stammt; für Schätzungen im Bericht.
extracts-population-wrong = Geben Sie eine ganze Zahl ein, oder nichts.
extracts-groups-save = Speichern

# --- Was fehlt
extracts-plan-fault = { $kind ->
    [unclassed] Wählen Sie die Bedeutung von { $column }.
    [hierarchy] Wählen Sie, wie { $column } vergröbert wird.
    [reason] Begründen Sie, warum { $column } unverändert bleibt.
    [model] Wählen Sie den Schutz von { $column } mit passender Zahl.
    [climbed] Der Schutz von { $column } braucht eine Hierarchie.
    [no-quasi] Wählen Sie mindestens eine Spalte, die vergröbert wird.
    [k] Geben Sie eine Mindestgröße von 2 bis { $rows } ein. Mehr Zeilen hat die Tabelle nicht.
    [entity] Wählen Sie eine Spalte, die eine Kennung ist.
    [suppression] Geben Sie Prozent von 0 bis 100 ein.
   *[metric] Wählen Sie ein Verlustmaß.
  }
extracts-fault = { $kind ->
    [no-bytes] Die Datei ist leer.
    [encoding] Die Datei ist in UTF-16. Speichern Sie sie als CSV in UTF-8.
    [tabs] Die Spalten sind durch Tabulatoren getrennt. Speichern Sie die Datei mit Semikolons.
    [empty] Die Tabelle hat nur eine Überschrift und keine Zeilen.
    [too-large] Die Datei ist zu groß.
    [workbook-rows] Die Arbeitsmappe hat zu viele Zeilen. Speichern Sie sie als CSV oder Parquet.
    [too-many-rows] Die Tabelle hat zu viele Zeilen.
    [too-wide] Die Tabelle hat zu viele Spalten, höchstens 100.
    [error-cell] Zeile { $number } enthält einen Fehler des Tabellenprogramms.
    [twice] Zwei Spalten heißen { $column }.
    [nameless] Spalte { $number } hat keine Überschrift.
    [width] Zeile { $number } hat mehr oder weniger Zellen als die Überschrift.
    [unreadable] Die Datei ist nicht lesbar. Speichern Sie sie als CSV, Excel oder Parquet.
    [value] Zeile { $number }: Die Hierarchie von { $column } kennt „{ $value }“ nicht.
    [rows] Die Tabelle hat nur { $number } Zeilen. Wählen Sie eine kleinere Mindestgröße.
    [large] Es gibt zu viele Kombinationen von Stufen. Lassen Sie Spalten oder Stufen weg.
    [none] Keine Kombination erfüllt alle Bedingungen. Erlauben Sie mehr unterdrückte Zeilen, oder fordern Sie weniger.
    [hierarchy] Die Hierarchie von { $column } passt nicht zu ihren Werten.
    [interrupted] Die Berechnung wurde abgebrochen, weil ein Dienst stehen blieb. Starten Sie sie noch einmal.
    [unwritten] Das Ergebnis ließ sich nicht schreiben. Zwei Spalten heißen vielleicht gleich.
   *[plan] Die Angaben passen nicht zusammen. Prüfen Sie Spalten und Gruppen.
  }

# --- Ein Auszug
extracts-running-title = Der Auszug wird berechnet
extracts-running-begins = Die Tabelle wird gelesen.
extracts-running-text = { $decided } von { $all } Kombinationen sind entschieden.
extracts-running-groups = Alle Kombinationen sind entschieden. Jetzt entstehen die Gruppen.
extracts-running-again = Stand neu laden
extracts-cancel = Berechnung abbrechen
extracts-cancelled = Die Berechnung ist abgebrochen.
extracts-not-cancelled = Die Berechnung war schon zu Ende.
extracts-failed-title = Es gibt kein Ergebnis
extracts-signed-title = Unterschrieben von { $who }
extracts-returned-title = Zurückgegeben von { $who }
extracts-waits-title = Der Datenschutz unterschreibt noch
extracts-waits-text = Bis dahin kann niemand das Ergebnis herunterladen.
extracts-table-size = { $rows } Zeilen, { $columns } Spalten
extracts-made-by = { $when }, { $who }
extracts-until = Zeilen bis
extracts-rows-gone = Gelöscht; Zahlen und Bericht bleiben
extracts-missing = Das fehlt noch
extracts-start = Berechnen
extracts-start-again = Noch einmal berechnen
extracts-not-ready = Es fehlen noch Angaben. Prüfen Sie Spalten und Gruppen.
extracts-not-open = Dieser Auszug wird gerade berechnet, ist unterschrieben, oder seine Zeilen sind gelöscht. Er ändert sich nicht mehr.
extracts-outdated = Jemand hat diesen Auszug inzwischen geändert. Öffnen Sie ihn neu; Ihre Eingaben wurden nicht gespeichert.
extracts-result = Ergebnis
extracts-csv = CSV herunterladen
extracts-parquet = Parquet herunterladen
extracts-may-not-leave = Dieses Ergebnis kann nicht heruntergeladen werden: Die Unterschrift fehlt, oder die Zeilen sind gelöscht.
extracts-decide = Entscheiden
extracts-report = Bericht
extracts-figure-rows = Zeilen
extracts-figure-suppressed = Unterdrückte Zeilen
extracts-figure-loss = Mittlerer Verlust je Zeile
extracts-figure-metric = Beste Kombination: { extracts-metric-name }
extracts-figure-classes = Gruppen
extracts-figure-sizes = Kleinste bis größte Gruppe
extracts-figure-looked-at = Angesehene Kombinationen
extracts-figure-cpu = Rechenzeit in Sekunden
extracts-transformation = Stufen und Verlust
extracts-column = Spalte
extracts-level = Stufe
extracts-level-rows = Stufe { $level }: { $rows } Zeilen
extracts-loss = Verlust
extracts-risks = Risiken vorher und nachher
extracts-risk = Risiko
extracts-before = Vorher
extracts-after = Nachher
extracts-risk-highest = Höchstes Risiko, erkannt zu werden
extracts-risk-average = Mittleres Risiko
extracts-risk-journalist = Höchstes Risiko, wenn niemand weiß, wer in der Tabelle steht
extracts-risk-marketer = Anteil, den findet, wer alle sucht
extracts-risk-above-20 = Zeilen mit einem Risiko über 20 %
extracts-risk-above-9 = Zeilen mit einem Risiko über 9 %
extracts-risk-above-5 = Zeilen mit einem Risiko über 5 %
extracts-risk-unique = Zeilen allein in ihrer Gruppe
extracts-risk-pitman = Einzigartige in der Bevölkerung, geschätzt nach Pitman
extracts-risk-zayatz = Einzigartige in der Bevölkerung, geschätzt nach Zayatz
extracts-risks-text = Das höchste Risiko gilt, wenn jemand weiß, dass eine Person in der Tabelle steht. Ohne dieses Wissen ist es höchstens so groß: Eine Tabelle der Bevölkerung liegt nicht vor.
extracts-risks-no-population = Für Schätzungen über die Bevölkerung geben Sie deren Größe bei den Gruppen an.
extracts-discard = Auszug verwerfen
extracts-discard-title = { $title } verwerfen
extracts-discard-text = Tabelle, Ergebnis, Zahlen und Bericht werden sofort gelöscht.
extracts-discarded = Der Auszug ist verworfen.

# --- Bericht
extracts-report-title = Bericht: { $title }
extracts-report-pdf = Bericht als PDF
extracts-report-german = Der Bericht ist deutsch, wie ihn die Behörde bekommt.
extracts-calculated = Berechnet am
extracts-counted-column = verschiedene in { $column }
extracts-decision = Entscheidung
extracts-class-heading = Bedeutung
extracts-becomes = Was daraus wird
extracts-left-out = Weggelassen

# --- Entscheidung
extracts-decision-title = Entscheidung über { $title }
extracts-decision-text = Mit Ihrer Unterschrift kann die Auswertung das Ergebnis herunterladen und weitergeben. Der Auszug ändert sich danach nicht mehr.
extracts-decision-reason = Begründung
extracts-decision-hint = Nötig, wenn Sie den Auszug zurückgeben. Nennen Sie keine Personen.
extracts-sign = Unterschreiben
extracts-return = Zurückgeben
extracts-reason-long = Kürzen Sie die Begründung auf 2 000 Zeichen.
extracts-reason-missing = Sagen Sie, was anders werden soll.
extracts-own-work = An diesem Auszug haben Sie selbst gearbeitet. Eine andere Person entscheidet.
extracts-signed-done = Der Auszug ist unterschrieben.
extracts-returned-done = Der Auszug ist zurückgegeben.
extracts-task = Auszug prüfen: { $title }
extracts-task-action = Ansehen
