# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Eigene Rollen
role-own = Eigene Rolle
action-membership-grant-own-role = Eigene Rollen vergeben und beenden
action-role-manage = Eigene Rollen zusammenstellen
action-access-read = Zugriffe ansehen
action-access-review = Zugriffe überprüfen
action-delegation-end = Vertretungen anderer beenden
deed-role-add = Eigene Rolle angelegt
deed-role-change = Eigene Rolle geändert
deed-role-end = Eigene Rolle beendet
deed-delegation-begin = Vertretung eingerichtet
deed-delegation-end = Vertretung beendet
deed-access-review = Zugriff bestätigt
deed-access-export = Liste der Zugriffe heruntergeladen
directory-area-roles-title = Eigene Rollen
directory-area-roles-text = Rollen aus erlaubten Aktionen zusammenstellen und vergeben, auch für einzelne Einrichtungen.
directory-area-access-title = Zugriffe
directory-area-access-text = Wer welchen Zugriff hat, seit wann und von wem, und ob das überprüft ist.
directory-demo-role-own = Tut genau das, was ein Gesundheitsamt selbst zusammengestellt hat.
directory-role-not-to-oneself = Diese Rolle kann Ihnen nur jemand anderes geben.
directory-role-for = { $role }, in Vertretung für { $name }
directory-own-roles-title = Eigene Rollen
directory-own-roles-text = Hier stellen Sie Rollen zusammen, die genau zu Ihren Aufgaben passen. Eine eigene Rolle darf höchstens, was die festen Rollen Ihrer Organisation dürfen. Wer darf, was darin steht, entscheiden dieselben Regeln wie sonst.
directory-own-roles-of = Eigene Rollen von { $name }
directory-own-roles-none-title = Noch keine eigene Rolle
directory-own-roles-none-text = Die festen Rollen reichen oft. Legen Sie eine eigene an, wenn jemand weniger oder anderes tun soll.
directory-own-role-actions-count = Aktionen
directory-own-role-holders = Personen
directory-own-role-new-title = Eigene Rolle anlegen
directory-own-role-derive = Rolle ableiten
directory-own-role-derive-text = Die festen Rollen lassen sich nicht ändern. Sie können eine neue Rolle daraus ableiten und anpassen.
directory-own-role-derive-from = Rolle aus { $role } ableiten
directory-own-role-text = Die Rolle gilt bei { $name }. Angeboten werden nur Aktionen, die eine eigene Rolle enthalten kann. Rollen zusammenzustellen und Rollen dieser Organisation zu vergeben gehört nie dazu.
directory-own-role-name = Name der Rolle
directory-own-role-name-hint = Zum Beispiel: Kita-Betreuung
directory-own-role-name-invalid = Geben Sie einen Namen mit 2 bis { $most } Zeichen ein.
directory-own-role-name-taken = Es gibt schon eine Rolle mit diesem Namen. Nehmen Sie einen anderen.
directory-own-role-description = Wofür ist die Rolle?
directory-own-role-description-hint = Ein Satz für alle, die sie vergeben oder prüfen.
directory-own-role-description-invalid = Schreiben Sie höchstens { $most } Zeichen.
directory-own-role-actions = Was die Rolle darf
directory-own-role-actions-hint = In Klammern steht, wo die Aktion gilt.
directory-own-role-action = { $action } ({ $scopes })
directory-own-role-actions-missing = Wählen Sie mindestens eine Aktion.
directory-own-role-actions-forbidden = Eine der Aktionen kann diese Rolle nicht enthalten. Wählen Sie aus den angebotenen.
directory-own-role-held-by =
    { $count ->
        [0] Zurzeit hat niemand diese Rolle
        [one] Eine Person hat diese Rolle
       *[other] { $count } Personen haben diese Rolle
    }
directory-own-role-at-once = Eine Änderung gilt sofort, auch für Personen, die gerade angemeldet sind.
directory-own-role-added = Die Rolle „{ $name }“ ist angelegt. Sie können sie jetzt vergeben.
directory-own-role-changed = Die Rolle „{ $name }“ ist geändert.
directory-own-role-changed-meanwhile = Jemand anderes hat diese Rolle inzwischen geändert oder beendet. Öffnen Sie sie neu und sehen Sie nach, was jetzt gilt.
directory-own-role-has-ended = Diese Rolle ist beendet. Legen Sie eine neue an, wenn Sie sie wieder brauchen.
directory-own-role-end = Beenden
directory-own-role-end-title = Eigene Rolle beenden
directory-own-role-end-consequence =
    { $count ->
        [0] Die Rolle „{ $name }“ kann danach nicht mehr vergeben werden. Zurzeit hat sie niemand.
        [one] Eine Person verliert sofort die Rolle „{ $name }“ und alles, was sie nur dadurch darf. Die Rolle kann danach nicht mehr vergeben werden.
       *[other] { $count } Personen verlieren sofort die Rolle „{ $name }“ und alles, was sie nur dadurch dürfen. Die Rolle kann danach nicht mehr vergeben werden.
    }
directory-own-role-end-who = Wer sie verliert
directory-own-role-end-what = Was damit endet
directory-own-role-ended = Die Rolle „{ $name }“ ist beendet.
directory-own-role-give = Vergeben
directory-own-role-give-title = Rolle „{ $name }“ vergeben
directory-own-role-give-text = Die Person bekommt die Rolle bei { $name }. Wer noch kein Konto hat, bekommt eine Einladung.
directory-own-role-where = Wo gilt die Rolle?
directory-own-role-where-all = Im ganzen Amt und in allen seinen Einrichtungen
directory-own-role-where-chosen = Nur in ausgewählten Einrichtungen
directory-own-role-where-kinds = Nur in Einrichtungen bestimmter Art
directory-own-role-kinds = Arten von Einrichtungen
directory-own-role-kinds-hint = Nur nötig, wenn die Rolle auf Arten beschränkt ist. Sie gilt auch in Einrichtungen dieser Art, die später dazukommen.
directory-own-role-kinds-missing = Wählen Sie mindestens eine Art von Einrichtungen.
directory-own-role-limited-kinds = nur in Einrichtungen der Art: { $kinds }
directory-access-own-role-kinds = { $name } (nur Art: { $kinds })
directory-own-role-institutions = Einrichtungen
directory-own-role-institutions-hint = Nur nötig, wenn die Rolle auf einzelne Einrichtungen beschränkt ist. Listen von Meldungen zeigen dann nur diese; was das ganze Amt betrifft, bleibt zu.
directory-own-role-institutions-missing = Wählen Sie mindestens eine und höchstens { $most } Einrichtungen.
directory-own-role-limited =
    { $count ->
        [one] nur in einer Einrichtung
       *[other] nur in { $count } Einrichtungen
    }
directory-rights-level-chosen = In den ausgewählten Einrichtungen
directory-rights-by-own-role = Eigene Rolle: { $roles }
directory-rights-own-roles = Eigene Rollen von { $name }
directory-rights-own-roles-text = Diese Rollen hat die Administration zusammengestellt. Wo eine Rolle auf Einrichtungen beschränkt vergeben ist, gilt sie nur dort.

## Vertretung
directory-delegations-title = Vertretung
directory-delegations-text = Wenn Sie abwesend sind, kann jemand aus Ihrer Organisation Ihre Rollen für eine Zeit übernehmen. Alles, was die Person tut, steht unter ihrem eigenen Namen im Protokoll, mit dem Hinweis auf die Vertretung.
directory-delegations-none-title = Keine Vertretung
directory-delegations-none-text = Richten Sie eine ein, bevor Sie in den Urlaub gehen.
directory-delegations-given = Wer mich vertritt
directory-delegations-taken = Wen ich vertrete
directory-delegation-colleague = Kollegin oder Kollege
directory-delegation-colleague-hint = Nur wer selbst eine Rolle in dieser Organisation hat.
directory-delegation-from = Erster Tag
directory-delegation-active = läuft
directory-delegation-over = vorbei
directory-delegation-new-title = Vertretung einrichten
directory-delegation-new-text = Sie übergeben Rollen bei { $name }. Ihre eigenen Rechte behalten Sie. Wer Sie vertritt, kann die Vertretung nicht weitergeben.
directory-delegation-elsewhere = Stattdessen bei { $name }
directory-delegation-roles = Welche Rollen?
directory-delegation-roles-missing = Wählen Sie mindestens eine Rolle.
directory-delegation-person-missing = Wählen Sie, wer Sie vertritt.
directory-delegation-until-hint = Höchstens sechs Wochen.
directory-delegation-until-missing = Geben Sie den letzten Tag ein.
directory-delegation-too-long = Eine Vertretung dauert höchstens { $most } Tage. Nehmen Sie einen früheren letzten Tag.
directory-delegation-nobody-title = Niemand da
directory-delegation-nobody-text = In dieser Organisation hat sonst niemand eine Rolle. Bitten Sie die Administration, jemanden einzuladen.
directory-delegation-button = Vertretung einrichten
directory-delegation-added = { $name } vertritt Sie. Eine E-Mail ist unterwegs.
directory-delegation-end = Vertretung beenden
directory-delegation-end-title = Vertretung beenden
directory-delegation-end-consequence = { $to } vertritt { $from } bei { $organisation } bis { $until }. Das endet sofort, und beide bekommen Bescheid.
directory-delegation-ended = Die Vertretung ist beendet.
directory-delegation-is-over = Diese Vertretung ist schon vorbei.
directory-delegation-task = Sie vertreten { $name }
directory-delegation-task-action = Ansehen
directory-deed-for = { $who } (in dieser Zeit in Vertretung für { $name })
directory-mail-delegation-begins-subject = Sie vertreten jemanden bei Deich
directory-mail-delegation-begins-text =
    Guten Tag { $name },

    { $colleague } hat Sie gebeten, vom { $from } bis zum { $until } zu vertreten. In dieser Zeit haben Sie bei Deich ({ $state }) auch die übergebenen Rollen. Was Sie tun, steht unter Ihrem eigenen Namen im Protokoll.

    Wenn das nicht abgesprochen ist, beenden Sie die Vertretung hier:

    { $link }
directory-mail-delegation-ended-subject = Eine Vertretung bei Deich ist beendet
directory-mail-delegation-ended-text =
    Guten Tag { $name },

    die Vertretung zwischen Ihnen und { $colleague } bei Deich ({ $state }), die am { $from } begann oder beginnen sollte, ist am { $until } beendet worden.

    Alle Vertretungen sehen Sie hier:

    { $link }

## Zugriffe überprüfen
directory-access-title = Zugriffe
directory-access-text = Gehen Sie mindestens zweimal im Jahr durch, wer was darf. Bestätigen Sie, was noch gebraucht wird, und beenden Sie den Rest.
directory-access-overdue-title =
    { $count ->
        [one] Ein Zugriff ist zu überprüfen
       *[other] { $count } Zugriffe sind zu überprüfen
    }
directory-access-overdue-text = Die letzte Bestätigung liegt mehr als ein halbes Jahr zurück, oder es gab noch keine.
directory-access-kind = Art
directory-access-kind-role = Feste Rolle
directory-access-kind-own-role = Eigene Rolle
directory-access-kind-delegation = Vertretung
directory-access-kind-key = Zugangsschlüssel
directory-access-kind-institution-key = Schlüssel einer Einrichtung
directory-access-state = Stand
directory-access-overdue = zu überprüfen
directory-access-count =
    { $count ->
        [one] Ein Zugriff
       *[other] { $count } Zugriffe
    }
directory-access-none-title = Kein Zugriff gefunden
directory-access-none-text = Ändern Sie die Suche oder den Filter.
directory-access-choose = Auswählen
directory-access-choose-one = { $name }: { $what }
directory-access-what = Zugriff
directory-access-own-role =
    { $count ->
        [one] { $name } (nur in einer Einrichtung)
       *[other] { $name } (nur in { $count } Einrichtungen)
    }
directory-access-key = Zugangsschlüssel „{ $name }“
directory-access-institution-key =
    { $count ->
        [0] Schlüssel der Einrichtung „{ $name }“: { $may }; alle Erhebungen
        [one] Schlüssel der Einrichtung „{ $name }“: { $may }; nur eine Erhebung
       *[other] Schlüssel der Einrichtung „{ $name }“: { $may }; nur { $count } Erhebungen
    }
directory-access-given-by = Vergeben von
directory-access-given-self = selbst
directory-access-given-set-up = Einrichtung der Installation
directory-access-used = Zuletzt benutzt
directory-access-reviewed = Überprüft
directory-access-reviewed-by = Überprüft von
directory-access-never = noch nie
directory-access-end = Beenden
directory-access-confirm = Ausgewählte Zugriffe bestätigen
directory-access-none-chosen = Wählen Sie zuerst aus, welche Zugriffe Sie bestätigen.
directory-access-confirmed =
    { $count ->
        [0] Nichts ist bestätigt. Die ausgewählten Zugriffe gibt es nicht mehr.
        [one] Ein Zugriff ist bestätigt.
       *[other] { $count } Zugriffe sind bestätigt.
    }
directory-access-key-end-consequence = { $key } von { $name } gilt ab sofort nicht mehr. Programme, die ihn benutzen, werden abgewiesen.
directory-access-key-ended-other = Der Zugangsschlüssel ist beendet.
directory-access-task =
    { $count ->
        [one] Einen Zugriff überprüfen
       *[other] { $count } Zugriffe überprüfen
    }
directory-access-task-action = Überprüfen

## Passkeys
directory-passkeys = Passkeys
directory-passkeys-text = Mit einem Passkey melden Sie sich mit Fingerabdruck, Gesicht oder Gerätesperre an, ohne Kennwort und ohne Code. Er ersetzt beide Faktoren und kann nicht abgefischt werden.
directory-passkeys-nowhere = Diese Installation ist unter einer Adresse ohne Namen erreichbar. Dort können Browser keine Passkeys anlegen.
directory-passkey-new-title = Passkey hinzufügen
directory-passkey-new-text = Ihr Browser fragt gleich, wo der Passkey gespeichert werden soll: auf diesem Gerät, auf dem Telefon oder auf einem Sicherheitsschlüssel.
directory-passkey-name-hint = Woran erkennen Sie ihn wieder? Zum Beispiel: Dienstrechner, Sicherheitsschlüssel blau.
directory-passkey-make = Passkey anlegen
directory-passkey-script = Für Passkeys braucht der Browser JavaScript.
directory-passkey-failed = Das hat nicht geklappt. Vielleicht wurde die Abfrage des Browsers abgebrochen, oder das Gerät hat schon einen Passkey. Versuchen Sie es noch einmal.
directory-passkey-too-many = Sie haben schon { $most } Passkeys. Entfernen Sie zuerst einen, den Sie nicht mehr brauchen.
directory-passkey-added = Der Passkey „{ $name }“ ist angelegt.
directory-passkey-remove = Passkey entfernen
directory-passkey-remove-title = Passkey entfernen
directory-passkey-remove-consequence = Mit dem Passkey „{ $name }“ können Sie sich danach nicht mehr anmelden. Löschen Sie ihn auch auf dem Gerät.
directory-passkey-removed = Der Passkey „{ $name }“ ist entfernt.
directory-passkey-sign-in = Mit Passkey anmelden
directory-passkey-wrong = Dieser Passkey gehört zu keinem Konto, oder die Abfrage hat zu lange gewartet. Versuchen Sie es noch einmal, oder melden Sie sich mit Kennwort an.
directory-second-factor-passkey = Bestätigen Sie die Anmeldung mit Ihrem Passkey.
deed-account-add-passkey = Passkey angelegt
deed-account-remove-passkey = Passkey entfernt
directory-mail-passkey-added-subject = Neuer Passkey für Ihr Konto bei Deich
directory-mail-passkey-added-text =
    Guten Tag { $name },

    für Ihr Konto bei Deich ({ $state }) wurde ein Passkey angelegt.

    Wenn Sie das nicht waren, wählen Sie sofort ein neues Kennwort und sagen Sie der Administration Ihrer Organisation Bescheid:

    { $link }
directory-mail-passkey-removed-subject = Ein Passkey Ihres Kontos bei Deich wurde entfernt
directory-mail-passkey-removed-text =
    Guten Tag { $name },

    ein Passkey Ihres Kontos bei Deich ({ $state }) wurde entfernt.

    Wenn Sie das nicht waren, wählen Sie sofort ein neues Kennwort und sagen Sie der Administration Ihrer Organisation Bescheid:

    { $link }

## Anmelden bei einem Anbieter
directory-role-by-provider = vom Anmeldedienst
directory-provider-failed-title = Die Anmeldung hat nicht geklappt
directory-provider-failed-text = Der Anmeldedienst hat nicht so geantwortet, wie es nötig ist, oder die Anmeldung hat zu lange gedauert. Versuchen Sie es noch einmal. Wenn es wieder geschieht, sagen Sie Ihrer IT Bescheid.
directory-provider-no-role-title = Sie haben hier keine Rolle
directory-provider-no-role-text = Der Anmeldedienst kennt Sie, aber nichts davon gibt Ihnen eine Rolle bei Deich. Wenden Sie sich an die Administration Ihrer Organisation.
directory-provider-no-address-title = Ihre E-Mail-Adresse ist nicht bestätigt
directory-provider-no-address-text = Bei der ersten Anmeldung braucht Deich eine Adresse, die der Anmeldedienst bestätigt hat und die hier noch nicht mit einem anderen Zugang verbunden ist. Wenden Sie sich an Ihre IT.
directory-provider-blocked-title = Ihr Konto ist gesperrt
directory-provider-blocked-text = Wenden Sie sich an die Administration Ihrer Organisation.
deed-account-link-provider = Mit einem Anmeldedienst verbunden
directory-mail-provider-linked-subject = Ihr Konto bei Deich ist mit einem Anmeldedienst verbunden
directory-mail-provider-linked-text =
    Guten Tag { $name },

    Ihr Konto bei Deich ({ $state }) ist jetzt mit dem Anmeldedienst Ihrer Behörde verbunden. Sie können sich darüber anmelden.

    Wenn Sie das nicht waren, wählen Sie sofort ein neues Kennwort und sagen Sie der Administration Ihrer Organisation Bescheid:

    { $link }

# --- accounts as an activity of the register of processing
directory-activity-heading = Konten, Anmeldung und Protokoll
directory-activity-purpose = Zugang nur für berechtigte Personen; nachweisen, wer was getan und geöffnet hat
directory-activity-law = Artikel 6 Absatz 1 Buchstabe e, Artikel 5 Absatz 2 und Artikel 32 DSGVO
directory-activity-persons = Personen des Gesundheitsamtes und der Einrichtungen, die Deich nutzen
directory-activity-data-accounts = Daten, die eine Person nennen: Name, dienstliche E-Mail-Adresse, Rollen, Anmeldungen, Geräte
directory-activity-data-trail = Protokoll: Kennung der Person, Handlung, Zeit; keine Inhalte
directory-activity-recipients = Administration und Datenschutz des Amtes; der Betrieb von Deich
directory-activity-origin = Die Person selbst und wer sie eingeladen hat
directory-activity-retention = Konten bis zum Ende der Tätigkeit; das Protokoll bleibt vollständig, weil seine Einträge verkettet sind
directory-activity-measures = Kennwörter nur als Prüfwert; zweiter Faktor für alle, die mehr als die eigene Einrichtung sehen; verkettetes Protokoll; Sitzungen enden von selbst.
