# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Was Tablets gesagt wird
fieldwork-received = Übermittelt.
fieldwork-received-aside = Übermittelt. Das Gesundheitsamt prüft noch auffällige Angaben.

## Rechte
action-fieldwork-read = Projekte, Formulare und Tablets des Außendienstes ansehen
action-fieldwork-manage = Projekte des Außendienstes einrichten, Tablets einrichten
action-record-open = Aufzeichnungen des Außendienstes öffnen
action-record-send = Aufzeichnungen mit dem eigenen Konto senden
action-record-review = Aufzeichnungen des Außendienstes prüfen
deed-fieldwork-manage = Projekt oder Tablet des Außendienstes eingerichtet
deed-record-open = Aufzeichnung des Außendienstes geöffnet
deed-record-send = Aufzeichnung des Außendienstes angenommen
deed-record-review = Aufzeichnung des Außendienstes geprüft oder kommentiert

## Gemeinsame Wörter
fieldwork-title = Außendienst
fieldwork-project = Projekt
fieldwork-number = Nummer des Projekts
fieldwork-office = Amt
fieldwork-form = Formular
fieldwork-forms = Formulare
fieldwork-tablet = Tablet
fieldwork-tablets = Tablets
fieldwork-records = Aufzeichnungen
fieldwork-files = Dateien
fieldwork-version = Version für Tablets
fieldwork-created = Eingerichtet
fieldwork-somebody = unbekannt
fieldwork-too-long = Der Text ist zu lang. Kürzen Sie ihn auf höchstens { NUMBER($longest) } Zeichen.
fieldwork-aside = Zurückgestellt
fieldwork-aside-none = keine
fieldwork-aside-count = { $count ->
    [one] Eine zurückgestellte
   *[other] { $count } zurückgestellte
 }

## Projekte
fieldwork-filter = Projekte
fieldwork-running = Laufende
fieldwork-put-away = Abgelegte
fieldwork-count = { $count ->
    [0] Kein Projekt
    [one] Ein Projekt
   *[other] { $count } Projekte
 }
fieldwork-none-title = Noch kein Projekt
fieldwork-none-text = Hier stehen Projekte für Begehungen und andere Arbeit vor Ort. Formulare werden auf Tablets auch ohne Netz ausgefüllt und gesendet, sobald wieder eine Verbindung besteht. Projekte legen Amtsadministration und Formularerstellung an.
fieldwork-none-text-manage = Ein Projekt ist für Begehungen und andere Arbeit vor Ort: Formulare werden auf Tablets auch ohne Netz ausgefüllt und gesendet, sobald wieder eine Verbindung besteht. Legen Sie ein Projekt an, wählen Sie Formulare und richten Sie Tablets ein.
fieldwork-none-put-away-title = Kein Projekt abgelegt
fieldwork-none-put-away-text = Abgelegte Projekte nehmen nichts mehr an. Ihre Aufzeichnungen bleiben lesbar.
fieldwork-new-title = Neues Projekt
fieldwork-new-save = Projekt anlegen
fieldwork-new-done = Das Projekt ist angelegt. Fügen Sie als Nächstes ein Formular hinzu.
fieldwork-change-title = Projekt ändern
fieldwork-change-save = Änderungen speichern
fieldwork-change-done = Das Projekt ist geändert.
fieldwork-name = Name
fieldwork-name-hint = So heißt das Projekt auch auf den Tablets. Beispiel: Begehungen 2026.
fieldwork-name-missing = Geben Sie dem Projekt einen Namen.
fieldwork-description = Beschreibung
fieldwork-description-hint = Wofür das Projekt ist. Nennen Sie keine Personen.
fieldwork-put-away-box = Projekt ablegen
fieldwork-put-away-hint = Tablets können dann nichts mehr senden. Was gesendet wurde, bleibt lesbar. Sie können das Projekt jederzeit wieder aufnehmen.
fieldwork-archived-title = Dieses Projekt ist abgelegt
fieldwork-archived-text = Es nimmt keine Aufzeichnungen mehr an. Unter „Projekt ändern“ nehmen Sie es wieder auf.

## Formulare eines Projekts
fieldwork-forms-none = Dieses Projekt hat noch kein Formular.
fieldwork-no-version = keine veröffentlichte Version
fieldwork-no-version-text = Tablets erhalten nur veröffentlichte Versionen. Veröffentlichen Sie eine Version unter „Formulare“; die Tablets holen sie dann von selbst.
fieldwork-standing = Annahme
fieldwork-standing-name = { $standing ->
    [closing] läuft aus
    [closed] geschlossen
   *[open] offen
 }
fieldwork-standing-meaning = { $standing ->
    [closing] Läuft aus: Tablets erhalten das Formular nicht mehr neu, angefangene Aufzeichnungen werden noch angenommen.
    [closed] Geschlossen: Es wird nichts mehr angenommen.
   *[open] Offen: Tablets erhalten das Formular und senden Aufzeichnungen.
 }
fieldwork-standing-hint = Ob dieses Formular im Projekt ausgefüllt wird.
fieldwork-standing-save = Annahme ändern
fieldwork-standing-done = Die Annahme ist geändert.
fieldwork-standing-choose = Wählen Sie, ob das Formular offen ist, ausläuft oder geschlossen ist.
fieldwork-form-add = Formular hinzufügen
fieldwork-form-add-which = Welches Formular soll dazukommen?
fieldwork-form-add-hint = Zur Wahl stehen veröffentlichte Formulare Ihres Gesundheitsamts und des Landes und solche, die mit Ihnen geteilt sind.
fieldwork-form-choose = Bitte wählen
fieldwork-form-none-left = Es gibt kein weiteres veröffentlichtes Formular, das Sie hinzufügen können.
fieldwork-form-library = Zu den Formularen
fieldwork-form-added = „{ $title }“ ist im Projekt. Legen Sie unter „Tablets“ fest, welches Tablet es ausfüllen darf.
fieldwork-form-known = Das Projekt hat dieses Formular schon, oder eines mit derselben Kennung.
fieldwork-form-remove = Formular aus dem Projekt nehmen
fieldwork-form-remove-text = Das Formular hat keine Aufzeichnungen. Es kommt aus dem Projekt und von den Tablets; unter „Formulare“ bleibt es.
fieldwork-form-removed = Das Formular ist nicht mehr im Projekt.
fieldwork-form-has-records = Das Formular hat Aufzeichnungen und bleibt im Projekt. Sie können es schließen.
fieldwork-form-facts = Formular im Projekt
fieldwork-feed = Adresse für Excel und Power BI

## Aufzeichnungen eines Formulars
fieldwork-records-title = Aufzeichnungen: { $form }
fieldwork-filter-records = Aufzeichnungen nach Stand
fieldwork-filter-name = { $filter ->
    [zurueckgestellt] Zurückgestellt ({ $count })
    [ungeprueft] Ungeprüft ({ $count })
   *[alle] Alle ({ $count })
 }
fieldwork-records-none-title = Noch keine Aufzeichnung
fieldwork-records-none-text = Sobald ein Tablet oder ein Programm das Formular ausgefüllt sendet, steht die Aufzeichnung hier.
fieldwork-records-nothing-title = Nichts gefunden
fieldwork-records-nothing-text = Mit diesem Stand gibt es keine Aufzeichnung.
fieldwork-arrived = Eingegangen
fieldwork-sender = Gesendet von
fieldwork-review = Prüfung
fieldwork-outcome = { $outcome ->
    [aside] zurückgestellt
    [approved] freigegeben
    [rejected] abgelehnt
    [issues] Rückfrage
    [edited] geändert, ungeprüft
   *[received] ungeprüft
 }
fieldwork-versions-count = { $count } Fassungen
fieldwork-files-none = keine
fieldwork-files-there = { $there } von { $named } da

## Tablets
fieldwork-tablets-of = Tablets: { $project }
fieldwork-tablets-count = { $count ->
    [0] kein Tablet
    [one] ein Tablet
   *[other] { $count } Tablets
 }
fieldwork-tablets-text = Jedes Tablet hat einen eigenen Schlüssel und füllt nur die Formulare aus, die hier angekreuzt sind. Es braucht die kostenlose App ODK Collect.
fieldwork-tablets-none-title = Noch kein Tablet
fieldwork-tablets-none-text = Geben Sie unten dem ersten Tablet einen Namen. Danach zeigt Deich einen Code, mit dem Sie es einrichten.
fieldwork-tablets-caption = Welches Tablet welches Formular ausfüllen darf
fieldwork-tablets-save = Auswahl speichern
fieldwork-tablets-saved = { $count ->
    [0] Es war nichts zu ändern.
    [one] Eine Änderung ist gespeichert. Das Tablet erfährt davon, sobald es ein Netz hat.
   *[other] { $count } Änderungen sind gespeichert. Die Tablets erfahren davon, sobald sie ein Netz haben.
 }
fieldwork-tablets-no-forms = Fügen Sie dem Projekt ein Formular hinzu. Dann legen Sie hier fest, welches Tablet es ausfüllen darf.
fieldwork-may = darf
fieldwork-may-not = nein
fieldwork-key = Schlüssel
fieldwork-key-since = gültig seit { $when }
fieldwork-key-ended = Schlüssel entzogen: { $when }
fieldwork-key-ended-text = Dieses Tablet kann nichts mehr abrufen und nichts mehr senden. Was es gesendet hat, bleibt. Um das Gerät weiter zu benutzen, fügen Sie ein neues Tablet hinzu.
fieldwork-tablet-new = Tablet hinzufügen
fieldwork-tablet-name = Name des Tablets
fieldwork-tablet-name-hint = Unter diesem Namen stehen seine Aufzeichnungen in der Liste. Am besten steht er auch auf dem Gerät.
fieldwork-tablet-name-missing = Geben Sie dem Tablet einen Namen.
fieldwork-tablet-add = Hinzufügen und Code zeigen
fieldwork-tablet-forms = Formulare dieses Tablets
fieldwork-tablet-forms-none = Dieses Tablet darf noch kein Formular ausfüllen.
fieldwork-tablet-forms-change = Formulare der Tablets festlegen
fieldwork-code-secret-title = Wer diesen Code sieht, kann als dieses Tablet senden
fieldwork-code-secret-text = Der Code enthält den Schlüssel. Drucken Sie ihn nicht aus und verschicken Sie ihn nicht. Geht ein Tablet verloren, entziehen Sie den Schlüssel. Dass Sie diese Seite geöffnet haben, wird protokolliert.
fieldwork-set-up = So richten Sie das Tablet ein
fieldwork-step-install = Installieren Sie auf dem Tablet die App ODK Collect.
fieldwork-step-scan = Öffnen Sie die App, wählen Sie dort die Einrichtung mit einem QR-Code und scannen Sie diesen Code.
fieldwork-step-fill = Die Formulare erscheinen von selbst, sobald das Tablet ein Netz hat. Fertige Aufzeichnungen sendet es von selbst.
fieldwork-code-picture = QR-Code mit den Einstellungen für das Tablet { $name }
fieldwork-code-by-hand = Der Code lässt sich nicht scannen?
fieldwork-code-by-hand-text = Wählen Sie in ODK Collect die Einrichtung von Hand und geben Sie diese Adresse als URL des Servers ein. Benutzername und Passwort bleiben leer.
fieldwork-withdraw = Schlüssel entziehen
fieldwork-withdraw-title = Schlüssel entziehen: { $name }
fieldwork-withdraw-text = Das Tablet kann danach nichts mehr abrufen und nichts mehr senden, auch nicht, was noch ungesendet auf ihm liegt. Was es gesendet hat, bleibt. Der Schlüssel lässt sich nicht wieder einsetzen.
fieldwork-withdraw-done = Der Schlüssel von { $name } ist entzogen.
fieldwork-withdraw-before = Der Schlüssel von { $name } war schon entzogen.

## Eine Aufzeichnung
fieldwork-record-title = Aufzeichnung vom { $when }
fieldwork-record-name = Bezeichnung
fieldwork-record-back = Zu allen Aufzeichnungen
fieldwork-version-filled = Version des Formulars
fieldwork-device = Gerät
fieldwork-program = Programm
fieldwork-instance = Kennung
fieldwork-reasons-title = { $count ->
    [one] Zurückgestellt: Eine Angabe verletzt eine Regel des Formulars
   *[other] Zurückgestellt: { $count } Angaben verletzen Regeln des Formulars
 }
fieldwork-reasons-text = Die Aufzeichnung zählt nicht und steht in keiner Auswertung, bis jemand sie freigibt oder das Tablet sie berichtigt.
fieldwork-reasons-before-title = { $count ->
    [one] Eine Angabe verletzt eine Regel des Formulars und wurde trotzdem freigegeben
   *[other] { $count } Angaben verletzen Regeln des Formulars und wurden trotzdem freigegeben
 }
fieldwork-reason-answer = Angabe: { $answer }
fieldwork-reason-none = Keine Angabe
fieldwork-answers = { $number ->
    [1] Angaben
   *[other] Angaben in Fassung { $number }
 }
fieldwork-unreadable = Das Gesendete passt nicht in das Formular. Hier steht es, wie es gesendet wurde.
fieldwork-files-missing = { $count ->
    [one] Eine Datei ist noch nicht angekommen
   *[other] { $count } Dateien sind noch nicht angekommen
 }
fieldwork-files-missing-text = Tablets senden Dateien getrennt. Sie kommen, sobald das Tablet ein ausreichendes Netz hat.
fieldwork-decision-title = Prüfen
fieldwork-decision = Ihre Entscheidung
fieldwork-decision-name = { $decision ->
    [approved] Freigeben: Die Aufzeichnung zählt.
    [issues] Rückfrage: Es ist noch etwas zu klären.
    [rejected] Ablehnen: Die Aufzeichnung zählt nicht.
   *[comment] Nur kommentieren
 }
fieldwork-decision-missing = Wählen Sie eine Entscheidung.
fieldwork-decision-save = Speichern
fieldwork-comment = Kommentar
fieldwork-comment-hint = Bei Rückfrage und Ablehnung nötig. Der Kommentar wird verschlüsselt gespeichert.
fieldwork-comment-hint-aside = Wenn Sie freigeben, schreiben Sie, warum die Aufzeichnung trotzdem zählt. Der Kommentar wird verschlüsselt gespeichert.
fieldwork-comment-missing = Schreiben Sie einen Kommentar.
fieldwork-say-why-counts = Schreiben Sie, warum die Aufzeichnung trotz der Regel zählt.
fieldwork-say-what-issue = Schreiben Sie, was zu klären ist.
fieldwork-say-why-rejected = Schreiben Sie, warum die Aufzeichnung nicht zählt.
fieldwork-review-done = Die Entscheidung ist gespeichert.
fieldwork-comment-done = Der Kommentar ist gespeichert.
fieldwork-seen-missing = Auf der Seite fehlt, welchen Stand Sie gesehen haben. Laden Sie die Seite neu.
fieldwork-outdated-title = Jemand war schneller
fieldwork-outdated-text = Ihre Entscheidung wurde nicht gespeichert, weil Sie einen älteren Stand gesehen haben. Ihr Text steht noch im Feld. Speichern Sie noch einmal, wenn er gelten soll.
fieldwork-history = Verlauf
fieldwork-event = { $kind ->
    [sent] gesendet
    [edited] geänderte Fassung { $number } gesendet
    [approved] freigegeben
    [issues] Rückfrage
    [rejected] abgelehnt
    [received] Prüfung zurückgenommen
   *[comment] kommentiert
 }
fieldwork-opened-why = Warum wird das Öffnen protokolliert?
fieldwork-opened-because = Aufzeichnungen enthalten Angaben zu Einrichtungen und Personen. Wer sie öffnet, steht im Protokoll des Gesundheitsamts; dort kann es der Datenschutz nachsehen.

## Programme
fieldwork-programs-title = Mit anderen Programmen verbinden
fieldwork-programs-text = Programme, die mit ODK Central arbeiten, verbinden sich unverändert mit Deich. Sie dürfen dort, was Sie auf diesen Seiten dürfen.
fieldwork-programs-address = Adresse des Servers
fieldwork-programs-user = Benutzername
fieldwork-programs-password = Passwort
fieldwork-programs-key = Ein Zugangsschlüssel, nicht Ihr Passwort.
fieldwork-programs-key-link = Zugangsschlüssel im eigenen Konto anlegen
fieldwork-feeds-title = Excel und Power BI
fieldwork-feeds-text = Öffnen Sie die Adresse als OData-Datenfeed und melden Sie sich mit Benutzername und Zugangsschlüssel an. Zurückgestellte Aufzeichnungen sind nicht darin.
fieldwork-programs-known-title = Programme für die Auswertung
fieldwork-programs-known-text = pyodk (Python) und ruODK (R) brauchen dieselbe Adresse, denselben Benutzernamen und Schlüssel und die Nummer des Projekts.

## Aufgaben
fieldwork-task-waiting = { $count ->
    [one] Eine zurückgestellte Aufzeichnung
   *[other] { $count } zurückgestellte Aufzeichnungen
 }
fieldwork-task-look = Prüfen
