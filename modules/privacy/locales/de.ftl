# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- actions and deeds
action-privacy-request = Anträge betroffener Personen bearbeiten
action-privacy-decide = Daten auf Antrag einschränken und löschen
action-register-read = Verzeichnis von Verarbeitungstätigkeiten lesen
action-register-edit = Verzeichnis von Verarbeitungstätigkeiten ergänzen
deed-privacy-request = Antrag einer betroffenen Person bearbeitet
deed-privacy-decide = Auf Antrag eingeschränkt oder gelöscht
deed-register-edit = Verzeichnis von Verarbeitungstätigkeiten geändert
deed-privacy-delete = Antrag nach Ablauf der Frist gelöscht
schedule-privacy-delete = Anträge betroffener Personen nach ihrer Frist löschen

# --- words
privacy-nav = Betroffenenrechte
privacy-product = Deich
privacy-nobody = niemand
privacy-choose = Bitte wählen
privacy-save = Speichern
privacy-back = Zurück
privacy-mine = Meine
privacy-number = Aktenzeichen
privacy-files = Dateien
privacy-reason = Begründung
privacy-reason-missing = Bitte nennen Sie den Grund.
privacy-overdue = überfällig
privacy-kind = { $kind ->
    [access] Auskunft (Art. 15)
    [rectification] Berichtigung (Art. 16)
    [erasure] Löschung (Art. 17)
    [restriction] Einschränkung (Art. 18)
    [portability] Datenübertragbarkeit (Art. 20)
   *[objection] Widerspruch (Art. 21)
  }
privacy-state = { $state ->
    [open] in Arbeit
   *[closed] abgeschlossen
  }
privacy-identity = { $identity ->
    [document] Ausweis vorgelegt
    [electronic] elektronischer Nachweis
    [address] Antwort nur an die bekannte Anschrift
    [representative] Vertretung mit Nachweis (zum Beispiel Sorgerecht)
    [known] persönlich bekannt
   *[unchecked] noch nicht geprüft
  }
privacy-outcome = { $outcome ->
    [fulfilled] erfüllt
    [partly] teilweise erfüllt
    [refused] abgelehnt
    [nothing] keine Daten vorhanden
   *[withdrawn] zurückgenommen
  }
privacy-ground = { $ground ->
    [not-needed] nicht mehr nötig (Art. 17 Abs. 1 a)
    [consent] Einwilligung widerrufen (Art. 17 Abs. 1 b)
    [objection] Widerspruch (Art. 17 Abs. 1 c)
    [unlawful] unrechtmäßig verarbeitet, zum Beispiel irrtümlich (Art. 17 Abs. 1 d)
   *[law] gesetzliche Pflicht zur Löschung (Art. 17 Abs. 1 e)
  }
privacy-verdict = { $verdict ->
    [open] noch offen
    [person] ist die Person
    [other] andere Person
   *[unsure] unklar
  }
privacy-field-kind = Was wird beantragt?
privacy-field-state = Stand
privacy-field-assignee = Zuständig
privacy-field-received = Eingegangen
privacy-field-due = Zu beantworten bis
privacy-field-identity = Identität geprüft
privacy-field-outcome = Ergebnis
privacy-field-family-name = Nachname
privacy-field-given-name = Vorname
privacy-field-birth-date = Geburtsdatum
privacy-field-other-names = Weitere Namen und Schreibweisen
privacy-field-represented-by = Vertreten durch
privacy-field-street = Straße und Hausnummer
privacy-field-postcode = Postleitzahl
privacy-field-town = Ort
privacy-field-contact = Erreichbarkeit

# --- list
privacy-count = { $count ->
    [one] Ein Antrag
   *[other] { $count } Anträge
  }
privacy-none-title = Keine Anträge
privacy-none-text = Nehmen Sie einen Antrag auf, sobald jemand nach eigenen Daten fragt.
privacy-waits-badge = Löschung zu bestätigen
privacy-why-no-names = Warum stehen hier keine Namen?
privacy-why-no-names-text = Wer einen Antrag stellt, sieht nur, wer ihn öffnet. Jedes Öffnen steht im Verlauf des Antrags und im Protokoll.
privacy-task-request = Antrag { $number }
privacy-task-look = Ansehen
privacy-task-confirm = Löschung bestätigen oder ablehnen

# --- noting a request
privacy-new-title = Antrag aufnehmen
privacy-new-done = Der Antrag { $number } ist aufgenommen.
privacy-change-title = Angaben zum Antrag { $number }
privacy-change-link = Angaben ändern
privacy-change-done = Die Angaben sind gespeichert.
privacy-kind-missing = Wählen Sie, was beantragt wird.
privacy-received-hint = Ab diesem Tag läuft die Frist von einem Monat.
privacy-received-wrong = Geben Sie den Tag an, an dem der Antrag kam. Er liegt nicht in der Zukunft.
privacy-identity-hint = Geben Sie Daten erst heraus, wenn geprüft ist, wer fragt.
privacy-person = Um wessen Daten geht es?
privacy-person-text = Diese Angaben werden verschlüsselt abgelegt und nur für die Suche verwendet.
privacy-name-missing = Geben Sie den Nachnamen an.
privacy-born-wrong = Geben Sie einen Tag an.
privacy-other-names-hint = Je Zeile ein Name, zum Beispiel ein früherer Name. Schreibweisen, die gleich klingen, findet die Suche selbst.
privacy-represented-hint = Zum Beispiel die Mutter eines Kindes. Schreiben gehen an diesen Namen.

# --- a request
privacy-request-title = Antrag { $number }
privacy-is-closed = Der Antrag ist abgeschlossen. Öffnen Sie ihn zuerst wieder.
privacy-closed-title = Abgeschlossen
privacy-closed-text = Abgeschlossen am { $day }: { $outcome ->
    [fulfilled] erfüllt
    [partly] teilweise erfüllt
    [refused] abgelehnt
    [nothing] keine Daten vorhanden
   *[withdrawn] zurückgenommen
  }.
privacy-closed-delete = Der Antrag wird ab { $day } gelöscht. Ein Nachweis ohne Namen bleibt.
privacy-reopen = Wieder öffnen
privacy-reopen-done = Der Antrag ist wieder offen.
privacy-waits-title = Eine Löschung wartet
privacy-waits-text = Eine zweite Person muss die Löschung bestätigen.
privacy-waits-look = Löschung ansehen
privacy-search-title = Suche im Amt
privacy-search-state = { $state ->
    [running] Die Suche läuft. Bisher gelesen: { $read }.
    [done] Die Suche ist fertig. Gelesen: { $read }.
   *[none] Noch nicht gesucht.
  }
privacy-search-look = Stand neu laden
privacy-search-do = Nach der Person suchen
privacy-search-again = Noch einmal suchen
privacy-search-begun = Die Suche läuft.
privacy-hits = Fundstellen
privacy-hits-none-title = Nichts gefunden
privacy-hits-none-text = Ergänzen Sie weitere Namen oder Schreibweisen, und suchen Sie noch einmal.
privacy-hit = Fundstelle
privacy-hit-name = Angaben dort
privacy-hit-day = Vom
privacy-hit-why = Warum gefunden
privacy-hit-verdict = Urteil
privacy-hit-fit = { $likeness ->
    [spelled] Name gleich geschrieben
    [begun] Name beginnt gleich
   *[sounding] Name klingt gleich
  }, { $born ->
    [same] Geburtsdatum stimmt
    [unknown] kein Datum zum Vergleichen
   *[other] anderes Datum
  }
privacy-hit-deleted = gelöscht am { $day }
privacy-hit-restricted = eingeschränkt
privacy-hit-gone = Diese Fundstelle gibt es nicht mehr. Suchen Sie noch einmal.
privacy-judge-do = Urteile speichern
privacy-judged-done = Die Urteile sind gespeichert.
privacy-judged-nothing = Es hat sich nichts geändert.
privacy-hers = Zur Person gehören { $count }, davon eingeschränkt { $restricted }.
privacy-letters = Schreiben
privacy-letters-none = Noch kein Schreiben.
privacy-letter-kind = { $kind ->
    [receipt] Eingangsbestätigung
    [extension] Verlängerung
   *[answer] Antwort
  }
privacy-letter-which = Welches Schreiben?
privacy-letter-text = Ihr Text
privacy-letter-hint = Anrede, Aktenzeichen, Fristen und der Hinweis auf die Aufsichtsbehörde stehen schon im Schreiben. Bei Verlängerung und Antwort ist Ihr Text nötig.
privacy-letter-do = Schreiben erstellen
privacy-letter-done = Das Schreiben liegt beim Antrag.
privacy-letter-missing = Schreiben Sie, warum es länger dauert oder was die Antwort ist.
privacy-journal = Verlauf
privacy-note-text = Notiz
privacy-note-do = Notiz speichern
privacy-note-done = Die Notiz ist gespeichert.
privacy-note-missing = Die Notiz ist leer.
privacy-assign-to = Zuständig ist
privacy-assign-do = Übergeben
privacy-assign-done = Die Zuständigkeit ist geändert.
privacy-extend-reason = Warum dauert es länger?
privacy-extend-hint = Die Frist verlängert sich um zwei Monate (Art. 12 Abs. 3). Teilen Sie der Person den Grund innerhalb des ersten Monats mit.
privacy-extend-do = Frist verlängern
privacy-extend-done = Die Frist ist verlängert.
privacy-extend-missing = Nennen Sie den Grund. Verlängert wird nur einmal.
privacy-step-received = Aufgenommen: { $about }
privacy-step-changed = Angaben geändert
privacy-step-read = Geöffnet
privacy-step-searched = Suche begonnen
privacy-step-found = Suche fertig, Fundstellen: { $about }
privacy-step-judged = Fundstellen beurteilt: { $about }
privacy-step-viewed = Fundstelle angesehen: { $about }
privacy-step-left-out = Aus der Auskunft ausgelassen: { $about }
privacy-step-exported = Auskunft erstellt: { $about }
privacy-step-corrected = Berichtigt: { $about }
privacy-step-restricted = Eingeschränkt
privacy-step-lifted = Einschränkung aufgehoben
privacy-step-proposed = Löschung vorgeschlagen
privacy-step-rejected = Löschung abgelehnt
privacy-step-deleted = Gelöscht: { $about }
privacy-step-kept = Nicht gelöscht, weil es aufbewahrt werden muss: { $about }
privacy-step-extended = Frist verlängert
privacy-step-assigned = Zuständigkeit geändert
privacy-step-noted = Notiz
privacy-step-wrote = Schreiben erstellt: { $about }
privacy-step-letter-read = Schreiben geöffnet: { $about }
privacy-step-closed = Abgeschlossen
privacy-step-reopened = Wieder geöffnet

# --- something that was found
privacy-hit-field = Angabe
privacy-hit-value = Inhalt
privacy-hit-leave = Auskunft
privacy-hit-leave-out = auslassen
privacy-kept-title = Aufbewahrung
privacy-kept-until = { $reason } Bis { $day }.
privacy-kept-by-register = Die Aufbewahrungsfrist aus dem Verzeichnis läuft noch.
privacy-left-out-reason = Warum wird etwas ausgelassen?
privacy-left-out-hint = Zum Beispiel: betrifft andere Personen (Art. 15 Abs. 4). Der Grund steht in der Auskunft.
privacy-left-out-missing = Nennen Sie den Grund für die Auslassung.
privacy-left-out-do = Auslassungen speichern
privacy-left-out-done = Die Auslassungen sind gespeichert.
privacy-corrected-title = Berichtigen
privacy-corrected-text = Berichtigt wird dort, wo die Daten liegen. Was sich geändert hat, steht dort Feld für Feld im Verlauf.
privacy-corrected-link = Öffnen: { $kind }
privacy-corrected-what = Was wurde auf welcher Grundlage berichtigt?
privacy-corrected-missing = Schreiben Sie, was berichtigt wurde.
privacy-corrected-do = Berichtigung vermerken
privacy-corrected-done = Die Berichtigung ist vermerkt.

# --- the copy
privacy-copy-page-title = Auskunft
privacy-copy-lead = Die Auskunft ist ein Archiv: ein Dokument zum Lesen, dieselben Daten als JSON und die Dateien.
privacy-copy-open-title = Noch nicht alles geklärt
privacy-copy-open = Fundstellen ohne klares Urteil: { $count }. Sie kommen nicht in die Auskunft.
privacy-copy-nothing = Zur Person sind keine Daten vorhanden.
privacy-copy-fields = Angaben
privacy-copy-left = Ausgelassen
privacy-copy-checked = Ich habe geprüft, dass keine Daten anderer Personen enthalten sind.
privacy-copy-checked-hint = Sorgeberechtigte, meldende Personen und Freitexte: Lassen Sie aus, was nicht zur Person gehört.
privacy-copy-unchecked = Bestätigen Sie, dass Sie die Auskunft auf Daten anderer geprüft haben.
privacy-copy-do = Auskunft herunterladen
privacy-copy-about = { $things } Fundstellen, { $left } Angaben ausgelassen
privacy-copy-title = Auskunft über gespeicherte Daten, { $number }
privacy-copy-person = Zu
privacy-copy-made = Erstellt am
privacy-copy-intro = Sie erhalten hier alle Daten, die unter Ihrem Namen in Deich beim Gesundheitsamt gespeichert sind, mit Zweck, Rechtsgrundlage, Empfängern, Herkunft und Speicherdauer (Artikel 15 DSGVO).
privacy-copy-left-out = [ausgelassen: { $reason }]
privacy-copy-rights-title = Ihre Rechte
privacy-copy-rights = Sie können verlangen, dass Daten berichtigt, gelöscht oder in der Verarbeitung eingeschränkt werden, und der Verarbeitung widersprechen (Artikel 16, 17, 18 und 21 DSGVO). Sie können sich bei der Datenschutzaufsicht Ihres Landes beschweren (Artikel 77 DSGVO).
privacy-copy-automated = Entscheidungen über Sie trifft kein Programm allein. Ein Profiling findet nicht statt.

# --- restricting
privacy-restrict-title = Einschränken
privacy-restrict-lead = Eingeschränkte Daten werden nicht geändert, nicht ausgegeben, nicht zusammengefasst und nur mit Grund geöffnet (Art. 18).
privacy-restrict-hint = Zum Beispiel: Die Richtigkeit wird geprüft.
privacy-restrict-do = Einschränken
privacy-lift-do = Einschränkung aufheben
privacy-restrict-done = Eingeschränkt: { $count }. Nicht möglich: { $not }.
privacy-lift-done = Aufgehoben: { $count }. Nicht möglich: { $not }.
privacy-none-hers-title = Noch nichts zugeordnet
privacy-none-hers-text = Suchen Sie, und sagen Sie bei den Fundstellen, welche zur Person gehören.

# --- deleting
privacy-delete-title = Löschen
privacy-delete-lead = Eine Person schlägt vor, eine zweite bestätigt. Gelöscht werden alle Fassungen, Entwürfe und Dateien der Fundstellen. Ein Nachweis ohne Namen bleibt.
privacy-delete-unsearched = Es wurde noch nicht gesucht. Vielleicht fehlen Fundstellen.
privacy-delete-what = Was gelöscht wird und was bleibt
privacy-delete-fate = Was geschieht
privacy-delete-stays = Was danach bleibt
privacy-delete-goes = wird gelöscht
privacy-delete-kept = bleibt
privacy-delete-overridable = Nur bei unrechtmäßiger Verarbeitung oder gesetzlicher Pflicht wird trotzdem gelöscht.
privacy-ground-label = Rechtsgrund
privacy-ground-hint = Der Rechtsgrund entscheidet, ob Aufbewahrungsfristen vorgehen.
privacy-ground-missing = Wählen Sie den Rechtsgrund.
privacy-delete-nothing = Auf diesem Rechtsgrund kann nichts gelöscht werden: Alles muss noch aufbewahrt werden.
privacy-delete-propose = Löschung vorschlagen
privacy-delete-proposed = Die Löschung ist vorgeschlagen. Eine zweite Person muss sie bestätigen.
privacy-delete-waits = Vorgeschlagene Löschung
privacy-delete-by = Vorgeschlagen von { $who }, { $when }. Rechtsgrund:
privacy-delete-own = Sie haben die Löschung vorgeschlagen. Eine zweite Person muss sie bestätigen.
privacy-delete-none = Es ist keine Löschung mehr vorgeschlagen.
privacy-delete-consequence = { $count ->
    [one] Eine Fundstelle wird endgültig gelöscht. Das lässt sich nicht rückgängig machen.
   *[other] { $count } Fundstellen werden endgültig gelöscht. Das lässt sich nicht rückgängig machen.
  }
privacy-delete-confirm = Löschung bestätigen
privacy-delete-reject = Löschung ablehnen
privacy-delete-rejected = Die Löschung ist abgelehnt.
privacy-delete-done = Gelöscht: { $gone }. Aufbewahrt: { $kept }.

# --- closing
privacy-close-title = Abschließen
privacy-close-lead = Nach dem Abschluss wird der Antrag noch { $months } Monate als Nachweis aufbewahrt und dann gelöscht.
privacy-close-waits-title = Noch nicht möglich
privacy-close-waits = Eine Suche läuft noch, oder eine Löschung wartet auf ihre Bestätigung.
privacy-close-unanswered-title = Noch keine Antwort
privacy-close-unanswered = Beim Antrag liegt noch kein Antwortschreiben.
privacy-outcome-missing = Wählen Sie das Ergebnis.
privacy-close-do = Antrag abschließen
privacy-close-done = Der Antrag ist abgeschlossen.

# --- proofs
privacy-proofs-title = Nachweise
privacy-proofs-things = Auf Antrag gelöscht
privacy-proofs-requests = Nach ihrer Frist gelöschte Anträge
privacy-proofs-text = Der Prüfwert zeigt, welcher verschlüsselte Inhalt gelöscht wurde, ohne etwas über ihn zu sagen.
privacy-proofs-none = Noch keine.
privacy-proofs-pieces = Teile
privacy-proofs-proposed = Vorgeschlagen von
privacy-proofs-confirmed = Bestätigt von
privacy-proofs-when = Gelöscht
privacy-proofs-closed = Abgeschlossen
privacy-proofs-hash = Prüfwert (SHA-256)

# --- somebody else was faster
privacy-conflict-title = Inzwischen geändert
privacy-conflict-happened = Jemand anderes war schneller
privacy-conflict-now = Zuletzt geändert am { $when } von { $who }.
privacy-conflict-nothing = Ihre Eingabe wurde nicht gespeichert.
privacy-conflict-typed = Das hatten Sie geschrieben
privacy-conflict-look = Aktuellen Stand ansehen

# --- letters
privacy-letter-day = Datum
privacy-letter-writer = Bearbeitung
privacy-letter-greeting = Mit freundlichen Grüßen
privacy-letter-receipt-title = Ihr Antrag ist eingegangen
privacy-letter-receipt-text = Guten Tag,

    Ihr Antrag vom { $received } ist bei uns eingegangen: { $kind ->
        [access] Auskunft über gespeicherte Daten (Artikel 15 DSGVO)
        [rectification] Berichtigung (Artikel 16 DSGVO)
        [erasure] Löschung (Artikel 17 DSGVO)
        [restriction] Einschränkung der Verarbeitung (Artikel 18 DSGVO)
        [portability] Datenübertragbarkeit (Artikel 20 DSGVO)
       *[objection] Widerspruch (Artikel 21 DSGVO)
    }. Wir bearbeiten ihn unter dem Aktenzeichen { $number }.
privacy-letter-receipt-end = Sie erhalten unsere Antwort bis zum { $due }.
privacy-letter-extension-title = Ihr Antrag braucht mehr Zeit
privacy-letter-extension-text = Guten Tag,

    Ihr Antrag { $number } vom { $received } braucht mehr Zeit als einen Monat. Der Grund:
privacy-letter-extension-end = Sie erhalten unsere Antwort bis zum { $due } (Artikel 12 Absatz 3 DSGVO). Sie können sich bei der Datenschutzaufsicht Ihres Landes beschweren und vor Gericht gehen.
privacy-letter-answer-title = Antwort auf Ihren Antrag
privacy-letter-answer-text = Guten Tag,

    zu Ihrem Antrag { $number } vom { $received } teilen wir Ihnen mit:
privacy-letter-answer-end = Wenn Sie damit nicht einverstanden sind, können Sie sich bei der Datenschutzaufsicht Ihres Landes beschweren (Artikel 77 DSGVO) und vor Gericht gehen.

privacy-area = Auskunft, Berichtigung, Einschränkung und Löschung für Personen, deren Daten Ihr Amt hat.
privacy-register-area = Was das Amt mit personenbezogenen Daten tut, wozu und auf welcher Grundlage (Artikel 30 DSGVO).
