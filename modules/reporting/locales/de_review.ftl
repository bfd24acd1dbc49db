# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rechte
action-release-arrive = Freigabe beim Land annehmen

## Prüfung: Übersicht
reporting-nav-review = Prüfung
reporting-review-only-open = Nur Wochen, in denen etwas zu tun ist
reporting-review-none-title = Keine Wochen
reporting-review-none-text = Sobald Einrichtungen Ihres Gesundheitsamtes an einer Erhebung teilnehmen, stehen hier deren Wochen. Wenn Sie gefiltert haben, setzen Sie den Filter zurück.
reporting-review-caption = Erhebungen nach Wochen
reporting-review-due = Frist
reporting-review-late = Verspätet
reporting-review-missing = Fehlt
reporting-review-implausible = Auffällig
reporting-review-to-review = Zu prüfen

## Prüfung: eine Woche
reporting-review-due-on = Frist: { $date }
reporting-review-filter = Meldungen nach Stand
reporting-review-filter-name = { $filter ->
    [pruefen] Zu prüfen ({ $count })
    [auffaellig] Auffällig ({ $count })
    [fehlt] Fehlt ({ $count })
    [verspaetet] Verspätet ({ $count })
    [zurueck] Zurückgegeben ({ $count })
    [meine] Bei mir ({ $count })
    [angenommen] Angenommen ({ $count })
   *[alle] Alle ({ $count })
 }
reporting-review-search = Einrichtung oder Ort
reporting-review-count = { $count ->
    [one] Eine Zeile
   *[other] { $count } Zeilen
 }
reporting-review-empty-title = Nichts gefunden
reporting-review-empty-text = Mit diesem Filter gibt es keine Meldung. Wählen Sie einen anderen Stand oder ändern Sie die Suche.
reporting-review-week-caption = Einrichtungen und ihre Meldungen
reporting-review-institution = Einrichtung
reporting-review-town = Ort
reporting-review-hints = Hinweise
reporting-review-changed = Eingegangen
reporting-review-action = Aktion
reporting-review-open = Öffnen
reporting-review-status = { $status ->
    [zero] Nullmeldung
    [missing] fehlt
    [draft] in Arbeit
    [submitted] zu prüfen
    [returned] zurückgegeben
   *[accepted] angenommen
 }
reporting-review-overdue = überfällig
reporting-review-corrected = berichtigt
reporting-review-warnings = { $count ->
    [one] eine Auffälligkeit
   *[other] { $count } Auffälligkeiten
 }
reporting-review-reminded-at = erinnert: { $at }
reporting-review-remind-column = Erinnern
reporting-review-remind-one = { $institution } erinnern
reporting-review-remind-chosen = Ausgewählte erinnern
reporting-review-remind-overdue = { $count ->
    [one] Die überfällige Einrichtung erinnern
   *[other] Alle { $count } überfälligen erinnern
 }
reporting-review-remind-why = Was steht in der Erinnerung?
reporting-review-remind-because = Die Mail nennt Erhebung und Woche und enthält einen Link zum Formular, sonst nichts. Deich erinnert von selbst einen, vier und acht Tage nach der Frist; am selben Tag wird niemand zweimal an dieselbe Meldung erinnert.
reporting-review-remind-nobody = Es wurde keine Einrichtung ausgewählt. Setzen Sie Häkchen bei den Einrichtungen, die Sie erinnern möchten.
reporting-review-reminded = { $reports ->
    [0] Keine Einrichtung wurde erinnert:
    [one] Eine Einrichtung wurde erinnert
   *[other] { $reports } Einrichtungen wurden erinnert
 } { $reports ->
    [0] An diese Meldungen wurde heute schon erinnert, oder die Einrichtungen haben niemanden mit Zugang.
   *[other] ({ $mails } { $mails ->
        [one] Mail
       *[other] Mails
     }). { $skipped ->
        [0] {""}
        [one] Eine weitere wurde heute schon erinnert oder hat niemanden mit Zugang.
       *[other] { $skipped } weitere wurden heute schon erinnert oder haben niemanden mit Zugang.
     }
 }

## Prüfung: viele annehmen
reporting-review-accept-all = { $count ->
    [one] Die unauffällige Meldung annehmen
   *[other] { $count } unauffällige annehmen
 }
reporting-review-accept-all-title = Unauffällige Meldungen annehmen
reporting-review-accept-all-consequence = { $count ->
    [one] Eine Meldung ohne Auffälligkeit wird angenommen. Sie wird bei der nächsten Freigabe zusammengefasst.
   *[other] { $count } Meldungen ohne Auffälligkeit werden angenommen. Sie werden bei der nächsten Freigabe zusammengefasst.
 }
reporting-review-accept-all-submit = Annehmen
reporting-review-accept-left-alone = { $count ->
    [one] Eine auffällige Meldung bleibt zur Prüfung stehen.
   *[other] { $count } auffällige Meldungen bleiben zur Prüfung stehen.
 }
reporting-review-accept-undo = Jede Annahme lässt sich einzeln zurücknehmen, bis die Meldung in eine Freigabe eingegangen ist.
reporting-review-accept-none-title = Nichts anzunehmen
reporting-review-accept-none-text = In dieser Woche wartet keine unauffällige Meldung auf Prüfung.
reporting-review-accepted-together = { $accepted ->
    [0] Keine Meldung wurde angenommen.
    [one] Eine Meldung ist angenommen.
   *[other] { $accepted } Meldungen sind angenommen.
 } { $skipped ->
    [0] {""}
    [one] Eine hatte sich inzwischen geändert und blieb stehen.
   *[other] { $skipped } hatten sich inzwischen geändert und blieben stehen.
 }

## Prüfung: eine Meldung
reporting-review-submission-title = { $institution }, { $period }
reporting-review-warnings-title = { $count ->
    [one] Eine Angabe ist auffällig
   *[other] { $count } Angaben sind auffällig
 }
reporting-review-answers = Angaben (Fassung { $version })
reporting-review-decision = Entscheidung
reporting-review-accept = Annehmen
reporting-review-accept-text = Angenommene Meldungen werden bei der nächsten Freigabe mit anderen zusammengefasst.
reporting-review-undo = Annahme zurücknehmen
reporting-review-undo-text = Die Meldung ist noch in keiner Freigabe. Sie können die Annahme zurücknehmen.
reporting-review-return = Zurückgeben
reporting-review-comment = Frage an die Einrichtung
reporting-review-comment-hint = Sagen Sie, was zu prüfen ist. Die Einrichtung liest die Frage nach der Anmeldung; in der Mail steht sie nicht. Die Frage wird verschlüsselt gespeichert.
reporting-review-comment-missing = Schreiben Sie, was die Einrichtung prüfen soll.
reporting-review-comment-long = Die Frage ist zu lang. Kürzen Sie sie auf höchstens 2.000 Zeichen.
reporting-review-seen-missing = Dem Formular fehlt der Stand der Meldung. Öffnen Sie die Meldung noch einmal.
reporting-review-accepted = Die Meldung { $receipt } ist angenommen.
reporting-review-undone = Die Annahme der Meldung { $receipt } ist zurückgenommen.
reporting-review-returned = Die Meldung { $receipt } ist zurückgegeben. Die Einrichtung erhält eine Mail mit einem Link.
reporting-review-has-left = Diese Fassung ist inzwischen in eine Freigabe eingegangen. Die Annahme lässt sich nicht mehr zurücknehmen. Ist die Meldung falsch, geben Sie sie mit einer Frage zurück; eine Berichtigung wird gesondert freigegeben.
reporting-review-sent-by = Gesendet von
reporting-review-left = Freigabe
reporting-review-left-in = Fassung { $version } ist in Freigabe { $sequence } eingegangen
reporting-review-back = Zum Zeitraum
reporting-review-opened-why = Wer sieht, dass ich diese Meldung geöffnet habe?
reporting-review-opened-because = Jedes Öffnen wird im Protokoll des Gesundheitsamtes festgehalten: wer, wann, welche Meldung. Was in der Meldung steht, steht nicht im Protokoll.
reporting-review-event = { $kind ->
    [submitted] Eingegangen (Fassung { $version })
    [corrected] Berichtigt (Fassung { $version })
    [returned] Zurückgegeben (Fassung { $version })
    [accepted] Angenommen (Fassung { $version })
    [accept-undone] Annahme zurückgenommen (Fassung { $version })
   *[withdrawn] Zurückgezogen
 }
reporting-review-conflict-title = Die Meldung hat sich geändert
reporting-review-conflict-happened = Jemand war schneller
reporting-review-conflict-now = { $state ->
    [submitted] Die Meldung wartet jetzt mit Fassung { $version } auf Prüfung.
    [returned] Die Meldung ist jetzt zurückgegeben.
    [accepted] Die Meldung ist jetzt angenommen.
   *[withdrawn] Die Meldung ist jetzt zurückgezogen.
 }
reporting-review-conflict-nothing = Ihre Entscheidung wurde nicht gespeichert, weil Sie einen älteren Stand gesehen haben.
reporting-review-conflict-typed = Ihr Text
reporting-review-conflict-look = Meldung ansehen

## Mails
reporting-mail-reminder-subject = { $count ->
    [one] Eine Meldung fehlt noch
   *[other] { $count } Meldungen fehlen noch
 }
reporting-mail-reminder-line =
    { $collection }, { $period }
    { $link }
reporting-mail-reminder-text =
    Guten Tag { $name },

    { $count ->
        [one] diese Meldung Ihrer Einrichtung ist noch nicht eingegangen:
       *[other] diese Meldungen Ihrer Einrichtung sind noch nicht eingegangen:
    }

    { $lines }

    Auch wenn Ihre Einrichtung geschlossen war, genügt eine kurze Meldung. Haben Sie inzwischen gemeldet, ist nichts weiter zu tun.
reporting-mail-returned-subject = Rückfrage zu Ihrer Meldung { $receipt }
reporting-mail-returned-text =
    Guten Tag { $name },

    Ihr Gesundheitsamt hat eine Frage zu einer Meldung: { $collection }, { $period }, Quittungsnummer { $receipt }.

    Lesen und beantworten Sie die Frage hier, nach der Anmeldung:
    { $link }

## Freigaben
reporting-nav-releases = Freigaben
reporting-releases-lead = Was das Gesundheitsamt zusammengefasst an das Land weitergegeben hat
reporting-releases-ledger = Freigabebuch
reporting-releases-count = { $count ->
    [one] Eine Freigabe
   *[other] { $count } Freigaben
 }
reporting-releases-none-title = Noch keine Freigabe
reporting-releases-none-text = Jeden Montag um 6 Uhr wird freigegeben, was in angenommenen Meldungen steht und genügend Einrichtungen oder Personen umfasst.
reporting-releases-caption = Freigaben, die neuesten zuerst
reporting-releases-why = Was verlässt das Gesundheitsamt?
reporting-releases-because = Nur Gruppen aus mindestens so vielen Einrichtungen oder Personen, wie die Freigaberegel verlangt, mit Summen und Häufigkeiten. Jede Freigabe wird vor dem Senden und bei der Ankunft von einem zweiten, getrennten Programmteil geprüft; eine Gruppe wird nie geändert.
reporting-release-week = Woche der Freigabe
reporting-release-number = Nummer
reporting-release-groups = Gruppen
reporting-release-smallest = Kleinste Gruppe
reporting-release-reports = Meldungen
reporting-release-held = Im Amt geblieben
reporting-release-held-few = aus weniger als { $count } Einrichtungen
reporting-release-held-few-records = weniger als { $count }
reporting-release-at = Freigegeben
reporting-release-by = Ausgelöst von
reporting-release-by-itself = Deich, nach Zeitplan
reporting-release-title = Freigabebericht { $sequence }: { $collection }
reporting-release-print = Drucken
reporting-release-arrived = beim Land angekommen
reporting-release-on-the-way = unterwegs
reporting-release-german-only = Der Bericht ist ein amtliches Papier und liegt auf Deutsch vor.
reporting-release-what-left = Was das Amt verlassen hat
reporting-release-what-left-text = Diese Tabelle zeigt alles, was weitergegeben wurde, und nichts sonst.
reporting-release-document = Das Dokument im Wortlaut
reporting-release-groups-caption = Gruppen
reporting-release-place = Ort
reporting-release-no-place = ohne Ort
reporting-release-region = Statistische Region { $key }
reporting-release-kind = Art
reporting-release-group-kind = { $kind ->
    [figures] Summen
    [records] Meldungen
    [closed] geschlossen
    [correction] Berichtigung
   *[count] nur gezählt
 }
reporting-release-facilities = Einrichtungen
reporting-release-persons = Personen
reporting-release-any = alle
reporting-release-no-answer = keine Angabe
reporting-release-four-weeks = Vierwochenzeitraum { $number }/{ $year }
reporting-release-pdf = Als PDF
reporting-release-unclassified = Die Freigaberegel gibt diesen Feldern keine Schutzklasse: { $fields }. Es wurde nichts weitergegeben. Ergänzen Sie die Freigaberegel.
reporting-release-other-path = Nach der Freigaberegel werden diese Meldungen auf gesetzlichem Weg übermittelt. Hier wird nichts freigegeben.
reporting-release-now-title = Jetzt freigeben
reporting-release-now-text = Freigegeben wird von selbst jeden Montag um 6 Uhr. Hier sehen Sie vorab, was das Amt verlassen würde, und können es früher freigeben.
reporting-release-now-of = Vorschau: { $collection }
reporting-release-would-leave = Was das Amt verlassen würde
reporting-release-would-leave-text = { $reports ->
    [one] Eine Meldung
   *[other] { $reports } Meldungen
 } in { $groups ->
    [one] einer Gruppe.
   *[other] { $groups } Gruppen.
 }
reporting-release-nothing-title = Zurzeit nichts
reporting-release-nothing-text = Noch ist keine Gruppe vollständig. Was wartet, bleibt im Gesundheitsamt.
reporting-release-is-held = Was im Amt bleibt
reporting-release-nothing-held = Nichts. Alle angenommenen Meldungen sind freigegeben oder würden es jetzt.
reporting-release-held-reason = { $count ->
    [one] Eine Meldung
   *[other] { $count } Meldungen
 }: { $reason ->
    [too-few-facilities] zu wenige Einrichtungen mit gleichem Ort und gleicher Woche; wartet auf weitere
    [waits] noch nicht genug Gleiches; wartet auf weitere Meldungen
    [unknown-value] eine Angabe steht in keiner Werteliste der Freigaberegel
    [dominated] eine Einrichtung bestimmt die Summe fast allein
    [too-few-to-count] die längste Wartezeit ist vorbei, und es sind zu wenige, um sie auch nur zu zählen
    [correction-waits] Berichtigung; wartet, bis in derselben Gruppe genügend andere berichtigt sind
    [correction-moves] Berichtigung, die mehr als Zahlen ändert; bleibt im Amt
    [correction-of-other-policy] Berichtigung einer Meldung, die unter einer anderen Freigaberegel freigegeben wurde; bleibt im Amt
    [beyond-bound] die Person zählt in diesem Zeitraum schon in so vielen Zellen, wie die Freigaberegel erlaubt
    [period-closed] der Zeitraum ist abgeschlossen oder liegt außerhalb der Erhebung; wird nicht mehr gezählt
    [period-open] der Zeitraum ist noch nicht zu Ende, oder seine Wartezeit läuft
    [nothing-to-add] bereits freigegeben, es ändert sich nichts
    [not-yet] die Woche hat noch nicht begonnen
    [unknown-place] der Ort der Einrichtung ist nicht bekannt
    [out-of-range] eine Zahl fehlt oder liegt außerhalb des Zulässigen
   *[several-reports] mehrere Meldungen einer Einrichtung zu derselben Woche
 }
reporting-release-now-consequence = { $reports ->
    [one] Eine Meldung
   *[other] { $reports } Meldungen
 } in { $groups ->
    [one] einer Gruppe
   *[other] { $groups } Gruppen
 } { $reports ->
    [one] wird
   *[other] werden
 } an das Land weitergegeben.
reporting-release-now-submit = Freigeben
reporting-released = Freigegeben: { $reports ->
    [one] eine Meldung
   *[other] { $reports } Meldungen
 } in { $groups ->
    [one] einer Gruppe
   *[other] { $groups } Gruppen
 }.
reporting-released-nothing = Es war nichts freizugeben. Noch ist keine Gruppe vollständig.
reporting-release-changed = Seit der Vorschau hat sich etwas geändert. Es wurde nichts freigegeben. Sehen Sie sich die Vorschau noch einmal an.
reporting-release-refused = Die Prüfung vor dem Senden hat die Freigabe angehalten. Es wurde nichts weitergegeben. { $reason }
reporting-release-broken = Die Freigabe lässt sich nicht berechnen. Es wurde nichts weitergegeben. Bitte wenden Sie sich an den Betrieb.

## Datensätze beim Land
reporting-nav-datasets = Datensätze
reporting-datasets-lead = Was von den Gesundheitsämtern angekommen ist: Gruppen mit Summen, keine Meldungen
reporting-datasets-none-title = Noch nichts angekommen
reporting-datasets-none-text = Sobald ein Gesundheitsamt freigibt, wächst hier ein Datensatz.
reporting-datasets-caption = Datensätze nach Erhebung
reporting-datasets-offices = Gesundheitsämter
reporting-datasets-releases = Freigaben
reporting-datasets-latest = Neueste Woche
reporting-datasets-arrived = Zuletzt angekommen
reporting-datasets-minimum = { $of ->
    [records] Jede Gruppe umfasst mindestens { $count } verschiedene Personen oder Einrichtungen.
    [tables] Gezählt wird mit Rauschen, auch was nur eine Person betrifft.
   *[sums] Jede Gruppe umfasst mindestens { $count } Einrichtungen.
 } Prüfsumme:
reporting-datasets-why = Warum sehe ich keine einzelnen Meldungen?
reporting-datasets-because = Meldungen bleiben verschlüsselt im Gesundheitsamt. Das Land erhält nur Gruppen aus mehreren Einrichtungen oder Personen und prüft jede Freigabe bei der Ankunft noch einmal.
reporting-dataset-caption = Was angekommen ist, nach Gesundheitsamt
reporting-dataset-none-title = Noch nichts angekommen
reporting-dataset-none-text = Für diese Erhebung hat noch kein Gesundheitsamt freigegeben.
reporting-dataset-fine = Wie genau und wie spät
reporting-dataset-fine-text = Wie viele Meldungen auf welcher Stufe angekommen sind. Die Verzögerung ist aus den Meldungen berechnet, deren Woche genannt ist.
reporting-dataset-delay = Wochen bis zur Freigabe
reporting-dataset-counted = Nur gezählt
reporting-dataset-level = { $level ->
    [municipality] Gemeinde
    [district] Landkreis
    [region] Region
    [state] Land
    [week] Woche
    [four-weeks] vier Wochen
    [quarter] Quartal
    [year] Jahr
    [five-years] fünf Jahre
    [age-group] Altersgruppe
    [broad] grobe Altersgruppe
    [code] Wert
   *[other] ohne Angabe
 }: { $count }
reporting-dataset-files = Alle Gruppen als Datei:
reporting-dataset-csv = Tabelle (CSV)
reporting-dataset-parquet = Statistikprogramme (Parquet)
reporting-dataset-file = gruppen
reporting-dataset-silent = { $count ->
    [one] Von einem Gesundheitsamt ist noch nichts angekommen
   *[other] Von { $count } Gesundheitsämtern ist noch nichts angekommen
 }
reporting-dataset-silent-text = Entweder wurde dort noch nichts angenommen, oder es nehmen zu wenige Einrichtungen teil, um eine Gruppe zu bilden.

## Aufgaben
reporting-task-review = Meldungen prüfen: { $count }
reporting-task-corrected = Beantwortete Rückfragen prüfen: { $count }
reporting-task-missing = Überfällige Meldungen: { $count }
reporting-task-release-report = Neue Freigabeberichte: { $count }
reporting-task-about = { $collection }, { $period }
reporting-task-review-action = Prüfen
reporting-task-missing-action = Erinnern
reporting-task-read-action = Lesen
