# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

### Bausteine: Fragen und Gruppen, die Formulare übernehmen

library-block = Baustein
library-aspect-privacy = Schutzklasse

## Liste
library-blocks-title = Bausteine
library-blocks-text = Ein Baustein ist eine Frage oder Gruppe mit Auswahllisten, Übersetzungen, Schutzklassen und Bedingungen. Formulare übernehmen eine Kopie, die ihre Herkunft kennt.
library-blocks-choose = Baustein für „{ $form }“ wählen
library-blocks-back = Zurück zum Formular
library-blocks-search = Baustein suchen
library-blocks-count =
    { $count ->
        [one] 1 Baustein
       *[other] { $count } Bausteine
    }
library-blocks-none-title = Noch gibt es keinen Baustein
library-blocks-none-text = Wählen Sie beim Bauen eines Formulars eine Frage oder Gruppe und dann „Als Baustein speichern“.
library-blocks-none-found-title = Kein Baustein gefunden
library-blocks-none-found-text = Prüfen Sie den Suchbegriff.
library-blocks-owner = Gehört zu
library-blocks-uses = In Formularen
library-blocks-insert = Einfügen

## Seite eines Bausteins
library-block-title = Baustein „{ $title }“
library-block-needs = Das braucht der Baustein
library-block-needs-text = Der Baustein spricht von etwas, das nicht zu ihm gehört. Ein Formular, das ihn übernimmt, muss es haben.
library-blocks-need-question = Frage mit dem Namen { $name }
library-blocks-need-list = Auswahlliste { $name }
library-blocks-need-path = Formel mit dem Pfad { $name }
library-blocks-need-file = Datei { $name }
library-block-no-preview = Der Baustein lässt sich nicht ansehen: Eine Formel darin ist noch nicht in Ordnung.
library-block-versions-text = Eine Version ändert sich nie. Um den Baustein zu ändern, ändern Sie eine Kopie in einem Formular und wählen dort „Als neue Version des Bausteins speichern“.
library-block-other-changes = Geändert sind nur Reihenfolge, Übersetzungen oder Einstellungen ohne eigenen Namen.
library-block-uses = Verwendet in
library-block-uses-none = Noch verwendet kein Formular den Baustein.
library-block-copies = ({ $count } Kopien)
library-block-use-older = ältere Version
library-block-elsewhere =
    { $count ->
        [one] Dazu kommt 1 Formular eines anderen Hauses.
       *[other] Dazu kommen { $count } Formulare anderer Häuser.
    }
library-block-retire = Baustein zurückziehen
library-block-retire-confirm = Der Baustein wird nicht mehr angeboten. Kopien in Formularen bleiben, wie sie sind.
library-block-offer = Baustein wieder anbieten
library-block-retired = Der Baustein ist zurückgezogen. Kopien in Formularen bleiben.
library-block-offered-again = Der Baustein wird wieder angeboten.
library-block-retired-title = Zurückgezogen
library-block-retired-text = Seit { $when } wird der Baustein nicht mehr angeboten. Kopien in Formularen bleiben, wie sie sind.

## Unterschiede in Worten
library-blocks-change-added = Neu: { $what }
library-blocks-change-removed = Weggefallen: { $what }
library-blocks-change-changed = Geändert: { $what } ({ $aspects })
library-blocks-reworded = „{ $old }“ heißt jetzt „{ $new }“
library-blocks-codes-added = neue Antworten: { $codes }
library-blocks-codes-removed = weggefallene Antworten: { $codes }

## Beim Bauen
library-blocks-all = Alle Bausteine durchsuchen
library-blocks-more = Hier stehen nur die ersten.
library-blocks-save = Als Baustein speichern
library-blocks-save-hint = Andere Formulare können die Frage oder Gruppe dann übernehmen, mit allem, was darin liegt.
library-blocks-name = Titel des Bausteins
library-blocks-save-button = Baustein speichern
library-blocks-from = Aus dem Baustein „{ $title }“, Version { $version }
library-blocks-state-same = aktuell
library-blocks-state-newer = neuere Version vorhanden
library-blocks-state-changed = hier geändert
library-blocks-state-both = neuere Version vorhanden, hier geändert
library-blocks-open = Baustein ansehen
library-blocks-changes = Änderungen ansehen
library-blocks-whole = Zur ganzen Kopie
library-blocks-renew = Als neue Version des Bausteins speichern
library-blocks-detach = Vom Baustein lösen
library-build-done-block-added = Baustein eingefügt.
library-build-done-block-saved = Als Baustein gespeichert. Andere Formulare können ihn jetzt übernehmen.
library-build-done-block-renewed = Neue Version des Bausteins gespeichert.
library-build-done-detached = Vom Baustein gelöst.
library-blocks-refused-title = Geben Sie dem Baustein einen Titel mit höchstens 200 Zeichen.
library-blocks-refused-retired = Der Baustein wurde zurückgezogen und wird nicht mehr angeboten.
library-blocks-refused-unknown = Hier ist keine Kopie eines Bausteins, den es in dieser Installation gibt.
library-blocks-refused-newer = Vom Baustein gibt es inzwischen eine neuere Version. Sehen Sie erst nach, was sich geändert hat.
library-blocks-refused-meanwhile = Die Kopie wurde inzwischen verändert. Laden Sie die Seite neu.
library-blocks-refused-same = Die Kopie sagt dasselbe wie der Baustein. Eine neue Version ist nicht nötig.
library-blocks-refused-not-yours = Der Baustein gehört einem anderen Haus. Speichern Sie die Kopie als eigenen Baustein, nachdem Sie sie gelöst haben.

## Änderung übernehmen
library-copy-title = Änderungen an „{ $title }“
library-copy-version = Version dieser Kopie
library-copy-newest = Neueste Version
library-copy-news = Das hat sich im Baustein geändert
library-copy-news-none = Seit der Version dieser Kopie hat sich nichts geändert, was in diesem Formular zu sehen ist.
library-copy-own = Das haben Sie in diesem Formular geändert
library-copy-own-none = Nichts.
library-copy-both = Das haben beide geändert
library-copy-both-text = Wählen Sie, was gelten soll. Alles andere passt zusammen: Ihre Änderungen bleiben, die des Bausteins kommen dazu.
library-blocks-conflict-about = { $what }: { $aspect } ({ $property })
library-blocks-nothing = nichts
library-blocks-item-stays = bleibt
library-blocks-item-goes = fällt weg
library-copy-mine = In diesem Formular: { $text }
library-copy-theirs = Im Baustein: { $text }
library-copy-take-over = Änderung übernehmen
library-copy-keep = So lassen
library-copy-taken-over = Die Änderung des Bausteins ist übernommen. „Rückgängig“ nimmt sie zurück.
library-copy-kept = Die Kopie bleibt, wie sie ist. Die nächste Änderung des Bausteins wird wieder gezeigt.
library-copy-detached = Die Kopie ist vom Baustein gelöst.

## Seite des Formulars
library-copies-newer =
    { $count ->
        [one] Ein Baustein in diesem Formular hat sich geändert
       *[other] { $count } Bausteine in diesem Formular haben sich geändert
    }
