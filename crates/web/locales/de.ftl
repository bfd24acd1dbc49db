# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rahmen jeder Seite
shell-skip = Zum Inhalt springen
shell-service-of = Öffentlicher Gesundheitsdienst ·
shell-claim = Plattform für den Öffentlichen Gesundheitsdienst
shell-theme = Darstellung
shell-theme-auto = Wie das Gerät
shell-theme-light = Hell
shell-theme-dark = Dunkel
shell-demo = Demo mit erfundenen Daten. Nichts davon ist echt.
shell-demo-roles = Rolle wechseln
shell-account = Mein Konto
shell-sign-in = Anmelden
shell-sign-out = Abmelden
shell-menu = Menü
shell-navigation = Hauptnavigation
shell-breadcrumbs = Sie sind hier
shell-footer = Rechtliches und Hilfe
shell-imprint = Impressum
shell-privacy = Datenschutz
shell-accessibility = Barrierefreiheit
shell-api = Schnittstelle (API)
shell-source = Quelltext
shell-licence = freie Software unter der EUPL 1.2
shell-close = Schließen
shell-cancel = Abbrechen
shell-confirm = Ja, fortfahren
shell-confirm-title = Bitte bestätigen
shell-danger-title = Das lässt sich nicht rückgängig machen
shell-optional = freiwillig
shell-error-prefix = Fehler:
shell-errors-title = Bitte prüfen Sie Ihre Angaben
shell-pagination = Weitere Seiten
shell-page = Seite
shell-previous = Zurück
shell-next = Weiter
shell-filter = Filtern
shell-reset = Zurücksetzen
shell-all = Alle
shell-no = Nein
shell-save = Speichern
shell-back = Zurück
shell-home = Startseite
shell-email = E-Mail

## Fehlerseiten und Meldungen
shell-error-now = Was Sie jetzt tun können
shell-error-code = Fehler
shell-error-request = Vorgangsnummer
shell-what-next = Wie es weitergeht
shell-error-400-title = Die Anfrage ist nicht vollständig
shell-error-400-happened = Mit den übermittelten Angaben kann die Seite nichts anfangen.
shell-error-400-now = Gehen Sie zurück und prüfen Sie Ihre Angaben. Wenn Sie einem Link gefolgt sind, ist er möglicherweise unvollständig kopiert.
shell-error-401-title = Bitte melden Sie sich an
shell-error-401-happened = Diese Seite ist nur nach der Anmeldung zu sehen. Vielleicht ist Ihre Sitzung abgelaufen.
shell-error-401-now = Melden Sie sich an. Danach kommen Sie hierher zurück.
shell-error-403-title = Diese Aktion gehört nicht zu Ihren Aufgaben
shell-error-403-happened = Ihre Rolle erlaubt diese Aktion nicht.
shell-error-403-now = Wenn Sie die Aktion für Ihre Arbeit brauchen, wenden Sie sich an die Verwaltung Ihrer Organisation. Unter „Mein Konto“ sehen Sie, was Sie tun dürfen und warum.
shell-error-404-title = Diese Seite gibt es nicht
shell-error-404-happened = Unter dieser Adresse gibt es keine Seite, oder sie ist nicht für Sie bestimmt.
shell-error-404-now = Prüfen Sie die Adresse oder beginnen Sie auf der Startseite.
shell-error-409-title = Der Stand hat sich inzwischen geändert
shell-error-409-happened = Jemand anderes hat denselben Eintrag bearbeitet. Ihre Änderung wurde nicht gespeichert.
shell-error-409-now = Laden Sie den Eintrag neu, sehen Sie sich die Änderung an und tragen Sie Ihre Angaben noch einmal ein.
shell-error-413-title = Die Datei ist zu groß
shell-error-413-happened = Die übermittelten Daten sind größer, als diese Seite annimmt.
shell-error-413-now = Verkleinern Sie die Datei oder teilen Sie sie auf.
shell-error-429-title = Zu viele Anfragen
shell-error-429-happened = Von Ihrem Anschluss kamen in kurzer Zeit sehr viele Anfragen.
shell-error-429-now = Warten Sie eine Minute und versuchen Sie es dann noch einmal. Ihre Daten sind nicht verloren.
shell-error-500-title = Hier ist etwas schiefgegangen
shell-error-500-happened = Bei uns ist ein Fehler aufgetreten. Er ist protokolliert, ohne Ihre Eingaben.
shell-error-500-now = Versuchen Sie es noch einmal. Wenn der Fehler bleibt, nennen Sie Ihrer Administration die Vorgangsnummer.
shell-error-501-title = Das kann diese Installation nicht
shell-error-501-happened = Das Programm wurde ohne die Schriften gebaut, die gedruckte Seiten brauchen.
shell-error-501-now = Drucken Sie die Seite mit dem Browser. Ihre Administration kann das Programm vollständig bauen.
shell-error-503-title = Der Dienst ist gerade nicht erreichbar
shell-error-503-happened = Die Datenbank antwortet nicht. Es ist nichts verloren, was bestätigt war.
shell-error-503-now = Versuchen Sie es in einigen Minuten noch einmal.

## Vorlagen, die der Betreiber bestätigt
shell-template-title = Vorlage
shell-template-text = Dieser Text ist eine Vorlage. Der Betreiber dieser Installation prüft ihn, ergänzt Namen und Anschriften und bestätigt ihn vor dem Betrieb.

## Impressum
shell-imprint-provider = Anbieter
shell-imprint-provider-text = Oberste Gesundheitsbehörde des Landes. Vertretungsberechtigte Person und Umsatzsteuer-Identifikationsnummer ergänzt der Betreiber.
shell-imprint-contact = Kontakt
shell-imprint-contact-text = Fragen zu einer Meldung beantwortet das Gesundheitsamt, das für Ihre Einrichtung zuständig ist.
shell-imprint-responsible = Verantwortlich für den Inhalt
shell-imprint-responsible-text = Für veröffentlichte Zahlen die Gesundheitsbehörde des Landes, für Einträge eines Gesundheitsamts dieses Amt (§ 18 Absatz 2 Medienstaatsvertrag).
shell-imprint-supervision = Aufsicht
shell-imprint-supervision-text = Zuständige Aufsichtsbehörde ist das Ministerium des Landes, zu dem das Gesundheitswesen gehört.
shell-imprint-liability = Haftung für Inhalte und Verweise
shell-imprint-liability-text = Die Angaben werden sorgfältig geprüft. Vorläufige Zahlen sind als solche bezeichnet und können sich durch Nachmeldungen ändern. Für Inhalte verlinkter Seiten sind deren Betreiber verantwortlich.
shell-imprint-software = Software
shell-imprint-software-text = Diese Anwendung ist Deich, freie Software unter der European Union Public Licence 1.2.
shell-imprint-data = Geodaten
shell-imprint-data-text = Gebietsgrenzen: © GeoBasis-DE / BKG, Datenlizenz Deutschland – Namensnennung – Version 2.0, Daten verändert (vereinfacht).

## Datenschutz
shell-privacy-short = Das Wichtigste in Kürze
shell-privacy-short-1 = Öffentliche Seiten können Sie lesen, ohne etwas über sich preiszugeben. Es gibt keine Zählung von Besuchen und keine Inhalte von Dritten.
shell-privacy-short-2 = Meldungen von Einrichtungen liegen verschlüsselt bei dem Gesundheitsamt, das für die Einrichtung zuständig ist.
shell-privacy-short-3 = Das Land erhält nur zusammengefasste Zahlen. Keine Rolle des Landes kann eine einzelne Meldung öffnen.
shell-privacy-short-4 = Jede Weitergabe steht in einem Freigabebuch, das sich nachträglich nicht ändern lässt.
shell-privacy-controller = Verantwortliche Stelle
shell-privacy-controller-text = Für Meldungen ist das jeweilige Gesundheitsamt verantwortlich, für das Landesverfahren und die Veröffentlichung die Gesundheitsbehörde des Landes:
shell-privacy-visit = Wenn Sie eine Seite aufrufen
shell-privacy-visit-text = Der Server verarbeitet Ihre IP-Adresse, um die Seite zu senden und Angriffe abzuwehren. Sie wird nicht in den Protokollen gespeichert. Die Protokolle enthalten Zeitpunkt, Adresse der Seite, Ergebnis und Dauer, aber keine Eingaben und keine Namen.
shell-privacy-cookies = Cookies
shell-privacy-cookies-text = Es gibt nur Cookies, die für den Betrieb nötig sind (§ 25 Absatz 2 TDDDG). Eine Einwilligung ist dafür nicht erforderlich.
shell-privacy-cookie-session-name = Sitzung
shell-privacy-cookie-session = hält Sie angemeldet; endet mit dem Abmelden oder nach längerer Pause
shell-privacy-cookie-lang-name = Sprache
shell-privacy-cookie-lang = merkt sich die gewählte Sprache
shell-privacy-cookie-theme-name = Darstellung
shell-privacy-cookie-theme = merkt sich helle oder dunkle Darstellung
shell-privacy-staff = Wenn Sie ein Konto haben
shell-privacy-staff-text = Wir verarbeiten Ihren Namen, Ihre dienstliche E-Mail-Adresse, Ihre Rollen und die Zeitpunkte Ihrer Anmeldungen. Änderungen an Daten werden mit Ihrem Konto in einem Prüfprotokoll festgehalten. Rechtsgrundlage ist Artikel 6 Absatz 1 Buchstabe e DSGVO mit dem Landesdatenschutzgesetz.
shell-privacy-reports = Wenn eine Einrichtung meldet
shell-privacy-reports-text = Welche Angaben erhoben werden, steht vor jedem Feld des Formulars. Antworten werden verschlüsselt gespeichert und nur vom zuständigen Gesundheitsamt geöffnet. Rechtsgrundlage ist das Infektionsschutzgesetz oder die Vereinbarung über die freiwillige Teilnahme, die in der Erhebung genannt ist.
shell-privacy-release = Was an das Land geht
shell-privacy-release-text = Weitergegeben werden nur Zahlen über Gruppen, die eine Mindestgröße haben. Ein zweites, unabhängiges Programm prüft jede Weitergabe, bevor sie gilt. Die oder der Datenschutzbeauftragte des Amts kann zu jeder Weitergabe einen Bericht lesen.
shell-privacy-storage = Wie lange Daten bleiben
shell-privacy-storage-text = Sitzungen enden nach kurzer Zeit. Meldungen werden nach der Frist gelöscht, die in der Erhebung festgelegt ist. Zusammengefasste Zahlen bleiben.
shell-privacy-rights = Ihre Rechte
shell-privacy-rights-text = Sie haben das Recht auf Auskunft, Berichtigung, Löschung, Einschränkung der Verarbeitung und Widerspruch (Artikel 15 bis 18 und 21 DSGVO). Wenden Sie sich an die verantwortliche Stelle oder an deren Datenschutzbeauftragte.
shell-privacy-authority = Beschwerde
shell-privacy-authority-text = Sie können sich bei der Datenschutzaufsicht Ihres Landes beschweren (Artikel 77 DSGVO).

## Barrierefreiheit
shell-a11y-intro = bemüht sich, diese Anwendung barrierefrei zugänglich zu machen. Grundlage sind das Behindertengleichstellungsrecht des Landes, die BITV 2.0 und die Richtlinie (EU) 2016/2102.
shell-a11y-status = Stand der Vereinbarkeit
shell-a11y-status-text = Diese Anwendung ist mit den Anforderungen der EN 301 549 und der WCAG 2.2 (Stufe AA) weitgehend vereinbar. Die bekannten Ausnahmen stehen unten.
shell-a11y-how = Wie die Seiten gebaut sind
shell-a11y-how-keyboard = Alles lässt sich mit der Tastatur bedienen. Der Fokus ist immer sichtbar.
shell-a11y-how-script = Alle Formulare und Listen funktionieren ohne JavaScript.
shell-a11y-how-zoom = Die Seiten lassen sich auf 400 Prozent vergrößern und passen ab 360 Pixel Breite auf den Bildschirm.
shell-a11y-how-theme = Es gibt eine helle und eine dunkle Darstellung. Farben tragen nie allein eine Bedeutung.
shell-a11y-how-figures = Zu jedem Bild gibt es einen Satz und eine Tabelle mit denselben Werten.
shell-a11y-limits = Bekannte Einschränkungen
shell-a11y-limit-plain = Erläuterungen in Leichter Sprache und in Deutscher Gebärdensprache fehlen noch.
shell-a11y-limit-map = Landkarten sind für kleine Bildschirme dicht. Die Tabelle unter der Karte enthält dieselben Werte.
shell-a11y-limit-uploads = Dateien, die Einrichtungen oder Ämter hochladen, sind möglicherweise nicht barrierefrei.
shell-a11y-made = Erstellung dieser Erklärung
shell-a11y-made-text = Die Erklärung beruht auf einer Selbstbewertung: Jede Seite wird bei jeder Änderung automatisch mit axe-core geprüft, die Abläufe werden allein mit der Tastatur durchgegangen. Datum und eine Prüfung durch Dritte ergänzt der Betreiber.
shell-a11y-feedback = Barrieren melden
shell-a11y-feedback-text = Ist Ihnen eine Barriere aufgefallen? Schreiben Sie uns. Wir antworten innerhalb von zwei Wochen:
shell-a11y-enforcement = Schlichtungsverfahren
shell-a11y-enforcement-text = Wenn wir nicht oder nicht zufriedenstellend antworten, können Sie sich an die Schlichtungsstelle des Landes nach dem Behindertengleichstellungsgesetz wenden. Das Verfahren ist kostenlos, ein Rechtsbeistand ist nicht nötig. Die Anschrift ergänzt der Betreiber.
shell-error-405-title = Diese Aktion gibt es hier nicht
shell-error-405-happened = Die Adresse gibt es, aber nicht für diese Art von Anfrage.
shell-error-405-now = Gehen Sie zurück und verwenden Sie die Schaltflächen der Seite.
shell-error-415-title = Dieses Format wird nicht angenommen
shell-error-415-happened = Die übermittelten Daten haben ein Format oder eine Kodierung, die hier nicht gelesen werden kann.
shell-error-415-now = Senden Sie das Formular der Seite oder, über die Schnittstelle, JSON in UTF-8.
shell-error-wait = Warten Sie { $seconds } Sekunden und versuchen Sie es dann noch einmal. Ihre Daten sind nicht verloren.
shell-error-resume = Anmelden und mit meinen Eingaben weitermachen

## Aufgaben
shell-tasks = Aufgaben
shell-tasks-lead = Alles, was Sie als Nächstes tun können, nach Frist geordnet.
shell-tasks-empty-title = Es ist nichts offen
shell-tasks-empty-text = Sobald etwas auf Sie wartet, steht es hier. Sie müssen nichts tun.
shell-tasks-due = bis { $date }
shell-tasks-no-due = ohne Frist
schedule-web-prune = Abgelaufene Sitzungen, Zähler und erledigte Aufgaben entfernen

# --- restricted data (Article 18 GDPR)
shell-restricted-title = Eingeschränkt: { $what }
shell-restricted-happened = Diese Daten sind eingeschränkt
shell-restricted-text = Die Verarbeitung ist nach Artikel 18 DSGVO eingeschränkt. Sie sehen die Daten nur, wenn Sie einen Grund nennen. Grund, Name und Zeit werden protokolliert.
shell-restricted-unchanged = Diese Daten sind nach Artikel 18 DSGVO eingeschränkt. Bis das aufgehoben ist, werden sie nicht geändert, nicht ausgegeben und nicht zusammengefasst.
shell-restricted-reason = Warum öffnen Sie die Daten?
shell-restricted-hint = Zum Beispiel: Antrag prüfen, Rechtsanspruch, Einwilligung der Person.
shell-restricted-do = Mit diesem Grund öffnen
shell-restricted-missing = Bitte nennen Sie einen Grund.
