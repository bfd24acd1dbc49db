# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Lists and entries
fieldwork-lists = Lists
fieldwork-list = List
fieldwork-lists-of = Lists: { $project }
fieldwork-lists-count = { $count ->
    [0] No list
    [one] One list
   *[other] { $count } lists
 }
fieldwork-lists-text = Lists keep what is followed beyond a single record: facilities, open findings, samples. Forms make entries and carry them on; tablets have the lists to choose from, also without a network.
fieldwork-lists-none-title = No list yet
fieldwork-lists-none-text = A list comes about as soon as a form of the project makes entries or carries them on, or when you make one here.
fieldwork-list-title = List “{ $name }”
fieldwork-entities = Entries
fieldwork-contradictions = Contradictions
fieldwork-contradictions-none = none
fieldwork-contradictions-count = { $count ->
    [one] One contradiction
   *[other] { $count } contradictions
 }
fieldwork-contradiction = Contradiction
fieldwork-contradiction-soft = Two people changed this entry without knowing of each other, but different values. Check whether both fit together.
fieldwork-contradiction-hard = Two people changed the same values without knowing of each other: { $names }. What arrived last counts. Check what is true.
fieldwork-list-writers = Written by
fieldwork-list-writers-none = no form
fieldwork-list-approval = Records take effect
fieldwork-list-approval-yes = only when approved
fieldwork-list-approval-no = at once
fieldwork-list-approval-box = Only when approved
fieldwork-list-approval-hint = Records make or change entries only once a case worker has approved them.
fieldwork-list-new = New list
fieldwork-list-name = Name of the list
fieldwork-list-name-hint = As forms call it, for example “facilities”. Letters, digits, _ and -, beginning with a letter. It cannot be changed later.
fieldwork-list-make = Make the list
fieldwork-list-made = The list “{ $name }” is made. Add properties next.
fieldwork-list-facts = About the list
fieldwork-list-file = File in forms
fieldwork-list-settings = Settings
fieldwork-list-save = Save the setting
fieldwork-list-saved = Saved.
fieldwork-name-taken = There is this name already. Choose another one.
fieldwork-name-unfit = Forms cannot use this name. Take letters, digits, _ and -, beginning with a letter; “name” and “label” are taken.
fieldwork-properties = Properties
fieldwork-properties-none = none
fieldwork-property-name = New property
fieldwork-property-name-hint = For example “deadline” or “state”. It cannot be changed later.
fieldwork-property-add = Add the property
fieldwork-property-added = The property “{ $name }” is added.
fieldwork-filter-entities = Which entries
fieldwork-filter-entity = { $filter ->
    [widersprueche] Contradictions ({ $count })
    [geloescht] Deleted ({ $count })
   *[vorhanden] Present ({ $count })
 }
fieldwork-entities-closed-title = Case workers open entries
fieldwork-entities-closed-text = You see how the list is set up, but not what is in it.
fieldwork-entities-none-title = No entry yet
fieldwork-entities-none-text = Entries come from records of tablets, from other programs, or are made here by hand.
fieldwork-entities-nothing-title = Nothing here
fieldwork-entities-nothing-text = No entry fits this choice.
fieldwork-entity-label = Name
fieldwork-entity-label-hint = Tablets offer the entry by this name.
fieldwork-entity-label-missing = Give the entry a name.
fieldwork-entity-last = Last changed
fieldwork-entity-new = New entry
fieldwork-entity-make = Make the entry
fieldwork-entity-made = The entry is made.
fieldwork-entity-save = Save changes
fieldwork-entity-changed = The changes are saved.
fieldwork-entity-outdated-title = Somebody was faster
fieldwork-entity-outdated-text = The entry has been changed or deleted meanwhile; the history below shows how. What you typed is still in the fields and not saved.
fieldwork-entity-fate = The entry as a whole
fieldwork-entity-fate-text = A deleted entry vanishes from the lists of tablets as soon as they have a network again. It can be taken back.
fieldwork-entity-delete = Delete the entry
fieldwork-entity-deleted = The entry is deleted. You can take it back here.
fieldwork-entity-is-deleted = This entry is deleted
fieldwork-entity-is-deleted-text = It stands in no list to choose from any more. What it said is still there.
fieldwork-entity-take-back = Take the entry back
fieldwork-entity-taken-back = The entry is back.
fieldwork-entity-settle = It is right as it stands
fieldwork-entity-settled = The contradiction is settled.
fieldwork-entity-unchanged = There was nothing to do.
fieldwork-entity-history = What happened
fieldwork-entity-version = Version { $number }
fieldwork-entity-record = from a record
fieldwork-entity-empty = empty
fieldwork-record-entities = Entries in lists
fieldwork-entity-failed-no-list = There is no list “{ $list }”.
fieldwork-entity-failed-no-identifier = The entry “{ $label }” for the list “{ $list }” has no valid identifier.
fieldwork-entity-failed-no-label = The new entry for the list “{ $list }” has no name.
fieldwork-entity-failed-exists = The list “{ $list }” has the entry “{ $label }” already.
fieldwork-entity-failed-not-there = The list “{ $list }” has no entry “{ $label }”.
fieldwork-entity-failed-deleted = The entry “{ $label }” of the list “{ $list }” was deleted.

# --- rights of the people concerned
deed-record-restrict = Record restricted, or its restriction lifted
deed-record-delete = Record or entity deleted for good
fieldwork-holdings = Records and lists of the field service
fieldwork-holdings-version = Version { $number } of { $when }
fieldwork-holdings-comments = Comments
fieldwork-holdings-entity = Entity, version { $number }
fieldwork-holdings-label = Label
fieldwork-holdings-stays = Entities in lists that came from the record are found and deleted on their own. Data that lie on a tablet are replaced when it next asks.
fieldwork-activity-title = Field service: { $name }
fieldwork-activity-class = { $class ->
    [identifier] Data that name a person
    [quasi] Data that help to recognise a person together with others
    [sensitive] Data that need special protection
    [plain] Plain facts
    [entity] Identifiers
    [date] Days
    [measure] Counts
   *[none] Data without a privacy class
  }
fieldwork-activity-persons = People and businesses that the field service visits; staff of the office
fieldwork-activity-recipients = The health office, and programs that it has given access
fieldwork-activity-origin = Gathered on site by the health office
fieldwork-activity-retention = Until the health office deletes them
fieldwork-activity-measures = Records lie encrypted under a key of the office; each opening is recorded; tablets have access of their own that can be withdrawn.
