# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- Rechte, Protokoll, Zeitplan
action-signal-read = Signale ansehen
action-signal-assess = Signale bewerten und übergeben
action-signal-configure = Überwachung auf Signale einstellen
deed-signal-read = Mails über Signale bestellt oder beendet
deed-signal-assess = Signal bewertet, kommentiert oder übergeben
deed-signal-configure = Überwachung auf Signale eingestellt oder gestartet
schedule-surveillance-watch = Überwachte Datenbestände nach Signalen durchsuchen
schedule-surveillance-digest = Mails über neue Signale schreiben

# --- Liste
surveillance-nav = Signale
surveillance-lead = Wochen mit mehr gemeldeten Fällen, als zu erwarten waren. Ein Signal ist ein Hinweis, kein Befund.
surveillance-looked = Zuletzt gesucht: { $ended }, in { $series } Reihen.
surveillance-state = Bewertung
surveillance-filter-state = { $state ->
    [offen] Offen
    [alle] Alle
    [new] Neu
    [verifying] In Prüfung
    [dismissed] Verworfen
   *[outbreak] Ausbruch
  }
surveillance-assessment = { $state ->
    [new] Neu
    [verifying] In Prüfung
    [dismissed] Verworfen
   *[outbreak] Ausbruch
  }
surveillance-disease = Krankheit
surveillance-place = Ort
surveillance-week = Woche
surveillance-column = { $column ->
    [krankheit] Krankheit
    [ort] Ort
    [woche] Woche
    [faelle] Fälle
   *[verhaeltnis] Verhältnis
  }
surveillance-expected = Erwartet (Schwelle)
surveillance-expected-bound = { $expected } ({ $bound })
surveillance-gone = (nicht mehr gefunden)
surveillance-count = { $count ->
    [one] 1 Signal
   *[other] { $count } Signale
  }
surveillance-csv = Liste als CSV
surveillance-none-title = Keine Signale
surveillance-none-text = Zu dieser Auswahl gibt es kein Signal. Bewertete Signale und solche, die inzwischen nicht mehr auffallen, stehen unter „Alle“.
surveillance-none-all = Alle Signale zeigen
surveillance-unwatched-title = Es wird noch nichts überwacht
surveillance-unwatched-text = Wählen Sie einen Datenbestand mit Fallzahlen und schalten Sie die Überwachung ein. Danach sucht Deich jede Nacht nach Signalen.
surveillance-unwatched-wait = Sobald das Land einen Datenbestand überwacht, stehen hier die Signale für Ihre Kreise.
surveillance-why-list = Warum stehen hier auch schwache Signale?
surveillance-why-list-text = Die Schwelle ist so gewählt, dass lieber zu oft als zu selten gewarnt wird. Das Verhältnis sagt, wie weit die Fallzahl über der Schwelle liegt: 2 heißt doppelt so viele Fälle wie die Schwelle.

# --- Gruppen
surveillance-stratum = Gruppe
surveillance-stratum-all = Alle
surveillance-stratum-sex = { $sex ->
    [female] weiblich
    [male] männlich
    [diverse] divers
   *[unknown] Geschlecht unbekannt
  }
surveillance-stratum-age = { $shape ->
    [open] ab { $from } Jahren
    [one] { $from } Jahre
   *[between] { $from }–{ $to } Jahre
  }

# --- Ein Signal
surveillance-cases-title = Fälle
surveillance-expected-title = Erwartet
surveillance-bound-title = Schwelle
surveillance-method = Methode
surveillance-method-name = { $method ->
    [farrington] Farrington: Vergleich mit derselben Jahreszeit früherer Jahre
   *[ears] EARS C2: Vergleich mit den Wochen davor
  }
surveillance-found-at = Zuerst gefunden
surveillance-set = Datenbestand
surveillance-set-version = { $set }, Fassung { $version }
surveillance-reason = Grund
surveillance-reason-name = { $reason ->
    [artefact] Nachmeldungen oder geändertes Meldeverhalten
    [data-error] Fehler in den Daten
    [chance] Einzelne Fälle ohne Zusammenhang
    [known] Bekannt und in Bearbeitung
    [imported] Von anderswo mitgebracht
   *[other] Anderer Grund
  }
surveillance-handed-to = Übergeben an
surveillance-gone-title = In der neuesten Suche nicht mehr auffällig
surveillance-gone-text = Die Zahlen oder die Einstellungen haben sich geändert. Das Signal bleibt mit seiner Geschichte erhalten.
surveillance-series = Verlauf und Karte dieser Krankheit
surveillance-why = Warum ist das ein Signal?
surveillance-why-found = In { $week } wurden { $count ->
    [one] 1 Fall
   *[other] { $number } Fälle
  } gemeldet. Erwartet waren { $expected }. Mehr als { $bound } gelten als auffällig.
surveillance-why-ratio = Das ist das { $ratio }-Fache der Schwelle.
surveillance-why-years = { $years ->
    [one] In derselben Woche des Vorjahres, so weit bekannt, waren es { $high }.
   *[other] In derselben Woche der { $years } Jahre davor waren es { $low } bis { $high }.
  }
surveillance-calculated = Wie gerechnet wurde
surveillance-why-learned = { $method ->
    [farrington] Die Erwartung kommt aus einem Modell. Es hat aus { $weeks } Wochen der letzten { $years } Jahre gelernt, wie viele Fälle zu dieser Jahreszeit üblich sind. Die letzten 26 Wochen zählen nicht mit, damit ein beginnender Ausbruch nicht als üblich gilt.
   *[ears] Für einen Vergleich mit früheren Jahren ist die Reihe zu kurz oder fast leer, oder es ist so eingestellt. Die Erwartung ist der Mittelwert von { $weeks } Wochen davor; die beiden letzten Wochen zählen nicht mit.
  }
surveillance-why-trend = { $trend ->
    [kept] Dass die Zahlen über die Jahre steigen oder fallen, ist berücksichtigt.
   *[none] Ein Anstieg oder Rückgang über die Jahre war nicht deutlich genug und ist nicht berücksichtigt.
  }
surveillance-why-alpha = Ohne Ausbruch läge etwa { $share } % der Wochen über der Schwelle.
surveillance-why-light = { $count ->
    [one] Eine Woche mit ungewöhnlich vielen Fällen zählt weniger als die anderen.
   *[other] { $count } Wochen mit ungewöhnlich vielen Fällen zählen weniger als die anderen.
  }
surveillance-why-intervention = { $kind ->
    [excluded] { $from } bis { $to } zählen nicht mit: { $reason }
   *[split] Ab { $from } beginnt die Reihe neu: { $reason }
  }
surveillance-tick = KW { $week }
surveillance-cases = { $count ->
    [one] 1 Fall
   *[other] { $number } Fälle
  }
surveillance-tooltip = erwartet { $expected }, Schwelle { $bound }
surveillance-line-cases = Fälle
surveillance-line-expected = erwartet
surveillance-range = bis zur Schwelle
surveillance-band-learned = gelernt
surveillance-axis = Gemeldete Fälle je Woche
surveillance-chart-recent = Fälle, Erwartung und Schwelle in den letzten zwei Jahren
surveillance-chart-recent-description = Die Linie zeigt die gemeldeten Fälle je Woche. Die Fläche reicht bis zur Schwelle; was darüber liegt, ist auffällig.
surveillance-chart-learned = Woraus gelernt wurde
surveillance-chart-learned-description = Die ganze Reihe. Hinterlegt sind die Wochen, aus denen gelernt wurde.
surveillance-learned = { $what ->
    [used] daraus gelernt
   *[unused] nicht daraus gelernt
  }
surveillance-as-table = Als Tabelle
surveillance-above = Über der Schwelle
surveillance-yes = ja
surveillance-past = Wochen, aus denen gelernt wurde
surveillance-weight = Gewicht
surveillance-years = Dieselbe Woche in früheren Jahren
surveillance-near = Drei Wochen davor bis danach

# --- Bewertung
surveillance-assess = Bewerten
surveillance-assess-legend = Was tun Sie?
surveillance-deed = { $deed ->
    [verify] In Prüfung nehmen
    [dismiss] Verwerfen
    [confirm] Als Ausbruch bewerten
    [reopen] Wieder öffnen
   *[comment] Nur kommentieren
  }
surveillance-choose = Bitte wählen
surveillance-reason-hint = Nur beim Verwerfen nötig.
surveillance-reason-missing = Wählen Sie einen Grund.
surveillance-comment = Kommentar
surveillance-comment-hint = Nennen Sie keine Personen. Höchstens 2.000 Zeichen.
surveillance-comment-long = Kürzen Sie den Text auf höchstens 2.000 Zeichen.
surveillance-comment-missing = Schreiben Sie einen Kommentar.
surveillance-save = Speichern
surveillance-done = { $deed ->
    [verify] Das Signal ist in Prüfung.
    [dismiss] Das Signal ist verworfen.
    [confirm] Das Signal ist als Ausbruch bewertet.
    [reopen] Das Signal ist wieder in Prüfung.
   *[comment] Der Kommentar ist gespeichert.
  }
surveillance-outdated = Das Signal hat sich inzwischen geändert. Öffnen Sie es noch einmal und prüfen Sie, ob Ihre Bewertung noch passt.
surveillance-hand-over = An ein Gesundheitsamt übergeben
surveillance-hand-over-text = Das Signal steht dann dort unter Aufgaben, bis es bewertet ist.
surveillance-office = Gesundheitsamt
surveillance-office-missing = Wählen Sie ein Gesundheitsamt.
surveillance-hand-over-note = Hinweis für das Amt
surveillance-handed = Das Signal ist an { $office } übergeben.
surveillance-history = Geschichte
surveillance-by-look = Nächtliche Suche
surveillance-nobody = Unbekannt
surveillance-step = { $kind ->
    [found] Gefunden: { $count } Fälle
    [updated] Neue Zahlen: { $count } Fälle
    [gone] Nicht mehr gefunden
    [found-again] Wieder gefunden: { $count } Fälle
    [verify] In Prüfung genommen
    [dismiss] Verworfen: { $reason }
    [confirm] Als Ausbruch bewertet
    [reopen] Wieder geöffnet
    [hand-over] Übergeben an { $office }
   *[comment] Kommentar
  }
surveillance-task-new = { $count ->
    [one] 1 neues Signal bewerten
   *[other] { $count } neue Signale bewerten
  }
surveillance-task-handed = Signal prüfen: { $signal }
surveillance-task-assess = Bewerten

# --- Überwachung einstellen
surveillance-plans-title = Überwachung
surveillance-plans-lead = Welche Datenbestände jede Nacht nach Signalen durchsucht werden.
surveillance-plans-none-title = Noch keine Fallzahlen
surveillance-plans-none-text = Lesen Sie zuerst einen Datenbestand mit Fallzahlen ein.
surveillance-plans-none-action = Datenbestände
surveillance-watched = Überwacht
surveillance-on = Wird überwacht
surveillance-off = Nicht überwacht
surveillance-as-of = Datenstand
surveillance-last-look = Letzte Suche
surveillance-plan-title = Überwachung: { $set }
surveillance-plan-lead = Änderungen gelten ab der nächsten Suche.
surveillance-plan-active = Diesen Datenbestand jede Nacht nach Signalen durchsuchen
surveillance-plan-active-hint = Gefundene Signale bleiben, auch wenn Sie die Überwachung ausschalten.
surveillance-plan-method = Methode
surveillance-method-hint = Farrington braucht mehrere Jahre, EARS einige Wochen.
surveillance-alpha = Alpha für Farrington
surveillance-alpha-hint = So oft läge eine Woche ohne Ausbruch über der Schwelle: 0,1 heißt jede zehnte. Von 0,0001 bis 0,5. Kleiner heißt weniger Signale.
surveillance-alpha-wrong = Geben Sie eine Zahl von 0,0001 bis 0,5 ein.
surveillance-bound-kind = Schwelle für Farrington
surveillance-bound-kind-hint = Die erste ist die des RKI. Die beiden anderen rechnen mit der negativen Binomialverteilung.
surveillance-bound-name = { $bound ->
    [delta] Vorhersageintervall (delta)
    [muan] Negativ binomial mit Unsicherheit (muan)
   *[nb-plugin] Negativ binomial (nbPlugin)
  }
surveillance-years-back = Jahre zurück
surveillance-years-back-hint = Von 2 bis 10.
surveillance-min-history = Mindestens so viele Wochen Vorgeschichte
surveillance-min-history-hint = Von 104 bis 520. 208 sind vier Jahre.
surveillance-fallback = Bei zu kurzer oder fast leerer Vorgeschichte EARS verwenden
surveillance-ears-alpha = Alpha für EARS
surveillance-ears-history = Mindestens so viele Wochen Vorgeschichte für EARS
surveillance-ears-history-hint = Von 9 bis 104.
surveillance-number-wrong = Geben Sie eine ganze Zahl von { $low } bis { $high } ein.
surveillance-plan-series = Reihen
surveillance-least-cases = Mindestzahl von Fällen
surveillance-least-cases-hint = Weniger Fälle in einer Woche sind nie ein Signal. Von 1 bis 100.
surveillance-weeks-tested = Geprüfte Wochen
surveillance-weeks-tested-hint = Von 1 bis 8. Die letzten Wochen werden jedes Mal neu geprüft, weil Fälle nachgemeldet werden.
surveillance-plan-districts = Neben dem Land auch jeden Landkreis und jede kreisfreie Stadt prüfen
surveillance-plan-sexes = Nach Geschlecht
surveillance-plan-ages = Nach Altersgruppen
surveillance-depth = { $depth ->
    [nowhere] Nicht
    [state] Für das Land
   *[districts] Für das Land und jeden Kreis
  }
surveillance-interventions = Zeiten, die anders waren
surveillance-interventions-text = Zum Beispiel Kontaktbeschränkungen, ein neuer Test oder eine neue Falldefinition. Leere Zeilen werden entfernt.
surveillance-intervention = Zeit { $number }
surveillance-intervention-kind = Bedeutung
surveillance-intervention-kind-name = { $kind ->
    [excluded] Aus diesen Wochen nicht lernen
   *[split] Die Reihe beginnt mit der ersten Woche neu
  }
surveillance-all-diseases = Alle Krankheiten
surveillance-intervention-from = Erste Woche
surveillance-intervention-to = Letzte Woche
surveillance-intervention-reason = Begründung
surveillance-intervention-reason-wrong = Geben Sie eine Begründung ein, höchstens 200 Zeichen.
surveillance-week-hint = Zum Beispiel 2020-W12.
surveillance-week-wrong = Geben Sie eine Woche wie 2020-W12 ein.
surveillance-week-until-wrong = Geben Sie eine Woche wie 2021-W20 ein, nicht vor der ersten.
surveillance-interventions-many = Höchstens 40 Zeiten sind möglich.
surveillance-plan-unsound = Diese Angaben passen nicht zusammen.
surveillance-plan-saved = Die Einstellungen sind gespeichert.
surveillance-plan-outdated = Jemand hat die Einstellungen inzwischen geändert. Öffnen Sie die Seite noch einmal.
surveillance-plan-made = Eingerichtet
surveillance-plan-change = { $what ->
    [active] Überwachung ein- oder ausgeschaltet
    [method] Methode
    [numbers] Alpha, Jahre oder Vorgeschichte
    [strata] Kreise und Gruppen
    [least-cases] Mindestzahl von Fällen
    [weeks] Geprüfte Wochen
   *[interventions] Zeiten, die anders waren
  }
surveillance-run = Jetzt suchen
surveillance-run-begun = Die Suche hat begonnen.
surveillance-run-under-way = Eine Suche läuft schon. Warten Sie, bis sie fertig ist.
surveillance-run-unwatched = Schalten Sie zuerst die Überwachung ein und speichern Sie.
surveillance-running-title = Die Suche läuft
surveillance-running-text = { $done } von { $all } Reihen. Die Seite wird von selbst neu geladen.
surveillance-looks = Suchläufe
surveillance-look-at = Beginn
surveillance-look-by = Durch
surveillance-look-state = Stand
surveillance-look-state-name = { $state ->
    [running] Läuft
    [done] Fertig
   *[failed] Abgebrochen
  }
surveillance-look-series = Reihen
surveillance-look-signals = Signale
surveillance-look-found = { $new } neue, { $again } bekannte, { $gone } nicht mehr gefunden
surveillance-look-tally = Was aus den Reihen wurde
surveillance-tally = { $what ->
    [signal] Signal
    [quiet] kein Signal
    [below-least-cases] weniger Fälle als die Mindestzahl
    [few-recent-cases] zu wenige Fälle in den letzten Wochen
    [not-enough-history] zu kurze Vorgeschichte
    [too-few-weeks-left] zu wenige Wochen zum Lernen
    [no-variation] alle früheren Wochen gleich
    [not-converged] Modell nicht berechenbar
    [too-uncertain] Modell zu unsicher
   *[other] fehlende Wochen
  }: { $count }

# --- Mails
surveillance-mails-title = Mails über neue Signale
surveillance-mails-lead = Einmal am Tag schreibt Deich Ihnen, wie viele neue Signale zu Ihren Regeln passen. Die Mail nennt keine Krankheit und keine Fallzahl.
surveillance-mails-none = Sie bekommen keine Mails über Signale.
surveillance-rules = Ihre Regeln
surveillance-diseases = Krankheiten
surveillance-places = Orte
surveillance-rule-ratio = Mindestens dieses Verhältnis
surveillance-rule-ratio-hint = Fälle geteilt durch Schwelle, von 1 bis 100. 1 heißt: alle Signale.
surveillance-ratio-wrong = Geben Sie eine Zahl von 1 bis 100 ein.
surveillance-action = Aktion
surveillance-rule-end = Beenden
surveillance-rule-new = Neue Regel
surveillance-rule-states = Bewertung am Morgen der Mail
surveillance-rule-states-hint = Ohne Auswahl zählen alle.
surveillance-rule-diseases = Nur bestimmte Krankheiten
surveillance-rule-places = Nur bestimmte Orte
surveillance-rule-none-means-all = Ohne Auswahl zählen alle.
surveillance-rule-all = alle
surveillance-rule-add = Mails bestellen
surveillance-rule-added = Sie bekommen ab morgen Mails zu dieser Regel.
surveillance-rule-removed = Die Regel ist beendet.
surveillance-rules-many = Mehr als 20 Regeln sind nicht möglich. Beenden Sie zuerst eine andere.
surveillance-mail-subject = { $count ->
    [one] Deich: 1 neues Signal
   *[other] Deich: { $count } neue Signale
  }
surveillance-mail-text = Guten Tag { $name },

    { $count ->
        [one] zu Ihren Regeln gibt es 1 neues Signal.
       *[other] zu Ihren Regeln gibt es { $count } neue Signale.
    }

    Ansehen: { $link }

    Regeln ändern oder Mails beenden: { $rules }
