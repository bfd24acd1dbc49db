# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- Sammelmeldungen ---
deed-reports-upload = Tabelle mit Meldungen hochgeladen, gesendet oder verworfen
schedule-reporting-free-uploads = Hochgeladene Tabellen wieder öffnen, deren Senden aufgegeben wurde
schedule-reporting-clean-uploads = Hochgeladene Tabellen löschen, die älter als zwei Wochen sind

reporting-upload-title = Sammelmeldungen
reporting-upload-link = Viele Meldungen als Tabelle senden
reporting-upload-text = Mit einer Tabelle senden Sie viele Meldungen auf einmal. Deich prüft jede Zeile wie eine einzelne Meldung. Nichts wird gesendet, bevor Sie es bestätigen. Hochgeladene Tabellen sehen nur Sie; nach { $days } Tagen werden sie gelöscht.
reporting-upload-own = Ihre Tabellen
reporting-upload-own-none-title = Keine Tabelle
reporting-upload-own-none-text = Wählen Sie unten eine Erhebung und laden Sie eine Tabelle hoch.
reporting-upload-own-meta = Hochgeladen { $at } · { $count ->
    [one] eine Zeile
   *[other] { $count } Zeilen
 }
reporting-upload-own-action = Weiter
reporting-upload-state = { $state ->
    [sending] wird gesendet
    [done] abgeschlossen
   *[open] offen
 }
reporting-upload-wrong-count = { $count ->
    [one] eine Zeile fehlerhaft
   *[other] { $count } Zeilen fehlerhaft
 }
reporting-upload-ready-count = { $count ->
    [one] eine Zeile bereit
   *[other] { $count } Zeilen bereit
 }
reporting-upload-collections = Erhebungen
reporting-upload-collections-meta = Vorlage herunterladen, Tabelle hochladen
reporting-upload-collections-action = Tabelle hochladen
reporting-upload-collections-none-title = Keine Erhebung
reporting-upload-collections-none-text = Es gibt keine offene Erhebung, in der Sie melden.

reporting-upload-new-title = Tabelle hochladen: { $title }
reporting-upload-without-title = Für diese Erhebung gibt es keine Tabelle
reporting-upload-without = { $why ->
    [file] Das Formular verlangt eine Datei. Eine Datei passt nicht in eine Zelle. Senden Sie die Meldungen einzeln.
    [too-wide] Das Formular hat zu viele Fragen für eine Tabelle. Senden Sie die Meldungen einzeln.
   *[nothing] Das Formular fragt nichts, was in eine Tabelle passt. Senden Sie die Meldungen einzeln.
 }
reporting-upload-template = Vorlage
reporting-upload-template-text = Jede Zeile ist eine Meldung. { $count ->
    [one] Die Vorlage hat eine Spalte für die Antwort.
   *[other] Die Vorlage hat { $count } Spalten für Antworten.
 } Das zweite Blatt erklärt jede Spalte. Spalten, die Sie nicht brauchen, können Sie löschen.
reporting-upload-template-several = Sie melden für { $count } Einrichtungen. Nennen Sie in jeder Zeile die Einrichtung mit ihrem Namen oder ihrer Nummer.
reporting-upload-template-repeats = Was mehrfach gefragt wird, hat nummerierte Spalten. Für weitere Einträge fügen Sie Spalten mit der nächsten Nummer hinzu.
reporting-upload-template-files = Dateien passen nicht in die Tabelle. Meldungen mit Dateien senden Sie einzeln.
reporting-upload-template-xlsx = Vorlage für Excel
reporting-upload-template-csv = Vorlage als CSV
reporting-upload-table = Tabelle
reporting-upload-file = Ausgefüllte Tabelle
reporting-upload-file-hint = Excel, OpenDocument oder CSV; höchstens { $rows } Zeilen und { $megabytes } MB.
reporting-upload-check = Hochladen und prüfen
reporting-upload-why = Was geschieht mit der Tabelle?
reporting-upload-because = Deich prüft jede Zeile mit den Regeln des Formulars und bewahrt sie verschlüsselt auf, bis Sie senden oder verwerfen. Richtige Zeilen können Sie senden, auch wenn andere noch Fehler haben. Dieselbe Zeile wird nie zweimal gemeldet. Nach { $days } Tagen löscht Deich, was übrig ist.
reporting-upload-missing = Wählen Sie eine Tabelle aus.
reporting-upload-problem = { $problem ->
    [empty] Die Tabelle hat keine Zeile unter den Überschriften. Füllen Sie mindestens eine Zeile aus.
    [too-large] Die Datei ist zu groß. Erlaubt sind { $megabytes } MB. Teilen Sie die Tabelle auf.
    [too-many-rows] Die Tabelle hat mehr als { $rows } Zeilen. Teilen Sie sie auf.
    [too-wide] Die Tabelle hat mehr als 500 Spalten, oder in einer Zelle steht zu viel Text.
    [error-cell] In Zeile { $row } steht ein Fehler des Tabellenprogramms, zum Beispiel #NV. Ersetzen Sie ihn durch einen Wert.
   *[unreadable] Die Datei lässt sich nicht lesen. Speichern Sie die Tabelle als Excel-Arbeitsmappe oder als CSV und laden Sie sie noch einmal hoch.
 }
reporting-upload-headings = Die Überschriften passen nicht zur Vorlage dieser Erhebung.
reporting-upload-headings-missing = Es fehlen
reporting-upload-headings-unknown = Unbekannt
reporting-upload-headings-twice = Mehrfach vorhanden

reporting-upload-sheet = Meldungen
reporting-upload-institutions = Einrichtungen
reporting-upload-number = Nummer
reporting-upload-explain = Erklärung
reporting-upload-explain-column = Spalte
reporting-upload-explain-question = Frage
reporting-upload-explain-type = Art
reporting-upload-explain-unit = Einheit
reporting-upload-explain-need = Pflicht
reporting-upload-explain-values = Erlaubte Werte
reporting-upload-explain-example = Beispiel
reporting-upload-need = { $need ->
    [always] ja
    [sometimes] je nach Antworten
   *[never] nein
 }
reporting-upload-type = { $kind ->
    [integer] ganze Zahl
    [decimal] Zahl
    [range] Zahl
    [date] Datum
    [time] Uhrzeit
    [date-time] Datum und Uhrzeit
    [boolean] Ja oder Nein
    [select-one] eine Auswahl
    [select-many] mehrere, mit Semikolon getrennt
    [rank] Reihenfolge
    [geopoint] Breite und Länge
    [geotrace] Punkte einer Linie
    [geoshape] Punkte einer Fläche
    [acknowledge] Ja
    [trigger] Ja
   *[text] Text
 }
reporting-upload-column-institution = Die Einrichtung, für die gemeldet wird: Name oder Nummer.
reporting-upload-column-period = { $kind ->
    [event] Der Tag der Meldung, zum Beispiel 18.11.2026. Leer heißt: heute.
    [month] Jahr und Monat, zum Beispiel 2026-10.
    [quarter] Jahr und Quartal, zum Beispiel 2026-Q4.
    [year] Das Jahr, zum Beispiel 2026.
   *[week] Jahr und Kalenderwoche, zum Beispiel 2026-W40.
 }
reporting-upload-column-reason = Was an der Zeile falsch ist. Beim Hochladen wird diese Spalte nicht gelesen.
reporting-upload-wrong-file = { $title }, fehlerhafte Zeilen

reporting-upload-one-title = Sammelmeldung: { $title }
reporting-upload-sending-title = Die Meldungen werden gesendet
reporting-upload-sending-text = { $sent } von { $count } Meldungen sind angekommen. Sie können diese Seite verlassen; gesendet wird weiter.
reporting-upload-sending-again = Stand neu laden
reporting-upload-some-wrong = { $count ->
    [one] Eine Zeile muss berichtigt werden
   *[other] { $count } Zeilen müssen berichtigt werden
 }
reporting-upload-some-wrong-text = Berichtigen Sie die Zeilen hier, oder laden Sie sie mit den Gründen herunter und danach berichtigt wieder hoch. Richtige Zeilen können Sie schon senden. Am { $date } löscht Deich, was übrig ist.
reporting-upload-interrupted-title = Das Senden wurde abgebrochen
reporting-upload-interrupted-text = Angekommen: { $sent }. Noch nicht gesendet: { $ready }. Senden Sie noch einmal. Was angekommen ist, wird nicht doppelt gesendet.
reporting-upload-all-right = { $count ->
    [one] Eine Meldung ist bereit
   *[other] { $count } Meldungen sind bereit
 }
reporting-upload-all-right-text = Gesendet wird erst, wenn Sie es bestätigen.
reporting-upload-done-title = Nichts mehr zu tun
reporting-upload-done-text = Alle Zeilen dieser Tabelle sind gemeldet.
reporting-upload-at = Hochgeladen
reporting-upload-rows = Zeilen
reporting-upload-ready = Bereit
reporting-upload-wrong = Fehlerhaft
reporting-upload-known = Schon gemeldet
reporting-upload-sent = Gesendet
reporting-upload-send = { $count ->
    [one] Eine Meldung senden
   *[other] { $count } Meldungen senden
 }
reporting-upload-wrong-xlsx = Fehlerhafte Zeilen für Excel
reporting-upload-wrong-csv = Fehlerhafte Zeilen als CSV
reporting-upload-tabs = Zeilen
reporting-upload-tab = { $tab ->
    [fehler] Fehlerhaft ({ $count })
    [auffaellig] Auffällig ({ $count })
    [bekannt] Schon gemeldet ({ $count })
    [gesendet] Gesendet ({ $count })
   *[bereit] Bereit ({ $count })
 }
reporting-upload-none-here = Hier ist keine Zeile.
reporting-upload-shown = { $count ->
    [one] Eine Zeile
   *[other] { $count } Zeilen
 }
reporting-upload-list = Zeilen der Tabelle
reporting-upload-line = Zeile
reporting-upload-notes = Hinweise
reporting-upload-action = Aktion
reporting-upload-row-action = { $tab ->
    [fehler] Berichtigen
    [bekannt] Meldung ansehen
    [gesendet] Meldung ansehen
   *[bereit] Ansehen
 }
reporting-upload-fine-now = Inzwischen ist an dieser Zeile nichts mehr falsch. Öffnen und übernehmen Sie sie.
reporting-upload-rights = In der Tabelle stehen Einrichtungen, für die Sie nicht mehr melden. Berichtigen Sie diese Zeilen oder verwerfen Sie die Tabelle.
reporting-upload-not-sent = Es gibt gerade nichts zu senden.
reporting-upload-is-sending = Die Tabelle wird gerade gesendet. Verwerfen können Sie sie danach.

reporting-upload-fault = { $fault ->
    [institution-missing] Nennen Sie die Einrichtung.
    [institution-unknown] Für diese Einrichtung melden Sie in dieser Erhebung nicht. Prüfen Sie Name oder Nummer.
    [institution-ambiguous] Mehrere Einrichtungen heißen so. Nennen Sie die Nummer.
    [period-missing] Nennen Sie den Zeitraum.
    [period-invalid] Das ist kein Zeitraum dieser Erhebung.
    [closed] Die Erhebung ist geschlossen.
    [not-begun] Für diesen Zeitraum kann noch nicht gemeldet werden.
    [not-expected] Für diesen Zeitraum meldet die Einrichtung nicht.
    [locked] Der Zeitraum ist abgeschlossen oder gesperrt. Wenden Sie sich an Ihr Gesundheitsamt.
    [taken] Für diesen Zeitraum liegt schon eine andere Meldung vor. Berichtigen Sie diese, wenn sich etwas geändert hat.
    [twice-period] Eine andere Zeile der Tabelle nennt denselben Zeitraum derselben Einrichtung.
    [damaged] Diese Zeile ist beschädigt und kann nicht mehr gelesen werden. Bitte tragen Sie sie neu ein oder laden Sie die Tabelle noch einmal hoch.
   *[beyond] Neben den Spalten der Vorlage steht noch etwas. Prüfen Sie, ob die Zeile verrutscht ist.
 }

reporting-upload-row-title = Zeile { $row }
reporting-upload-row-notes = Das ist noch zu beachten
reporting-upload-row-known = Eine Meldung mit denselben Angaben liegt schon vor. Diese Zeile wird nicht gesendet.
reporting-upload-row-outdated = Diese Zeile wurde inzwischen in einem anderen Fenster geändert oder wird gerade gesendet. Prüfen Sie Ihre Angaben und übernehmen Sie sie noch einmal, wenn sie gelten sollen.
reporting-upload-row-period = { $kind ->
    [event] Tag der Meldung
   *[other] Zeitraum
 }
reporting-upload-row-save = Prüfen und übernehmen
reporting-upload-row-back = Zurück zur Tabelle
reporting-upload-row-is-fine = Zeile { $row } ist jetzt richtig.
reporting-upload-row-is-known = Zeile { $row } ist schon gemeldet und wird nicht gesendet.

reporting-upload-discard = Tabelle verwerfen
reporting-upload-discard-title = Hochgeladene Tabelle verwerfen
reporting-upload-discard-text = { $count ->
    [0] Die Liste der Zeilen wird gelöscht. Gesendete Meldungen bleiben.
    [one] Eine Zeile, die nicht gesendet ist, wird gelöscht. Gesendete Meldungen bleiben.
   *[other] { $count } Zeilen, die nicht gesendet sind, werden gelöscht. Gesendete Meldungen bleiben.
 }
reporting-upload-discarded = Die Tabelle ist verworfen.

reporting-mail-upload-interrupted-subject = Ihre Sammelmeldung ist nicht vollständig gesendet
reporting-mail-upload-interrupted-text = Guten Tag { $name },

    das Senden Ihrer Meldungen zu „{ $collection }“ wurde durch einen Fehler abgebrochen.
    Angekommen: { $sent }
    Noch nicht gesendet: { $ready }

    Bitte senden Sie den Rest noch einmal. Was angekommen ist, wird nicht doppelt gesendet:
    { $link }

reporting-mail-upload-subject = Ihre Sammelmeldung ist gesendet
reporting-mail-upload-text = Guten Tag { $name },

    Ihre Sammelmeldung für „{ $collection }“ ist gesendet.

    Angekommen: { $sent }
    Noch fehlerhaft: { $wrong }

    Die Tabelle mit allen Zeilen: { $link }

    Diese Nachricht enthält keine Angaben aus den Meldungen.

reporting-api-bulk-key = Die Kopfzeile Idempotency-Key hat 1 bis 60 sichtbare ASCII-Zeichen.
reporting-api-bulk-count = Senden Sie 1 bis { $most } Meldungen je Aufruf.

reporting-sent-all = Alle
reporting-sent-period-hint = Zum Beispiel 2026-W47 oder 2026-11-18
reporting-receipt-paper = Quittung { $receipt }
reporting-receipt-as-paper = Quittung als PDF
reporting-receipt-pdf = PDF
reporting-map-xlsx = Als Excel-Datei
reporting-map-sheet = Vollständigkeit

# --- Zugangsschlüssel für Einrichtungen ---
action-report-keys = Zugangsschlüssel einer Einrichtung erstellen und beenden
reporting-keys-title = Zugangsschlüssel für Einrichtungen
reporting-keys-of = Zugangsschlüssel: { $institution }
reporting-keys-text = Mit einem Zugangsschlüssel meldet ein Programm für die Einrichtung, zum Beispiel das Krankenhausinformationssystem. Der Schlüssel gehört der Einrichtung und keiner Person. Er gilt weiter, wenn jemand die Einrichtung verlässt.
reporting-keys-search = Einrichtung suchen
reporting-keys-none-title = Keine Einrichtung
reporting-keys-none-text = Es gibt keine Einrichtung, deren Schlüssel Sie verwalten.
reporting-key-none-title = Kein Schlüssel
reporting-key-none-text = Erstellen Sie unten einen Schlüssel, wenn ein Programm melden soll.
reporting-key-new = Neuer Schlüssel
reporting-key-name = Name
reporting-key-name-hint = Wofür der Schlüssel gebraucht wird, zum Beispiel der Name des Programms.
reporting-key-name-invalid = Geben Sie einen Namen mit höchstens { $most } Zeichen ein.
reporting-key-actions = Erlaubt
reporting-key-may = { $action ->
    [submission-open] Eigene Meldungen lesen
   *[other] Meldungen senden
 }
reporting-key-actions-missing = Wählen Sie, was das Programm darf.
reporting-key-collections = Erhebungen
reporting-key-collections-hint = Ohne Auswahl gilt der Schlüssel für alle Erhebungen der Einrichtung.
reporting-key-all = alle
reporting-key-days = Gültig
reporting-key-days-hint = Danach erstellen Sie einen neuen Schlüssel.
reporting-key-days-missing = Wählen Sie, wie lange der Schlüssel gilt.
reporting-key-for-days = { $days } Tage
reporting-key-too-many = Die Einrichtung hat schon { $most } Schlüssel. Beenden Sie zuerst einen anderen.
reporting-key-make = Schlüssel erstellen
reporting-key-until = Gültig bis
reporting-key-used = Zuletzt benutzt
reporting-key-never = noch nie
reporting-key-made-title = Ihr neuer Schlüssel
reporting-key-once-title = Der Schlüssel wird nur jetzt gezeigt
reporting-key-once-text = Übertragen Sie ihn gleich in das Programm. Deich bewahrt ihn nicht auf. Geht er verloren, beenden Sie ihn und erstellen einen neuen.
reporting-key-server = Adresse
reporting-key-secret = Schlüssel
reporting-key-use = Das Programm sendet ihn mit jedem Aufruf als „Authorization: Bearer …“.
reporting-key-done = Fertig
reporting-key-end = Schlüssel beenden
reporting-key-end-text = Das Programm, das den Schlüssel „{ $name }“ benutzt, kann danach nicht mehr melden. Gesendete Meldungen bleiben.
reporting-key-ended = Der Schlüssel „{ $name }“ ist beendet.
reporting-nav-keys = Schlüssel
reporting-keys-area = Mit welchen Schlüsseln Programme für eine Einrichtung melden, und was sie dürfen.
