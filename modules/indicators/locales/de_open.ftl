# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2
indicators-nav-open = Offene Daten
indicators-open-title = Offene Daten
indicators-open-lead = { $publisher } stellt diese Daten allen zur Verfügung, als Dateien und für Programme. Eine Anmeldung ist nicht nötig.
indicators-open-none-title = Es gibt noch keine offenen Daten
indicators-open-none-text = Sobald ein Datenbestand veröffentlicht ist, finden Sie hier seine Dateien. Die Zahlen zu meldepflichtigen Krankheiten sehen Sie auf eigenen Seiten.
indicators-open-more = Alle Stände und Spalten: { $title }
indicators-open-published = Veröffentlicht
indicators-open-weeks = Zeitraum
indicators-open-numbers = Zahlen
indicators-open-source = Herausgeber
indicators-open-attribution = Quellenvermerk
indicators-open-licence = Lizenz
indicators-open-no-licence = Nicht angegeben. Fragen Sie vor einer Weiterverwendung nach.
indicators-open-legal-basis = Rechtsgrundlage
indicators-open-method = Methode
indicators-open-format = { $format ->
    [csv] Tabelle (CSV)
    [parquet] Tabelle für Statistikprogramme (Parquet)
   *[json] JSON
}
indicators-open-size = { $unit ->
    [kb] { $number } KB
   *[mb] { $number } MB
}
indicators-open-files = Dateien
indicators-open-file-column = Datei
indicators-open-size-column = Größe
indicators-open-checksum = Prüfsumme (SHA-256)
indicators-open-current-text = Die Dateien eines Standes ändern sich nie. Unter diesen Adressen finden Sie immer den neuesten Stand:
indicators-open-columns = Was in den Spalten steht
indicators-open-column-name = Spalte
indicators-open-column-meaning = Bedeutung
indicators-open-zero = Jede Zeile ist eine Zahl über null. Für Krankheit, Woche, Kreis, Alter und Geschlecht ohne Zeile wurde kein Fall gemeldet.
indicators-open-column = { $column ->
    [disease] Kurzname der Krankheit, zum Beispiel influenza
    [week] Kalenderwoche nach ISO 8601, zum Beispiel 2020-W53
    [place] Amtlicher Schlüssel des Landkreises oder der Stadt mit fünf Ziffern; Göttingen ist durchgehend 03159
    [age_from] Jüngstes Alter der Gruppe in Jahren; leer, wenn das Alter nicht bekannt ist
    [age_to] Höchstes Alter der Gruppe in Jahren; leer, wenn es keines gibt
    [sex] Geschlecht: female, male, diverse oder unknown
    [state] Zustand der Zahl: value ist ein Wert. In den Dateien der einzelnen Bilder gibt es auch zero, suppressed, no-data und not-yet.
    [complete] true, wenn für die Woche kaum noch Meldungen zu erwarten sind; false für die letzten Wochen vor dem Datenstand
   *[cases] Zahl der gemeldeten Fälle
}
indicators-open-cite = So zitieren Sie
indicators-open-cite-text = { $source }: { $title }, Datenstand { $day }. Bereitgestellt von { $publisher }, Lizenz { $licence }
indicators-open-versions = Alle Stände
indicators-open-news = Neue Stände offener Daten
indicators-open-since = seit { $moment }
indicators-open-feed = Als Feed abonnieren (Atom)
indicators-open-feed-title = Neue Stände offener Daten: { $state }
indicators-open-headline = { $title }, Stand { $day }
indicators-open-entry = { $numbers } Zahlen von { $first } bis { $last }. Lizenz: { $licence }
indicators-open-terms = Nutzung
indicators-open-terms-text = Sie dürfen die Daten nach ihrer Lizenz nutzen, verändern und weitergeben. Nennen Sie den Quellenvermerk und den Datenstand, und schreiben Sie dazu, wenn Sie Zahlen verändert haben.
indicators-open-terms-versions = Die Daten enthalten keine Angaben zu einzelnen Personen über das hinaus, was ihr Herausgeber selbst veröffentlicht hat. Ein Stand bleibt, wie er ist; Nachmeldungen stehen im nächsten.
indicators-open-programs = Für Datenportale und Programme
indicators-open-programs-text = Der Katalog beschreibt alle Bestände nach DCAT-AP.de 3.0. Dateien, Katalog und Schnittstelle dürfen auch Webseiten anderer abrufen.
indicators-open-notation = { $notation ->
    [turtle] Katalog als Turtle
    [json-ld] Katalog als JSON-LD
   *[rdf-xml] Katalog als RDF/XML
}
indicators-open-api = Schnittstelle (OpenAPI)
indicators-open-catalog = Offene Daten des öffentlichen Gesundheitsdienstes: { $state }
indicators-open-catalog-text = Daten, die der öffentliche Gesundheitsdienst in { $state } zur freien Nutzung bereitstellt.
indicators-open-service = Schnittstelle für Fallzahlen und Kennzahlen
indicators-open-set-text = Gemeldete Fälle nach Krankheit, Kalenderwoche, Landkreis oder kreisfreier Stadt, Altersgruppe und Geschlecht.
indicators-open-keyword = Meldepflichtige Krankheiten
indicators-open-file = Stand { $version } als { $format ->
    [csv] CSV
    [parquet] Parquet
   *[json] JSON
}
indicators-downloads = Herunterladen: { $title }
indicators-download-as = { $format ->
    [csv] Zahlen als CSV
    [xlsx] Zahlen für Excel (XLSX)
    [parquet] Zahlen für Statistikprogramme (Parquet)
    [svg] Bild als SVG
    [png] Bild als PNG
    [pdf] Ganze Seite als PDF
   *[json] Schnittstelle für Programme (JSON)
}
indicators-file-numbers = Zahlen
indicators-file-about = Angaben
indicators-file-what = Angabe
indicators-file-title = Titel
indicators-file-address = Adresse
indicators-file-map-alt = Karte der Landkreise und kreisfreien Städte. Alle Werte stehen in der Tabelle darunter.
indicators-file-state = { $state ->
    [value] Ein Wert
    [zero] Null: Es wurde nichts gemeldet
    [suppressed] Zurückgehalten, um Einzelne zu schützen
    [no-data] Keine Daten
   *[not-yet] Noch nicht gemeldet
}
indicators-embed-back = Zur Seite von { $state }
indicators-share = Teilen
indicators-share-text = Diese Adresse führt zu genau dieser Auswahl.
indicators-share-address = Adresse dieser Seite
indicators-share-embed = Bilder auf eigenen Webseiten einbetten
indicators-share-pictures = Kopieren Sie den Text in Ihre Webseite. Das Bild zeigt immer den neuesten Stand und führt hierher zurück.
indicators-share-frames = Kopieren Sie den Text in Ihre Webseite. Sie zeigt dann Bild, Satz und Quelle. Das geht auf Webseiten, die der Betrieb zugelassen hat.
indicators-share-open-data = Alle Zahlen als offene Daten
