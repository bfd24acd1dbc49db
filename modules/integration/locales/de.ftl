# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Rights and deeds
action-event-read = Ereignisse der eigenen Organisation mit Programmen lesen
action-webhook-read = Angebundene Programme und deren Zustellungen ansehen
action-webhook-manage = Programme anbinden, ändern und trennen
deed-webhook-add = Programm angebunden
deed-webhook-change = Angebundenes Programm geändert
deed-webhook-pause = Zustellung an ein Programm angehalten
deed-webhook-resume = Zustellung an ein Programm fortgesetzt
deed-webhook-rotate = Geheimnis eines angebundenen Programms ersetzt
deed-webhook-trial = Probe an ein angebundenes Programm gesendet
deed-webhook-redeliver = Ereignis erneut zugestellt
deed-webhook-delete = Programm getrennt
deed-webhook-disable = Zustellung an ein Programm abgeschaltet
schedule-integration-tidy = Alte Ereignisse und Zustellungen vergessen

# The list
integration-title = Schnittstellen
integration-text = Andere Programme erfahren, was in Ihrer Organisation geschieht: Sie lesen den Ereignisstrom, oder Deich stellt ihnen Ereignisse zu. Ein Ereignis nennt Kennungen, nie Inhalte.
integration-organisation = Organisation
integration-endpoints = Angebundene Programme
integration-none-title = Noch kein Programm angebunden
integration-none-text = Binden Sie ein Programm an, wenn es sofort erfahren soll, was geschieht.
integration-name = Name
integration-server = Server
integration-state = Stand
integration-waiting = Wartend
integration-succeeded = Zuletzt zugestellt
integration-never = noch nie
integration-endpoint-state = { $state ->
    [active] aktiv
    [failing] aktiv, derzeit nicht erreichbar
    [paused] angehalten
   *[disabled] abgeschaltet
}
integration-feed = Ereignisstrom
integration-feed-text = Hier liest ein Programm alle Ereignisse der Reihe nach, mit einem Zugangsschlüssel. Ereignisse bleiben mindestens 90 Tage lesbar.
integration-feed-address = Adresse
integration-feed-newest = Nummer des neuesten Ereignisses
integration-why-thin = Warum stehen in Ereignissen keine Inhalte?
integration-why-thin-text = Wer ein Ereignis empfängt, muss nicht dürfen, was darin steht. Deshalb nennt es nur, worum es geht. Den Inhalt holt das Programm mit einem Zugangsschlüssel, und dabei gelten dieselben Rechte wie für Personen.

# One program
integration-new-title = Programm anbinden
integration-change-title = Programm ändern
integration-edit-text = Das Programm erfährt, was bei { $name } geschieht. Deich ruft die Adresse auf und unterschreibt jede Nachricht.
integration-name-hint = So finden Sie es wieder, zum Beispiel der Name des Fachverfahrens.
integration-name-invalid = Geben Sie einen Namen mit 2 bis { $most } Zeichen an.
integration-too-many = Mehr als { $most } Programme können nicht angebunden sein. Trennen Sie eines, das nicht mehr gebraucht wird.
integration-address = Adresse
integration-address-hint = Beginnt mit https:// und ist aus dem Internet erreichbar. Schreiben Sie keine Kennwörter hinein.
integration-address-unreadable = Geben Sie eine Adresse an, zum Beispiel https://fachverfahren.example/deich.
integration-address-not-https = Die Adresse muss mit https:// beginnen.
integration-address-credentials = Die Adresse darf keinen Namen und kein Kennwort enthalten. Die Unterschrift weist Deich aus.
integration-address-not-public = Diese Adresse liegt in einem internen Netz. Deich ruft nur öffentliche Adressen auf.
integration-kinds = Ereignisse
integration-kinds-hint = Wählen Sie nur, was das Programm braucht.
integration-kinds-missing = Wählen Sie mindestens ein Ereignis.
integration-kinds-unknown = Dieses Ereignis gibt es in Ihrer Organisation nicht.
integration-collections = Erhebungen
integration-collections-hint = Ohne Auswahl gelten alle, auch künftige.
integration-collections-unknown = Diese Erhebung gibt es nicht.
integration-collection-nameless = Erhebung { $id }
integration-changed = { $name } ist geändert.
integration-changed-meanwhile = Jemand hat das Programm inzwischen geändert. Öffnen Sie die Seite neu und sehen Sie nach.
integration-not-active = Die Zustellung ist angehalten oder abgeschaltet. Setzen Sie sie zuerst fort.
integration-try = Probe senden
integration-tried = Die Probe ist unterwegs. Laden Sie die Seite gleich noch einmal.
integration-pause = Anhalten
integration-paused = Die Zustellung ist angehalten.
integration-paused-title = Angehalten
integration-paused-text = Ereignisse warten hier bis zu 88 Stunden. Was länger wartet, liest das Programm aus dem Ereignisstrom.
integration-resume = Fortsetzen
integration-resumed = Die Zustellung geht weiter.
integration-disabled-title = Abgeschaltet
integration-disabled-gone = Das Programm hat mitgeteilt, dass es die Adresse nicht mehr gibt. Prüfen Sie die Adresse und setzen Sie die Zustellung fort, oder trennen Sie das Programm.
integration-disabled-failing = Das Programm war fünf Tage nicht erreichbar. Sprechen Sie mit dem Betreiber und setzen Sie die Zustellung dann fort. Was es verpasst hat, steht im Ereignisstrom.
integration-failing-since = Nicht erreichbar seit
integration-former-until = Das alte Geheimnis gilt bis
integration-delete-title = Programm trennen
integration-delete = Trennen
integration-delete-consequence = { $name } erfährt nichts mehr. Geheimnis und Liste der Zustellungen werden gelöscht.
integration-deleted = { $name } ist getrennt.

# Secrets
integration-secret = Geheimnis
integration-secret-title = Geheimnis ersetzen
integration-secret-replace = Neues Geheimnis erzeugen
integration-secret-consequence = { $name } bekommt ein neues Geheimnis. Einen Tag lang unterschreiben beide, damit das Programm ohne Ausfall umgestellt werden kann.
integration-secret-shown-title = Geheimnis für das Programm
integration-secret-once-title = Nur jetzt zu sehen
integration-secret-once-text = Kopieren Sie das Geheimnis in das Programm. Deich zeigt es nicht noch einmal.
integration-secret-use = Mit dem Geheimnis prüft das Programm, ob eine Nachricht von Deich kommt. Geben Sie es niemandem sonst.
integration-secret-done = Zum Programm

# Deliveries
integration-deliveries = Zustellungen
integration-deliveries-count = { $count ->
    [one] 1 Zustellung
   *[other] { $count } Zustellungen
}
integration-deliveries-none-title = Keine Zustellung
integration-deliveries-none-text = Sobald etwas geschieht, steht es hier. Zustellungen bleiben 30 Tage sichtbar.
integration-delivery-state = { $state ->
    [waiting] wartet
    [delivered] zugestellt
   *[given-up] aufgegeben
}
integration-delivery-title = Zustellung { $kind }
integration-event = Ereignis
integration-when = Wann
integration-attempts = Versuche
integration-attempt = Versuch
integration-attempts-none = Noch kein Versuch.
integration-answer = Antwort
integration-status = Status { $status }
integration-next = Nächster Versuch
integration-number = Nummer im Ereignisstrom
integration-millis = Dauer in Millisekunden
integration-redeliver = Erneut zustellen
integration-again = Das Ereignis wird erneut zugestellt.
integration-sent = Nachricht
integration-sent-text = Das bekommt das Programm, unterschrieben.
integration-sent-forgotten = Das Ereignis ist nach seiner Zeit vergessen.
integration-back = Zurück zum Programm
integration-fault-forbidden = Die Adresse führt in ein internes Netz
integration-fault-unknown-name = Der Name des Servers ist unbekannt
integration-fault-connection-refused = Die Verbindung wurde abgelehnt: Unter dieser Adresse antwortet kein Programm
integration-fault-certificate = Das Zertifikat des Servers gilt nicht: abgelaufen, für einen anderen Namen oder von keiner anerkannten Stelle
integration-fault-no-connection = Keine Verbindung
integration-fault-timeout = Keine Antwort in 10 Sekunden
integration-fault-broken = Keine verständliche Antwort
integration-fault-expired = Nicht mehr rechtzeitig zugestellt
integration-fault-disabled = Zustellung abgeschaltet
integration-fault-forgotten = Ereignis vergessen

# Kinds of events
integration-event-report-sent = Meldung eingegangen
integration-event-report-corrected = Meldung korrigiert
integration-event-report-withdrawn = Meldung zurückgezogen
integration-event-report-accepted = Meldung angenommen
integration-event-report-accept-undone = Annahme zurückgenommen
integration-event-report-returned = Meldung zurückgegeben
integration-event-period-approved = Zeitraum abgeschlossen
integration-event-period-taken-back = Abschluss zurückgenommen
integration-event-period-opened-again = Zeitraum wieder geöffnet
integration-event-release-accepted = Freigabe beim Land angekommen
integration-event-case-opened = Fallakte eröffnet
integration-event-case-changed = Fallakte bearbeitet
integration-event-case-closed = Fallakte geschlossen
integration-event-case-deleted = Fallakte gelöscht
integration-event-record-received = Aufzeichnung des Außendienstes eingegangen

# Guide
integration-guide-title = Anleitung für Programme
integration-guide-ways = Zwei Wege
integration-guide-ways-text = Der Ereignisstrom ist vollständig und geordnet: Wer ihn liest, verpasst nichts. Zustellungen sind schneller, können aber doppelt oder in anderer Reihenfolge kommen. Gute Programme nutzen beides: die Zustellung als Weckruf, den Strom als Quelle.
integration-guide-feed = Den Ereignisstrom lesen
integration-guide-feed-text = Rufen Sie die Adresse mit einem Zugangsschlüssel auf. Merken Sie sich „next“ aus der Antwort und senden Sie es beim nächsten Mal als „after“. Mit „wait“ wartet der Aufruf bis zu 25 Sekunden auf Neues.
integration-guide-key = Zugangsschlüssel erzeugen
integration-guide-check = Die Unterschrift prüfen
integration-guide-check-text = Deich unterschreibt nach „Standard Webhooks“. Für viele Sprachen gibt es fertige Bibliotheken. Ohne Bibliothek geht es in Python so:
integration-guide-rules = Regeln
integration-guide-rule-answer = Antworten Sie innerhalb von 10 Sekunden mit einem Status von 200 bis 299. Erledigen Sie die Arbeit danach.
integration-guide-rule-twice = Eine Nachricht kann zweimal kommen. Merken Sie sich „webhook-id“.
integration-guide-rule-order = Die Reihenfolge steht in „sequence“. Fehlt eine Nummer, lesen Sie sie aus dem Ereignisstrom, sofern Sie alle Ereignisse gewählt haben.
integration-guide-rule-retry = Ohne Erfolg kommt die Nachricht wieder, zehnmal in etwa drei Tagen. Nach fünf Tagen ohne Erfolg wird die Zustellung abgeschaltet.
integration-guide-rule-gone = Mit dem Status 410 schaltet das Programm die Zustellung selbst ab.

# Open work and mail
integration-task-disabled = Zustellung abgeschaltet: { $name }
integration-task-look = Ansehen
integration-mail-disabled-subject = Zustellung abgeschaltet: { $endpoint }
integration-mail-disabled-text =
    Guten Tag { $name },

    Deich stellt „{ $endpoint }“ keine Ereignisse mehr zu: { $reason ->
        [gone] Das Programm hat mitgeteilt, dass es die Adresse nicht mehr gibt.
       *[failing] Das Programm war fünf Tage nicht erreichbar.
    }

    Hier sehen Sie den Stand und setzen die Zustellung fort:
    { $link }

# API
integration-api-organisation = Sie haben Rollen in mehreren Organisationen. Nennen Sie eine mit „organisation“.
integration-api-invalid = Der Wert von „{ $name }“ ist nicht gültig.
integration-api-cursor-title = Diese Stelle gibt es nicht
integration-api-cursor-now = Ereignisse davor sind nicht mehr vorhanden, oder die Stelle gehört zu einem anderen Ereignisstrom. Beginnen Sie ohne „after“ und gleichen Sie den Bestand ab.

integration-area-text = Fachverfahren und andere Programme anbinden: was sie erfahren und was ihnen zugestellt wurde.
