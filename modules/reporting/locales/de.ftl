# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rechte
action-collection-read = Erhebungen ansehen
action-collection-manage = Erhebungen einrichten und ändern
action-completeness-read = Vollständigkeit ansehen
action-report-fill = Meldungen ausfüllen, senden und berichtigen
action-submission-open = Meldungen öffnen
action-submission-review = Meldungen annehmen oder zurückgeben
action-reminder-send = An fehlende Meldungen erinnern
action-release-read = Freigaben ansehen
action-release-run = Freigabe vor der Zeit starten
action-dataset-read = Freigegebene Gruppen aller Ämter ansehen
schedule-reporting-expect = Erwartete Meldungen neuer Zeiträume anlegen
schedule-reporting-remind = An fehlende Meldungen erinnern
schedule-reporting-clean-files = Dateien löschen, die keine Meldung nennt
schedule-reporting-release-all = Zahlen der Woche an das Land freigeben

## Gemeinsames
reporting-nav-reports = Meldungen
reporting-nav-collections = Erhebungen
reporting-nobody = Deich
reporting-period = Zeitraum
reporting-collection = Erhebung
reporting-institution = Einrichtung
reporting-office = Gesundheitsamt
reporting-receipt = Quittungsnummer
reporting-state = Stand
reporting-question = Frage
reporting-no-answer = keine Angabe
reporting-version = Fassung
reporting-sent-at = Gesendet
reporting-form = Formular
reporting-show = Anzeigen
reporting-change = Ändern
reporting-choose = Bitte wählen
reporting-late = verspätet
reporting-overdue = überfällig
reporting-due = fällig bis { $date }
reporting-owed-meta = { $institution } · fällig bis { $date }
reporting-two-facts = { $one } · { $other }
reporting-title-period = { $title }, { $period }
reporting-form-version = { $title }, Version { $number }
reporting-season = { $from } bis { $to }
reporting-weekday = { $day ->
    [1] Montag
    [2] Dienstag
    [3] Mittwoch
    [4] Donnerstag
    [5] Freitag
    [6] Samstag
   *[7] Sonntag
 }
reporting-institution-kind = { $kind ->
    [kita] Kindertageseinrichtungen
    [school] Schulen
    [hospital] Krankenhäuser
    [nursing-home] Pflegeheime
    [laboratory] Labore
   *[other] andere Einrichtungen
 }
reporting-expected-status = { $status ->
    [zero] nichts zu melden
    [missing] offen
    [draft] Entwurf
    [submitted] gesendet
    [returned] zurückgegeben
   *[accepted] angenommen
 }
reporting-submission-state = { $state ->
    [submitted] gesendet, wird geprüft
    [returned] zurückgegeben
    [accepted] angenommen
   *[withdrawn] zurückgezogen
 }
reporting-collection-status = { $status ->
    [open] offen
   *[closed] geschlossen
 }
reporting-refusal-closed = Diese Erhebung ist geschlossen. Sie nimmt keine Meldungen mehr an. Fragen beantwortet Ihr Gesundheitsamt.
reporting-refusal-not-begun = Dieser Zeitraum hat noch nicht begonnen. Melden Sie ab seinem ersten Tag.
reporting-cannot-change = Diese Meldung kann nicht mehr geändert werden: Sie wurde zurückgezogen, oder die Erhebung ist geschlossen.

## Startseite der Einrichtung
reporting-owed-title = Was noch zu melden ist
reporting-owed-none-title = Alles gemeldet
reporting-owed-none-text = Zurzeit ist keine Meldung offen. Wenn die nächste fällig wird, steht sie hier.
reporting-owed-button = { $title }, { $period } ausfüllen
reporting-owed-action = { $status ->
    [missing] Ausfüllen
    [draft] Weiter ausfüllen
   *[returned] Ansehen und berichtigen
 }
reporting-addable-title = Jederzeit melden
reporting-addable-action = Neue Meldung
reporting-sent-title = Was Sie gesendet haben
reporting-sent-none-title = Noch nichts gesendet
reporting-sent-none-text = Ihre gesendeten Meldungen mit Quittungsnummer und Stand finden Sie später hier.
reporting-sent-count = { $count ->
    [one] Eine Meldung
   *[other] { $count } Meldungen
 }

## Ausfüllen
reporting-fill-title = { $collection }, { $period }
reporting-fill-check = Prüfen und senden
reporting-fill-save = Entwurf speichern
reporting-why-asked = Warum werden diese Angaben erhoben?
reporting-legal-basis = Rechtsgrundlage
reporting-why-sealed = Ihre Angaben werden verschlüsselt gespeichert. Nur Ihre Einrichtung und Ihr Gesundheitsamt können sie öffnen; das Land erhält zusammengefasste Zahlen.
reporting-draft-saved-at = Entwurf gespeichert: { $at }, { $who }.
reporting-draft-saved = Der Entwurf ist gespeichert. Gesendet ist noch nichts.
reporting-draft-discard = Entwurf verwerfen
reporting-draft-discard-confirm = Möchten Sie den Entwurf verwerfen? Die eingetragenen Angaben gehen verloren.
reporting-draft-discarded = Der Entwurf ist verworfen.
reporting-draft-gone = Es gibt keinen Entwurf mehr. Füllen Sie die Meldung bitte noch einmal aus.
reporting-draft-changed = Der Entwurf hat sich inzwischen geändert. Bitte lesen Sie die Angaben noch einmal, bevor Sie senden.
reporting-draft-incomplete = Eine Angabe passt nicht mehr. Bitte prüfen Sie die Meldung noch einmal.
reporting-already-sent = Für diesen Zeitraum ist schon eine Meldung eingegangen. Sie können sie ansehen und berichtigen.
reporting-file-offset = Es fehlt ein anderer Teil der Datei. Die Kopfzeile „Upload-Offset“ sagt, ab welchem Byte es weitergeht.
reporting-conflict-title = Jemand anderes hat inzwischen gespeichert
reporting-conflict-text = Ihre Angaben stehen unverändert im Formular. Wenn Sie jetzt speichern, ersetzen Sie den anderen Entwurf.
reporting-conflict-table = Unterschiede
reporting-conflict-mine = Ihre Angabe
reporting-conflict-theirs = Gespeicherte Angabe
reporting-conflict-take-theirs = Stattdessen den gespeicherten Entwurf öffnen

## Prüfen und senden
reporting-control-title = Angaben prüfen und senden
reporting-control-warnings = { $count ->
    [one] Eine Angabe ist ungewöhnlich
   *[other] { $count } Angaben sind ungewöhnlich
 }
reporting-control-goes-to = Die Meldung geht an: { $office }.
reporting-control-send = Meldung senden
reporting-control-change = Angaben ändern

## Quittung
reporting-receipt-title = Meldung ist angekommen
reporting-receipt-arrived = Ihre Meldung ist gespeichert
reporting-receipt-number = Quittungsnummer:
reporting-receipt-late = Die Meldung kam nach dem Fälligkeitstag. Sie wird trotzdem berücksichtigt.
reporting-receipt-next = Wie es weitergeht
reporting-receipt-review = { $office } prüft die Meldung. Ist etwas unklar, bekommen Sie eine E-Mail und finden die Rückfrage unter „Meldungen“.
reporting-receipt-next-report = Die nächste Meldung ist für { $period } und fällig bis { $date }.
reporting-receipt-fill-next = { $period } ausfüllen
reporting-receipt-look = Meldung ansehen
reporting-paper-blank = Leeres Formular als PDF
reporting-paper-answers = Meldung als PDF
reporting-paper-due = Einzusenden bis
reporting-paper-to = An
reporting-receipt-back = Zu allen Meldungen
reporting-mail-receipt-subject = Ihre Meldung ist angekommen ({ $receipt })
reporting-mail-receipt-text =
    Guten Tag { $name },

    Ihre Meldung „{ $collection }“ für { $period } ist am { $at } angekommen.
    Quittungsnummer: { $receipt }

    Ansehen oder berichtigen: { $link }

    Diese E-Mail enthält aus Gründen des Datenschutzes keine Angaben aus der Meldung.

## Meldung ansehen, berichtigen, zurückziehen
reporting-answers-title = Angaben
reporting-history-title = Verlauf
reporting-returned-title = Rückfrage des Gesundheitsamtes
reporting-event = { $kind ->
    [submitted] Gesendet
    [corrected] Berichtigt (Fassung { $version })
    [returned] Vom Gesundheitsamt zurückgegeben
    [accepted] Vom Gesundheitsamt angenommen
    [accept-undone] Annahme zurückgenommen, wird erneut geprüft
   *[withdrawn] Zurückgezogen
 }
reporting-correct = Berichtigen
reporting-correct-title = Meldung { $receipt } berichtigen
reporting-correct-send = Berichtigung senden
reporting-corrected = Die Berichtigung ist angekommen.
reporting-nothing-changed = Sie haben keine Angabe geändert. Die Meldung bleibt, wie sie ist.
reporting-reason = Warum berichtigen Sie die Meldung?
reporting-reason-hint = Ein Satz genügt. Nennen Sie keine Namen von Kindern oder anderen Personen.
reporting-reason-missing = Geben Sie an, warum Sie die Meldung berichtigen.
reporting-reason-long = Kürzen Sie die Begründung auf höchstens 1.000 Zeichen.
reporting-outdated-title = Die Meldung hat sich inzwischen geändert
reporting-outdated-text = Jemand anderes hat sie berichtigt. Ihre Angaben stehen unverändert im Formular; wenn Sie jetzt senden, ersetzen Sie die andere Fassung.
reporting-outdated-look = Neueste Fassung ansehen
reporting-withdraw = Meldung zurückziehen
reporting-withdraw-title = Meldung zurückziehen
reporting-withdraw-consequence = Die Meldung { $receipt } wird nicht mehr gezählt. Für { $period } ist dann wieder eine Meldung fällig.
reporting-withdraw-consequence-event = Die Meldung { $receipt } vom { $period } wird nicht mehr gezählt.
reporting-withdrawn = Die Meldung ist zurückgezogen.

## Erhebungen
reporting-collections-none-title = Noch keine Erhebung
reporting-collections-none-text = Eine Erhebung legt fest, wer welches Formular wie oft meldet. Sie beginnt mit einem veröffentlichten Formular.
reporting-collections-none-office = An keiner Erhebung nehmen Einrichtungen Ihres Amtes teil. Das Land richtet Erhebungen ein.
reporting-collections-caption = Erhebungen mit ihrem letzten Zeitraum
reporting-season-title = Laufzeit
reporting-expected = Meldesoll
reporting-received = Eingegangen
reporting-accepted = Angenommen
reporting-overdue-count = Überfällig
reporting-count-day = Zähltag
reporting-count-day-hint = Der Tag, an dem die Einrichtungen zählen.
reporting-due-day = Fällig am
reporting-rhythm = Rhythmus
reporting-participants-now = Teilnehmende Einrichtungen
reporting-release-policy = Freigaberegel
reporting-release-minimum = { $of ->
    [records] Meldungen in Gruppen ab { $count } Personen oder Einrichtungen, Prüfsumme
   *[sums] Gruppen ab { $count } Einrichtungen, Prüfsumme
 }
reporting-complete-title = Vollständigkeit in { $period }
reporting-complete-caption = Meldungen je Gesundheitsamt, { $period }
reporting-complete-none-title = Kein Meldesoll
reporting-complete-none-text = Für diesen Zeitraum ist keine Meldung fällig, oder er hat noch nicht begonnen.
reporting-complete-why = Warum sehe ich hier nur Anzahlen?
reporting-complete-because = Meldungen bleiben beim Gesundheitsamt und sind mit seinem Schlüssel verschlüsselt. Rollen des Landes haben kein Recht, sie zu öffnen.
reporting-close = Erhebung schließen
reporting-close-title = Erhebung schließen
reporting-close-consequence = { $count ->
    [0] Die Erhebung nimmt danach keine Meldungen und keine Berichtigungen mehr an. Offen ist keine Meldung.
    [one] Die Erhebung nimmt danach keine Meldungen und keine Berichtigungen mehr an. Eine offene Meldung kann nicht mehr gesendet werden.
   *[other] Die Erhebung nimmt danach keine Meldungen und keine Berichtigungen mehr an. { $count } offene Meldungen können nicht mehr gesendet werden.
 }
reporting-closed = Die Erhebung ist geschlossen.
reporting-new-title = Erhebung einrichten
reporting-new-no-form-title = Es gibt noch kein veröffentlichtes Formular
reporting-new-no-form-text = Veröffentlichen Sie zuerst ein Formular unter „Formulare“.
reporting-new-name = Name der Erhebung
reporting-new-name-hint = So heißt sie in den Aufgaben und E-Mails der Einrichtungen, zum Beispiel „ARE-Sentinel Kita 2026/27“.
reporting-new-kind = Welche Einrichtungen melden?
reporting-new-offices = Auf einzelne Gesundheitsämter beschränken
reporting-new-offices-legend = Gesundheitsämter
reporting-new-offices-hint = Ohne Auswahl nehmen die Einrichtungen aller Ämter teil.
reporting-new-preview = { $count ->
    [one] Eine Einrichtung nimmt teil
   *[other] { $count } Einrichtungen nehmen teil
 }
reporting-new-preview-legend = Teilnehmende
reporting-new-preview-hint = Entfernen Sie den Haken bei Einrichtungen, die nicht melden sollen.
reporting-new-preview-all = Es sind zu viele für eine Auswahl von Hand; alle nehmen teil. Einzelne können Sie danach unter „Teilnehmende“ entfernen.
reporting-new-nobody = Wählen Sie mindestens eine Einrichtung.
reporting-new-table = Teilnehmende aus einer Tabelle übernehmen
reporting-new-table-text = Statt von Hand auszuwählen, laden Sie eine CSV-Datei mit einer Spalte hoch: in jeder Zeile die Nummer oder der Name einer Einrichtung der gewählten Art. Stimmt eine Zeile nicht, wird niemand übernommen.
reporting-new-table-file = Tabelle der Einrichtungen
reporting-new-table-hint = CSV aus einem Tabellenprogramm, höchstens 2.000 Zeilen. Eine Überschrift wie „Einrichtung“ ist erlaubt.
reporting-new-table-button = Tabelle prüfen
reporting-table-empty = Wählen Sie eine Datei, in der mindestens eine Einrichtung steht.
reporting-table-too-large = Die Datei ist größer als 2 MB.
reporting-table-not-text = Die Datei ist keine CSV-Tabelle. Speichern Sie sie im Tabellenprogramm als CSV.
reporting-table-too-many-rows = Die Tabelle hat mehr als { NUMBER($most) } Zeilen. Teilen Sie sie auf oder wählen Sie nach Art und Amt.
reporting-table-wrong-rows =
    { $count ->
        [one] Eine Zeile der Tabelle stimmt nicht; niemand wurde übernommen. Verbessern Sie sie und laden Sie die Datei noch einmal hoch.
       *[other] { $count } Zeilen der Tabelle stimmen nicht; niemand wurde übernommen. Verbessern Sie sie und laden Sie die Datei noch einmal hoch.
    }
reporting-table-rows = Zeilen, die nicht stimmen
reporting-table-line = Zeile
reporting-table-reason = Was nicht stimmt
reporting-row-unknown = Keine Einrichtung der gewählten Art hat diese Nummer oder diesen Namen.
reporting-row-ambiguous = Mehrere Einrichtungen heißen so. Schreiben Sie die Nummer.
reporting-row-twice = Diese Einrichtung steht schon in Zeile { $line }.
reporting-row-several-cells = In der Zeile ist mehr als eine Zelle gefüllt.
reporting-new-go-on = Weiter zu den Teilnehmenden
reporting-new-again = Auswahl neu berechnen
reporting-new-open = Erhebung eröffnen
reporting-opened = Die Erhebung ist eröffnet. Das Meldesoll bis heute ist angelegt.
reporting-fault-form-missing = Wählen Sie ein Formular.
reporting-fault-form-entities = Dieses Formular führt Listen des Außendienstes fort und lässt sich nur dort ausfüllen. Wählen Sie ein anderes.
reporting-fault-form-purpose = Diesem Formular fehlen Zweck oder Rechtsgrundlage. Ergänzen Sie beides und veröffentlichen Sie eine neue Version.
reporting-fault-title-missing = Geben Sie der Erhebung einen Namen.
reporting-fault-title-long = Kürzen Sie den Namen auf höchstens 200 Zeichen.
reporting-fault-week = Geben Sie Jahr und Kalenderwoche an, zum Beispiel 2026-W40.
reporting-fault-season-order = Der letzte Zeitraum liegt vor dem ersten.
reporting-fault-season-long = Eine Erhebung dauert höchstens fünf Jahre.
reporting-fault-due-before-count = Der Fälligkeitstag liegt vor dem Zähltag.
reporting-fault-institution = Wählen Sie eine Einrichtung.

## Teilnehmende
reporting-participants-title = Teilnehmende
reporting-participants-count = { $count ->
    [one] Eine Teilnahme
   *[other] { $count } Teilnahmen
 }
reporting-participants-none-title = Niemand nimmt teil
reporting-participants-none-text = In dieser Auswahl gibt es keine teilnehmende Einrichtung.
reporting-all-offices = Alle Gesundheitsämter
reporting-from = Ab
reporting-to = Bis
reporting-to-the-end = Ende der Saison
reporting-leave = Teilnahme beenden
reporting-leave-confirm = Soll die Teilnahme von „{ $name }“ mit dieser Woche enden? Spätere offene Meldungen entfallen.
reporting-left = Die Teilnahme endet mit dieser Woche.
reporting-left-before = Die Teilnahme war schon beendet.
reporting-join-title = Einrichtung aufnehmen
reporting-join-choose-office = Wählen Sie oben ein Gesundheitsamt, um eine seiner Einrichtungen aufzunehmen.
reporting-join-nobody = Alle Einrichtungen dieses Gesundheitsamtes nehmen schon teil.
reporting-join-from = Ab Kalenderwoche
reporting-join = Aufnehmen
reporting-joined = Die Einrichtung nimmt teil. Ihr Meldesoll bis heute ist angelegt.

## Aufgaben
reporting-task-confirm = { $title }, { $period }: Fälle melden oder bestätigen, dass es keine gab
reporting-task-confirm-action = Ansehen
reporting-task-owed = { $title }, { $period } melden
reporting-task-draft = { $title }, { $period }: Entwurf fertigstellen
reporting-task-returned = { $title }, { $period }: Rückfrage beantworten
reporting-task-ending = Erhebung „{ $title }“ endet
reporting-task-fill = Ausfüllen
reporting-task-go-on = Weiter ausfüllen
reporting-task-correct = Berichtigen
reporting-task-look = Ansehen

## Schnittstelle
reporting-api-key = „idempotency_key“ muss 1 bis 100 sichtbare ASCII-Zeichen haben.
reporting-api-key-used = Dieser „idempotency_key“ wurde schon für einen anderen Zeitraum verwendet. Verwenden Sie für jede Meldung einen eigenen.
reporting-api-answers = „answers“ darf Texte, Zahlen, Wahrheitswerte, Listen von Texten und Gruppen davon enthalten, höchstens 16 Ebenen tief.
reporting-api-reason = „reason“ ist no-cases, closed oder holidays.
reporting-api-taken = Für diesen Zeitraum ist schon eine Meldung eingegangen. Berichtigen Sie diese auf ihrer Seite, oder wiederholen Sie den Aufruf mit dem ersten „idempotency_key“.
reporting-api-violations-title = Die Angaben sind nicht in Ordnung
reporting-api-violations = { $count ->
    [one] Eine Angabe muss berichtigt werden.
   *[other] { $count } Angaben müssen berichtigt werden.
 }
