# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Texte neben Zahlen: was Leserinnen und Leser sehen, Liste, Bearbeiten, Versionen.

action-text-write = Texte neben Indikatoren und Krankheiten schreiben
action-text-publish = Texte veröffentlichen, die jemand anderes geschrieben hat
deed-text-write = Text neben Zahlen geschrieben
deed-text-publish = Text neben Zahlen veröffentlicht

indicators-text-heading = Erklärung
indicators-text-part = { $part ->
    [meaning] Was bedeutet das?
    [limits] Was sagen die Zahlen nicht?
   *[source] Woher kommen die Zahlen?
}
indicators-text-plain = In einfacher Sprache
indicators-text-german = Diesen Text gibt es bisher nur auf Deutsch.

indicators-texts-title = Texte zu Zahlen
indicators-texts-text = Erklärungen, die neben Indikatoren und Krankheiten stehen: schreiben, prüfen, veröffentlichen.
indicators-texts-lead = Jeder Indikator und jede Krankheit kann eine Erklärung haben, auf Deutsch, auf Englisch und in einfacher Sprache. Wer schreibt, veröffentlicht nicht selbst: Eine zweite Person sieht sich den Text an.
indicators-texts-search = Suche nach Namen
indicators-texts-found = { $count ->
    [0] Nichts gefunden
    [one] Ein Eintrag
   *[other] { $count } Einträge
}
indicators-texts-none-title = Nichts gefunden
indicators-texts-none-text = Suchen Sie nach einem anderen Namen. Indikatoren und Krankheiten stehen hier, sobald ein Datenbestand sie enthält.
indicators-texts-subject = Indikator oder Krankheit
indicators-texts-kind-column = Art
indicators-texts-kind = { $kind ->
    [indicator] Indikator
   *[disease] Krankheit
}
indicators-texts-state-column = Zustand
indicators-texts-state = { $state ->
    [none] Kein Text
    [draft] Entwurf
    [published] Veröffentlicht
   *[not-valid] Zurzeit nicht gültig
}
indicators-texts-written-column = Zuletzt geändert
indicators-texts-of = Text: { $name }
indicators-texts-edit = Bearbeiten
indicators-texts-begin = Text schreiben
indicators-texts-seen-at = Seite für alle ansehen
indicators-texts-written = Zuletzt geändert: { $moment }, { $person }
indicators-texts-nobody = System
indicators-texts-empty-title = Noch kein Text
indicators-texts-empty-text = Schreiben Sie, was die Zahlen bedeuten, was sie nicht sagen und woher sie kommen.
indicators-texts-draft = Entwurf
indicators-texts-changes = Änderungen gegenüber der letzten Veröffentlichung
indicators-texts-wording = Wortlaut
indicators-texts-changes-before = Änderungen gegenüber der Version davor
indicators-texts-field = { $tongue ->
    [de] Deutsch
    [en] Englisch
   *[plain] Einfache Sprache
}
indicators-texts-gone = Gestrichen
indicators-texts-new = Neu
indicators-texts-line = Text
indicators-texts-line-state = Änderung
indicators-texts-same = Unverändert
indicators-texts-publish = Veröffentlichen
indicators-texts-published = Der Text ist veröffentlicht.
indicators-texts-publish-confirm = Alle sehen diesen Text neben den Zahlen. Veröffentlichen?
indicators-texts-cannot-publish = Noch nicht zu veröffentlichen
indicators-texts-second-look = Sie haben diesen Entwurf zuletzt geändert. Veröffentlichen kann ihn eine andere Person.
indicators-texts-meaning-missing = Der deutsche Text „Was bedeutet das?“ fehlt.
indicators-texts-days-wrong = Der letzte Tag liegt vor dem ersten.
indicators-texts-too-long = Der Text ist zu lang. Kürzen Sie ihn.
indicators-texts-outdated = Jemand hat diesen Text inzwischen geändert. Sehen Sie ihn sich noch einmal an.
indicators-texts-shown-now = Das sehen alle
indicators-texts-history = Versionen
indicators-texts-history-what = Version { $number } veröffentlicht
indicators-texts-history-current = wird gezeigt
indicators-texts-version-title = { $name }, Version { $number }
indicators-texts-version-writer = Geschrieben von
indicators-texts-version-publisher = Veröffentlicht von
indicators-texts-version-when = Veröffentlicht
indicators-texts-valid-term = Gültig
indicators-texts-valid = { $bounds ->
    [none] ohne Ende
    [from] ab { $from }
    [until] bis { $until }
   *[both] { $from } bis { $until }
}
indicators-texts-restore = Als Entwurf übernehmen
indicators-texts-restore-confirm = Der jetzige Entwurf wird durch diese Version ersetzt. Fortfahren?
indicators-texts-restored = Die frühere Version ist jetzt der Entwurf.
indicators-texts-edit-title = Text bearbeiten: { $name }
indicators-texts-edit-lead = Möglich sind Absätze, Zwischenüberschriften (# am Zeilenanfang), Listen (- am Zeilenanfang), *Betonung*, **starke Betonung** und Verweise: [Text](https://…).
indicators-texts-plain-hint = Kurze Sätze, bekannte Wörter, ein Gedanke je Satz. Dieser Text steht aufklappbar unter dem deutschen.
indicators-texts-validity = Gültigkeit
indicators-texts-validity-hint = Ohne Angabe gilt der Text, bis ein neuer veröffentlicht wird.
indicators-texts-from = Erster Tag
indicators-texts-until = Letzter Tag
indicators-texts-save = Entwurf speichern
indicators-texts-preview = Vorschau
indicators-texts-preview-text = So sähe der Text aus. Er ist noch nicht gespeichert.
indicators-texts-saved = Der Entwurf ist gespeichert.
indicators-texts-conflict = Jemand hat inzwischen gespeichert
indicators-texts-conflict-text = Ihre Eingaben stehen noch unten und sind nicht gespeichert. Hier sehen Sie, worin sie sich vom gespeicherten Entwurf unterscheiden. Speichern Sie noch einmal, gilt Ihr Text.
