# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Actions in the rights concept
action-form-read = See forms
action-form-edit = Create and replace forms, give privacy classes
action-form-publish = Publish forms

## Common words
library-title = Forms
library-form = Form
library-key = Identifier
library-version = Version
library-version-number = Version { $number }
library-no-version = none
library-versions = Versions
library-versions-none = No version has been published yet. Collections need a published version.
library-published-at = Published
library-published-by = Published by
library-edited = Last changed
library-standing = State
library-standing-unpublished = draft, not published yet
library-standing-published = published
library-standing-changed = published, draft changed
library-somebody = somebody without an account
library-question = Question
library-questions = Questions
library-type = Type
library-class = Privacy class
library-period = Period
library-languages = Languages
library-purpose = Purpose
library-legal-basis = Legal basis
library-review-note = Still to be confirmed by an expert
library-not-given = not given
library-source = Workbook
library-hash = Checksum (SHA-256)
library-history = History
library-draft = Draft
library-language-de = German
library-language-en = English

library-period-week = calendar week
library-period-month = month
library-period-quarter = quarter
library-period-year = year
library-period-event = single event

library-type-text = free text
library-type-integer = whole number
library-type-decimal = decimal number
library-type-date = date
library-type-boolean = yes or no
library-type-select-one = choice, one answer
library-type-select-many = choice, several answers
library-type-note = note
library-type-calculated = computed value
library-type-time = time of day
library-type-date-time = date and time
library-type-rank = ranking
library-type-range = number within a range
library-type-hidden = hidden value
library-type-acknowledge = confirmation
library-type-trigger = confirmation
library-type-geopoint = place
library-type-geotrace = line on the map
library-type-geoshape = area on the map
library-type-barcode = barcode
library-type-image = picture
library-type-audio = recording
library-type-video = film
library-type-file = file
library-type-osm = map features (OpenStreetMap)
library-type-start = start of filling
library-type-end = end of filling
library-type-today = day of filling
library-type-device-id = identifier of the device
library-type-phone-number = telephone number of the device
library-type-username = name of the account
library-type-email = mail address of the account
library-type-sim-serial = number of the SIM card
library-type-subscriber-id = identifier of the line
library-type-audit = log of filling
library-type-start-geopoint = place at the start
library-type-background-geopoint = place when answering
library-type-background-audio = recording in the background
library-type-xml-external = data from a file
library-type-csv-external = data from a file

## List
library-search = Title or identifier
library-count =
    { $count ->
        [one] One form
       *[other] { $count } forms
    }
library-none-title = There is no form yet
library-none-text = As soon as the state publishes a form, you will find it here.
library-none-text-author = Build a form in the browser, begin with a template, or upload a workbook.
library-none-found-title = No form matches your search
library-none-found-text = Search for another word, or reset the search.

## Whose a form is and who sees it
library-owner = Belongs to
library-share-title = Share the form
library-share-text = Those with whom you share a form see its published versions, can use them and make a copy. Only your own office sees the draft, and only your own office can change the form.
library-share-unpublished = No version has been published yet. Others see the form only once there is one.
library-share-with = Share with
library-share-everybody = All health offices and the state
library-share-save = Save
library-share-saved = Saved with whom the form is shared.
library-share-link =
    Share ({ $count ->
        [0] with nobody
        [one] with one organisation
       *[other] with { $count } organisations
    })
library-copy = Create a copy for: { $owner }
library-copied = The copy has been created. It remembers where it comes from.
library-origin = Copy of
library-origin-version = { $title }, version { $number }
library-origin-changed = Changed since
library-origin-later = Version { $number } and what it changes
library-deed-copied = Created as a copy of a version
library-deed-shared =
    { $number ->
        [0] No longer shared
        [one] Shared with one organisation
       *[other] Shared with { $number } organisations
    }

## Upload
library-new-title = New form
library-new-text = Upload a form that you already have. Deich checks the whole file and creates a draft. If something is wrong, nothing is saved.
library-replace-title = Upload a new workbook
library-replace-text = The new workbook replaces the draft. Privacy classes are kept as long as a question has the same name. Published versions do not change.
library-file = File with the form
library-file-hint = XLSForm (.xlsx, .xls, .ods, .csv, .md), ODK XForm or FIM XDatenfelder (.xml), FHIR Questionnaire or Deich (.json), at most 5 MB.
library-file-missing = Choose a file and upload it.
library-upload = Upload and check
library-template-title = Begin with a template
library-template-unconfirmed = to be reviewed by experts
library-template-take = Take “{ $title }” over
library-template-exists = The form of the template exists already. Here it is.
library-which-format = Which files work?
library-which-format-text = XLSForm workbooks with the sheets “survey”, “choices” and “settings”, as ODK and KoboToolbox use them; ODK XForms; data schemes of FIM (XDatenfelder 2.0 and 3.0); FHIR R4 Questionnaires; forms of another Deich. What finds no place stands with the draft afterwards. You can give privacy classes in the column “deich::privacy” or later in Deich.
library-refused-title = The file was not taken
library-key-exists = There is a form with the identifier “{ $key }” already. Open it and upload the new workbook there, or give your form another “form_id” in the sheet “settings”.
library-other-form = The file belongs to another form: its identifier is “{ $other }”, this form is “{ $key }”. Check the “form_id” in the sheet “settings”.
library-problems-title = The file contains mistakes, nothing was saved
library-problems-text =
    { $count ->
        [one] There is one mistake in “{ $file }”. Correct it and upload the file again.
       *[other] There are { $count } mistakes in “{ $file }”. Correct them and upload the file again.
    }
library-problems-table = What to correct
library-problems-more = The first 200 of { $count } mistakes are shown.
library-sheet = Sheet
library-row = Row
library-column = Column
library-problem = What to correct
library-created = The draft has been created. Look at it, give privacy classes, then publish it.
library-replaced = The draft has been replaced. New questions: { $added }, dropped: { $removed }, questions that kept their privacy class: { $kept }.
library-proposal-title = What the new workbook changes
library-proposal-text = The file “{ $name }” is in order. Nothing has been replaced yet: check what changes compared with the draft.
library-proposal-consequence = “{ $name }” replaces the draft. Privacy classes are kept as long as a question keeps its name. You can bring the present draft back once. Published versions do not change.
library-proposal-button = Replace the draft
library-proposal-other = Another workbook has been uploaded meanwhile.
library-earlier-title = Bring back the draft from “{ $name }”
library-earlier-text = Before the last workbook the draft came from “{ $name }”. This changes if you bring it back:
library-earlier-consequence = The draft from “{ $name }” comes back with its privacy classes. The present draft is lost; download its workbook first if you still need it.
library-earlier-button = Bring the draft back
library-brought-back = The earlier draft is back.
library-conflict-replace = Below is what would change now.
library-changes-none-title = The questions do not change
library-changes-none-text = All questions, checks and texts are the same.
library-changes-form = About the form, this changes
library-changes-added =
    { $count ->
        [one] One new question
       *[other] { $count } new questions
    }
library-changes-removed =
    { $count ->
        [one] One question is dropped
       *[other] { $count } questions are dropped
    }
library-changes-changed =
    { $count ->
        [one] One question changes
       *[other] { $count } questions change
    }
library-aspect-title = title or description
library-aspect-purpose = purpose or legal basis
library-aspect-languages = languages
library-aspect-period = period
library-aspect-type = kind of answer
library-aspect-words = wording
library-aspect-required = whether an answer is required
library-aspect-relevant = when the question is asked
library-aspect-checks = checks of the answer
library-aspect-value = default or calculation
library-aspect-choices = list of choices
library-aspect-moved = stands in another group
library-aspect-renamed = has another name
library-aspect-other = other properties
library-note-class-stays = Question “{ $path }”: the file says privacy class “{ $workbook }”. The draft keeps “{ $draft }”.
library-changed-meanwhile = { $who } has changed the draft meanwhile ({ $when }).
library-conflict-title = The draft has changed meanwhile

## Draft
library-look = Look and try
library-paper = For printing
library-paper-open = Open the empty form as PDF
library-publish = Publish
library-notes = Notes on the workbook
library-missing-title =
    { $count ->
        [one] One question has no privacy class yet
       *[other] { $count } questions have no privacy class yet
    }
library-missing-text = Answers without a privacy class stay at the health office. They are collected but never passed on.
library-missing-publish = You can publish nevertheless. These answers then stay at the health office and are missing in the state's figures.
library-deed-created = Form created
library-deed-replaced = Workbook replaced
library-deed-brought-back = Earlier draft brought back
library-deed-classified =
    { $number ->
        [one] One privacy class changed
       *[other] { $number } privacy classes changed
    }
library-deed-published = Version { $number } published

## Preview
library-preview = Preview
library-preview-title = Preview: { $title }
library-preview-text = This is how the form looks to those who report. Example period: { $period }. Nothing is saved.
library-preview-check = Check the answers
library-preview-complete = This report would be complete
library-preview-nothing-kept = The answers are only for trying and were not saved.

## Privacy classes
library-classes-title = Privacy classes
library-classes-link = Give privacy classes
library-classes-lead = The privacy class says what an answer reveals about somebody. It decides what may leave the health office.
library-classes-meaning = What the privacy classes mean
library-classes-saved = The privacy classes have been saved.
library-classes-unchanged = There was nothing to change.
library-conflict-classes = Below is your choice for the new state. Check it and save again.
library-class-unfit = “{ $path }”: this privacy class does not fit the type of the question. Choose another one.
library-class-missing = No privacy class
library-class-free-text-stays = Free text never leaves the office.
library-questions-and-classes = Questions and privacy classes
library-suggestion = Suggestion

library-class-none = none
library-class-free-text = free text
library-class-identifier = names a person
library-class-quasi = helps to recognise
library-class-sensitive = sensitive
library-class-plain = harmless
library-class-entity = tells facilities apart
library-class-date = day
library-class-measure = count

library-meaning-none = The answer is collected but never leaves the health office.
library-meaning-identifier = Names a person or can name one, such as a name, an address or free text. Never leaves the health office.
library-meaning-quasi = Helps to recognise somebody together with other answers, such as age or place. May leave the office only when made coarser.
library-meaning-sensitive = Must not become known about anybody, such as a finding. May leave the office only in mixed groups.
library-meaning-plain = Neither helps to recognise anybody nor harms. Give the reason for this choice in writing.
library-meaning-entity = Tells facilities or other things apart so that different ones can be counted. The value itself stays at the office.
library-meaning-date = A day. Leaves the office as a calendar week at the finest.
library-meaning-measure = A count that is summed over a group of facilities. Only the sum leaves the office.

library-reason-free-text = Free text can contain names.
library-reason-recognisable = The name of the question sounds like age, sex, birthday or postcode. People are recognised by these.
library-reason-health = The name of the question sounds like an illness or a finding.
library-reason-day = An exact day reveals more than the week.
library-reason-count = Numbers are mostly counts that can be summed.
library-reason-computed = The receiver can compute computed values from the others.
library-reason-choice = A choice can make somebody recognisable together with other answers. If it only describes the facility, “harmless” is right.

## Publishing
library-publish-title = Publish version { $number }
library-publish-meaning = What publishing means
library-publish-meaning-fixed = The version stays as it is for ever. Changes become a new version.
library-publish-meaning-collections = New collections can use this version. Running collections keep the version that they began with.
library-publish-meaning-seen = All health offices of the state can look at the version.
library-publish-consequence = Version { $number } will be published. What stands in it can then no longer be changed.
library-publish-button = Publish version { $number }
library-published = Version { $number } has been published.
library-leaves = What can leave the health office
library-what-happens = What happens to it
library-can-leave = can leave the office
library-stays = stays at the office
library-nothing-leaves-title = By this draft nothing is passed on
library-nothing-leaves-text = No question has a privacy class with which its answers may leave the health office.
library-broken-title = The draft cannot be filled in like this
library-unchanged-title = There is nothing to publish
library-unchanged-text = The draft is the same as the last version.
library-conflict-publish = Look at the new state. If it is to be published like this, confirm again below.
library-forward-measure = Is summed over all facilities of a group. Only the sum goes to the state, never the figure of one facility.
library-forward-date = The day stays at the office. At the finest, the calendar week is passed on.
library-forward-plain = Can be passed on in groups if the release policy of the collection says so.
library-forward-quasi = Can be passed on only coarser and in groups, if the release policy of the collection says so.
library-forward-sensitive = Can be passed on only in mixed groups, if the release policy of the collection says so.
library-forward-entity = Only how many different ones there are can be passed on, if the release policy of the collection says so.
library-forward-identifier = Is never passed on, because it can name people or facilities.
library-forward-free-text = Is never passed on, because free text can contain anything.
library-forward-none = Is not passed on, because it has no privacy class.

## Version
library-version-title = { $title }, version { $number }
library-version-lead = This version is published and does not change any more.

## Work list
library-task-unpublished = Draft “{ $title }” has not been published yet
library-task-open = Open the draft

## Files beside the form
library-files-title = Files of the form
library-files-link = Files of the form ({ $there } of { $count } there)
library-files-text =
    { $count ->
        [0] All files that the form names are there.
        [one] One file that the form names is missing. It can be published without pictures, recordings and films, but not without lists and data.
       *[other] { $count } files that the form names are missing. It can be published without pictures, recordings and films, but not without lists and data.
    }
library-files-name = File
library-files-for = What for
library-files-for-data = list of choices or data
library-files-for-image = picture
library-files-for-audio = recording
library-files-for-video = film
library-files-for-entities = List of the field service
library-files-elsewhere = from the field service
library-files-keep-elsewhere = The field service keeps this list
library-files-keep-here = Upload it as a file after all
library-files-elsewhere-now = “{ $name }” now comes from the lists of the field service project. The form can be published like this, but only filled in by the field service.
library-files-here-now = “{ $name }” belongs to the form as a file again.
library-files-unchanged = Nothing has changed about “{ $name }”.
library-files-refused-elsewhere = “{ $name }” comes from the lists of the field service and is not uploaded.
library-deed-list-marked = Origin of a list changed
library-files-standing = Standing
library-files-there = there
library-files-missing = missing
library-files-size = Size
library-files-remove = Remove
library-files-choose = Choose files
library-files-hint = Several at once are possible. The files must be called as the form names them. At most 5 MB each and 20 MB together.
library-files-back = To the form
library-files-empty-title = This form needs no files
library-files-empty-text = If the workbook names pictures, lists in files or data, they stand here.
library-files-attached =
    { $count ->
        [one] One file was saved.
       *[other] { $count } files were saved.
    }
library-files-removed = “{ $name }” was removed.
library-files-gone = “{ $name }” had been removed already.
library-files-none-chosen = Choose at least one file.
library-files-refused-title = No file was saved
library-files-refused-not-named = The form names no file “{ $name }”. Check the name.
library-files-refused-empty = “{ $name }” is empty.
library-files-refused-too-large = “{ $name }” is larger than 5 MB.
library-files-refused-too-much = All files together would be larger than 20 MB.
library-files-refused-kind = “{ $name }” does not contain what the form expects in its place.
library-files-refused-data = “{ $name }” cannot be read: { $reason }
library-deed-files-attached =
    { $number ->
        [one] One file saved
       *[other] { $number } files saved
    }
library-deed-file-removed = File removed

## Building a form
library-deed-begun = Form begun empty
library-deed-edited = Draft changed in the browser

## Administration
library-area = See and try all published forms.
