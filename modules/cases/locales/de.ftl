# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Rights and deeds
action-case-open = Fallakten öffnen
action-case-work = Fallakten bearbeiten
action-case-close = Fallakten schließen und wieder öffnen
action-case-search = In Fallakten nach Namen suchen
action-case-configure = Fallarten einrichten
action-case-retain = Fallakten über ihre Zeit hinaus behalten
action-case-oversee = Löschungen und Zugriffe auf Fallakten ansehen
action-case-count = Zahlen über Fallakten ansehen
action-case-settle = Eigene Meldungen über Personen für erledigt erklären
deed-case-delete = Fallakte nach Ablauf der Frist gelöscht
schedule-cases-delete = Fallakten nach Ablauf der Frist löschen

# Words that many pages share
cases-nav = Fälle
cases-nav-retention = Löschung und Zugriffe
cases-product = Deich selbst
cases-office = Gesundheitsamt
cases-institution = Einrichtung
cases-kind = Fallart
cases-number = Aktenzeichen
cases-name = Name
cases-state = Stand
cases-state-open = in Bearbeitung
cases-state-closed = geschlossen
cases-state-merged = zusammengeführt
cases-state-line = { $state ->
    [open] in Bearbeitung
    [closed] geschlossen
   *[other] zusammengeführt
}
cases-opened = Eröffnet
cases-closed-on = Geschlossen
cases-reason = Grund
cases-months = Monate
cases-deleted-at = Gelöscht
cases-delete-on = Löschung
cases-hash = Prüfsumme
cases-receipt = Quittung
cases-sent = Gesendet
cases-reports = Meldungen
cases-when = Wann
cases-who = Wer
cases-what = Was
cases-actions = Weiter
cases-save = Speichern
cases-choose = Bitte wählen
cases-version = Fassung
cases-due = Fällig
cases-overdue = überfällig
cases-assignee = Zuständig
cases-nobody = niemand
cases-mine = ich
cases-day-wrong = Geben Sie einen Tag an, zum Beispiel 18.11.2026.
cases-reason-missing = Geben Sie einen Grund an.
cases-reason-text = Grund
cases-state-other = Der Stand der Akte hat sich inzwischen geändert. Öffnen Sie die Akte und sehen Sie nach.

# List
cases-count = { $count ->
    [one] Eine Akte
   *[other] { $count } Akten
}
cases-next-step = Nächster Schritt
cases-step-open-one = Offener Schritt
cases-overdue-only = Nur mit überfälligen Schritten
cases-none-title = Keine Akten
cases-none-text = Akten entstehen durch Meldungen oder werden von Hand eröffnet.
cases-why-no-names = Warum stehen hier keine Namen?
cases-why-no-names-text = Namen sind verschlüsselt gespeichert. Wer eine Akte öffnet oder sucht, sieht sie. Beides wird unter „Zugriffe“ festgehalten.

# Search
cases-search-title = Nach Namen suchen
cases-search-what = Name, Geburtsdatum oder Aktenzeichen
cases-search-hint = Zum Beispiel: Muster Kim 02.03.2021. Gefunden wird auch, was ähnlich klingt.
cases-search-do = Suchen
cases-search-found = Gefundene Akten
cases-search-none-title = Nichts gefunden
cases-search-none-text = Prüfen Sie die Schreibweise, oder suchen Sie nur nach dem Nachnamen.
cases-search-more = { $count ->
    [one] Eine weitere Akte passt. Suchen Sie genauer.
   *[other] { $count } weitere Akten passen. Suchen Sie genauer.
}
cases-search-limited = Durchsucht wurden die neuesten 20.000 Akten.
cases-search-why = Was wird festgehalten?
cases-search-why-text = Festgehalten wird, dass Sie gesucht haben und welche Akten Ihnen gezeigt wurden, nicht wonach Sie gesucht haben.

# A new file
cases-new-title = Akte eröffnen
cases-new-do = Akte eröffnen
cases-new-done = Die Akte { $number } ist eröffnet.
cases-new-kind-missing = Wählen Sie eine Fallart.
cases-new-no-kind-title = Noch keine Fallart
cases-new-no-kind-text = Die Amtsadministration oder das Land richtet Fallarten ein.

# The person
cases-slot-family-name = Nachname
cases-slot-given-name = Vorname
cases-slot-birth-date = Geburtsdatum
cases-slot-sex = Geschlecht
cases-slot-street = Straße und Hausnummer
cases-slot-postcode = Postleitzahl
cases-slot-town = Ort
cases-slot-contact = Erreichbarkeit
cases-slot-reason = Anlass der Meldung
cases-person-title = Person ändern
cases-person-name-missing = Geben Sie den Nachnamen an.
cases-person-done = Die Angaben zur Person sind gespeichert.

# A file
cases-file-title = Akte { $number }
cases-merged-title = Zusammengeführt
cases-merged-text = Der Inhalt liegt jetzt in der Akte { $number }.
cases-closed-title = Geschlossen
cases-closed-text = Geschlossen am { $day }: { $reason }.
cases-deleted-on = Die Akte wird ab { $day } gelöscht.
cases-held = Die Akte wird über ihre Zeit hinaus behalten.
cases-held-badge = wird behalten
cases-same-title = Vielleicht dieselbe Person
cases-same-text = Name und Geburtsdatum stimmen mit einer anderen Akte überein. Vergleichen Sie und entscheiden Sie.
cases-same-compare = Mit Akte { $number } vergleichen
cases-differs-title = Die Meldung { $receipt } wurde berichtigt
cases-differs-take = Angaben übernehmen
cases-differs-keep = Akte so lassen
cases-differs-done = Die Entscheidung ist festgehalten.
cases-steps = Schritte
cases-steps-none = Es ist kein Schritt offen.
cases-steps-ended = Erledigte Schritte
cases-step = Schritt
cases-step-kind = { $kind ->
    [decision] Entscheidung
   *[other] Aufgabe
}
cases-step-state = { $state ->
    [done] erledigt
    [dropped] entfällt
   *[other] offen
}
cases-step-ended = Beendet
cases-step-decided-on = Entschieden am
cases-step-person-due = Frist für die Person
cases-step-person-due-hint = Leer, wenn die Person nichts tun muss.
cases-step-person-due-early = Die Frist liegt vor dem Tag der Entscheidung.
cases-step-legal = Rechtsgrundlage
cases-step-text = Begründung oder Vermerk
cases-step-text-hint = Steht im Schreiben, wenn die Vorlage das Feld „begruendung“ hat.
cases-step-letter = Schreiben
cases-step-letter-hint = Das Schreiben entsteht als PDF, wenn Sie den Schritt erledigen.
cases-step-letter-none = Kein Schreiben
cases-step-do = Schritt erledigen
cases-step-done-done = Der Schritt „{ $step }“ ist erledigt.
cases-step-preview = Schreiben ansehen
cases-step-plan-title = Anders planen
cases-step-plan = Plan speichern
cases-step-planned-done = Der Schritt ist neu geplant.
cases-step-drop = Entfällt
cases-step-dropped-done = Der Schritt entfällt.
cases-step-add = Weiterer Schritt
cases-step-add-do = Schritt hinzufügen
cases-step-added-done = Der Schritt ist hinzugefügt.
cases-step-over = Der Schritt ist nicht mehr offen.
cases-statements = Erklärungen der Einrichtung
cases-statement-line = { $reason ->
    [proof] Erledigt seit { $day }: Nachweis vorgelegt
    [left] Erledigt seit { $day }: Person hat die Einrichtung verlassen
    [mistake] Erledigt seit { $day }: Meldung war ein Irrtum
   *[other] Erledigt seit { $day }: anderer Grund
}
cases-statement-reason = { $reason ->
    [proof] Nachweis wurde vorgelegt
    [left] Die Person hat die Einrichtung verlassen
    [mistake] Die Meldung war ein Irrtum
   *[other] Anderer Grund
}
cases-statement-state = { $state ->
    [accepted] vom Amt anerkannt
    [objected] das Amt widerspricht
   *[other] noch nicht beantwortet
}
cases-statement-answer = Antwort des Gesundheitsamtes
cases-statement-answer-missing = Schreiben Sie, warum Sie widersprechen.
cases-statement-accept = Anerkennen und schließen
cases-statement-object = Widersprechen
cases-statement-accepted-done = Die Erklärung ist anerkannt. Schließen Sie jetzt die Akte.
cases-statement-objected-done = Der Widerspruch ist gespeichert. Die Einrichtung sieht ihn.
cases-letters = Schreiben
cases-letters-none = Noch kein Schreiben.
cases-letter-number = Aktenzeichen
cases-letter-day = Datum
cases-letter-writer = Bearbeitet von
cases-letter-missing = Im Schreiben fehlen Angaben: { $fields }.
cases-letter-broken = Die Vorlage lässt sich noch nicht lesen. Die Hinweise oben auf der Seite der Fallart sagen, warum.
cases-uploads = Dateien
cases-uploads-none = Noch keine Datei.
cases-upload-add = Datei hinzufügen
cases-upload-hint = PDF oder Bild, höchstens 10 MB.
cases-upload-do = Datei speichern
cases-upload-done = Die Datei ist gespeichert.
cases-upload-missing = Wählen Sie eine Datei.
cases-upload-empty = Die Datei ist leer.
cases-upload-large = Die Datei ist zu groß. Erlaubt sind 10 MB.
cases-upload-kind = Erlaubt sind PDF und Bilder.
cases-upload-many = Die Akte hat schon 50 Dateien.
cases-note-title = Notiz
cases-note-text = Text der Notiz
cases-note-do = Notiz speichern
cases-note-done = Die Notiz ist gespeichert.
cases-note-missing = Schreiben Sie einen Text.
cases-history = Verlauf
cases-assign-to = Zuständig machen
cases-assign-do = Zuständigkeit speichern
cases-assign-done = Die Zuständigkeit ist gespeichert.
cases-lift-text = Die Fallart hat inzwischen Fassung { $version }.
cases-lift-do = Auf die neue Fassung heben
cases-lift-done = Die Akte folgt der neuen Fassung.
cases-report-state = { $state ->
    [accepted] Fassung { $version }, angenommen
    [returned] Fassung { $version }, zurückgegeben
    [withdrawn] Fassung { $version }, zurückgezogen
   *[other] Fassung { $version }, eingegangen
}

# History
cases-event-opened-by-report = Eröffnet durch Meldung { $about }
cases-event-opened-by-hand = Von Hand eröffnet
cases-event-report-corrected = Meldung { $about } berichtigt
cases-event-report-withdrawn = Meldung { $about } zurückgezogen
cases-event-report-accepted = Meldung { $about } angenommen
cases-event-report-returned = Meldung { $about } zurückgegeben
cases-event-taken-over = Angaben der Meldung { $about } übernommen
cases-event-person-changed = Angaben zur Person geändert
cases-event-assigned = Zuständigkeit geändert
cases-event-step-added = Schritt hinzugefügt: { $about }
cases-event-step-done = Schritt erledigt: { $about }
cases-event-step-dropped = Schritt entfällt: { $about }
cases-event-letter-made = Schreiben erstellt: { $about }
cases-event-noted = Notiz
cases-event-uploaded = Datei hinzugefügt
cases-event-stated = Einrichtung erklärt die Meldung { $about } für erledigt
cases-event-statement-accepted = Erklärung anerkannt
cases-event-statement-objected = Erklärung widersprochen
cases-event-merged = Akte { $about } aufgenommen
cases-event-left-apart = Akte { $about } betrifft eine andere Person
cases-event-lifted = Auf Fassung { $about } der Fallart gehoben
cases-event-closed = Geschlossen: { $about }
cases-event-reopened = Wieder geöffnet
cases-event-held = Wird über die Zeit hinaus behalten
cases-event-released = Wird nicht länger behalten
cases-event-read = Akte geöffnet
cases-event-letter-read = Schreiben geöffnet: { $about }
cases-event-upload-read = Datei geöffnet
cases-event-found = Bei einer Suche gezeigt

# Conflict
cases-conflict-title = Die Akte hat sich geändert
cases-conflict-happened = Jemand war schneller
cases-conflict-now = Die Akte wurde am { $when } geändert, von: { $who }.
cases-conflict-nothing = Ihre Eingabe wurde nicht gespeichert.
cases-conflict-typed = Das hatten Sie geschrieben
cases-conflict-look = Akte neu ansehen

# Closing
cases-close-title = Akte schließen
cases-close-do = Akte schließen
cases-close-done = Die Akte ist geschlossen.
cases-close-steps-title = Offene Schritte
cases-close-steps-text = { $count ->
    [one] Ein Schritt ist noch offen. Er entfällt mit dem Schließen.
   *[other] { $count } Schritte sind noch offen. Sie entfallen mit dem Schließen.
}
cases-close-reason = Warum wird die Akte geschlossen?
cases-close-reason-hint = Der Grund bestimmt, wann die Akte gelöscht wird.
cases-close-reason-line = { $reason } – Löschung ab { $day }
cases-close-reason-missing = Wählen Sie einen Grund.
cases-close-text = Vermerk
cases-reopen-title = Akte wieder öffnen
cases-reopen-done = Die Akte ist wieder offen.
cases-hold-title = Zurückhalten
cases-hold-done = Die Akte wird nicht gelöscht, solange sie zurückgehalten ist.
cases-release-title = Nicht länger zurückhalten
cases-release-done = Die Akte wird nach ihrer Frist gelöscht.
cases-closing-what = { $what ->
    [reopen] Die Akte wird wieder bearbeitet. Die Frist zur Löschung beginnt mit dem nächsten Schließen neu.
    [release] Die Akte wird wieder nach ihrer Frist gelöscht.
   *[other] Die Akte wird nicht gelöscht, bis Sie das wieder aufheben.
}
cases-closing-button = { $what ->
    [reopen] Akte wieder öffnen
    [release] Nicht länger zurückhalten
   *[other] Akte zurückhalten
}

# Bringing together
cases-merge-title = Akten vergleichen
cases-merge-text = Dass Name und Geburtsdatum gleich sind, ist ein Hinweis. Sie entscheiden, ob es dieselbe Person ist.
cases-merge-what = Angabe
cases-merge-consequence = Beim Zusammenführen kommt alles aus { $other } in die Akte { $one }. Das lässt sich nicht rückgängig machen.
cases-merge-do = Zusammenführen
cases-merge-apart = Verschiedene Personen
cases-merge-done = Die Akten sind zusammengeführt.
cases-apart-done = Festgehalten: Es sind verschiedene Personen.

# Accesses
cases-accesses-title = Zugriffe auf Fallakten
cases-accesses-of-file = Zugriffe auf diese Akte
cases-accesses-none = Keine Zugriffe
cases-accesses-none-text = Es hat noch niemand eine Akte geöffnet.
cases-accesses-unknown = Keine solche Akte
cases-accesses-unknown-text = Das Amt hat keine Akte mit diesem Aktenzeichen.
cases-accesses-count = { $count ->
    [one] Ein Zugriff
   *[other] { $count } Zugriffe
}
cases-accesses-note = Mit einer Akte werden auch ihre Zugriffe gelöscht. Im Prüfpfad des Amtes bleibt stehen, wer wann etwas geöffnet hat.

# Deletion
cases-deletion-title = Löschung von Fallakten
cases-deletion-due = Löschung in den nächsten 30 Tagen
cases-deletion-due-none = In den nächsten 30 Tagen wird keine Akte gelöscht.
cases-proofs = Löschnachweise
cases-proofs-text = Ein Nachweis nennt die Akte und die Regel, nie die Person. Die Prüfsumme ist über den verschlüsselten Inhalt gebildet.
cases-proofs-none = Es wurde noch keine Akte gelöscht.
cases-proofs-more = { $count ->
    [one] Ein weiterer Nachweis steht in der Tabelle.
   *[other] { $count } weitere Nachweise stehen in der Tabelle.
}
cases-proofs-table = Nachweise als Tabelle (CSV)

# Figures
cases-figures-title = Zahlen über Fallakten
cases-figures-none = Noch keine Akten.
cases-figures-sort = Nach
cases-figures-what = Was
cases-figures-number = Anzahl
cases-figures-step = Offener Schritt
cases-figures-duration = Dauer in Tagen
cases-figures-median = Mittlere Dauer bis zum Schließen
cases-figures-table = Zahlen als Tabelle (CSV)

# Institutions
cases-notified-title = Gemeldete Personen
cases-notified-text = Hier sehen Sie Ihre eigenen Meldungen über Personen. Ist der Anlass weggefallen, erklären Sie die Meldung für erledigt.
cases-notified-none-title = Keine Meldungen über Personen
cases-notified-none-text = Sie haben noch niemanden gemeldet.
cases-notified-state = { $state ->
    [withdrawn] zurückgezogen
    [closed] vom Gesundheitsamt abgeschlossen
    [objected] das Gesundheitsamt widerspricht
    [stated] von Ihnen für erledigt erklärt { $day }
   *[other] in Bearbeitung
}
cases-notified-one-title = Gemeldete Person, Quittung { $receipt }
cases-notified-said = Ihre Erklärungen
cases-notified-settle = Für erledigt erklären
cases-notified-reason = Warum ist die Meldung erledigt?
cases-notified-reason-missing = Wählen Sie einen Grund.
cases-notified-day = Seit wann?
cases-notified-day-wrong = Geben Sie einen Tag an, der nicht in der Zukunft liegt.
cases-notified-note = Hinweis für das Gesundheitsamt
cases-notified-note-hint = Schreiben Sie keine Diagnosen und nicht den Inhalt des Nachweises.
cases-notified-do = Für erledigt erklären
cases-notified-done = Ihre Erklärung ist beim Gesundheitsamt.

# Kinds
cases-types-title = Fallarten
cases-types-text = Eine Fallart sagt, welche Meldungen Akten eröffnen, welche Schritte folgen, was in den Schreiben steht und wann gelöscht wird.
cases-types-none = Noch keine Fallart.
cases-type-title = Fallart „{ $title }“
cases-type-new = Neue Fallart
cases-type-new-do = Fallart anlegen
cases-type-new-row = Neu ({ $number })
cases-type-name = Titel
cases-type-owner = Für wen gilt sie?
cases-type-state-draft = Entwurf
cases-type-state-changed = geändert, nicht veröffentlicht
cases-type-state-published = veröffentlicht
cases-type-state-retired = stillgelegt
cases-type-faults = So kann die Fallart nicht veröffentlicht werden
cases-type-publish = Fassung { $version } veröffentlichen
cases-type-published = Fassung { $version } ist veröffentlicht. Offene Akten folgen ihr, wenn sie gehoben werden.
cases-type-offer = Wieder anbieten
cases-type-offered = Mit dieser Fallart entstehen wieder Akten.
cases-type-retire = Stilllegen
cases-type-retired = Mit dieser Fallart entstehen keine neuen Akten mehr.
cases-type-saved = Der Entwurf ist gespeichert.
cases-type-outdated = Jemand anderes hat die Fallart inzwischen geändert. Ihre Eingaben stehen unten. Laden Sie die Seite neu, um beides zu vergleichen.
cases-type-about = Allgemeines
cases-type-note = Hinweis zur Fallart
cases-type-collection = Welche Erhebung eröffnet Akten?
cases-type-collection-hint = Nach dem Speichern werden die passenden Fragen vorgeschlagen.
cases-type-by-hand = Keine, nur von Hand
cases-type-mapping = Welche Frage nennt was?
cases-type-mapping-text = Prüfen Sie die Vorschläge. Was nicht gewählt ist, steht nicht in der Akte.
cases-type-not-asked = Wird nicht gefragt
cases-type-rows = Leeren Sie einen Titel, um einen Eintrag zu entfernen. Die letzten Einträge sind für neue.
cases-type-step-title = Was ist zu tun?
cases-type-step-kind = Art des Schritts
cases-type-step-after = Wann entsteht er?
cases-type-after-hand = Nur von Hand
cases-type-after-opening = Mit der Eröffnung
cases-type-after-step = Nach „{ $step }“
cases-type-step-days = Zu erledigen in Tagen
cases-type-step-person = Frist für die Person in Tagen (0: keine)
cases-type-letters-text = Diese Felder füllt Deich aus:
cases-type-letter-title = Betreff
cases-type-letter-body = Text
cases-type-letter-preview = Mit erfundenen Angaben ansehen (PDF)
cases-type-reasons = Gründe zum Schließen
cases-type-months = Löschung so viele Monate nach dem Schließen
cases-type-save = Entwurf speichern
cases-fault-title = Geben Sie einen Titel an.
cases-fault-reason = Es fehlt ein Grund zum Schließen.
cases-fault-name = Sagen Sie, welche Frage den Nachnamen nennt.
cases-fault-follows = Der Schritt „{ $step }“ folgt auf sich selbst oder auf einen Schritt, den es nicht gibt.
cases-fault-letter = Das Schreiben des Schritts „{ $step }“ gibt es nicht.
cases-fault-twice = Der Schlüssel { $key } kommt zweimal vor.
cases-fault-open = Schreiben „{ $letter }“, Zeile { $line }: Ein Feld ist nicht geschlossen.
cases-fault-unknown = Schreiben „{ $letter }“, Zeile { $line }: Das Feld „{ $field }“ gibt es nicht.

# Tasks
cases-task-statement = Erklärung einer Einrichtung beantworten
cases-task-file = Akte { $number }
cases-task-look = Ansehen
cases-task-do = Bearbeiten
cases-task-nobodys = { $count ->
    [one] Eine Akte, für die niemand zuständig ist
   *[other] { $count } Akten, für die niemand zuständig ist
}
cases-task-deletion = { $count ->
    [one] Eine Akte wird bald gelöscht
   *[other] { $count } Akten werden bald gelöscht
}
cases-types-area = Schritte, Briefe, Gründe für den Abschluss und Aufbewahrung je Art von Akte.
cases-retention-area = Was gelöscht wird, was gelöscht ist, und wer Akten geöffnet hat.

# --- rights of the people concerned
deed-case-restrict = Fallakte eingeschränkt oder Einschränkung aufgehoben
cases-event-report-deleted = Meldung { $about } gelöscht
cases-event-restricted = Eingeschränkt nach Artikel 18 DSGVO, Antrag { $about }
cases-event-restriction-ended = Einschränkung aufgehoben, Antrag { $about }
cases-event-restricted-read = Trotz Einschränkung geöffnet
cases-restricted-badge = eingeschränkt
cases-restricted-title = Diese Akte ist eingeschränkt
cases-restricted-text = Sie wird nicht geändert und nicht nach ihrer Frist gelöscht, bis die Einschränkung aufgehoben ist (Artikel 18 DSGVO).
cases-holdings = Fallakten
cases-holdings-file = Akte
cases-holdings-person = Angaben zur Person
cases-holdings-reported = Angaben der Meldung { $receipt }
cases-holdings-held = Die Akte wird mit Begründung über ihre Zeit hinaus behalten (zum Beispiel wegen eines Rechtsstreits). Heben Sie das zuerst in der Akte auf.
cases-holdings-open = Die Akte wird noch bearbeitet: Das Amt erfüllt damit eine gesetzliche Pflicht.
cases-holdings-retention = Die Aufbewahrungsfrist der Akte läuft noch.
cases-holdings-request = Löschung auf Antrag { $number } (Artikel 17 DSGVO)
cases-activity-title = Fallakten: { $title }
cases-activity-purpose = Verfahren zu Personen, die dem Gesundheitsamt gemeldet werden, von der Meldung bis zum Abschluss
cases-activity-persons = Personen, über die gemeldet wird, und ihre Sorgeberechtigten
cases-activity-identifying = Daten, die eine Person nennen: { $fields }
cases-activity-work = Bearbeitung: { $steps }; Schreiben, Notizen, vorgelegte Nachweise
cases-activity-recipients = Die Sachbearbeitung des Gesundheitsamtes; die Person selbst durch Schreiben. Die meldende Einrichtung erfährt nur, ob ihre Meldung erledigt ist. Das Land erhält keine Fallakten.
cases-activity-origin = Meldungen von Einrichtungen, die Person selbst
cases-activity-months = { $count ->
    [one] ein Monat nach dem Schließen
   *[other] { $count } Monate nach dem Schließen
  }
cases-activity-retention = Gelöscht wird nach Regel mit Nachweis. { $rules }
cases-activity-measures = Inhalte liegen verschlüsselt mit einem Schlüssel des Amtes; jedes Öffnen und jede Suche wird protokolliert; Anmeldung mit zweitem Faktor.
