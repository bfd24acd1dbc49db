# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Begehungen
action-inspection-plan = Begehungen planen
action-inspection-carry-out = Begehungen durchführen und Mängel verfolgen
action-inspection-issue = Niederschriften von Begehungen ausstellen
deed-inspection-plan = Begehung geplant oder Plan geändert
deed-inspection-carry-out = Begehung oder Mangel geöffnet oder bearbeitet
deed-inspection-issue = Niederschrift ausgestellt
inspect-tabs = Begehungen
inspect-plan = Begehungsplan
inspect-calendar = Kalender
inspect-figures = Statistik der Begehungen
inspect-settings = Plan einrichten
inspect-none-title = Noch kein Begehungsplan
inspect-none-text = Legen Sie fest, welche Einrichtungen wie oft begangen werden und welches Formular die Prüfliste ist.
inspect-none-wait = Amtsadministration oder Sachbearbeitung richtet den Plan ein.
inspect-settings-make = Plan einrichten
inspect-facility = Einrichtung
inspect-facility-title = Begehungen: { $facility }
inspect-town = Ort
inspect-kind = Art
inspect-place = Gemeinde
inspect-person = Zuständig
inspect-class = Risikoklasse
inspect-last = Letzte Begehung
inspect-due = Fällig am
inspect-planned = Geplant am
inspect-never = noch nie
inspect-overdue = überfällig
inspect-choose = Auswahl
inspect-filter = Welche Einrichtungen
inspect-filter-overdue = Überfällige
inspect-filter-quarter = In diesem Quartal
inspect-filter-paused = Pausierte
inspect-mine = mir
inspect-nobody = niemand
inspect-search = Name oder Ort
inspect-nothing-title = Keine Einrichtung passt
inspect-nothing-text = Ändern Sie die Auswahl oder richten Sie den Plan ein.
inspect-paused-until = Pause bis { $day }
inspect-bulk = Ausgewählte Einrichtungen planen
inspect-bulk-do = Termin setzen
inspect-plan-nothing = Wählen Sie mindestens eine Einrichtung aus.
inspect-plan-neither = Geben Sie einen Tag oder eine Person an.
inspect-day-past = Geben Sie einen Tag an, der nicht in der Vergangenheit liegt.
inspect-csv = Als Tabelle herunterladen (CSV)
inspect-refresh = Mit dem Verzeichnis abgleichen
inspect-month-before = Vorheriger Monat
inspect-month-after = Nächster Monat
inspect-calendar-none = In diesem Monat ist keine Begehung geplant.
inspect-day = Tag
inspect-inspections = Begehungen
inspect-inspections-none = Es gab noch keine Begehung.
inspect-occasion = Anlass
inspect-state = Stand
inspect-no-day = ohne Termin
inspect-defects = Mängel
inspect-defect = Mangel
inspect-defects-never = Es sind keine Mängel bekannt.
inspect-defects-none-title = Keine Mängel
inspect-defects-none-text = In dieser Auswahl gibt es keine Mängel.
inspect-defect-filter = Welche Mängel
inspect-severity = Schwere
inspect-deadline = Frist
inspect-repeat = wiederholt
inspect-repeats = wiederholte Mängel
inspect-not-chosen-title = Nicht im Plan
inspect-not-chosen-text = Diese Einrichtung wird zurzeit nicht begangen. Was war, bleibt hier stehen.
inspect-letter = Schreiben mit den offenen Mängeln (PDF)
inspect-add = Weitere Begehung
inspect-add-do = Begehung anlegen
inspect-add-incomplete = Wählen Sie einen Anlass und geben Sie einen gültigen Tag an.
inspect-added = Die Begehung ist angelegt.
inspect-class-change = Risikoklasse ändern
inspect-class-hint = Abweichend von der Klasse dieser Art von Einrichtungen.
inspect-class-of-kind = wie diese Art von Einrichtungen
inspect-class-reason-hint = Nötig, wenn die Klasse abweicht. Wird verschlüsselt abgelegt.
inspect-class-save = Klasse speichern
inspect-reason = Begründung
inspect-reason-missing = Geben Sie eine Begründung an.
inspect-pause = Begehungen aussetzen
inspect-pause-until = Bis einschließlich
inspect-pause-save = Aussetzen
inspect-pause-end = Pause beenden
inspect-pause-day = Geben Sie den letzten Tag der Pause an, frühestens heute.
inspect-saved = Gespeichert.
inspect-last-enter = Letzte Begehung nachtragen
inspect-last-hint = Vom letzten Mal, bevor es diesen Plan gab. Danach richtet sich die Fälligkeit.
inspect-last-save = Nachtragen
inspect-last-wrong = Geben Sie einen Tag an, der nicht in der Zukunft liegt.
inspect-interval = Abstand
inspect-phone = Telefon
inspect-email = E-Mail
inspect-address = Anschrift
inspect-why-short = Warum ist der Abstand kürzer?
inspect-carry-out = Durchführen
inspect-carry-out-text = Auf dem Tablet wählen Sie in der Prüfliste diese Einrichtung. Hier im Browser stehen offene Mängel schon im Formular.
inspect-no-form = Für diesen Plan ist keine Prüfliste festgelegt.
inspect-fill-go-on = Weiter ausfüllen
inspect-fill-begin = Ausfüllen: { $form }
inspect-to-issue-title = Die Niederschrift fehlt noch
inspect-to-issue-text = Die Begehung ist aufgezeichnet. Mit der Niederschrift beginnen die Fristen der Mängel.
inspect-official = Niederschrift
inspect-official-none = Es ist noch keine Niederschrift ausgestellt.
inspect-official-version = Fassung { $version } ausgestellt
inspect-official-open = Fassung { $version } öffnen (PDF)
inspect-official-hash = Prüfsumme (SHA-256):
inspect-issue = Niederschrift ausstellen
inspect-issue-correct = Niederschrift berichtigen
inspect-record-open = Aufzeichnung öffnen
inspect-defects-open = Offene Mängel
inspect-defects-open-none = Es ist kein Mangel offen.
inspect-defects-open-text = Diese Mängel der Einrichtung sind noch nicht behoben.
inspect-text = Feststellung
inspect-measure = Maßnahme
inspect-follow-up = Nachschau
inspect-follow-up-do = Nachschau anlegen
inspect-follows = Zur Begehung, auf die diese Nachschau folgt
inspect-before = Frühere Begehungen
inspect-before-none = Es gab noch keine.
inspect-planning = Termin und Zuständigkeit
inspect-planning-save = Termin speichern
inspect-call-off = Begehung absagen
inspect-call-off-title = Begehung absagen?
inspect-call-off-text = Die Begehung findet nicht statt. Ein begonnenes Formular wird gelöscht. Die Fälligkeit der Einrichtung bleibt.
inspect-visited-on = Begangen am
inspect-doc-number = Nummer der Niederschrift
inspect-doc-version = Fassung
inspect-why-noted = Warum wird das Öffnen vermerkt?
inspect-because-noted = Feststellungen können Personen betreffen. Wer sie öffnet, steht deshalb im Prüfprotokoll.
inspect-conflict-title = Jemand war schneller
inspect-conflict-happened = Das hat inzwischen jemand anders geändert
inspect-conflict-text = Ihre Änderung ist nicht gespeichert. Sehen Sie sich den neuen Stand an und entscheiden Sie dann.
inspect-conflict-typed = Das hatten Sie geschrieben
inspect-conflict-look = Neuen Stand ansehen
inspect-fill-title = Begehung ausfüllen: { $facility }
inspect-fill-text = Der Entwurf liegt verschlüsselt bei Ihrem Amt. Gesendet wird er zur Aufzeichnung wie die eines Tablets.
inspect-fill-back = Zurück zur Begehung
inspect-fill-send = Aufzeichnung senden
inspect-fill-save = Entwurf speichern
inspect-fill-saved = Der Entwurf ist gespeichert.
inspect-fill-saved-at = Entwurf gespeichert: { $when }, { $who }
inspect-fill-sent = Die Aufzeichnung ist gesendet. Als Nächstes wird die Niederschrift ausgestellt.
inspect-fill-discard = Entwurf verwerfen
inspect-fill-discard-confirm = Der Entwurf mit seinen Dateien wird gelöscht.
inspect-fill-discarded = Der Entwurf ist gelöscht.
inspect-fill-over = Diese Begehung ist schon aufgezeichnet oder abgesagt.
inspect-file-offset = Die Datei ist unterbrochen worden. Senden Sie sie noch einmal.
inspect-issue-title = Niederschrift ausstellen: { $facility }
inspect-issue-text = Die Niederschrift wird als PDF festgehalten und ändert sich nicht mehr. Aus nicht erfüllten Punkten werden Mängel mit Frist; erfüllte Punkte schließen offene Mängel.
inspect-issue-defects = Mängel dieser Niederschrift
inspect-issue-reason = Warum wird die Niederschrift berichtigt?
inspect-issue-reason-hint = Steht in der neuen Fassung. Die frühere Fassung bleibt erhalten.
inspect-issue-done = Die Niederschrift ist ausgestellt.
inspect-issue-no-record = Es gibt keine Aufzeichnung, aus der eine Niederschrift werden kann.
inspect-issue-same-person = Wer begangen hat, stellt die Niederschrift nicht selbst aus. Bitten Sie eine andere Person.
inspect-four-eyes = Vier Augen
inspect-four-eyes-hint = Die Niederschrift stellt aus, wer nicht selbst begangen hat.
inspect-four-eyes-title = Das stellt eine andere Person aus
inspect-four-eyes-text = Sie haben diese Einrichtung begangen. In diesem Plan stellt die Niederschrift eine andere Person aus.
inspect-missing-files-text = Was später ankommt, steht nicht in dieser Fassung.
inspect-participants = Teilgenommen haben
inspect-items = Geprüfte Punkte
inspect-severe-count = Schwere Mängel
inspect-outcome = Ergebnis
inspect-remark = Bemerkungen
inspect-item = Prüfpunkt
inspect-section = Bereich
inspect-law = Rechtsgrundlage
inspect-finding = Befund
inspect-defect-title = Mangel: { $facility }
inspect-defect-act = Was ist zu tun?
inspect-defect-deed = Entscheidung
inspect-defect-deed-missing = Wählen Sie, was geschieht.
inspect-defect-deadline = Neue Frist
inspect-defect-deadline-hint = Nur wenn die Frist verlängert wird.
inspect-defect-deadline-missing = Geben Sie die neue Frist an, frühestens heute.
inspect-defect-reason-hint = Nötig, wenn die Frist verlängert, der Mangel erlassen oder wieder geöffnet wird. Wird verschlüsselt abgelegt.
inspect-defect-save = Entscheidung speichern
inspect-defect-done = Der Mangel ist fortgeschrieben.
inspect-defect-inspection = Zur Begehung
inspect-history = Verlauf
inspect-found-on = Festgestellt am
inspect-closed-on = Erledigt am
inspect-unlinked = Aufzeichnungen ohne Einrichtung
inspect-unlinked-do = Einrichtung zuordnen
inspect-unlinked-text = Bei diesen Aufzeichnungen war nicht eindeutig, zu welcher Einrichtung sie gehören.
inspect-unlinked-none-title = Alle Aufzeichnungen sind zugeordnet
inspect-unlinked-none-text = Hier ist nichts zu tun.
inspect-unlinked-record = { $form }, { $when }
inspect-unlinked-save = Zuordnen
inspect-unlinked-choose = Wählen Sie eine Einrichtung.
inspect-unlinked-done = Die Aufzeichnung ist zugeordnet.
inspect-unlinked-before = Die Aufzeichnung war schon zugeordnet.
inspect-year-before = Vorheriges Jahr
inspect-year-after = Nächstes Jahr
inspect-figures-year = Das Jahr { $year }
inspect-figures-sort = Zahl
inspect-figures-what = Was
inspect-figures-number = Anzahl
inspect-planned-year = Geplant im Jahr
inspect-done-year = Durchgeführt im Jahr
inspect-in-time = Davon rechtzeitig
inspect-in-time-note = Regelbegehungen spätestens am Tag der Fälligkeit.
inspect-overdue-now = Heute überfällig
inspect-defects-found = Festgestellte Mängel
inspect-median = Median bis zur Behebung
inspect-days = Tage
inspect-percent = Prozent
inspect-by-kind = Begehungen nach Art der Einrichtung
inspect-by-section = Mängel nach Bereich und Schwere
inspect-chart-title = Begehungen je Monat { $year }
inspect-chart-month = { $month }: { $count } Begehungen
inspect-chart-text = Die Linie zeigt, wie viele Begehungen in jedem Monat stattfanden.
inspect-chart-axis = Begehungen
inspect-state-done-short = durchgeführt
inspect-classes = Risikoklassen
inspect-classes-text = Jede Klasse hat einen Abstand in Monaten. Eine Zeile ohne Namen fällt weg.
inspect-class-number = Klasse { $number }
inspect-months-number = Monate der Klasse { $number }
inspect-months-wrong = Geben Sie eine ganze Zahl von 1 bis { $most } an.
inspect-class-missing = Geben Sie mindestens eine Risikoklasse an.
inspect-class-high = hoch
inspect-class-medium = mittel
inspect-class-low = gering
inspect-severe-from = Abstand halbieren ab so vielen schweren Mängeln
inspect-severe-from-hint = 0 schaltet das ab.
inspect-which = Welche Einrichtungen werden begangen?
inspect-not-inspected = wird nicht begangen
inspect-places = Nur in diesen Gemeinden
inspect-places-hint = Ohne Auswahl zählen alle Gemeinden des Amts.
inspect-rules = Regeln und Listen
inspect-facility-list = Liste der Einrichtungen für Tablets
inspect-defect-list = Liste der offenen Mängel für Tablets
inspect-lists-hint = Name, wie ihn Formulare schreiben. Leer: keine Liste.
inspect-settings-save = Plan speichern
inspect-settings-saved = Der Plan ist gespeichert und mit dem Verzeichnis abgeglichen.
inspect-take-in = Weitere Einrichtung aufnehmen
inspect-take-in-hint = Unabhängig von Art und Gemeinde.
inspect-take-in-do = Aufnehmen
inspect-take-in-choose = Wählen Sie eine Einrichtung.
inspect-take-in-done = Die Einrichtung ist im Plan.
inspect-map-title = Prüfliste „{ $form }“
inspect-map-is = Dieses Formular ist eine Prüfliste
inspect-map-details = Was die Fragen bedeuten
inspect-map-list = { $name }, { $count } Fragen: { $choices }
inspect-map-findings = Antworten eines Prüfpunkts
inspect-map-findings-hint = Jede Frage mit dieser Auswahl ist ein Prüfpunkt.
inspect-map-met = Codes für „erfüllt“
inspect-map-codes-hint = Mehrere Codes trennen Sie durch Leerzeichen. Was hier nicht steht, gilt als „entfällt“.
inspect-map-partly = Codes für „teilweise erfüllt“
inspect-map-not = Codes für „nicht erfüllt“
inspect-map-severities = Antworten zur Schwere
inspect-map-severe = Codes, die als schwer zählen
inspect-map-ending-severity = Endung: Schwere
inspect-map-endings-hint = So heißt die Frage zum Mangel: Name des Prüfpunkts und diese Endung.
inspect-map-ending-text = Endung: Feststellung
inspect-map-ending-measure = Endung: Maßnahme
inspect-map-ending-deadline = Endung: Frist
inspect-map-ending-photo = Endung: Foto
inspect-map-law = Der Hinweis eines Prüfpunkts ist seine Rechtsgrundlage
inspect-map-facility = Welche Frage nennt die Einrichtung?
inspect-map-facility-hint = Am besten eine Auswahl aus der Liste der Einrichtungen.
inspect-map-day = Tag der Begehung
inspect-map-occasion = Frage nach dem Anlass
inspect-map-event = Codes für ein Ereignis
inspect-map-followup = Codes für eine Nachschau
inspect-map-participants = Frage nach den Teilnehmenden
inspect-map-outcome = Frage nach dem Ergebnis
inspect-map-remark = Frage nach Bemerkungen
inspect-map-no-items = Wählen Sie eine Auswahl, die mindestens eine Frage benutzt.
inspect-map-no-codes = Geben Sie an, welche Codes einen Mangel bedeuten.
inspect-map-no-facility = Wählen Sie die Frage, die die Einrichtung nennt.
inspect-map-none-title = Noch kein Formular
inspect-map-none-text = Fügen Sie dem Projekt eine Prüfliste hinzu, zum Beispiel aus der Vorlage „Hygiene-Begehung“.
inspect-task-mine = Begehung durchführen
inspect-task-prepare = Vorbereiten
inspect-task-issue = Niederschrift ausstellen
inspect-task-issue-do = Ansehen
inspect-task-defects-do = Mängel ansehen
inspect-title = { inspect-occasion-name }: { $facility }
inspect-title-day = { inspect-occasion-name }: { $facility }, { $day }
inspect-doc-title = Niederschrift { $number } über die Begehung
inspect-doc-issuer = Ausgestellt von
inspect-doc-issued = Ausgestellt am
inspect-doc-corrects = Diese Fassung ersetzt Fassung { $before } der Niederschrift { $number }.
inspect-doc-sign-office = Für das Gesundheitsamt
inspect-doc-sign-facility = Für die Einrichtung
inspect-doc-sign = Ort, Datum, Unterschrift
inspect-doc-sign-hint = Die Unterschrift der Einrichtung bestätigt die Kenntnisnahme, nicht die Zustimmung.
inspect-doc-footer = Niederschrift { $number }, Fassung { $version }
inspect-doc-summary = Geprüfte Punkte: { $items }. Mängel: { $defects }, davon schwer: { $severe }.
inspect-doc-defect = Mangel { $number }: { $title }
inspect-doc-photo = Foto zu Mangel { $number }
inspect-doc-photo-alt = Foto des Mangels: { $text }
inspect-letter-title = Offene Mängel aus der Begehung
inspect-letter-day = Datum
inspect-letter-writer = Bearbeitet von
inspect-letter-greeting = Sehr geehrte Damen und Herren,
inspect-letter-text = bei der Begehung Ihrer Einrichtung haben wir die folgenden Mängel festgestellt. Bitte beheben Sie sie bis zur jeweiligen Frist.
inspect-letter-none = in Ihrer Einrichtung ist kein Mangel offen.
inspect-letter-table = Offene Mängel
inspect-letter-end = Bitte teilen Sie uns mit, wenn die Mängel behoben sind. Können Sie eine Frist nicht einhalten, sprechen Sie uns vorher an.
inspect-letter-regards = Mit freundlichen Grüßen
inspect-count = { $count ->
    [0] Keine Einrichtung
    [one] Eine Einrichtung
   *[other] { $count } Einrichtungen
 }
inspect-next = { $state ->
    [done] durchgeführt, Niederschrift fehlt
   *[planned] { $day }
 }
inspect-plan-done = { $count ->
    [one] Eine Begehung ist geplant.
   *[other] { $count } Begehungen sind geplant.
 }
inspect-unlinked-count = { $count ->
    [one] Eine Aufzeichnung gehört zu keiner Einrichtung
   *[other] { $count } Aufzeichnungen gehören zu keiner Einrichtung
 }
inspect-occasion-name = { $occasion ->
    [event] Anlassbegehung
    [followup] Nachschau
   *[routine] Regelbegehung
 }
inspect-state-name = { $state ->
    [done] durchgeführt, Niederschrift fehlt
    [issued] Niederschrift ausgestellt
    [called-off] abgesagt
   *[planned] geplant
 }
inspect-kind-name = { $kind ->
    [kita] Kita
    [school] Schule
    [hospital] Krankenhaus
    [nursing-home] Pflegeheim
    [laboratory] Labor
   *[other] Andere Einrichtung
 }
inspect-defect-state = { $state ->
    [reported] als behoben gemeldet
    [confirmed] behoben
    [waived] erlassen
   *[open] offen
 }
inspect-defect-filter-name = { $filter ->
    [ueberfaellig] Überfällige ({ $count })
    [schwer] Schwere ({ $count })
    [gemeldet] Als behoben gemeldete ({ $count })
    [behoben] Behobene ({ $count })
    [erlassen] Erlassene ({ $count })
    [alle] Alle ({ $count })
   *[offen] Offene ({ $count })
 }
inspect-defects-count = { $count ->
    [0] Kein Mangel
    [one] Ein Mangel
   *[other] { $count } Mängel
 }
inspect-defect-deed-name = { $deed ->
    [frist] Frist verlängern
    [gemeldet] Die Einrichtung meldet: behoben
    [behoben] Behebung bestätigen
    [offen] Doch nicht behoben
   *[erlassen] Mangel erlassen
 }
inspect-defect-event = { $kind ->
    [again] Weiterhin festgestellt
    [corrected] Durch berichtigte Niederschrift geändert
    [extended] Frist verlängert bis { $deadline }
    [reported] Als behoben gemeldet
    [confirmed] Behebung bestätigt
    [reopened] Wieder geöffnet
    [waived] Erlassen
   *[found] Festgestellt
 }
inspect-months = { $count ->
    [one] ein Monat
   *[other] { $count } Monate
 }
inspect-because-short = { $count ->
    [one] Bei der letzten Begehung gab es einen schweren Mangel. Der Abstand ist deshalb halbiert.
   *[other] Bei der letzten Begehung gab es { $count } schwere Mängel. Der Abstand ist deshalb halbiert.
 }
inspect-missing-files = { $count ->
    [one] Ein Foto ist noch nicht angekommen
   *[other] { $count } Fotos sind noch nicht angekommen
 }
inspect-of-facilities = { $count ->
    [one] von einer Einrichtung
   *[other] von { $count } Einrichtungen
 }
inspect-repeats-count = { $count ->
    [0] keiner davon wiederholt
    [one] einer davon wiederholt
   *[other] { $count } davon wiederholt
 }
inspect-days-count = { $count ->
    [one] ein Tag
   *[other] { $count } Tage
 }
inspect-mended-count = { $count ->
    [one] ein behobener Mangel
   *[other] { $count } behobene Mängel
 }
inspect-map-items = { $count ->
    [0] Es wurde kein Prüfpunkt erkannt.
    [one] Ein Prüfpunkt ist erkannt.
   *[other] { $count } Prüfpunkte sind erkannt.
 }
inspect-task-defects = { $count ->
    [one] Ein Mangel ist überfällig
   *[other] { $count } Mängel sind überfällig
 }

## Das Verzeichnis sagt etwas anderes als der Plan
inspect-xlsx = Als Arbeitsmappe herunterladen (XLSX)
inspect-changes = Änderungen im Verzeichnis
inspect-changes-text = Der Plan wird jede Nacht mit dem Verzeichnis verglichen. Was hier steht, ändert den Plan erst, wenn Sie es übernehmen.
inspect-changes-none-title = Plan und Verzeichnis stimmen überein
inspect-changes-none-text = Neue, geschlossene und geänderte Einrichtungen stehen hier, sobald es welche gibt.
inspect-changes-count = { $count ->
    [one] Eine Änderung im Verzeichnis ist zu prüfen
   *[other] { $count } Änderungen im Verzeichnis sind zu prüfen
 }
inspect-changes-do = Änderungen ansehen
inspect-changes-what = Was sich geändert hat
inspect-changes-before = Im Plan
inspect-changes-now = Im Verzeichnis
inspect-changes-effect = Beim Übernehmen
inspect-changes-noticed = bemerkt am { $day }
inspect-changes-take = Ausgewählte übernehmen
inspect-changes-leave = Plan so lassen
inspect-changes-kept = Nicht übernommen
inspect-changes-kept-text = Hier bleibt der Plan, wie er ist. Ändert sich das Verzeichnis noch einmal, steht die Einrichtung wieder oben.
inspect-changes-kept-on = Entschieden am
inspect-changes-why = Warum wird das nicht von selbst übernommen?
inspect-changes-because = Eine Einrichtung könnte sonst unbemerkt aus dem Plan fallen, nur weil im Verzeichnis etwas Falsches steht.
inspect-changes-found = { $count ->
    [0] Plan und Verzeichnis stimmen überein.
    [one] Eine Änderung ist zu prüfen.
   *[other] { $count } Änderungen sind zu prüfen.
 }
inspect-changes-taken = { $count ->
    [one] Eine Änderung ist übernommen.
   *[other] { $count } Änderungen sind übernommen.
 }
inspect-changes-left = { $count ->
    [one] Bei einer Einrichtung bleibt der Plan, wie er ist.
   *[other] Bei { $count } Einrichtungen bleibt der Plan, wie er ist.
 }
inspect-changes-outdated = { $count ->
    [one] Eine Änderung hat inzwischen jemand anders entschieden, oder das Verzeichnis sagt etwas Neues. Sie ist nicht gespeichert.
   *[other] { $count } Änderungen hat inzwischen jemand anders entschieden, oder das Verzeichnis sagt etwas Neues. Sie sind nicht gespeichert.
 }
inspect-difference = { $difference ->
    [new] Neu im Verzeichnis
    [closed] Geschlossen
    [away] Gehört zu einem anderen Amt
    [kind] Andere Art
    [moved] Andere Gemeinde
   *[renamed] Anderer Name oder Ort
 }
inspect-changes-effect-name = { $effect ->
    [enters] Die Einrichtung kommt in den Plan.
    [leaves] Die Einrichtung verlässt den Plan. Geplante Begehungen werden abgesagt.
   *[stays] Die Einrichtung bleibt im Plan, mit den neuen Angaben.
 }
inspect-doc-photo-missing = Foto zu Mangel { $number }: Es liegt dem Amt noch nicht vor.
inspect-doc-photo-unreadable = Foto zu Mangel { $number }: Es lässt sich nicht drucken und liegt in der Akte beim Amt.
inspect-doc-photo-beyond = Foto zu Mangel { $number }: Es liegt in der Akte beim Amt. Diese Niederschrift enthält schon sehr viele Fotos.
schedule-fieldwork-compare-plans = Begehungspläne mit dem Verzeichnis vergleichen
