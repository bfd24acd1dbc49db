# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rollen
role-state-administrator = Landesadministration
role-form-author = Formularerstellung
role-analyst = Auswertung
role-data-protection-officer = Datenschutz
role-office-administrator = Amtsadministration
role-case-worker = Sachbearbeitung
role-institution-manager = Einrichtungsleitung
role-institution-reporter = Meldende Person

## Aktionen im Rollen-Rechte-Konzept
action-administration-open = Verwaltung öffnen
action-organisation-read = Organisationen ansehen
action-organisation-manage = Organisationen anlegen und ändern
action-organisation-import = Organisationen aus einer Tabelle übernehmen
action-territory-read = Gebiete und Zuständigkeiten ansehen
action-rights-read = Rollen-Rechte-Konzept ansehen
action-jobs-read = Hintergrundaufgaben ansehen
action-jobs-manage = Hintergrundaufgaben wiederholen oder verwerfen
action-person-read = Konten ansehen
action-person-help = Konten entsperren, sperren und Zugänge erneuern
action-membership-grant-state-administrator = Rolle Landesadministration vergeben und beenden
action-membership-grant-form-author = Rolle Formularerstellung vergeben und beenden
action-membership-grant-analyst = Rolle Auswertung vergeben und beenden
action-membership-grant-data-protection-officer = Rolle Datenschutz vergeben und beenden
action-membership-grant-office-administrator = Rolle Amtsadministration vergeben und beenden
action-membership-grant-case-worker = Rolle Sachbearbeitung vergeben und beenden
action-membership-grant-institution-manager = Rolle Einrichtungsleitung vergeben und beenden
action-membership-grant-institution-reporter = Rolle Meldende Person vergeben und beenden

## Gemeinsame Wörter
directory-name = Name
directory-email = E-Mail-Adresse
directory-email-invalid = Geben Sie eine E-Mail-Adresse ein, zum Beispiel name@beispiel.de.
directory-name-invalid = Geben Sie einen Namen mit 2 bis 120 Zeichen ein.
directory-role = Rolle
directory-roles = Rollen
directory-role-at = { $role }, { $organisation }
directory-organisation = Organisation
directory-please-choose = Bitte wählen
directory-print = Drucken

## Anmelden
directory-sign-in-title = Anmelden
directory-sign-in-button = Anmelden
directory-sign-in-wrong = E-Mail-Adresse oder Kennwort stimmen nicht. Prüfen Sie beides und versuchen Sie es noch einmal.
directory-sign-in-too-many =
    { $minutes ->
        [one] Es gab zu viele Versuche. Versuchen Sie es in einer Minute noch einmal.
       *[other] Es gab zu viele Versuche. Versuchen Sie es in { $minutes } Minuten noch einmal.
    }
directory-sign-in-waited = Die Anmeldung hat zu lange gewartet. Melden Sie sich bitte noch einmal an.
directory-sign-in-kept-title = Ihre Eingaben sind noch da
directory-sign-in-kept-text = Ihre Sitzung ist abgelaufen, während Sie ein Formular ausgefüllt haben. Nach der Anmeldung senden Sie es mit einem Klick ab.
directory-sign-in-no-account = Sie haben noch kein Konto? Einrichtungen bekommen es von ihrem Gesundheitsamt, Beschäftigte von der Administration ihrer Behörde.
directory-forgotten-link = Kennwort vergessen
directory-demo-link = Demo: als eine Rolle anmelden
directory-back-to-sign-in = Zur Anmeldung
directory-resume-title = Ihre Eingaben sind noch da
directory-resume-text = Sie sind wieder angemeldet. Das Formular, das Sie vorher ausgefüllt haben, ist vollständig erhalten. Senden Sie es jetzt ab.
directory-resume-button = Formular absenden
directory-resume-discard = Nicht absenden

directory-confirm-title = Bitte bestätigen Sie, dass Sie es sind
directory-confirm-text = Sie öffnen einen besonders geschützten Bereich. Ihre Anmeldung liegt schon etwas zurück.
directory-confirm-demo = In der Demo genügt ein Klick.
directory-confirm-button = Bestätigen

directory-second-factor = Zweiter Faktor
directory-second-factor-title = Zweiter Faktor
directory-second-factor-text = Öffnen Sie Ihre Authenticator-App und geben Sie den Code für Deich ein.
directory-second-factor-button = Anmelden
directory-second-factor-lost = Sie haben Ihr Gerät nicht?
directory-second-factor-lost-text = Geben Sie einen Ihrer Wiederherstellungscodes ein, zum Beispiel k3fd-9xqa-mw2c. Wenn Sie keinen mehr haben, setzt die Administration Ihrer Organisation den zweiten Faktor zurück.
directory-code = Code
directory-code-hint = 6 Ziffern aus der App
directory-code-or-recovery-hint = 6 Ziffern aus der App oder ein Wiederherstellungscode
directory-code-wrong = Der Code stimmt nicht oder wurde schon benutzt. Warten Sie auf den nächsten Code und geben Sie ihn ein.
directory-second-factor-setup-title = Zweiten Faktor einrichten
directory-second-factor-setup-button = Einrichten
directory-second-factor-required = Ihre Rolle sieht Daten mehrerer Einrichtungen. Deshalb schützt ein zweiter Faktor Ihr Konto: Auch wer Ihr Kennwort kennt, kommt nicht hinein.
directory-second-factor-replaces = Der zweite Faktor schützt Ihr Konto auch dann, wenn jemand Ihr Kennwort kennt. Ein neuer ersetzt den bisherigen.
directory-second-factor-step-app = Installieren Sie eine Authenticator-App auf Ihrem Telefon, falls Sie noch keine haben. Jede App, die TOTP kann, ist geeignet.
directory-second-factor-step-scan = Scannen Sie das Bild mit der App, oder tippen Sie den Schlüssel ab, der darunter steht.
directory-second-factor-step-code = Geben Sie den Code ein, den die App anzeigt.
directory-second-factor-secret = Schlüssel
directory-recovery-codes-title = Ihre Wiederherstellungscodes
directory-recovery-codes-text = Mit jedem dieser Codes können Sie sich einmal anmelden, wenn Ihr Gerät fehlt. Drucken Sie die Codes aus und bewahren Sie sie sicher auf.
directory-recovery-codes-once = Die Codes werden nur jetzt angezeigt.
directory-recovery-codes-done = Ich habe die Codes aufbewahrt
directory-recovery-codes-left =
    { $count ->
        [0] Das war Ihr letzter Wiederherstellungscode. Erzeugen Sie unter „Mein Konto“ neue.
        [one] Sie haben noch einen Wiederherstellungscode.
       *[other] Sie haben noch { $count } Wiederherstellungscodes.
    }

## Kennwort
directory-password = Kennwort
directory-password-new = Neues Kennwort
directory-password-current = Bisheriges Kennwort
directory-password-repeated = Neues Kennwort wiederholen
directory-password-hint = Mindestens 12 Zeichen. Ein kurzer Satz ist gut; Ziffern und Sonderzeichen müssen nicht sein.
directory-password-save = Kennwort speichern
directory-password-too-short = Das Kennwort ist zu kurz. Nehmen Sie mindestens 12 Zeichen.
directory-password-too-long = Das Kennwort ist zu lang. Nehmen Sie höchstens 200 Zeichen.
directory-password-common = Dieses Kennwort wird zuerst erraten. Nehmen Sie ein anderes, zum Beispiel einen Satz, den nur Sie kennen.
directory-password-own = Das Kennwort besteht fast nur aus Ihrem Namen oder Ihrer E-Mail-Adresse. Nehmen Sie ein anderes.
directory-password-repeated-differs = Die Wiederholung ist anders als das Kennwort. Geben Sie beide noch einmal ein.
directory-password-wrong = Das Kennwort stimmt nicht.
directory-password-set = Ihr Kennwort ist gespeichert. Melden Sie sich jetzt damit an.
directory-password-change-title = Kennwort ändern
directory-password-change-text = Danach sind Sie nur noch in diesem Browser angemeldet. Zugangsschlüssel für Programme gelten weiter.
directory-password-changed =
    { $count ->
        [0] Ihr Kennwort ist geändert.
        [one] Ihr Kennwort ist geändert. Eine andere Sitzung wurde beendet.
       *[other] Ihr Kennwort ist geändert. { $count } andere Sitzungen wurden beendet.
    }
directory-forgotten-title = Kennwort vergessen
directory-forgotten-text = Wir schicken Ihnen einen Link, mit dem Sie ein neues Kennwort wählen.
directory-forgotten-button = Link anfordern
directory-forgotten-sent-title = Sehen Sie in Ihr Postfach
directory-forgotten-sent-text = Wenn es ein Konto mit der Adresse { $email } gibt, ist ein Link dorthin unterwegs. Er gilt zwei Stunden.
directory-forgotten-sent-nothing = Es kommt nichts an? Sehen Sie im Spam-Ordner nach. Wenn auch dort nichts ist, gibt es unter dieser Adresse kein Konto; fragen Sie die Administration Ihrer Organisation.
directory-link-invitation-title = Willkommen bei Deich
directory-link-invitation-text = Ihr Konto gehört zur Adresse { $email }. Wählen Sie ein Kennwort.
directory-link-reset-title = Neues Kennwort wählen
directory-link-reset-text = Sie wählen ein neues Kennwort für { $email }. Alle Ihre Sitzungen und Zugangsschlüssel werden beendet.
directory-link-ended-title = Dieser Link gilt nicht mehr
directory-link-ended-text = Der Link wurde schon benutzt, ist abgelaufen oder durch einen neueren ersetzt.
directory-link-ended-again = Neuen Link anfordern

## Mein Konto
directory-account-data = Meine Daten
directory-account-no-roles = Sie haben zurzeit keine Rolle. Wenden Sie sich an die Administration Ihrer Organisation.
directory-account-language = Sprache
directory-language = Sprache
directory-language-hint = Gilt für Seiten und E-Mails.
directory-language-set = Die Sprache ist gespeichert.
directory-account-security = Sicherheit
directory-second-factor-on = eingerichtet
directory-second-factor-off = nicht eingerichtet
directory-second-factor-replace = Auf ein neues Gerät umziehen
directory-second-factor-remove-title = Zweiten Faktor entfernen
directory-second-factor-remove-text = Danach schützt nur noch das Kennwort Ihr Konto. Ihre Wiederherstellungscodes werden ungültig.
directory-second-factor-removed = Der zweite Faktor ist entfernt.
directory-recovery-codes-renew =
    { $count ->
        [one] Neue Wiederherstellungscodes (noch einer übrig)
       *[other] Neue Wiederherstellungscodes (noch { $count } übrig)
    }
directory-recovery-codes-new-title = Neue Wiederherstellungscodes
directory-recovery-codes-new-text =
    { $count ->
        [0] Sie bekommen zehn neue Codes.
        [one] Sie bekommen zehn neue Codes. Der eine, den Sie noch haben, wird ungültig.
       *[other] Sie bekommen zehn neue Codes. Die { $count }, die Sie noch haben, werden ungültig.
    }
directory-recovery-codes-new-button = Neue Codes erzeugen
directory-sessions = Wo Sie angemeldet sind
directory-session-device = Gerät
directory-session-since = Angemeldet seit
directory-session-action = Aktion
directory-session-unknown = Unbekanntes Gerät
directory-session-current = dieser Browser
directory-session-end = Abmelden
directory-sessions-end-others = Überall sonst abmelden
directory-sessions-ended =
    { $count ->
        [0] Es gab keine andere Sitzung.
        [one] Eine Sitzung ist beendet.
       *[other] { $count } Sitzungen sind beendet.
    }
directory-access-keys = Zugangsschlüssel für Programme
directory-access-keys-text = Programme wie Excel, Power BI, R oder eigene Skripte können keinen zweiten Faktor eingeben. Sie melden sich mit Ihrer E-Mail-Adresse und einem Zugangsschlüssel an und dürfen dann, was Sie selbst dürfen.
directory-access-key-name = Bezeichnung
directory-access-key-name-hint = Welches Programm auf welchem Gerät benutzt den Schlüssel? Zum Beispiel: Power BI, Dienstrechner.
directory-access-key-name-invalid = Geben Sie eine Bezeichnung mit höchstens { $most } Zeichen ein.
directory-access-key-made = Erstellt
directory-access-key-expires = Gilt bis
directory-access-key-used = Zuletzt benutzt
directory-access-key-unused = noch nie
directory-access-key-action = Aktion
directory-access-key-new-title = Zugangsschlüssel erstellen
directory-access-key-new-text = Erstellen Sie für jedes Programm einen eigenen Schlüssel. So können Sie einen beenden, ohne die anderen zu stören.
directory-access-key-days = Wie lange soll der Schlüssel gelten?
directory-access-key-days-hint = Wählen Sie die kürzeste Dauer, die reicht.
directory-access-key-days-missing = Wählen Sie, wie lange der Schlüssel gelten soll.
directory-access-key-for-days = { $days } Tage
directory-access-key-make = Schlüssel erstellen
directory-access-key-too-many = Sie haben schon { $most } Zugangsschlüssel. Beenden Sie zuerst einen, den Sie nicht mehr brauchen.
directory-access-key-made-title = Ihr neuer Zugangsschlüssel
directory-access-key-once-title = Übernehmen Sie den Schlüssel jetzt
directory-access-key-once-text = Er wird nur dieses eine Mal gezeigt. Wer ihn hat, darf über die Schnittstelle alles, was Sie dürfen. Geben Sie ihn nicht weiter und verschicken Sie ihn nicht.
directory-access-key-server = Adresse
directory-access-key-user = Benutzername
directory-access-key-secret = Kennwort
directory-access-key-use = Tragen Sie diese Angaben im Programm dort ein, wo es Adresse, Benutzername und Kennwort verlangt. Verlangt es nur ein Token, tragen Sie dort den Schlüssel ein.
directory-access-key-done = Ich habe den Schlüssel übernommen
directory-access-key-end = Beenden
directory-access-key-end-title = Zugangsschlüssel beenden
directory-access-key-end-text = Programme, die den Schlüssel „{ $name }“ benutzen, werden ab sofort abgewiesen.
directory-access-key-ended = Der Zugangsschlüssel „{ $name }“ ist beendet.

## Verwaltung
directory-administration-title = Verwaltung
directory-area-people-title = Personen
directory-area-people-text = Konten einladen, Rollen vergeben und beenden, bei verlorenem Zugang helfen.

## Personen
directory-people-title = Personen
directory-people-search = Name oder E-Mail-Adresse
directory-people-count =
    { $count ->
        [one] Eine Person
       *[other] { $count } Personen
    }
directory-people-none-title = Keine Person gefunden
directory-people-none-text = Ändern Sie die Suche, oder laden Sie jemanden ein.
directory-person-state = Konto
directory-person-active = aktiv
directory-person-invited = eingeladen
directory-person-blocked = gesperrt
directory-person-last-sign-in = Zuletzt angemeldet
directory-person-never = noch nie
directory-person-add-role = Weitere Rolle vergeben
directory-person-help = Bei verlorenem Zugang helfen
directory-person-is-blocked = Das Konto ist gesperrt. Entsperren Sie es zuerst.
directory-role-from = Seit
directory-role-to-come = beginnt später
directory-role-until = Bis
directory-role-unlimited = unbefristet
directory-role-not-now = gilt zurzeit nicht
directory-role-has-ended = Diese Rolle ist schon beendet.
directory-end-own-role = Ihre eigenen Rollen beendet jemand anderes, damit sich niemand aussperrt.
directory-end-role-title = Rolle beenden
directory-end-role-button = Rolle beenden
directory-end-role-consequence = { $name } verliert sofort die Rolle { $role } bei { $organisation }. Was die Person bisher getan hat, bleibt erhalten.
directory-role-ended = Die Rolle von { $name } ist beendet.
directory-send-reset = Link für neues Kennwort schicken
directory-send-invitation = Einladung noch einmal schicken
directory-link-sent = Ein Link ist unterwegs an { $email }. Frühere Links gelten nicht mehr.
directory-block-title = Konto sperren
directory-block-button = Konto sperren
directory-block-consequence =
    { $sessions ->
        [0] { $name } kann sich nicht mehr anmelden. Die Rollen bleiben eingetragen.
        [one] { $name } kann sich nicht mehr anmelden. Eine offene Sitzung wird beendet. Die Rollen bleiben eingetragen.
       *[other] { $name } kann sich nicht mehr anmelden. { $sessions } offene Sitzungen werden beendet. Die Rollen bleiben eingetragen.
    } { $keys ->
        [0] {""}
        [one] Ein Zugangsschlüssel für Programme wird beendet.
       *[other] { $keys } Zugangsschlüssel für Programme werden beendet.
    }
directory-blocked = Das Konto von { $name } ist gesperrt.
directory-unblock-button = Konto entsperren
directory-unblocked = Das Konto von { $name } ist entsperrt.
directory-reset-second-factor-title = Zweiten Faktor zurücksetzen
directory-reset-second-factor-button = Zweiten Faktor zurücksetzen
directory-reset-second-factor-consequence = { $name } wird überall abgemeldet, Zugangsschlüssel für Programme werden beendet. { $name } richtet bei der nächsten Anmeldung einen neuen zweiten Faktor ein. Vergewissern Sie sich vorher, dass wirklich diese Person Sie darum bittet, am besten durch einen Rückruf.
directory-second-factor-reset = Der zweite Faktor von { $name } ist zurückgesetzt.

## Einladen
directory-invite-title = Person einladen
directory-invite-text = Die Person bekommt eine E-Mail mit einem Link, der zwei Wochen gilt. Wer schon ein Konto hat, bekommt die Rolle sofort.
directory-invite-email-hint = Eine persönliche dienstliche Adresse, kein gemeinsames Postfach.
directory-invite-role-hint = Sie sehen die Rollen, die Sie vergeben dürfen.
directory-invite-from = Gilt ab
directory-invite-from-hint = Leer heißt ab sofort. Bis zu diesem Tag kann sich die Person anmelden, aber mit dieser Rolle noch nichts tun.
directory-invite-until = Letzter Tag
directory-invite-until-hint = Leer heißt unbefristet.
directory-invite-button = Einladen
directory-organisation-missing = Wählen Sie eine Organisation.
directory-role-missing = Wählen Sie eine Rolle.
directory-role-not-here = Diese Rolle können Sie bei dieser Organisation nicht vergeben. Wählen Sie eine andere Rolle oder Organisation.
directory-role-held-already = Die Person hat diese Rolle dort schon, jetzt oder in dieser Zeit.
directory-from-invalid = Geben Sie einen Tag ein, der heute oder später ist.
directory-until-before-from = Der letzte Tag liegt vor dem ersten.
directory-until-invalid = Geben Sie einen Tag ein, der nicht vorbei ist.
directory-invited = Eine Einladung ist unterwegs an { $email }.
directory-role-given = { $name } hat schon ein Konto und hat die Rolle jetzt. Eine E-Mail ist unterwegs.

## Rechte einer Person
directory-rights-link = Was darf sie, und warum?
directory-rights-own-title = Was ich darf, und warum
directory-rights-of-title = Was { $name } darf, und warum
directory-rights-own-text = Die Liste ist aus den Regeln erzeugt, nach denen das System entscheidet.
directory-rights-of-text = Die Liste ist aus den Regeln erzeugt, nach denen das System über { $name } entscheidet.
directory-rights-waits = Der zweite Faktor fehlt noch
directory-rights-none-title = Zurzeit keine Rechte
directory-rights-none-text = Ohne Rolle darf die Person nur ihr eigenes Konto verwalten.
directory-rights-level-own = In dieser Organisation
directory-rights-level-offices = In den Gesundheitsämtern des Landes
directory-rights-level-institutions = In den Einrichtungen
directory-rights-may = Darf
directory-rights-because = Weil
directory-rights-nothing = Nichts davon.
directory-rights-refused =
    { $count ->
        [one] Eine Aktion ist nicht erlaubt
       *[other] { $count } Aktionen sind nicht erlaubt
    }
directory-rights-refused-text = Was keine Regel erlaubt, ist verboten:

## Demo
directory-demo-title = Demo: als wer möchten Sie sich umsehen?
directory-demo-text = Alle Personen, Einrichtungen und Meldungen sind erfunden. Ein Klick meldet Sie an, ein Kennwort gibt es nicht.
directory-demo-mails-link = E-Mails ansehen, die das System verschickt hätte
directory-demo-none-title = Noch keine Demo-Daten
directory-demo-none-text = Die Demo-Daten werden beim ersten Start geladen.
directory-demo-sign-in = Als { $name } anmelden
directory-demo-others =
    { $count ->
        [one] Noch eine Person
       *[other] Noch { $count } Personen
    }
directory-demo-role-state-administrator = Richtet beim Land die Gesundheitsämter und die Konten ein.
directory-demo-role-form-author = Baut Formulare und startet landesweite Erhebungen.
directory-demo-role-analyst = Liest die anonymisierten Zahlen und findet Auffälligkeiten.
directory-demo-role-data-protection-officer = Prüft, was ein Amt verlässt, wofür und mit welchem Restrisiko.
directory-demo-role-office-administrator = Richtet Einrichtungen und Konten eines Gesundheitsamts ein.
directory-demo-role-case-worker = Prüft Meldungen, fragt nach und erinnert.
directory-demo-role-institution-manager = Meldet für die Einrichtung und bestimmt, wer noch meldet.
directory-demo-role-institution-reporter = Trägt die wöchentlichen Zahlen ein.
directory-demo-mails-title = Verschickte E-Mails
directory-demo-mails-text = In der Demo verlässt keine E-Mail diesen Rechner. Hier steht, was verschickt worden wäre.
directory-demo-mails-none-title = Noch keine E-Mails
directory-demo-mails-none-text = Laden Sie zum Beispiel jemanden ein oder erinnern Sie eine Einrichtung.
directory-demo-mail-subject = Betreff
directory-demo-mail-recipient = An
directory-demo-mail-at = Zeitpunkt
directory-demo-mail-to = An { $email }, { $moment }
directory-demo-mail-open = Link aus der E-Mail öffnen

## E-Mails
directory-mail-invitation-subject = Ihr Konto bei Deich
directory-mail-invitation-text =
    Guten Tag { $name },

    für Sie wurde ein Konto bei Deich eingerichtet, der Plattform des Öffentlichen Gesundheitsdienstes ({ $state }).

    Wählen Sie innerhalb von zwei Wochen ein Kennwort:

    { $link }

    Wenn Sie mit dieser Einladung nichts anfangen können, löschen Sie diese E-Mail einfach.
directory-mail-reset-subject = Neues Kennwort für Deich
directory-mail-reset-text =
    Guten Tag { $name },

    für Ihr Konto bei Deich ({ $state }) wurde ein neues Kennwort angefordert. Wählen Sie es innerhalb von zwei Stunden:

    { $link }

    Wenn Sie das nicht waren, müssen Sie nichts tun. Ihr bisheriges Kennwort gilt weiter.
directory-mail-new-role-subject = Sie haben eine weitere Rolle bei Deich
directory-mail-new-role-text =
    Guten Tag { $name },

    Sie haben jetzt die Rolle { $role } bei { $organisation }. Melden Sie sich wie gewohnt an:

    { $link }
directory-mail-future-role-subject = Sie bekommen eine weitere Rolle bei Deich
directory-mail-future-role-text =
    Guten Tag { $name },

    Sie haben ab { $day } die Rolle { $role } bei { $organisation }. Melden Sie sich von diesem Tag an wie gewohnt an:

    { $link }
directory-mail-access-key-made-subject = Neuer Zugangsschlüssel für Ihr Konto bei Deich
directory-mail-access-key-made-text =
    Guten Tag { $name },

    für Ihr Konto bei Deich ({ $state }) wurde ein Zugangsschlüssel für ein Programm erstellt.

    Wenn Sie das nicht waren, wählen Sie sofort ein neues Kennwort und sagen Sie der Administration Ihrer Organisation Bescheid. Damit enden alle Ihre Zugangsschlüssel:

    { $link }
directory-mail-password-changed-subject = Ihr Kennwort bei Deich wurde geändert
directory-mail-password-changed-text =
    Guten Tag { $name },

    das Kennwort Ihres Kontos bei Deich ({ $state }) wurde geändert.

    Wenn Sie das nicht waren, wählen Sie sofort ein neues und sagen Sie der Administration Ihrer Organisation Bescheid:

    { $link }
directory-mail-second-factor-changed-subject = Ihr zweiter Faktor bei Deich wurde geändert
directory-mail-second-factor-changed-text =
    Guten Tag { $name },

    für Ihr Konto bei Deich ({ $state }) wurde ein neuer zweiter Faktor eingerichtet.

    Wenn Sie das nicht waren, wählen Sie sofort ein neues Kennwort und sagen Sie der Administration Ihrer Organisation Bescheid:

    { $link }
directory-mail-second-factor-removed-subject = Ihr zweiter Faktor bei Deich wurde entfernt
directory-mail-second-factor-removed-text =
    Guten Tag { $name },

    der zweite Faktor Ihres Kontos bei Deich ({ $state }) wurde entfernt.

    Wenn Sie darum nicht gebeten haben, wählen Sie sofort ein neues Kennwort und sagen Sie der Administration Ihrer Organisation Bescheid:

    { $link }
