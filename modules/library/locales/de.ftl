# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Aktionen im Rollen-Rechte-Konzept
action-form-read = Formulare ansehen
action-form-edit = Formulare anlegen, ersetzen und Schutzklassen vergeben
action-form-publish = Formulare veröffentlichen

## Gemeinsame Wörter
library-title = Formulare
library-form = Formular
library-key = Kennung
library-version = Version
library-version-number = Version { $number }
library-no-version = keine
library-versions = Versionen
library-versions-none = Noch wurde keine Version veröffentlicht. Erhebungen brauchen eine veröffentlichte Version.
library-published-at = Veröffentlicht
library-published-by = Veröffentlicht von
library-edited = Zuletzt geändert
library-standing = Stand
library-standing-unpublished = Entwurf, noch nicht veröffentlicht
library-standing-published = veröffentlicht
library-standing-changed = veröffentlicht, Entwurf geändert
library-somebody = jemand ohne Konto
library-question = Frage
library-questions = Fragen
library-type = Typ
library-class = Schutzklasse
library-period = Zeitraum
library-languages = Sprachen
library-purpose = Zweck
library-legal-basis = Rechtsgrundlage
library-review-note = Noch fachlich zu prüfen
library-not-given = nicht angegeben
library-source = Arbeitsmappe
library-hash = Prüfsumme (SHA-256)
library-history = Verlauf
library-draft = Entwurf
library-language-de = Deutsch
library-language-en = Englisch

library-period-week = Kalenderwoche
library-period-month = Monat
library-period-quarter = Quartal
library-period-year = Jahr
library-period-event = einzelnes Ereignis

library-type-text = Freitext
library-type-integer = ganze Zahl
library-type-decimal = Dezimalzahl
library-type-date = Datum
library-type-boolean = Ja oder Nein
library-type-select-one = Auswahl, eine Antwort
library-type-select-many = Auswahl, mehrere Antworten
library-type-note = Hinweis
library-type-calculated = berechneter Wert
library-type-time = Uhrzeit
library-type-date-time = Datum mit Uhrzeit
library-type-rank = Rangfolge
library-type-range = Zahl in einem Bereich
library-type-hidden = verborgener Wert
library-type-acknowledge = Bestätigung
library-type-trigger = Bestätigung
library-type-geopoint = Ort
library-type-geotrace = Linie auf der Karte
library-type-geoshape = Fläche auf der Karte
library-type-barcode = Strichcode
library-type-image = Bild
library-type-audio = Tonaufnahme
library-type-video = Film
library-type-file = Datei
library-type-osm = Kartenobjekte (OpenStreetMap)
library-type-start = Beginn des Ausfüllens
library-type-end = Ende des Ausfüllens
library-type-today = Tag des Ausfüllens
library-type-device-id = Kennung des Geräts
library-type-phone-number = Telefonnummer des Geräts
library-type-username = Name des Kontos
library-type-email = E-Mail-Adresse des Kontos
library-type-sim-serial = Nummer der SIM-Karte
library-type-subscriber-id = Kennung des Anschlusses
library-type-audit = Protokoll des Ausfüllens
library-type-start-geopoint = Ort zu Beginn
library-type-background-geopoint = Ort beim Antworten
library-type-background-audio = Tonaufnahme im Hintergrund
library-type-xml-external = Daten aus einer Datei
library-type-csv-external = Daten aus einer Datei

## Liste
library-search = Titel oder Kennung
library-count =
    { $count ->
        [one] Ein Formular
       *[other] { $count } Formulare
    }
library-none-title = Es gibt noch kein Formular
library-none-text = Sobald das Land ein Formular veröffentlicht, steht es hier.
library-none-text-author = Bauen Sie ein Formular im Browser, beginnen Sie mit einer Vorlage oder laden Sie eine Arbeitsmappe hoch.
library-none-found-title = Kein Formular passt zu Ihrer Suche
library-none-found-text = Suchen Sie nach einem anderen Wort oder setzen Sie die Suche zurück.

## Wem ein Formular gehört und wer es sieht
library-owner = Gehört zu
library-share-title = Formular teilen
library-share-text = Mit wem Sie ein Formular teilen, der sieht dessen veröffentlichte Versionen, kann sie verwenden und eine Kopie davon anlegen. Den Entwurf sieht nur das eigene Amt, und ändern kann das Formular nur das eigene Amt.
library-share-unpublished = Noch ist keine Version veröffentlicht. Andere sehen das Formular erst, wenn es eine gibt.
library-share-with = Teilen mit
library-share-everybody = Alle Gesundheitsämter und das Land
library-share-save = Speichern
library-share-saved = Gespeichert, mit wem das Formular geteilt ist.
library-share-link =
    Teilen ({ $count ->
        [0] mit niemandem
        [one] mit einer Stelle
       *[other] mit { $count } Stellen
    })
library-copy = Als Kopie anlegen für: { $owner }
library-copied = Die Kopie ist angelegt. Sie merkt sich, woher sie kommt.
library-origin = Kopie von
library-origin-version = { $title }, Version { $number }
library-origin-changed = Inzwischen geändert
library-origin-later = Version { $number } und was sie ändert
library-deed-copied = Als Kopie einer Version angelegt
library-deed-shared =
    { $number ->
        [0] Wird nicht mehr geteilt
        [one] Mit einer Stelle geteilt
       *[other] Mit { $number } Stellen geteilt
    }

## Hochladen
library-new-title = Neues Formular
library-new-text = Laden Sie ein Formular hoch, das Sie schon haben. Deich prüft die ganze Datei und legt einen Entwurf an. Wenn etwas nicht stimmt, wird nichts gespeichert.
library-replace-title = Neue Arbeitsmappe hochladen
library-replace-text = Die neue Arbeitsmappe ersetzt den Entwurf, sobald Sie gesehen haben, was sich ändert. Schutzklassen bleiben erhalten, solange die Frage gleich heißt. Veröffentlichte Versionen ändern sich nicht.
library-file = Datei mit dem Formular
library-file-hint = XLSForm (.xlsx, .xls, .ods, .csv, .md), ODK XForm oder FIM XDatenfelder (.xml), FHIR Questionnaire oder Deich (.json), höchstens 5 MB.
library-file-missing = Wählen Sie eine Datei aus und laden Sie sie hoch.
library-upload = Hochladen und prüfen
library-template-title = Mit einer Vorlage beginnen
library-template-unconfirmed = fachlich zu prüfen
library-template-take = „{ $title }“ übernehmen
library-template-exists = Das Formular der Vorlage gibt es schon. Sie sehen es hier.
library-which-format = Welche Dateien gehen?
library-which-format-text = XLSForm-Arbeitsmappen mit den Blättern „survey“, „choices“ und „settings“, wie sie auch ODK und KoboToolbox verwenden; ODK XForms; Datenschemata von FIM (XDatenfelder 2.0 und 3.0); FHIR-R4-Questionnaires; Formulare aus einem anderen Deich. Was keinen Platz findet, steht danach beim Entwurf. Schutzklassen können Sie in der Spalte „deich::privacy“ mitgeben oder später in Deich vergeben.
library-refused-title = Die Datei wurde nicht übernommen
library-key-exists = Ein Formular mit der Kennung „{ $key }“ gibt es schon. Öffnen Sie es und laden Sie dort die neue Arbeitsmappe hoch, oder geben Sie Ihrem Formular im Blatt „settings“ eine andere „form_id“.
library-other-form = Die Datei gehört zu einem anderen Formular: Ihre Kennung ist „{ $other }“, dieses Formular heißt „{ $key }“. Prüfen Sie die „form_id“ im Blatt „settings“.
library-problems-title = Die Datei enthält Fehler, es wurde nichts gespeichert
library-problems-text =
    { $count ->
        [one] In „{ $file }“ ist ein Fehler. Verbessern Sie ihn und laden Sie die Datei noch einmal hoch.
       *[other] In „{ $file }“ sind { $count } Fehler. Verbessern Sie sie und laden Sie die Datei noch einmal hoch.
    }
library-problems-table = Was zu verbessern ist
library-problems-more = Gezeigt werden die ersten 200 von { $count } Fehlern.
library-sheet = Blatt
library-row = Zeile
library-column = Spalte
library-problem = Was zu verbessern ist
library-created = Der Entwurf ist angelegt. Sehen Sie ihn an, vergeben Sie Schutzklassen und veröffentlichen Sie ihn dann.
library-replaced = Der Entwurf ist ersetzt. Neue Fragen: { $added }, weggefallene: { $removed }, Fragen mit übernommener Schutzklasse: { $kept }.
library-proposal-title = Was die neue Arbeitsmappe ändert
library-proposal-text = Die Datei „{ $name }“ ist in Ordnung. Noch ist nichts ersetzt: Prüfen Sie, was sich gegenüber dem Entwurf ändert.
library-proposal-consequence = Der Entwurf wird durch „{ $name }“ ersetzt. Schutzklassen bleiben erhalten, solange die Frage gleich heißt. Den bisherigen Entwurf können Sie einmal zurückholen. Veröffentlichte Versionen ändern sich nicht.
library-proposal-button = Entwurf ersetzen
library-proposal-other = Inzwischen wurde eine andere Arbeitsmappe hochgeladen.
library-earlier-title = Entwurf aus „{ $name }“ zurückholen
library-earlier-text = Vor der letzten Arbeitsmappe galt der Entwurf aus „{ $name }“. Das ändert sich, wenn Sie ihn zurückholen:
library-earlier-consequence = Der Entwurf aus „{ $name }“ kommt mit seinen Schutzklassen zurück. Der jetzige Entwurf geht verloren; laden Sie seine Arbeitsmappe vorher herunter, wenn Sie sie noch brauchen.
library-earlier-button = Entwurf zurückholen
library-brought-back = Der frühere Entwurf ist wieder da.
library-conflict-replace = Unten steht, was sich jetzt ändern würde.
library-changes-none-title = Die Fragen ändern sich nicht
library-changes-none-text = Alle Fragen, Prüfungen und Texte sind gleich.
library-changes-form = Am Formular ändert sich
library-changes-added =
    { $count ->
        [one] Eine neue Frage
       *[other] { $count } neue Fragen
    }
library-changes-removed =
    { $count ->
        [one] Eine Frage fällt weg
       *[other] { $count } Fragen fallen weg
    }
library-changes-changed =
    { $count ->
        [one] Eine Frage ändert sich
       *[other] { $count } Fragen ändern sich
    }
library-aspect-title = Titel oder Beschreibung
library-aspect-purpose = Zweck oder Rechtsgrundlage
library-aspect-languages = Sprachen
library-aspect-period = Zeitraum
library-aspect-type = Art der Antwort
library-aspect-words = Wortlaut
library-aspect-required = Pflicht zur Antwort
library-aspect-relevant = wann die Frage gestellt wird
library-aspect-checks = Prüfung der Antwort
library-aspect-value = Vorgabe oder Berechnung
library-aspect-choices = Auswahlliste
library-aspect-moved = steht in einer anderen Gruppe
library-aspect-renamed = heißt anders
library-aspect-other = weitere Eigenschaften
library-note-class-stays = Frage „{ $path }“: In der Datei steht die Schutzklasse „{ $workbook }“. Im Entwurf bleibt „{ $draft }“.
library-changed-meanwhile = { $who } hat den Entwurf inzwischen geändert ({ $when }).
library-conflict-title = Der Entwurf hat sich inzwischen geändert

## Entwurf
library-look = Ansehen und ausprobieren
library-paper = Zum Ausdrucken
library-paper-open = Leeres Formular als PDF öffnen
library-publish = Veröffentlichen
library-notes = Hinweise zur Arbeitsmappe
library-missing-title =
    { $count ->
        [one] Eine Frage hat noch keine Schutzklasse
       *[other] { $count } Fragen haben noch keine Schutzklasse
    }
library-missing-text = Antworten ohne Schutzklasse bleiben im Gesundheitsamt. Sie werden gesammelt, aber nie weitergegeben.
library-missing-publish = Sie können trotzdem veröffentlichen. Diese Antworten bleiben dann im Gesundheitsamt und fehlen in den Zahlen des Landes.
library-deed-created = Formular angelegt
library-deed-replaced = Arbeitsmappe ersetzt
library-deed-brought-back = Früheren Entwurf zurückgeholt
library-deed-classified =
    { $number ->
        [one] Eine Schutzklasse geändert
       *[other] { $number } Schutzklassen geändert
    }
library-deed-published = Version { $number } veröffentlicht

## Vorschau
library-preview = Vorschau
library-preview-title = Vorschau: { $title }
library-preview-text = So sehen Meldende das Formular. Beispielzeitraum: { $period }. Nichts wird gespeichert.
library-preview-check = Eingaben prüfen
library-preview-complete = Diese Meldung wäre vollständig
library-preview-nothing-kept = Die Eingaben dienen nur zum Ausprobieren und wurden nicht gespeichert.

## Schutzklassen
library-classes-title = Schutzklassen
library-classes-link = Schutzklassen vergeben
library-classes-lead = Die Schutzklasse sagt, was eine Antwort über jemanden verrät. Danach richtet sich, was das Gesundheitsamt verlassen darf.
library-classes-meaning = Was die Schutzklassen bedeuten
library-classes-saved = Die Schutzklassen sind gespeichert.
library-classes-unchanged = Es war nichts zu ändern.
library-conflict-classes = Unten steht Ihre Auswahl für den neuen Stand. Prüfen Sie sie und speichern Sie noch einmal.
library-class-unfit = „{ $path }“: Diese Schutzklasse passt nicht zum Typ der Frage. Wählen Sie eine andere.
library-class-missing = Schutzklasse fehlt
library-class-free-text-stays = Freitext verlässt das Amt nie.
library-questions-and-classes = Fragen und Schutzklassen
library-suggestion = Vorschlag

library-class-none = keine
library-class-free-text = Freitext
library-class-identifier = nennt eine Person
library-class-quasi = hilft beim Wiedererkennen
library-class-sensitive = schützenswert
library-class-plain = unbedenklich
library-class-entity = unterscheidet Einrichtungen
library-class-date = Tag
library-class-measure = Anzahl

library-meaning-none = Die Antwort wird gesammelt, verlässt das Gesundheitsamt aber nie.
library-meaning-identifier = Nennt eine Person oder kann sie nennen, zum Beispiel Name, Adresse oder Freitext. Verlässt das Gesundheitsamt nie.
library-meaning-quasi = Hilft zusammen mit anderen Angaben, jemanden wiederzuerkennen, zum Beispiel Alter oder Ort. Darf das Amt nur vergröbert verlassen.
library-meaning-sensitive = Darf über niemanden bekannt werden, zum Beispiel ein Befund. Darf das Amt nur in gemischten Gruppen verlassen.
library-meaning-plain = Hilft weder beim Wiedererkennen noch schadet es jemandem. Begründen Sie diese Wahl schriftlich.
library-meaning-entity = Unterscheidet Einrichtungen oder andere Dinge, damit verschiedene gezählt werden können. Der Wert selbst bleibt im Amt.
library-meaning-date = Ein Tag. Verlässt das Amt höchstens als Kalenderwoche.
library-meaning-measure = Eine Anzahl, die über eine Gruppe von Einrichtungen summiert wird. Nur die Summe verlässt das Amt.

library-reason-free-text = Freitext kann Namen enthalten.
library-reason-recognisable = Der Name der Frage klingt nach Alter, Geschlecht, Geburtstag oder Postleitzahl. Daran erkennt man Menschen wieder.
library-reason-health = Der Name der Frage klingt nach einer Krankheit oder einem Befund.
library-reason-day = Ein genauer Tag verrät mehr als die Woche.
library-reason-count = Zahlen sind meist Anzahlen, die man summieren kann.
library-reason-computed = Berechnete Werte kann der Empfänger aus den anderen selbst berechnen.
library-reason-choice = Eine Auswahl kann zusammen mit anderen Angaben jemanden erkennbar machen. Beschreibt sie nur die Einrichtung, ist „unbedenklich“ richtig.

## Veröffentlichen
library-publish-title = Version { $number } veröffentlichen
library-publish-meaning = Was Veröffentlichen bedeutet
library-publish-meaning-fixed = Die Version bleibt für immer, wie sie ist. Änderungen werden eine neue Version.
library-publish-meaning-collections = Neue Erhebungen können diese Version verwenden. Laufende Erhebungen behalten die Version, mit der sie begonnen haben.
library-publish-meaning-seen = Alle Gesundheitsämter des Landes können die Version ansehen.
library-publish-consequence = Version { $number } wird veröffentlicht. Was in ihr steht, lässt sich dann nicht mehr ändern.
library-publish-button = Version { $number } veröffentlichen
library-published = Version { $number } ist veröffentlicht.
library-leaves = Was das Gesundheitsamt verlassen kann
library-what-happens = Was damit geschieht
library-can-leave = kann das Amt verlassen
library-stays = bleibt im Amt
library-nothing-leaves-title = Nach diesem Entwurf wird nichts weitergegeben
library-nothing-leaves-text = Keine Frage hat eine Schutzklasse, mit der ihre Antworten das Gesundheitsamt verlassen dürfen.
library-broken-title = Der Entwurf lässt sich so nicht ausfüllen
library-unchanged-title = Es gibt nichts zu veröffentlichen
library-unchanged-text = Der Entwurf ist derselbe wie die letzte Version.
library-conflict-publish = Sehen Sie sich den neuen Stand an. Wenn er so veröffentlicht werden soll, bestätigen Sie unten noch einmal.
library-forward-measure = Wird über alle Einrichtungen einer Gruppe summiert. Nur die Summe geht an das Land, nie die Zahl einer Einrichtung.
library-forward-date = Der Tag bleibt im Amt. Weitergegeben wird höchstens die Kalenderwoche.
library-forward-plain = Kann in Gruppen weitergegeben werden, wenn die Freigaberegel der Erhebung es vorsieht.
library-forward-quasi = Kann nur vergröbert und in Gruppen weitergegeben werden, wenn die Freigaberegel der Erhebung es vorsieht.
library-forward-sensitive = Kann nur in gemischten Gruppen weitergegeben werden, wenn die Freigaberegel der Erhebung es vorsieht.
library-forward-entity = Weitergegeben wird nur, wie viele verschiedene es sind, und nur wenn die Freigaberegel der Erhebung es vorsieht.
library-forward-identifier = Wird nie weitergegeben, weil es Personen oder Einrichtungen nennen kann.
library-forward-free-text = Wird nie weitergegeben, weil Freitext alles enthalten kann.
library-forward-none = Wird nicht weitergegeben, weil die Schutzklasse fehlt.

## Version
library-version-title = { $title }, Version { $number }
library-version-lead = Diese Version ist veröffentlicht und ändert sich nicht mehr.

## Aufgaben
library-task-unpublished = Entwurf „{ $title }“ ist noch nicht veröffentlicht
library-task-open = Entwurf öffnen

## Dateien zum Formular
library-files-title = Dateien zum Formular
library-files-link = Dateien zum Formular ({ $there } von { $count } vorhanden)
library-files-text =
    { $count ->
        [0] Alle Dateien, die das Formular nennt, sind vorhanden.
        [one] Eine Datei, die das Formular nennt, fehlt noch. Ohne Bilder, Ton und Filme lässt es sich veröffentlichen, ohne Auswahllisten und Daten nicht.
       *[other] { $count } Dateien, die das Formular nennt, fehlen noch. Ohne Bilder, Ton und Filme lässt es sich veröffentlichen, ohne Auswahllisten und Daten nicht.
    }
library-files-name = Datei
library-files-for = Wofür
library-files-for-data = Auswahlliste oder Daten
library-files-for-image = Bild
library-files-for-audio = Tonaufnahme
library-files-for-video = Film
library-files-for-entities = Liste des Außendienstes
library-files-elsewhere = aus dem Außendienst
library-files-keep-elsewhere = Liste führt der Außendienst
library-files-keep-here = Doch als Datei hochladen
library-files-elsewhere-now = „{ $name }“ kommt jetzt aus den Listen des Außendienst-Projekts. Das Formular lässt sich so veröffentlichen, aber nur im Außendienst ausfüllen.
library-files-here-now = „{ $name }“ gehört jetzt wieder als Datei zum Formular.
library-files-unchanged = An „{ $name }“ hat sich nichts geändert.
library-files-refused-elsewhere = „{ $name }“ kommt aus den Listen des Außendienstes und wird nicht hochgeladen.
library-deed-list-marked = Herkunft einer Liste geändert
library-files-standing = Stand
library-files-there = vorhanden
library-files-missing = fehlt
library-files-size = Größe
library-files-remove = Entfernen
library-files-choose = Dateien auswählen
library-files-hint = Mehrere auf einmal sind möglich. Die Dateien müssen so heißen, wie das Formular sie nennt. Höchstens 5 MB je Datei und 20 MB zusammen.
library-files-back = Zum Formular
library-files-empty-title = Dieses Formular braucht keine Dateien
library-files-empty-text = Nennt die Arbeitsmappe Bilder, Auswahllisten in Dateien oder Daten, stehen sie hier.
library-files-attached =
    { $count ->
        [one] Eine Datei wurde gespeichert.
       *[other] { $count } Dateien wurden gespeichert.
    }
library-files-removed = „{ $name }“ wurde entfernt.
library-files-gone = „{ $name }“ war schon entfernt.
library-files-none-chosen = Wählen Sie mindestens eine Datei aus.
library-files-refused-title = Keine Datei wurde gespeichert
library-files-refused-not-named = Das Formular nennt keine Datei „{ $name }“. Prüfen Sie den Namen.
library-files-refused-empty = „{ $name }“ ist leer.
library-files-refused-too-large = „{ $name }“ ist größer als 5 MB.
library-files-refused-too-much = Alle Dateien zusammen wären größer als 20 MB.
library-files-refused-kind = „{ $name }“ hat nicht den Inhalt, den das Formular an dieser Stelle erwartet.
library-files-refused-data = „{ $name }“ lässt sich nicht lesen: { $reason }
library-deed-files-attached =
    { $number ->
        [one] Eine Datei gespeichert
       *[other] { $number } Dateien gespeichert
    }
library-deed-file-removed = Datei entfernt

library-deed-begun = Formular leer begonnen
library-deed-edited = Entwurf im Browser geändert

## Verwaltung
library-area = Alle veröffentlichten Formulare ansehen und ausprobieren.
