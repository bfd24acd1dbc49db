# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Organisationen
action-audit-read = Prüfprotokoll ansehen und prüfen
directory-area-organisations-title = Organisationen
directory-area-organisations-text = Gesundheitsämter und Einrichtungen suchen, anlegen, ändern und aus einer Tabelle übernehmen.
directory-area-territory-title = Gebiet
directory-area-territory-text = Landkreise, Städte und Gemeinden, und welches Gesundheitsamt zuständig ist.
directory-area-rights-title = Rollen-Rechte-Konzept
directory-area-rights-text = Wer was darf, für alle Rollen, mit den Regeln in Worten.
directory-area-jobs-title = Hintergrundaufgaben
directory-area-jobs-text = Was das System im Hintergrund erledigt, und was gescheitert ist.
directory-area-trail-title = Prüfprotokoll
directory-area-trail-text = Wer wann was getan hat, und ob das Protokoll unverändert ist.
directory-kind-state = Land
directory-kind-office = Gesundheitsamt
directory-kind-institution = Einrichtung
directory-kind-kita = Kita
directory-kind-school = Schule
directory-kind-hospital = Krankenhaus
directory-kind-nursing-home = Pflegeheim
directory-kind-laboratory = Labor
directory-kind-other = Andere Einrichtung
directory-organisations-title = Organisationen
directory-organisations-search = Name, Ort oder Schlüssel
directory-organisations-count =
    { $count ->
        [one] Eine Organisation
       *[other] { $count } Organisationen
    }
directory-organisations-none-title = Keine Organisation gefunden
directory-organisations-none-text = Ändern Sie die Suche oder die Filter.
directory-organisation-kind = Art
directory-organisation-institution-kind = Art der Einrichtung
directory-organisation-office = Gesundheitsamt
directory-organisation-street = Straße und Hausnummer
directory-organisation-postcode = Postleitzahl
directory-organisation-town = Ort
directory-organisation-address = Anschrift
directory-organisation-ags = Amtlicher Schlüssel
directory-organisation-ags-hint = 8 Ziffern der Gemeinde, bei Gesundheitsämtern 5 Ziffern des Landkreises. Sie finden ihn unter „Gebiet“.
directory-organisation-email = E-Mail-Adresse der Organisation
directory-organisation-email-hint = Ein gemeinsames Postfach, keine persönliche Adresse.
directory-organisation-phone = Telefon
directory-organisation-reference = Eigene Nummer
directory-organisation-reference-hint = Die Nummer, unter der das Amt die Organisation führt. An ihr erkennt der Import sie wieder.
directory-organisation-reference-taken = Diese Nummer hat schon eine andere Organisation des Amts. Nehmen Sie eine andere.
directory-organisation-name = Name
directory-organisation-valid-from = Erster Tag
directory-organisation-valid-to = Letzter Tag
directory-organisation-validity = Gültigkeit
directory-organisation-valid-today = Heute gültige
directory-organisation-also-ended = Auch beendete und künftige
directory-organisation-is-valid = gültig
directory-organisation-is-future = künftig
directory-organisation-is-ended = beendet
directory-organisation-since = seit { $day }
directory-organisation-until = bis { $day }
directory-organisation-above = Gehört zu
directory-organisation-below = Zugehörige Organisationen
directory-organisation-districts = Zuständig für
directory-organisation-history = Verlauf
directory-organisation-add = Neu anlegen
directory-organisation-new-office = Gesundheitsamt anlegen
directory-organisation-new-institution = Einrichtung anlegen
directory-organisation-added = { $name } ist angelegt. Laden Sie jetzt Personen dafür ein.
directory-organisation-edit = Bearbeiten
directory-organisation-changed = Die Änderung ist gespeichert.
directory-organisation-conflict = Jemand anderes hat die Organisation inzwischen geändert. Öffnen Sie sie neu und tragen Sie Ihre Änderung noch einmal ein.
directory-organisation-end = Beenden
directory-organisation-end-institution =
    { $people ->
        [0] { $name } meldet nach dem letzten Tag nicht mehr. Niemand hat dort eine Rolle. Was bisher gemeldet wurde, bleibt erhalten.
        [one] { $name } meldet nach dem letzten Tag nicht mehr. Eine Person hat dort eine Rolle und behält sie, bis Sie sie beenden. Was bisher gemeldet wurde, bleibt erhalten.
       *[other] { $name } meldet nach dem letzten Tag nicht mehr. { $people } Personen haben dort eine Rolle und behalten sie, bis Sie sie beenden. Was bisher gemeldet wurde, bleibt erhalten.
    }
directory-organisation-end-office = { $name } gilt nach dem letzten Tag als beendet. Gültige Einrichtungen dort: { $children }. Personen mit einer Rolle dort: { $people }. Sie bleiben unverändert; ordnen Sie auch die Zuständigkeit für das Gebiet neu.
directory-organisation-ended = Der letzte Tag ist gespeichert.
directory-organisation-go-on = Ende aufheben
directory-organisation-goes-on = Das Ende ist aufgehoben.
directory-deed-by-nobody = Das System
directory-deed-by-other = Person einer anderen Organisation

## Import
directory-import-title = Organisationen aus einer Tabelle übernehmen
directory-import-text = Laden Sie eine CSV-Datei hoch. Sie sehen zuerst, was sich ändern würde. Erst wenn Sie bestätigen, wird alles zusammen gespeichert.
directory-import-file = CSV-Datei
directory-import-file-hint = Höchstens 2 MB und { $rows } Zeilen. UTF-8 oder Windows-Kodierung, getrennt mit Semikolon oder Komma.
directory-import-check = Prüfen
directory-import-template = Vorlage herunterladen
directory-import-columns = Spalten der Tabelle
directory-import-column = Spalte
directory-import-meaning = Bedeutung
directory-import-column-kind = Pflicht: office (Gesundheitsamt) oder institution (Einrichtung).
directory-import-column-name = Pflicht: Name der Organisation.
directory-import-column-office = Gesundheitsamt einer Einrichtung: sein Name, sein Schlüssel oder der Landkreis. Leer, wenn Sie nur für ein Amt zuständig sind.
directory-import-column-institution-kind = kita, school, hospital, nursing-home, laboratory oder other; auch Kita, Schule, Krankenhaus, Pflegeheim, Labor, Andere. Pflicht bei neuen Einrichtungen.
directory-import-column-street = Straße und Hausnummer.
directory-import-column-postcode = Postleitzahl, 5 Ziffern.
directory-import-column-town = Ort. Zusammen mit dem Namen erkennt der Import eine Einrichtung ohne Nummer wieder.
directory-import-column-ags = Amtlicher Schlüssel: 8 Ziffern der Gemeinde, bei Gesundheitsämtern 5 Ziffern des Landkreises.
directory-import-column-email = E-Mail-Adresse der Organisation.
directory-import-column-phone = Telefon.
directory-import-column-valid-from = Erster Tag, zum Beispiel 2026-08-01 oder 1.8.2026. Leer heißt bei neuen Organisationen: heute.
directory-import-column-valid-to = Letzter Tag, wenn die Organisation endet.
directory-import-column-reference = Eigene Nummer. An ihr erkennt der Import die Organisation auch nach einer Umbenennung wieder. Leere Zellen ändern nichts.
directory-import-error-no-file = Wählen Sie eine Datei aus.
directory-import-error-empty = Die Tabelle hat keine Zeilen unter den Überschriften. Prüfen Sie die Datei.
directory-import-error-too-large = Die Datei ist größer als 2 MB. Teilen Sie sie auf.
directory-import-error-not-text = Das ist keine CSV-Datei. Speichern Sie die Tabelle als CSV, zum Beispiel „CSV UTF-8“.
directory-import-error-too-many-rows = Die Tabelle hat mehr als { $name } Zeilen. Teilen Sie sie auf.
directory-import-error-unknown-column = Die Spalte „{ $name }“ ist nicht bekannt. Benennen oder löschen Sie sie; unten stehen die bekannten Spalten.
directory-import-error-column-twice = Die Spalte „{ $name }“ steht zweimal da. Löschen Sie eine davon.
directory-import-error-column-missing = Die Spalte „{ $name }“ fehlt. Ergänzen Sie sie.
directory-import-preview-title = Vorschau des Imports
directory-import-refused-title =
    { $count ->
        [one] Eine Zeile hat Fehler
       *[other] { $count } Zeilen haben Fehler
    }
directory-import-refused-text = Es wurde nichts geändert. Verbessern Sie die Zeilen in Ihrer Datei und laden Sie sie noch einmal hoch.
directory-import-ready-title =
    { $count ->
        [one] Eine Organisation wird angelegt oder geändert
       *[other] { $count } Organisationen werden angelegt oder geändert
    }
directory-import-ready-text = Noch ist nichts geändert. Prüfen Sie die Zeilen und bestätigen Sie dann.
directory-import-nothing-title = Alles ist schon da
directory-import-nothing-text = Die Tabelle würde nichts ändern.
directory-import-confirm =
    { $count ->
        [one] Eine Organisation übernehmen
       *[other] { $count } Organisationen übernehmen
    }
directory-import-discard = Verwerfen
directory-import-discarded = Der Import ist verworfen. Es wurde nichts geändert.
directory-import-other-file = Andere Datei hochladen
directory-import-tabs = Zeilen nach Ergebnis
directory-import-tab-all = Alle ({ $count })
directory-import-tab-refused = Fehler ({ $count })
directory-import-tab-new = Neu ({ $count })
directory-import-tab-changed = Geändert ({ $count })
directory-import-tab-unchanged = Unverändert ({ $count })
directory-import-none-here = Hier gibt es keine Zeilen.
directory-import-line = Zeile
directory-import-outcome = Ergebnis
directory-import-details = Was geschieht, oder was zu tun ist
directory-import-outcome-new = neu
directory-import-outcome-changed = geändert
directory-import-outcome-unchanged = unverändert
directory-import-outcome-refused = Fehler
directory-import-changed-to = { $field }: { $value }
directory-import-in-column = Spalte { $column }: { $text }
directory-import-fault-too-long = Die Zeile hat mehr Zellen als Überschriften. Prüfen Sie, ob ein Trennzeichen im Text steht.
directory-import-fault-kind = Schreiben Sie office oder institution.
directory-import-fault-name = Geben Sie einen Namen mit 2 bis 200 Zeichen an.
directory-import-fault-text = Der Text ist zu lang oder enthält Steuerzeichen. Kürzen Sie ihn.
directory-import-fault-institution-kind = Geben Sie die Art der Einrichtung an, zum Beispiel kita oder school.
directory-import-fault-postcode = Geben Sie eine Postleitzahl mit 5 Ziffern an.
directory-import-fault-ags = Diesen amtlichen Schlüssel gibt es hier nicht. Einrichtungen brauchen 8 Ziffern einer Gemeinde, Gesundheitsämter 5 Ziffern eines Landkreises.
directory-import-fault-email = Geben Sie eine E-Mail-Adresse an, zum Beispiel name@beispiel.de.
directory-import-fault-phone = Geben Sie eine Telefonnummer aus Ziffern an, zum Beispiel 0511 123456.
directory-import-fault-date = Geben Sie einen Tag an, zum Beispiel 1.8.2026.
directory-import-fault-order = Der letzte Tag liegt vor dem ersten. Prüfen Sie beide.
directory-import-fault-office-missing = Nennen Sie das Gesundheitsamt.
directory-import-fault-office-unknown = Dieses Gesundheitsamt gibt es nicht. Nennen Sie seinen Namen, seinen Schlüssel oder den Landkreis.
directory-import-fault-not-allowed = Hier dürfen Sie nichts anlegen oder ändern. Löschen Sie die Zeile oder bitten Sie die zuständige Administration.
directory-import-fault-twice = Dieselbe Organisation steht schon in Zeile { $line }. Löschen Sie eine der beiden Zeilen.
directory-import-fault-ambiguous = Es gibt mehrere passende Organisationen. Geben Sie die eigene Nummer oder den Ort an.
directory-import-conflict = Seit der Vorschau hat sich etwas geändert. Es wurde nichts gespeichert. Öffnen Sie die Vorschau noch einmal und prüfen Sie sie.
directory-import-not-ready = Diese Tabelle kann nicht übernommen werden. Es wurde nichts geändert. Verbessern Sie die Fehler und laden Sie die Datei noch einmal hoch.
directory-import-done = Der Import ist gespeichert. Neu: { $new }, geändert: { $changed }.

## Gebiet
directory-territory-title = Gebiet
directory-territory-count = { $count } Landkreise und kreisfreie Städte mit { $population } Einwohnerinnen und Einwohnern
directory-territory-missing =
    { $count ->
        [one] Für einen Landkreis ist noch kein Gesundheitsamt eingetragen
       *[other] Für { $count } Landkreise ist noch kein Gesundheitsamt eingetragen
    }
directory-territory-missing-text = Die Landesadministration trägt die Zuständigkeit auf der Seite des Landkreises ein.
directory-territory-districts = Landkreise und kreisfreie Städte
directory-territory-district = Name
directory-territory-kind = Art
directory-territory-key = Schlüssel
directory-territory-population = Bevölkerung
directory-territory-office = Zuständiges Gesundheitsamt
directory-territory-office-missing = Wählen Sie ein Gesundheitsamt.
directory-territory-nobody = nicht eingetragen
directory-territory-assign = Zuständigkeit ändern
directory-territory-assigned = Die Zuständigkeit ist gespeichert.
directory-territory-municipalities = Gemeinden
directory-territory-municipality-count =
    { $count ->
        [one] Eine Gemeinde
       *[other] { $count } Gemeinden und gemeindefreie Gebiete
    }
directory-territory-search = Name, Samtgemeinde, Postleitzahl oder Schlüssel
directory-territory-association = Samtgemeinde
directory-territory-uninhabited = unbewohnt
directory-territory-none-title = Keine Gemeinde gefunden
directory-territory-none-text = Ändern Sie die Suche.
directory-territory-source = Bevölkerung: Zensus vom 15. Mai 2022. Quelle: { $source }

## Rollen-Rechte-Konzept
directory-rights-title = Rollen-Rechte-Konzept
directory-rights-text = Diese Tabelle ist aus den Regeln erzeugt, nach denen das System entscheidet. Was keine Regel erlaubt, ist verboten.
directory-rights-download = Als CSV herunterladen
directory-rights-matrix = Wer was darf, und wo
directory-rights-action = Aktion
directory-rights-code = Kürzel
directory-rights-role-at = { $role } ({ $place })
directory-rights-policies = Die Regeln in Worten
directory-rights-policies-text = Jede Zeile ist eine Regel im Quelltext; das Kürzel dahinter ist ihr Name.
scope-installation = überall
scope-own = eigenes Konto
scope-own-institution = eigene Einrichtung
scope-institutions-of-own-office = Einrichtungen des eigenen Amts
scope-all-institutions = alle Einrichtungen
scope-own-office = eigenes Amt
scope-all-offices = alle Ämter
scope-state = Land

## Hintergrundaufgaben
directory-jobs-title = Hintergrundaufgaben
directory-jobs-ready = Warten
directory-jobs-running = Laufen
directory-jobs-done = Erledigt
directory-jobs-done-note = in den letzten 7 Tagen
directory-jobs-dead = Gescheitert
directory-jobs-dead-title = Gescheiterte Aufgaben
directory-jobs-dead-text = Diese Aufgaben sind nach allen Versuchen gescheitert. Wiederholen Sie sie, wenn die Ursache behoben ist.
directory-jobs-none-title = Nichts ist gescheitert
directory-jobs-none-text = Alle Aufgaben wurden erledigt oder laufen noch.
directory-jobs-kind = Aufgabe
directory-jobs-error = Letzter Fehler
directory-jobs-attempts = Versuche
directory-jobs-given-up = Aufgegeben
directory-jobs-schedules = Zeitpläne
directory-jobs-schedule = Zeitplan
directory-jobs-last = Zuletzt fällig
directory-jobs-next = Nächstes Mal
directory-jobs-not-yet = noch nicht
schedule-directory-prune = Abgelaufene Links, Geräte und Zugangsschlüssel vergessen
schedule-directory-prune-imports = Hochgeladene Tabellen vergessen, die niemand bestätigt hat
directory-jobs-retry = Wiederholen
directory-jobs-retry-title = Aufgabe wiederholen
directory-jobs-retry-consequence = Die Aufgabe { $kind } wird sofort noch einmal versucht und bekommt alle Versuche neu. Bisher: { $attempts } Versuche.
directory-jobs-retry-done = Die Aufgabe wird wiederholt.
directory-jobs-discard = Verwerfen
directory-jobs-discard-title = Aufgabe verwerfen
directory-jobs-discard-consequence = Eine Aufgabe { $kind } wird gelöscht und nie mehr ausgeführt. Was sie tun sollte, geschieht nicht.
directory-jobs-discard-done = Die Aufgabe ist verworfen.
directory-jobs-gone = Diese Aufgabe ist nicht mehr gescheitert. Laden Sie die Liste neu.

## Prüfprotokoll
directory-trail-title = Prüfprotokoll
directory-trail-text = Was bei { $name } geschehen ist, das Neueste zuerst. Einträge können nicht geändert oder gelöscht werden.
directory-trail-verify = Kette prüfen
directory-trail-why = Warum lässt sich das Protokoll nicht unbemerkt ändern?
directory-trail-why-text = Jeder Eintrag enthält eine Prüfsumme des vorigen. Wer einen Eintrag ändert oder entfernt, zerreißt die Kette, und die Prüfung zeigt die Stelle.
directory-trail-whole =
    { $count ->
        [0] Die Kette ist leer.
        [one] Die Kette ist unversehrt. Ein Eintrag wurde geprüft.
       *[other] Die Kette ist unversehrt. { $count } Einträge wurden geprüft.
    }
directory-trail-broken = Die Kette ist bei Eintrag { $number } gebrochen. Benachrichtigen Sie die Datenschutzbeauftragten und den Betrieb.
directory-trail-none-title = Noch keine Einträge
directory-trail-none-text = Sobald bei dieser Organisation etwas geändert wird, steht es hier.
directory-trail-number = Nr.
directory-trail-at = Zeitpunkt
directory-trail-who = Wer
directory-trail-what = Was
directory-trail-older = Ältere Einträge

## Taten im Prüfprotokoll
deed-organisation-make-key = Zugangsschlüssel der Einrichtung erstellt
deed-organisation-end-key = Zugangsschlüssel der Einrichtung beendet
deed-organisation-delete-key = Abgelaufener Zugangsschlüssel der Einrichtung gelöscht
deed-organisation-add = Organisation angelegt
deed-organisation-change = Organisation geändert
deed-organisation-end = Letzten Tag der Organisation gesetzt
deed-organisation-go-on = Ende der Organisation aufgehoben
deed-organisation-assign-district = Zuständigkeit für einen Landkreis übernommen
deed-job-retry = Gescheiterte Hintergrundaufgabe wiederholt
deed-job-discard = Gescheiterte Hintergrundaufgabe verworfen
deed-membership-grant = Rolle vergeben
deed-membership-end = Rolle beendet
deed-state-set-up = Installation eingerichtet
deed-account-sign-in = Angemeldet
deed-account-sign-out = Abgemeldet
deed-account-refuse-sign-in = Anmeldung abgelehnt
deed-account-block = Konto gesperrt
deed-account-unblock = Konto entsperrt
deed-account-change-password = Kennwort geändert
deed-account-reset-password = Kennwort zurückgesetzt
deed-account-end-session = Sitzung beendet
deed-account-set-second-factor = Zweiten Faktor eingerichtet
deed-account-remove-second-factor = Zweiten Faktor entfernt
deed-account-accept-invitation = Einladung angenommen
deed-account-renew-recovery-codes = Wiederherstellungscodes erneuert
deed-account-use-recovery-code = Wiederherstellungscode benutzt
deed-account-make-access-key = Zugangsschlüssel für ein Programm erstellt
deed-account-end-access-key = Zugangsschlüssel für ein Programm beendet
deed-account-send-link = Link geschickt
deed-account-set-language = Sprache gewählt
