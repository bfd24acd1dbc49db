# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rückfragen und Notizen
reporting-talk-title = Rückfragen
reporting-talk-empty-office = Zu dieser Meldung wurde noch nichts gefragt. Eine Frage ändert die Meldung nicht; sie bleibt, wie sie ist.
reporting-talk-empty = Zu dieser Meldung wurde noch nichts gefragt. Sie können Ihrem Gesundheitsamt hier schreiben.
reporting-talk-turn = { $turn ->
    [office] Das Gesundheitsamt hat etwas Neues zu lesen.
    [institution] Die Einrichtung ist um eine Antwort gebeten.
   *[nobody] Alles ist geklärt.
 }
reporting-talk-kind = { $kind ->
    [note] Notiz, nur für das Gesundheitsamt
    [office] Frage des Gesundheitsamtes
   *[institution] Nachricht der Einrichtung
 }
reporting-talk-about = Zu: { $question }
reporting-talk-text = Nachricht
reporting-talk-hint = Nur nach der Anmeldung zu lesen. Die E-Mail dazu enthält den Text nicht.
reporting-talk-question = Zu welcher Frage
reporting-talk-whole = Zur ganzen Meldung
reporting-talk-internal = Notiz: nur für das Gesundheitsamt
reporting-talk-send = Nachricht speichern
reporting-talk-settle = Als geklärt kennzeichnen
reporting-talk-missing = Schreiben Sie, worum es geht.
reporting-talk-long = Die Nachricht ist zu lang. Höchstens 2.000 Zeichen sind möglich.
reporting-talk-noted = Die Notiz ist gespeichert.
reporting-talk-asked = Die Frage ist gesendet. Die Einrichtung bekommt eine E-Mail ohne ihren Inhalt.
reporting-talk-answered = Ihre Nachricht ist gesendet.
reporting-talk-settled = Die Rückfrage ist geklärt.

## Zuständigkeit
reporting-assign-title = Meldungen zuweisen
reporting-assign-link = Zuweisen
reporting-assign-caption = Offene Meldungen dieses Zeitraums
reporting-assign-choose = Auswahl
reporting-assign-choose-one = { $institution } auswählen
reporting-assign-person = Zuständig
reporting-assign-due = Eigene Frist
reporting-assign-nobody = niemand
reporting-assign-to = Zuständig
reporting-assign-to-whom = bei { $name }
reporting-assign-until = Zu erledigen bis
reporting-assign-until-hint = Nur für das Gesundheitsamt. Die Frist der Einrichtung ändert sich nicht.
reporting-assign-do = Auswahl zuweisen
reporting-assign-one = Zuweisen
reporting-assign-none-title = Nichts zuzuweisen
reporting-assign-none-text = In diesem Zeitraum wartet keine Meldung auf Prüfung.
reporting-assign-done = Die Zuständigkeit ist gespeichert.
reporting-assign-outdated = Die Zuständigkeit wurde inzwischen geändert. Sie sehen den neuen Stand.
reporting-assign-together-done = { $given ->
    [one] Eine Meldung ist zugewiesen.
   *[other] { $given } Meldungen sind zugewiesen.
 }{ $skipped ->
    [0] {""}
    [one] {" "}Eine wurde inzwischen anders zugewiesen und bleibt so.
   *[other] {" "}{ $skipped } wurden inzwischen anders zugewiesen und bleiben so.
 }
reporting-assign-duty-title = Künftige Meldungen dieser Erhebung
reporting-assign-duty-text = Wer hier steht, ist für alle Meldungen der Erhebung zuständig, die niemandem einzeln zugewiesen sind.
reporting-assign-duty-person = Zuständig für die Erhebung
reporting-assign-duty-do = Zuständigkeit speichern
reporting-assign-duty-done = Die Zuständigkeit für die Erhebung ist gespeichert.

## Eigene Arbeit
reporting-work-title = Meine Prüfungen
reporting-work-lists = Listen
reporting-work-list = { $list ->
    [mir] Bei mir ({ $count })
    [antworten] Neue Antworten ({ $count })
    [niemand] Bei niemandem ({ $count })
   *[alle] Alle offenen ({ $count })
 }
reporting-work-caption = Offene Meldungen
reporting-work-answered = neue Antwort
reporting-work-asked = Antwort erbeten
reporting-work-none-title = Nichts offen
reporting-work-none-text = { $list ->
    [mir] Ihnen ist keine offene Meldung zugewiesen.
    [antworten] Keine Einrichtung hat etwas Neues geschrieben.
    [niemand] Für jede offene Meldung ist jemand zuständig.
   *[alle] In Ihrem Gesundheitsamt ist keine Meldung offen.
 }
reporting-task-assigned = { $count ->
    [one] Eine Meldung ist Ihnen zugewiesen
   *[other] { $count } Meldungen sind Ihnen zugewiesen
 }
reporting-task-answered = { $count ->
    [one] Eine Einrichtung hat geantwortet
   *[other] { $count } Einrichtungen haben geantwortet
 }
reporting-task-question = Frage des Gesundheitsamtes zur Meldung { $receipt }
reporting-task-answer = Antworten

## Auffälligkeiten im Vergleich
reporting-hints-title = Im Vergleich mit anderen Meldungen
reporting-hint-unusual = { $question }: { $value }. In den Zeiträumen davor üblich: { $usual }.
reporting-hint-copied = Alle Zahlen sind dieselben wie in { $period }.
reporting-hint-twice = Dieselbe Person ist vielleicht schon gemeldet: { $receipt }
