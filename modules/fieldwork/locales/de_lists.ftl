# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Listen und Einträge
fieldwork-lists = Listen
fieldwork-list = Liste
fieldwork-lists-of = Listen: { $project }
fieldwork-lists-count = { $count ->
    [0] Keine Liste
    [one] Eine Liste
   *[other] { $count } Listen
 }
fieldwork-lists-text = In Listen steht, was über eine einzelne Aufzeichnung hinaus verfolgt wird: Einrichtungen, offene Mängel, Proben. Formulare legen Einträge an und schreiben sie fort, Tablets bekommen die Listen auch ohne Netz zur Auswahl.
fieldwork-lists-none-title = Noch keine Liste
fieldwork-lists-none-text = Eine Liste entsteht, sobald ein Formular des Projekts Einträge anlegt oder fortschreibt, oder wenn Sie hier eine anlegen.
fieldwork-list-title = Liste „{ $name }“
fieldwork-entities = Einträge
fieldwork-contradictions = Widersprüche
fieldwork-contradictions-none = keine
fieldwork-contradictions-count = { $count ->
    [one] Ein Widerspruch
   *[other] { $count } Widersprüche
 }
fieldwork-contradiction = Widerspruch
fieldwork-contradiction-soft = Zwei haben diesen Eintrag geändert, ohne voneinander zu wissen, aber verschiedene Angaben. Prüfen Sie, ob beides zusammenpasst.
fieldwork-contradiction-hard = Zwei haben dieselben Angaben geändert, ohne voneinander zu wissen: { $names }. Es gilt, was zuletzt ankam. Prüfen Sie, was stimmt.
fieldwork-list-writers = Geschrieben von
fieldwork-list-writers-none = keinem Formular
fieldwork-list-approval = Aufzeichnungen wirken
fieldwork-list-approval-yes = erst nach Freigabe
fieldwork-list-approval-no = sofort
fieldwork-list-approval-box = Erst nach Freigabe
fieldwork-list-approval-hint = Aufzeichnungen legen Einträge erst an oder ändern sie, wenn die Sachbearbeitung sie freigegeben hat.
fieldwork-list-new = Neue Liste
fieldwork-list-name = Name der Liste
fieldwork-list-name-hint = So, wie Formulare sie nennen, zum Beispiel „einrichtungen“. Buchstaben, Ziffern, _ und -, am Anfang ein Buchstabe. Später nicht zu ändern.
fieldwork-list-make = Liste anlegen
fieldwork-list-made = Die Liste „{ $name }“ ist angelegt. Fügen Sie als Nächstes Eigenschaften hinzu.
fieldwork-list-facts = Angaben zur Liste
fieldwork-list-file = Datei in Formularen
fieldwork-list-settings = Einstellungen
fieldwork-list-save = Einstellung speichern
fieldwork-list-saved = Gespeichert.
fieldwork-name-taken = Diesen Namen gibt es hier schon. Wählen Sie einen anderen.
fieldwork-name-unfit = Formulare können diesen Namen nicht verwenden. Nehmen Sie Buchstaben, Ziffern, _ und -, am Anfang einen Buchstaben; „name“ und „label“ sind vergeben.
fieldwork-properties = Eigenschaften
fieldwork-properties-none = keine
fieldwork-property-name = Neue Eigenschaft
fieldwork-property-name-hint = Zum Beispiel „frist“ oder „stand“. Später nicht zu ändern.
fieldwork-property-add = Eigenschaft hinzufügen
fieldwork-property-added = Die Eigenschaft „{ $name }“ ist hinzugefügt.
fieldwork-filter-entities = Welche Einträge
fieldwork-filter-entity = { $filter ->
    [widersprueche] Widersprüche ({ $count })
    [geloescht] Gelöscht ({ $count })
   *[vorhanden] Vorhanden ({ $count })
 }
fieldwork-entities-closed-title = Einträge öffnet die Sachbearbeitung
fieldwork-entities-closed-text = Sie sehen, wie die Liste eingerichtet ist, aber nicht, was darin steht.
fieldwork-entities-none-title = Noch kein Eintrag
fieldwork-entities-none-text = Einträge kommen aus Aufzeichnungen der Tablets, aus anderen Programmen oder werden hier von Hand angelegt.
fieldwork-entities-nothing-title = Hier ist nichts
fieldwork-entities-nothing-text = Kein Eintrag passt zu dieser Auswahl.
fieldwork-entity-label = Name
fieldwork-entity-label-hint = So steht der Eintrag auf Tablets zur Auswahl.
fieldwork-entity-label-missing = Geben Sie dem Eintrag einen Namen.
fieldwork-entity-last = Zuletzt geändert
fieldwork-entity-new = Neuer Eintrag
fieldwork-entity-make = Eintrag anlegen
fieldwork-entity-made = Der Eintrag ist angelegt.
fieldwork-entity-save = Änderungen speichern
fieldwork-entity-changed = Die Änderungen sind gespeichert.
fieldwork-entity-outdated-title = Jemand war schneller
fieldwork-entity-outdated-text = Der Eintrag wurde inzwischen geändert oder gelöscht; die Geschichte unten zeigt, wie. Ihre Angaben stehen noch in den Feldern und sind nicht gespeichert.
fieldwork-entity-fate = Eintrag als Ganzes
fieldwork-entity-fate-text = Ein gelöschter Eintrag verschwindet aus den Listen der Tablets, sobald sie wieder Verbindung haben. Er lässt sich zurückholen.
fieldwork-entity-delete = Eintrag löschen
fieldwork-entity-deleted = Der Eintrag ist gelöscht. Sie können ihn hier zurückholen.
fieldwork-entity-is-deleted = Dieser Eintrag ist gelöscht
fieldwork-entity-is-deleted-text = Er steht in keiner Auswahl mehr. Was darin stand, ist noch da.
fieldwork-entity-take-back = Eintrag zurückholen
fieldwork-entity-taken-back = Der Eintrag ist wieder da.
fieldwork-entity-settle = Stimmt so, wie es ist
fieldwork-entity-settled = Der Widerspruch ist geklärt.
fieldwork-entity-unchanged = Es war nichts zu tun.
fieldwork-entity-history = Was geschehen ist
fieldwork-entity-version = Version { $number }
fieldwork-entity-record = aus einer Aufzeichnung
fieldwork-entity-empty = leer
fieldwork-record-entities = Einträge in Listen
fieldwork-entity-failed-no-list = Die Liste „{ $list }“ gibt es nicht.
fieldwork-entity-failed-no-identifier = Der Eintrag „{ $label }“ für die Liste „{ $list }“ hat keine gültige Kennung.
fieldwork-entity-failed-no-label = Der neue Eintrag für die Liste „{ $list }“ hat keinen Namen.
fieldwork-entity-failed-exists = In der Liste „{ $list }“ gibt es den Eintrag „{ $label }“ schon.
fieldwork-entity-failed-not-there = In der Liste „{ $list }“ gibt es den Eintrag „{ $label }“ nicht.
fieldwork-entity-failed-deleted = In der Liste „{ $list }“ wurde der Eintrag „{ $label }“ gelöscht.

# --- rights of the people concerned
deed-record-restrict = Aufzeichnung eingeschränkt oder Einschränkung aufgehoben
deed-record-delete = Aufzeichnung oder Eintrag endgültig gelöscht
fieldwork-holdings = Aufzeichnungen und Listen des Außendienstes
fieldwork-holdings-version = Fassung { $number } vom { $when }
fieldwork-holdings-comments = Anmerkungen
fieldwork-holdings-entity = Eintrag, Fassung { $number }
fieldwork-holdings-label = Bezeichnung
fieldwork-holdings-stays = Einträge in Listen, die aus der Aufzeichnung entstanden sind, werden eigens gefunden und gelöscht. Daten, die schon auf einem Tablet liegen, ersetzt es beim nächsten Abruf.
fieldwork-activity-title = Außendienst: { $name }
fieldwork-activity-class = { $class ->
    [identifier] Daten, die eine Person nennen
    [quasi] Daten, an denen man eine Person zusammen mit anderen erkennt
    [sensitive] Besonders schutzwürdige Daten
    [plain] Sachangaben
    [entity] Kennungen
    [date] Tage
    [measure] Anzahlen
   *[none] Angaben ohne Schutzklasse
  }
fieldwork-activity-persons = Personen und Betriebe, die der Außendienst aufsucht; Beschäftigte des Amtes
fieldwork-activity-recipients = Das Gesundheitsamt und Programme, denen es einen Zugang gegeben hat
fieldwork-activity-origin = Erhebung vor Ort durch das Gesundheitsamt
fieldwork-activity-retention = Bis zur Löschung durch das Gesundheitsamt
fieldwork-activity-measures = Aufzeichnungen liegen verschlüsselt mit einem Schlüssel des Amtes; jedes Öffnen wird protokolliert; Tablets haben eigene, entziehbare Zugänge.
