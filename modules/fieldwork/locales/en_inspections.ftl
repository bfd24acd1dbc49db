# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Inspections
action-inspection-plan = Plan inspections
action-inspection-carry-out = Carry out inspections and follow defects up
action-inspection-issue = Issue official records of inspections
deed-inspection-plan = Inspection planned or plan changed
deed-inspection-carry-out = Inspection or defect opened or worked on
deed-inspection-issue = Official record issued
inspect-tabs = Inspections
inspect-plan = Plan of inspections
inspect-calendar = Calendar
inspect-figures = Figures of inspections
inspect-settings = Set up the plan
inspect-none-title = No plan of inspections yet
inspect-none-text = Decide which facilities are inspected how often, and which form is the checklist.
inspect-none-wait = The administration or a case worker sets the plan up.
inspect-settings-make = Set up the plan
inspect-facility = Facility
inspect-facility-title = Inspections: { $facility }
inspect-town = Town
inspect-kind = Kind
inspect-place = Municipality
inspect-person = Responsible
inspect-class = Risk class
inspect-last = Last inspection
inspect-due = Due on
inspect-planned = Planned for
inspect-never = never
inspect-overdue = overdue
inspect-choose = Selection
inspect-filter = Which facilities
inspect-filter-overdue = Overdue
inspect-filter-quarter = This quarter
inspect-filter-paused = Paused
inspect-mine = me
inspect-nobody = nobody
inspect-search = Name or town
inspect-nothing-title = No facility fits
inspect-nothing-text = Change the selection or set up the plan.
inspect-paused-until = Paused until { $day }
inspect-bulk = Plan the chosen facilities
inspect-bulk-do = Set the date
inspect-plan-nothing = Choose at least one facility.
inspect-plan-neither = Enter a day or a person.
inspect-day-past = Enter a day that does not lie in the past.
inspect-csv = Download as a table (CSV)
inspect-refresh = Compare with the directory
inspect-month-before = Month before
inspect-month-after = Next month
inspect-calendar-none = No inspection is planned for this month.
inspect-day = Day
inspect-inspections = Inspections
inspect-inspections-none = There has been no inspection yet.
inspect-occasion = Occasion
inspect-state = State
inspect-no-day = without a date
inspect-defects = Defects
inspect-defect = Defect
inspect-defects-never = No defects are known.
inspect-defects-none-title = No defects
inspect-defects-none-text = There are no defects in this selection.
inspect-defect-filter = Which defects
inspect-severity = Severity
inspect-deadline = Deadline
inspect-repeat = repeated
inspect-repeats = repeated defects
inspect-not-chosen-title = Not in the plan
inspect-not-chosen-text = This facility is not inspected at present. What happened remains here.
inspect-letter = Letter with the open defects (PDF)
inspect-add = Further inspection
inspect-add-do = Add an inspection
inspect-add-incomplete = Choose an occasion and enter a valid day.
inspect-added = The inspection is added.
inspect-class-change = Change the risk class
inspect-class-hint = Different from the class of this kind of facilities.
inspect-class-of-kind = like this kind of facilities
inspect-class-reason-hint = Needed if the class differs. It is kept encrypted.
inspect-class-save = Save the class
inspect-reason = Reason
inspect-reason-missing = Enter a reason.
inspect-pause = Pause inspections
inspect-pause-until = Up to and including
inspect-pause-save = Pause
inspect-pause-end = End the pause
inspect-pause-day = Enter the last day of the pause, today at the earliest.
inspect-saved = Saved.
inspect-last-enter = Enter the last inspection
inspect-last-hint = Of the last time before there was this plan. The day it is due follows from it.
inspect-last-save = Enter
inspect-last-wrong = Enter a day that does not lie in the future.
inspect-interval = Interval
inspect-phone = Telephone
inspect-email = E-mail
inspect-address = Address
inspect-why-short = Why is the interval shorter?
inspect-carry-out = Carry out
inspect-carry-out-text = On the tablet choose this facility in the checklist. Here in the browser open defects are in the form already.
inspect-no-form = No checklist is set for this plan.
inspect-fill-go-on = Go on filling in
inspect-fill-begin = Fill in: { $form }
inspect-to-issue-title = The official record is still missing
inspect-to-issue-text = The inspection is recorded. The deadlines of defects begin with the official record.
inspect-official = Official record
inspect-official-none = No official record has been issued yet.
inspect-official-version = Version { $version } issued
inspect-official-open = Open version { $version } (PDF)
inspect-official-hash = Checksum (SHA-256):
inspect-issue = Issue the official record
inspect-issue-correct = Correct the official record
inspect-record-open = Open the record
inspect-defects-open = Open defects
inspect-defects-open-none = No defect is open.
inspect-defects-open-text = These defects of the facility are not mended yet.
inspect-text = What was found
inspect-measure = Measure
inspect-follow-up = Follow-up
inspect-follow-up-do = Add a follow-up
inspect-follows = To the inspection that this one follows up
inspect-before = Earlier inspections
inspect-before-none = There was none.
inspect-planning = Date and responsibility
inspect-planning-save = Save the date
inspect-call-off = Call the inspection off
inspect-call-off-title = Call the inspection off?
inspect-call-off-text = The inspection does not take place. A form that was begun is deleted. The facility stays due.
inspect-visited-on = Inspected on
inspect-doc-number = Number of the official record
inspect-doc-version = Version
inspect-why-noted = Why is opening noted?
inspect-because-noted = What was found can concern people. Therefore the audit trail says who opened it.
inspect-conflict-title = Somebody was faster
inspect-conflict-happened = Somebody else has changed this meanwhile
inspect-conflict-text = Your change is not saved. Look at how it is now, then decide.
inspect-conflict-typed = This is what you had written
inspect-conflict-look = See how it is now
inspect-fill-title = Fill in the inspection: { $facility }
inspect-fill-text = The draft lies encrypted at your office. When it is sent it becomes a record like that of a tablet.
inspect-fill-back = Back to the inspection
inspect-fill-send = Send the record
inspect-fill-save = Save the draft
inspect-fill-saved = The draft is saved.
inspect-fill-saved-at = Draft saved: { $when }, { $who }
inspect-fill-sent = The record is sent. Next the official record is issued.
inspect-fill-discard = Throw the draft away
inspect-fill-discard-confirm = The draft is deleted with its files.
inspect-fill-discarded = The draft is deleted.
inspect-fill-over = This inspection is recorded or called off already.
inspect-file-offset = The file was interrupted. Send it again.
inspect-issue-title = Issue the official record: { $facility }
inspect-issue-text = The official record is kept as PDF and does not change any more. Items that are not met become defects with a deadline; items that are met close open defects.
inspect-issue-defects = Defects of this official record
inspect-issue-reason = Why is the official record corrected?
inspect-issue-reason-hint = It is printed in the new version. The earlier version is kept.
inspect-issue-done = The official record is issued.
inspect-issue-no-record = There is no record from which an official record can be made.
inspect-issue-same-person = Who has inspected does not issue the official record. Ask somebody else.
inspect-four-eyes = Two people
inspect-four-eyes-hint = The official record is issued by somebody who has not inspected.
inspect-four-eyes-title = Somebody else issues this
inspect-four-eyes-text = You have inspected this facility. In this plan somebody else issues the official record.
inspect-missing-files-text = What arrives later is not in this version.
inspect-participants = Participants
inspect-items = Items looked at
inspect-severe-count = Severe defects
inspect-outcome = Result
inspect-remark = Remarks
inspect-item = Item
inspect-section = Section
inspect-law = Legal reference
inspect-finding = Finding
inspect-defect-title = Defect: { $facility }
inspect-defect-act = What is to be done?
inspect-defect-deed = Decision
inspect-defect-deed-missing = Choose what happens.
inspect-defect-deadline = New deadline
inspect-defect-deadline-hint = Only if the deadline is extended.
inspect-defect-deadline-missing = Enter the new deadline, today at the earliest.
inspect-defect-reason-hint = Needed if the deadline is extended or the defect is waived or opened again. It is kept encrypted.
inspect-defect-save = Save the decision
inspect-defect-done = The defect is brought up to date.
inspect-defect-inspection = To the inspection
inspect-history = History
inspect-found-on = Found on
inspect-closed-on = Settled on
inspect-unlinked = Records without a facility
inspect-unlinked-do = Assign a facility
inspect-unlinked-text = It was not clear to which facility these records belong.
inspect-unlinked-none-title = All records are assigned
inspect-unlinked-none-text = There is nothing to do here.
inspect-unlinked-record = { $form }, { $when }
inspect-unlinked-save = Assign
inspect-unlinked-choose = Choose a facility.
inspect-unlinked-done = The record is assigned.
inspect-unlinked-before = The record was assigned before.
inspect-year-before = Year before
inspect-year-after = Next year
inspect-figures-year = The year { $year }
inspect-figures-sort = Figure
inspect-figures-what = What
inspect-figures-number = Number
inspect-planned-year = Planned in the year
inspect-done-year = Done in the year
inspect-in-time = Of these in time
inspect-in-time-note = Routine inspections on the day they were due at the latest.
inspect-overdue-now = Overdue today
inspect-defects-found = Defects found
inspect-median = Median until mended
inspect-days = days
inspect-percent = percent
inspect-by-kind = Inspections by kind of facility
inspect-by-section = Defects by section and severity
inspect-chart-title = Inspections by month { $year }
inspect-chart-month = { $month }: { $count } inspections
inspect-chart-text = The line shows how many inspections took place in each month.
inspect-chart-axis = Inspections
inspect-state-done-short = done
inspect-classes = Risk classes
inspect-classes-text = Every class has an interval in months. A line without a name is left out.
inspect-class-number = Class { $number }
inspect-months-number = Months of class { $number }
inspect-months-wrong = Enter a whole number from 1 to { $most }.
inspect-class-missing = Enter at least one risk class.
inspect-class-high = high
inspect-class-medium = medium
inspect-class-low = low
inspect-severe-from = Halve the interval from so many severe defects on
inspect-severe-from-hint = 0 switches that off.
inspect-which = Which facilities are inspected?
inspect-not-inspected = is not inspected
inspect-places = Only in these municipalities
inspect-places-hint = Without a choice all municipalities of the office count.
inspect-rules = Rules and lists
inspect-facility-list = List of facilities for tablets
inspect-defect-list = List of open defects for tablets
inspect-lists-hint = Name as forms write it. Empty: no list.
inspect-settings-save = Save the plan
inspect-settings-saved = The plan is saved and compared with the directory.
inspect-take-in = Take in a further facility
inspect-take-in-hint = Whatever its kind and municipality.
inspect-take-in-do = Take in
inspect-take-in-choose = Choose a facility.
inspect-take-in-done = The facility is in the plan.
inspect-map-title = Checklist “{ $form }”
inspect-map-is = This form is a checklist
inspect-map-details = What the questions mean
inspect-map-list = { $name }, { $count } questions: { $choices }
inspect-map-findings = Answers of an item
inspect-map-findings-hint = Every question with these answers is an item.
inspect-map-met = Codes for “met”
inspect-map-codes-hint = Separate several codes by blanks. What is not named here counts as “not applicable”.
inspect-map-partly = Codes for “partly met”
inspect-map-not = Codes for “not met”
inspect-map-severities = Answers about the severity
inspect-map-severe = Codes that count as severe
inspect-map-ending-severity = Ending: severity
inspect-map-endings-hint = This is what the question about the defect is called: name of the item and this ending.
inspect-map-ending-text = Ending: what was found
inspect-map-ending-measure = Ending: measure
inspect-map-ending-deadline = Ending: deadline
inspect-map-ending-photo = Ending: photo
inspect-map-law = The hint of an item is its legal reference
inspect-map-facility = Which question names the facility?
inspect-map-facility-hint = Preferably a choice from the list of facilities.
inspect-map-day = Day of the inspection
inspect-map-occasion = Question about the occasion
inspect-map-event = Codes for an event
inspect-map-followup = Codes for a follow-up
inspect-map-participants = Question about the participants
inspect-map-outcome = Question about the result
inspect-map-remark = Question about remarks
inspect-map-no-items = Choose answers that at least one question uses.
inspect-map-no-codes = Say which codes mean a defect.
inspect-map-no-facility = Choose the question that names the facility.
inspect-map-none-title = No form yet
inspect-map-none-text = Add a checklist to the project, for example from the template “Hygiene inspection”.
inspect-task-mine = Carry out an inspection
inspect-task-prepare = Prepare
inspect-task-issue = Issue an official record
inspect-task-issue-do = Look
inspect-task-defects-do = See the defects
inspect-title = { inspect-occasion-name }: { $facility }
inspect-title-day = { inspect-occasion-name }: { $facility }, { $day }
inspect-doc-title = Official record { $number } of the inspection
inspect-doc-issuer = Issued by
inspect-doc-issued = Issued on
inspect-doc-corrects = This version replaces version { $before } of the official record { $number }.
inspect-doc-sign-office = For the health office
inspect-doc-sign-facility = For the facility
inspect-doc-sign = Place, date, signature
inspect-doc-sign-hint = The signature of the facility confirms that the result was noted, not that it was agreed to.
inspect-doc-footer = Official record { $number }, version { $version }
inspect-doc-summary = Items looked at: { $items }. Defects: { $defects }, of these severe: { $severe }.
inspect-doc-defect = Defect { $number }: { $title }
inspect-doc-photo = Photo of defect { $number }
inspect-doc-photo-alt = Photo of the defect: { $text }
inspect-letter-title = Open defects from the inspection
inspect-letter-day = Date
inspect-letter-writer = Written by
inspect-letter-greeting = Dear Sir or Madam,
inspect-letter-text = when we inspected your facility we found the following defects. Please mend them by their deadlines.
inspect-letter-none = no defect is open at your facility.
inspect-letter-table = Open defects
inspect-letter-end = Please tell us when the defects are mended. If you cannot keep a deadline, talk to us before.
inspect-letter-regards = Yours faithfully
inspect-count = { $count ->
    [0] No facility
    [one] One facility
   *[other] { $count } facilities
 }
inspect-next = { $state ->
    [done] done, official record missing
   *[planned] { $day }
 }
inspect-plan-done = { $count ->
    [one] One inspection is planned.
   *[other] { $count } inspections are planned.
 }
inspect-unlinked-count = { $count ->
    [one] One record belongs to no facility
   *[other] { $count } records belong to no facility
 }
inspect-occasion-name = { $occasion ->
    [event] Inspection after an event
    [followup] Follow-up
   *[routine] Routine inspection
 }
inspect-state-name = { $state ->
    [done] done, official record missing
    [issued] official record issued
    [called-off] called off
   *[planned] planned
 }
inspect-kind-name = { $kind ->
    [kita] Day-care centre
    [school] School
    [hospital] Hospital
    [nursing-home] Nursing home
    [laboratory] Laboratory
   *[other] Other facility
 }
inspect-defect-state = { $state ->
    [reported] reported as mended
    [confirmed] mended
    [waived] waived
   *[open] open
 }
inspect-defect-filter-name = { $filter ->
    [ueberfaellig] Overdue ({ $count })
    [schwer] Severe ({ $count })
    [gemeldet] Reported as mended ({ $count })
    [behoben] Mended ({ $count })
    [erlassen] Waived ({ $count })
    [alle] All ({ $count })
   *[offen] Open ({ $count })
 }
inspect-defects-count = { $count ->
    [0] No defect
    [one] One defect
   *[other] { $count } defects
 }
inspect-defect-deed-name = { $deed ->
    [frist] Extend the deadline
    [gemeldet] The facility says that it is mended
    [behoben] Confirm that it is mended
    [offen] Not mended after all
   *[erlassen] Waive the defect
 }
inspect-defect-event = { $kind ->
    [again] Found again
    [corrected] Changed by a corrected official record
    [extended] Deadline extended until { $deadline }
    [reported] Reported as mended
    [confirmed] Confirmed as mended
    [reopened] Opened again
    [waived] Waived
   *[found] Found
 }
inspect-months = { $count ->
    [one] one month
   *[other] { $count } months
 }
inspect-because-short = { $count ->
    [one] There was one severe defect at the last inspection. Therefore the interval is halved.
   *[other] There were { $count } severe defects at the last inspection. Therefore the interval is halved.
 }
inspect-missing-files = { $count ->
    [one] One photo has not arrived yet
   *[other] { $count } photos have not arrived yet
 }
inspect-of-facilities = { $count ->
    [one] of one facility
   *[other] of { $count } facilities
 }
inspect-repeats-count = { $count ->
    [0] none of them repeated
    [one] one of them repeated
   *[other] { $count } of them repeated
 }
inspect-days-count = { $count ->
    [one] one day
   *[other] { $count } days
 }
inspect-mended-count = { $count ->
    [one] one defect mended
   *[other] { $count } defects mended
 }
inspect-map-items = { $count ->
    [0] No item was recognised.
    [one] One item is recognised.
   *[other] { $count } items are recognised.
 }
inspect-task-defects = { $count ->
    [one] One defect is overdue
   *[other] { $count } defects are overdue
 }

## The directory says something else than the plan
inspect-xlsx = Download as workbook (XLSX)
inspect-changes = Changes in the directory
inspect-changes-text = The plan is compared with the directory every night. What stands here changes the plan only when you take it over.
inspect-changes-none-title = Plan and directory agree
inspect-changes-none-text = New, closed and changed facilities stand here as soon as there are some.
inspect-changes-count = { $count ->
    [one] One change in the directory has to be looked at
   *[other] { $count } changes in the directory have to be looked at
 }
inspect-changes-do = Look at the changes
inspect-changes-what = What has changed
inspect-changes-before = In the plan
inspect-changes-now = In the directory
inspect-changes-effect = When taken over
inspect-changes-noticed = noticed on { $day }
inspect-changes-take = Take the chosen ones over
inspect-changes-leave = Leave the plan as it is
inspect-changes-kept = Not taken over
inspect-changes-kept-text = Here the plan stays as it is. If the directory changes once more, the facility stands above again.
inspect-changes-kept-on = Decided on
inspect-changes-why = Why is this not taken over by itself?
inspect-changes-because = Otherwise a facility could drop out of the plan unnoticed, only because something wrong stands in the directory.
inspect-changes-found = { $count ->
    [0] Plan and directory agree.
    [one] One change has to be looked at.
   *[other] { $count } changes have to be looked at.
 }
inspect-changes-taken = { $count ->
    [one] One change is taken over.
   *[other] { $count } changes are taken over.
 }
inspect-changes-left = { $count ->
    [one] The plan stays as it is for one facility.
   *[other] The plan stays as it is for { $count } facilities.
 }
inspect-changes-outdated = { $count ->
    [one] Somebody else has decided about one change meanwhile, or the directory says something new. It is not saved.
   *[other] Somebody else has decided about { $count } changes meanwhile, or the directory says something new. They are not saved.
 }
inspect-difference = { $difference ->
    [new] New in the directory
    [closed] Closed
    [away] Belongs to another office
    [kind] Another kind
    [moved] Another municipality
   *[renamed] Another name or town
 }
inspect-changes-effect-name = { $effect ->
    [enters] The facility enters the plan.
    [leaves] The facility leaves the plan. Planned inspections are called off.
   *[stays] The facility stays in the plan, with the new facts.
 }
inspect-doc-photo-missing = Photo of defect { $number }: The office does not have it yet.
inspect-doc-photo-unreadable = Photo of defect { $number }: It cannot be printed and lies in the file at the office.
inspect-doc-photo-beyond = Photo of defect { $number }: It lies in the file at the office. This official record holds very many photos already.
schedule-fieldwork-compare-plans = Compare inspection plans with the directory
