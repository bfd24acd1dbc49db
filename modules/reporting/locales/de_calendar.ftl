# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rechte
action-report-fill-on-behalf = Meldungen für Einrichtungen eintragen
action-period-approve = Zeiträume des Amtes abschließen und wieder öffnen
action-period-accept = Abgeschlossene Zeiträume für das Land abnehmen

## Kalender
reporting-latest-period = Letzter Zeitraum
reporting-on-time = Rechtzeitig
reporting-late-count = Verspätet
reporting-zero-count = Nullmeldungen
reporting-period-kind = { $kind ->
    [week] wöchentlich
    [month] monatlich
    [quarter] vierteljährlich
    [year] jährlich
   *[event] bei jedem Ereignis, beliebig viele
 }
reporting-new-form-hint = Das Formular bestimmt, ob wöchentlich, monatlich, vierteljährlich, jährlich oder zu Ereignissen gemeldet wird.
reporting-new-next = Weiter
reporting-new-other-form = anderes Formular wählen
reporting-new-calendar = Zeiträume und Fristen
reporting-new-rules = Prüfung und Abschluss
reporting-new-first = { $kind ->
    [month] Erster Monat
    [quarter] Erstes Quartal
    [year] Erstes Jahr
   *[week] Erste Kalenderwoche
 }
reporting-new-last = { $kind ->
    [month] Letzter Monat
    [quarter] Letztes Quartal
    [year] Letztes Jahr
   *[week] Letzte Kalenderwoche
 }
reporting-period-hint = { $kind ->
    [month] Jahr und Monat, zum Beispiel 2026-10
    [quarter] Jahr und Quartal, zum Beispiel 2026-Q4
    [year] Jahr, zum Beispiel 2026
   *[week] Jahr und Woche, zum Beispiel 2026-W40
 }
reporting-opens = Geöffnet
reporting-opens-hint = Ab wann Einrichtungen die Meldung ausfüllen können.
reporting-opens-at = { $at ->
    [count-day] ab dem Zähltag
    [end] ab dem Tag nach dem Zeitraum
   *[start] ab dem ersten Tag des Zeitraums
 }
reporting-due-days = { $kind ->
    [event] Fällig so viele Tage nach dem Ereignis
   *[other] Fällig so viele Tage nach dem Zeitraum
 }
reporting-due-days-hint = { $kind ->
    [event] Leer heißt: ohne Frist, keine Meldung gilt als verspätet.
   *[other] Gezählt wird vom letzten Tag des Zeitraums an, zum Beispiel 10.
 }
reporting-due-never = ohne Frist
reporting-due-after-event = { $days ->
    [0] am Tag des Ereignisses
    [one] einen Tag nach dem Ereignis
   *[other] { $days } Tage nach dem Ereignis
 }
reporting-due-after-end = { $days ->
    [0] am letzten Tag des Zeitraums
    [one] einen Tag nach dem Zeitraum
   *[other] { $days } Tage nach dem Zeitraum
 }
reporting-due-weeks-later = { $weeks ->
    [one] { $day } der Woche danach
   *[other] { $day }, { $weeks } Wochen danach
 }
reporting-lock-days = Gesperrt so viele Tage nach der Frist
reporting-lock-days-hint = Danach nimmt Deich keine Meldung und keine Berichtigung mehr an; das Amt kann einen Zeitraum wieder öffnen. Leer heißt: nie.
reporting-locks = Sperre
reporting-locks-after = { $days ->
    [0] am Tag nach der Frist
    [one] einen Tag nach der Frist
   *[other] { $days } Tage nach der Frist
 }
reporting-locks-never = keine
reporting-working-days = Feiertage und Wochenenden beachten
reporting-working-days-hint = Fällt die Frist auf einen freien Tag, gilt der nächste Arbeitstag. Ein freier Zähltag weicht innerhalb der Woche aus.
reporting-zero-allowed = Nullmeldung erlauben
reporting-zero-allowed-hint = Einrichtungen können mit einem Klick melden, dass es für einen Zeitraum nichts zu melden gibt.
reporting-approval = Abschluss der Zeiträume
reporting-approval-none = ohne
reporting-approval-office = Abschluss durch das Gesundheitsamt
reporting-approval-office-hint = Erst abgeschlossene Zeiträume gehen in die Freigabe an das Land.
reporting-approval-office-levels = { $levels ->
    [0] ohne Abschluss
    [1] durch eine Person
   *[2] durch zwei Personen (Vier Augen)
 }
reporting-approval-state = Abnahme durch das Land
reporting-approval-state-hint = Das Land bestätigt die Vollständigkeit jedes Amtes. Es sieht dabei Anzahlen, keine Meldung.
reporting-level-office = Abschluss durch das Amt
reporting-level-office-again = zweiter Abschluss durch das Amt
reporting-level-state = Abnahme durch das Land
reporting-period-state = { $state ->
    [open] offen
    [complete] vollständig
    [approved] abgeschlossen
    [accepted] vom Land abgenommen
   *[locked] gesperrt
 }
reporting-new-by-rule = Einrichtungen, die später dazukommen, nehmen von selbst teil
reporting-new-by-rule-hint = Die Regel gilt für die gewählte Art und die gewählten Ämter. Wer nicht mehr dazu passt, scheidet mit dem Zeitraum aus.

## Fehler im Kalender
reporting-fault-month = Geben Sie Jahr und Monat an, zum Beispiel 2026-10.
reporting-fault-quarter = Geben Sie Jahr und Quartal an, zum Beispiel 2026-Q4.
reporting-fault-year = Geben Sie ein Jahr an, zum Beispiel 2026.
reporting-fault-period-kind = Dieser Zeitraum passt nicht zum Rhythmus des Formulars.
reporting-fault-period-in-season = Geben Sie einen Zeitraum an, in dem die Erhebung läuft.
reporting-fault-due-range = Geben Sie eine Zahl von Tagen an, höchstens 366.
reporting-fault-due-before-opening = Die Frist läge vor dem Tag, an dem die Meldung geöffnet wird. Geben Sie mindestens 1 an.
reporting-fault-lock-range = Geben Sie eine Zahl von Tagen an, höchstens 1.000, oder lassen Sie das Feld leer.
reporting-fault-lock-without-due = Ohne Frist gibt es keine Sperre. Geben Sie eine Frist an oder leeren Sie das Feld.
reporting-refusal-locked = Dieser Zeitraum ist gesperrt. Wenden Sie sich an Ihr Gesundheitsamt, wenn noch etwas zu melden oder zu berichtigen ist.
reporting-review-locked = Der Zeitraum ist abgeschlossen. Nehmen Sie den Abschluss zurück, um etwas zu ändern.
reporting-review-same-person = Diese Meldung haben Sie selbst eingetragen. Die Erhebung verlangt, dass jemand anderes sie annimmt.

## Nullmeldung
reporting-confirm-weeks = Wöchentliche Nullmeldung
reporting-confirm-weeks-hint = Einrichtungen, die in einer Woche nichts gemeldet haben, bestätigen mit einem Klick, dass es keine Fälle gab. Wer weder meldet noch bestätigt, fehlt. Bestätigt wird ab Freitag.
reporting-confirm-from = wird erwartet, ab { $day } der Woche
reporting-confirm-week = Keine Fälle in { $period }
reporting-zero-link = Nichts zu melden
reporting-zero-title = Nullmeldung: { $report }
reporting-zero-text = Sie melden, dass es für diesen Zeitraum nichts zu melden gibt. Das lässt sich zurücknehmen, solange der Zeitraum offen ist.
reporting-zero-begun = Der begonnene Entwurf wird dabei gelöscht.
reporting-zero-reason = Grund
reporting-zero-reason-name = { $reason ->
    [no-cases] Nichts vorgefallen
    [closed] Einrichtung geschlossen
   *[holidays] Ferien
 }
reporting-zero-reason-missing = Wählen Sie einen Grund.
reporting-zero-send = Nullmeldung abgeben
reporting-zero-done = Die Nullmeldung ist angekommen.
reporting-zero-undo = Nullmeldung zurücknehmen
reporting-zero-undone = Die Nullmeldung ist zurückgenommen. Die Meldung ist wieder offen.
reporting-zero-taken = Für diesen Zeitraum liegt schon eine Meldung vor.
reporting-zero-said = { $reason ->
    [no-cases] Für diesen Zeitraum liegt eine Nullmeldung vor: nichts vorgefallen.
    [closed] Für diesen Zeitraum liegt eine Nullmeldung vor: Einrichtung geschlossen.
   *[holidays] Für diesen Zeitraum liegt eine Nullmeldung vor: Ferien.
 }
reporting-zeros-title = Nullmeldungen

## Eintragen für andere
reporting-on-behalf = vom Amt eingetragen
reporting-on-behalf-enter = Eintragen
reporting-on-behalf-title = Sie tragen für diese Einrichtung ein
reporting-on-behalf-text = Die Meldung zeigt, dass das Gesundheitsamt sie eingetragen hat, und wer es war. Die Einrichtung sieht sie bei ihren Meldungen.
reporting-on-behalf-begun = Die Einrichtung hat diese Meldung schon begonnen. Ihr Entwurf bleibt bei ihr, bis sie ihn sendet oder verwirft.

## Abschluss
reporting-approval-link = Abschluss
reporting-approval-title = Abschluss: { $report }
reporting-approval-levels = Stufen
reporting-approval-level-done = erledigt
reporting-approval-level-open = offen
reporting-approval-not-asked = Diese Erhebung wird nicht Zeitraum für Zeitraum abgeschlossen. Gesperrt wird sie nur durch ihre Fristen.
reporting-approval-not-now = Der Abschluss ist noch nicht möglich
reporting-approval-consequence = { $missing ->
    [0] { $accepted } angenommene Meldungen werden gesperrt: Einrichtungen können sie nicht mehr berichtigen. Sie gehen in die nächste Freigabe.
    [one] { $accepted } angenommene Meldungen werden gesperrt: Einrichtungen können sie nicht mehr berichtigen. Eine Meldung fehlt und kann danach nicht mehr gesendet werden.
   *[other] { $accepted } angenommene Meldungen werden gesperrt: Einrichtungen können sie nicht mehr berichtigen. { $missing } Meldungen fehlen und können danach nicht mehr gesendet werden.
 }
reporting-approval-comment = Bemerkung
reporting-approval-comment-hint = Auch das Land kann sie lesen. Schreiben Sie nichts über Personen.
reporting-approval-comment-long = Kürzen Sie die Bemerkung auf höchstens 1.000 Zeichen.
reporting-approval-done = Der Zeitraum ist abgeschlossen.
reporting-approval-undo = Abschluss zurücknehmen
reporting-approval-undo-text = Danach lassen sich die Meldungen wieder berichtigen und prüfen. Was schon an das Land freigegeben ist, bleibt dort.
reporting-approval-undone = Der Abschluss ist zurückgenommen.
reporting-approval-open-title = Wieder öffnen
reporting-approval-open-until = Geöffnet bis
reporting-approval-open = Zeitraum öffnen
reporting-approval-opened = Der Zeitraum ist wieder geöffnet.
reporting-approval-until = Geben Sie einen Tag von heute an bis in 60 Tagen an.
reporting-approval-locked-since = Der Zeitraum ist seit Ablauf des { $day } gesperrt. Öffnen Sie ihn, damit Einrichtungen nachmelden und berichtigen können.
reporting-approval-outdated = Jemand anderes hat inzwischen entschieden. Die Seite zeigt den jetzigen Stand.
reporting-approval-other-level = Diese Stufe entscheidet jemand anderes.
reporting-approval-no-history = Noch keine Entscheidung.
reporting-approval-why = Warum abschließen?
reporting-approval-because = Mit dem Abschluss bestätigt das Amt, dass die Zahlen des Zeitraums geprüft sind. Danach ändert sich nichts mehr, ohne dass jemand es ausdrücklich zurücknimmt.
reporting-decision-approved = Erledigt: { $level }
reporting-decision-taken-back = Zurückgenommen: { $level }
reporting-decision-opened = Wieder geöffnet bis { $until }
reporting-obstacle-done = Alle Stufen sind erledigt.
reporting-obstacle-unreviewed = Es gibt Meldungen, die noch zu prüfen oder an die Einrichtung zurückgegeben sind.
reporting-obstacle-not-due = Es fehlen Meldungen, deren Frist noch läuft.
reporting-obstacle-same-person = Sie haben die erste Stufe erledigt. Die zweite erledigt jemand anderes.
reporting-acceptance-link = Abnahme
reporting-acceptance-title = Abnahme: { $period }
reporting-acceptance-choose = Wählen
reporting-acceptance-accept = Ausgewählte abnehmen
reporting-acceptance-undo = Abnahme der ausgewählten zurücknehmen
reporting-acceptance-done = { $left ->
    [0] { $done } Ämter sind abgenommen.
   *[other] { $done } Ämter sind abgenommen, { $left } nicht: Dort hat sich etwas geändert oder es fehlt der Abschluss.
 }
reporting-acceptance-undone = { $left ->
    [0] Die Abnahme ist für { $done } Ämter zurückgenommen.
   *[other] Die Abnahme ist für { $done } Ämter zurückgenommen, für { $left } nicht.
 }
reporting-task-approve = { $count ->
    [one] Zeitraum abschließen
   *[other] { $count } Zeiträume abschließen
 }
reporting-task-approve-action = Abschließen
reporting-task-accept = { $count ->
    [one] Ein Amt wartet auf die Abnahme
   *[other] { $count } Ämter warten auf die Abnahme
 }
reporting-task-accept-action = Ansehen

## Vollständigkeit über die Zeit
reporting-map-title = Vollständigkeit
reporting-map-caption = Eingegangene Meldungen je Zeitraum
reporting-map-total = Zusammen
reporting-map-older = Frühere Zeiträume
reporting-map-newer = Spätere Zeiträume
reporting-map-csv = Als CSV herunterladen
reporting-map-due = Fällig
reporting-map-nothing = nichts zu melden
reporting-map-share = { $come } von { $expected } eingegangen
reporting-map-mark = { $mark ->
    [missing] fehlt
    [returned] zurück
    [late] spät
    [zero] null
    [submitted] da
    [waiting] offen
   *[accepted] ok
 }
reporting-map-mark-words = { $mark ->
    [missing] fehlt
    [returned] an die Einrichtung zurückgegeben
    [late] verspätet eingegangen
    [zero] Nullmeldung
    [submitted] eingegangen, noch nicht angenommen
    [waiting] noch nicht fällig
   *[accepted] angenommen
 }
reporting-map-why = Was zählt als eingegangen?
reporting-map-because = Eingegangen ist eine Meldung, sobald sie gesendet ist, und eine Nullmeldung. Verspätet ist, was nach der Frist kam. Die Zahlen ändern sich mit jeder Meldung sofort.

## Teilnahme
action-collection-join = Mit einem Link an Erhebungen teilnehmen
reporting-part-link = Regeln und Beitritt mit Link
reporting-part-title = Regeln und Beitritt
reporting-part-rules = Regeln
reporting-part-rules-text = Einrichtungen, auf die eine Regel zutrifft, nehmen vom laufenden Zeitraum an von selbst teil. Wer nicht mehr dazu passt oder schließt, scheidet aus. Wen Sie von Hand beendet haben, den nimmt keine Regel wieder auf.
reporting-part-kind = Art der Einrichtung
reporting-part-place = Ort
reporting-part-everywhere = im ganzen Land
reporting-part-rule-add = Regel hinzufügen
reporting-part-rule-remove = Entfernen
reporting-part-rule-wrong = Wählen Sie Art und Ort aus der Liste.
reporting-part-rule-added = { $count ->
    [0] Die Regel gilt. Bisher kommt niemand dazu.
    [one] Die Regel gilt. Eine Einrichtung nimmt jetzt teil.
   *[other] Die Regel gilt. { $count } Einrichtungen nehmen jetzt teil.
 }
reporting-part-rule-removed = Die Regel ist entfernt. Wer teilnimmt, bleibt dabei.
reporting-part-code = Beitritt mit Link
reporting-part-code-text = Mit diesem Link lässt die Leitung einer Einrichtung sie selbst teilnehmen. Wer ihn hat, braucht dazu ein Konto bei Deich.
reporting-part-code-make = Link erzeugen
reporting-part-code-renew = Link erneuern
reporting-part-code-remove = Link abschalten
reporting-part-code-confirm = Der bisherige Link gilt danach nicht mehr. Fortfahren?
reporting-part-code-made = Der Link gilt ab jetzt.
reporting-part-code-gone = Der Link ist abgeschaltet.
reporting-join-page-title = Teilnehmen: { $collection }
reporting-join-page-text = Ihre Einrichtung meldet vom laufenden Zeitraum an. Ihr Gesundheitsamt sieht, dass sie teilnimmt.
reporting-join-purpose = Wozu
reporting-join-button = Teilnehmen
reporting-join-done = Ihre Einrichtung nimmt jetzt teil.
reporting-join-before = Ihre Einrichtung nimmt schon teil.
reporting-join-over = Diese Erhebung ist vorbei.
reporting-join-nobody-title = Keine Ihrer Einrichtungen kann beitreten
reporting-join-nobody-text = Entweder nehmen alle schon teil, oder Sie leiten keine Einrichtung. Fragen beantwortet Ihr Gesundheitsamt.

## Freie Tage
reporting-free-title = Kalender der freien Tage
reporting-free-text = An diesen Tagen wird nicht gearbeitet. Erhebungen, die Feiertage beachten, verschieben Fristen und Zähltage. Für schon geöffnete Zeiträume bleibt die Frist, wie sie ist.
reporting-free-before = Vorheriges Jahr
reporting-free-after = Nächstes Jahr
reporting-free-caption = Freie Tage { $year }
reporting-free-day = Tag
reporting-free-name = Bezeichnung
reporting-free-remove = Entfernen
reporting-free-add-title = Freien Tag hinzufügen
reporting-free-add = Hinzufügen
reporting-free-added = Der freie Tag ist eingetragen.
reporting-free-removed = Der freie Tag ist entfernt.
reporting-free-day-wrong = Geben Sie einen Tag zwischen 2000 und 2100 an.
reporting-free-name-wrong = Geben Sie eine Bezeichnung mit höchstens 100 Zeichen an.
reporting-holiday = { $name ->
    [new-year] Neujahr
    [epiphany] Heilige Drei Könige
    [womens-day] Internationaler Frauentag
    [good-friday] Karfreitag
    [easter-sunday] Ostersonntag
    [easter-monday] Ostermontag
    [labour-day] Tag der Arbeit
    [ascension-day] Christi Himmelfahrt
    [whit-sunday] Pfingstsonntag
    [whit-monday] Pfingstmontag
    [corpus-christi] Fronleichnam
    [assumption-day] Mariä Himmelfahrt
    [childrens-day] Weltkindertag
    [unity-day] Tag der Deutschen Einheit
    [reformation-day] Reformationstag
    [all-saints] Allerheiligen
    [repentance-day] Buß- und Bettag
    [christmas-day] Erster Weihnachtstag
   *[boxing-day] Zweiter Weihnachtstag
 }

## Erinnerungen
reporting-plan-title = Erinnerungen
reporting-plan-text = Hier steht, wann Deich an fehlende Meldungen dieser Erhebung erinnert, wen und mit welchen Worten. Mails enthalten nie Antworten oder Angaben über Personen; setzen Sie auch selbst keine ein.
reporting-plan-usual-title = Noch nichts geändert
reporting-plan-usual = Solange Sie nichts speichern, erinnert Deich Einrichtungen von selbst 1, 4 und 8 Tage nach der Frist, an alles Fehlende in einer Mail.
reporting-plan-fields = In Betreff und Text können diese Felder stehen:
reporting-plan-step = Stufe { $number }
reporting-plan-days = Tage nach der Frist
reporting-plan-days-hint = Mit einem Minus davor: so viele Tage vor der Frist, zum Beispiel -2.
reporting-plan-to = An
reporting-plan-addressee = { $to ->
    [institution] die Einrichtung
    [office] die Sachbearbeitung des Gesundheitsamtes
   *[administrators] die Leitung des Gesundheitsamtes
 }
reporting-plan-subject-de = Betreff auf Deutsch
reporting-plan-text-de = Text auf Deutsch
reporting-plan-subject-en = Betreff auf Englisch
reporting-plan-text-en = Text auf Englisch
reporting-plan-preview = So sieht die Mail von Stufe { $number } aus
reporting-plan-remove = Diese Stufe entfernen
reporting-plan-save = Speichern
reporting-plan-add = Stufe hinzufügen
reporting-plan-look = Vorschau
reporting-plan-reset = Zum Standard zurück
reporting-plan-reset-done = Deich erinnert wieder von selbst.
reporting-plan-saved = Die Erinnerungen sind gespeichert. Sie gelten ab dem nächsten Morgen.
reporting-plan-outdated = Jemand anderes hat die Erinnerungen inzwischen geändert. Laden Sie die Seite neu und tragen Sie Ihre Änderung noch einmal ein.
reporting-plan-example-name = Maria Muster
reporting-plan-usual-subject = Es fehlen noch { "{" }anzahl{ "}" } Meldungen
reporting-plan-usual-text =
    Guten Tag { "{" }name{ "}" },

    diese Meldungen sind noch nicht eingegangen:

    { "{" }meldungen{ "}" }

    Vielen Dank
    Ihr Gesundheitsamt
reporting-plan-fault-days = Geben Sie eine Zahl von -30 bis 120 an.
reporting-plan-fault-twice = An diesem Tag bekommen dieselben schon eine Mail.
reporting-plan-fault-subject = Geben Sie in beiden Sprachen einen Betreff in einer Zeile an.
reporting-plan-fault-subject-long = Kürzen Sie den Betreff auf höchstens 120 Zeichen.
reporting-plan-fault-field = In geschweiften Klammern dürfen nur die genannten Felder stehen; die Liste der Meldungen nicht im Betreff.
reporting-plan-fault-reports = Im Text muss in beiden Sprachen das Feld mit den Meldungen stehen.
reporting-plan-fault-text-long = Kürzen Sie den Text auf höchstens 4.000 Zeichen.
