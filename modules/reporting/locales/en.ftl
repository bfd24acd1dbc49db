# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rights
action-collection-read = See collections
action-collection-manage = Open and change collections
action-completeness-read = See completeness
action-report-fill = Fill in, send and correct reports
action-submission-open = Open reports
action-submission-review = Accept or return reports
action-reminder-send = Remind of missing reports
action-release-read = See releases
action-release-run = Start a release before its time
action-dataset-read = See the released groups of all offices
schedule-reporting-expect = Create the expected reports of new periods
schedule-reporting-remind = Remind of missing reports
schedule-reporting-clean-files = Delete files that no report names
schedule-reporting-release-all = Release the figures of the week to the state

## In common
reporting-nav-reports = Reports
reporting-nav-collections = Collections
reporting-nobody = Deich
reporting-period = Period
reporting-collection = Collection
reporting-institution = Institution
reporting-office = Health office
reporting-receipt = Receipt number
reporting-state = State
reporting-question = Question
reporting-no-answer = no answer
reporting-version = Version
reporting-sent-at = Sent
reporting-form = Form
reporting-show = Show
reporting-change = Change
reporting-choose = Please choose
reporting-late = late
reporting-overdue = overdue
reporting-due = due by { $date }
reporting-owed-meta = { $institution } · due by { $date }
reporting-two-facts = { $one } · { $other }
reporting-title-period = { $title }, { $period }
reporting-form-version = { $title }, version { $number }
reporting-season = { $from } to { $to }
reporting-weekday = { $day ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
 }
reporting-institution-kind = { $kind ->
    [kita] day-care centres
    [school] schools
    [hospital] hospitals
    [nursing-home] nursing homes
    [laboratory] laboratories
   *[other] other institutions
 }
reporting-expected-status = { $status ->
    [zero] nothing to report
    [missing] open
    [draft] draft
    [submitted] sent
    [returned] returned
   *[accepted] accepted
 }
reporting-submission-state = { $state ->
    [submitted] sent, being reviewed
    [returned] returned
    [accepted] accepted
   *[withdrawn] withdrawn
 }
reporting-collection-status = { $status ->
    [open] open
   *[closed] closed
 }
reporting-refusal-closed = This collection is closed. It takes no more reports. Your health office answers questions.
reporting-refusal-not-begun = This period has not begun. Report from its first day on.
reporting-cannot-change = This report cannot be changed any more: it was withdrawn, or the collection is closed.

## Start page of the institution
reporting-owed-title = What is still to be reported
reporting-owed-none-title = Everything reported
reporting-owed-none-text = No report is open at the moment. When the next one becomes due, it stands here.
reporting-owed-button = Fill in { $title }, { $period }
reporting-owed-action = { $status ->
    [missing] Fill in
    [draft] Go on filling in
   *[returned] Look and correct
 }
reporting-addable-title = Report at any time
reporting-addable-action = New report
reporting-sent-title = What you have sent
reporting-sent-none-title = Nothing sent yet
reporting-sent-none-text = You will find your sent reports with receipt number and state here.
reporting-sent-count = { $count ->
    [one] One report
   *[other] { $count } reports
 }

## Filling in
reporting-fill-title = { $collection }, { $period }
reporting-fill-check = Check and send
reporting-fill-save = Save draft
reporting-why-asked = Why are these answers collected?
reporting-legal-basis = Legal basis
reporting-why-sealed = Your answers are stored encrypted. Only your institution and your health office can open them; the state receives grouped figures.
reporting-draft-saved-at = Draft saved: { $at }, { $who }.
reporting-draft-saved = The draft is saved. Nothing has been sent yet.
reporting-draft-discard = Discard draft
reporting-draft-discard-confirm = Do you want to discard the draft? What was entered will be lost.
reporting-draft-discarded = The draft is discarded.
reporting-draft-gone = There is no draft any more. Please fill in the report again.
reporting-draft-changed = The draft has changed meanwhile. Please read the answers again before you send.
reporting-draft-incomplete = One answer does not fit any more. Please check the report again.
reporting-already-sent = A report about this period has come already. You can look at it and correct it.
reporting-file-offset = Another part of the file is missing. The header “Upload-Offset” says from which byte on to continue.
reporting-conflict-title = Somebody else has saved meanwhile
reporting-conflict-text = Your answers stand unchanged in the form. If you save now, you replace the other draft.
reporting-conflict-table = Differences
reporting-conflict-mine = Your answer
reporting-conflict-theirs = Saved answer
reporting-conflict-take-theirs = Open the saved draft instead

## Check and send
reporting-control-title = Check answers and send
reporting-control-warnings = { $count ->
    [one] One answer is unusual
   *[other] { $count } answers are unusual
 }
reporting-control-goes-to = The report goes to: { $office }.
reporting-control-send = Send report
reporting-control-change = Change answers

## Receipt
reporting-receipt-title = The report has arrived
reporting-receipt-arrived = Your report is stored
reporting-receipt-number = Receipt number:
reporting-receipt-late = The report came after the day it was due. It counts all the same.
reporting-receipt-next = What happens next
reporting-receipt-review = { $office } reviews the report. If something is unclear, you get an e-mail and find the question under “Reports”.
reporting-receipt-next-report = The next report is about { $period } and due by { $date }.
reporting-receipt-fill-next = Fill in { $period }
reporting-receipt-look = Look at the report
reporting-paper-blank = Empty form as PDF
reporting-paper-answers = Report as PDF
reporting-paper-due = To be sent by
reporting-paper-to = To
reporting-receipt-back = To all reports
reporting-mail-receipt-subject = Your report has arrived ({ $receipt })
reporting-mail-receipt-text =
    Hello { $name },

    your report “{ $collection }” about { $period } arrived on { $at }.
    Receipt number: { $receipt }

    Look at it or correct it: { $link }

    For reasons of data protection this e-mail holds nothing of what you reported.

## Look at, correct, withdraw a report
reporting-answers-title = Answers
reporting-history-title = History
reporting-returned-title = Question of the health office
reporting-event = { $kind ->
    [submitted] Sent
    [corrected] Corrected (version { $version })
    [returned] Returned by the health office
    [accepted] Accepted by the health office
    [accept-undone] Acceptance undone, is reviewed again
   *[withdrawn] Withdrawn
 }
reporting-correct = Correct
reporting-correct-title = Correct report { $receipt }
reporting-correct-send = Send correction
reporting-corrected = The correction has arrived.
reporting-nothing-changed = You have changed no answer. The report stays as it is.
reporting-reason = Why do you correct the report?
reporting-reason-hint = One sentence is enough. Do not mention names of children or other persons.
reporting-reason-missing = Say why you correct the report.
reporting-reason-long = Shorten the reason to at most 1,000 characters.
reporting-outdated-title = The report has changed meanwhile
reporting-outdated-text = Somebody else has corrected it. Your answers stand unchanged in the form; if you send now, you replace the other version.
reporting-outdated-look = Look at the newest version
reporting-withdraw = Withdraw report
reporting-withdraw-title = Withdraw report
reporting-withdraw-consequence = The report { $receipt } does not count any more. A report about { $period } is then owed again.
reporting-withdraw-consequence-event = The report { $receipt } of { $period } does not count any more.
reporting-withdrawn = The report is withdrawn.

## Collections
reporting-collections-none-title = No collection yet
reporting-collections-none-text = A collection says who reports which form how often. It begins with a published form.
reporting-collections-none-office = Institutions of your office take part in no collection. The state opens collections.
reporting-collections-caption = Collections with their latest period
reporting-season-title = Running time
reporting-expected = Expected
reporting-received = Received
reporting-accepted = Accepted
reporting-overdue-count = Overdue
reporting-count-day = Count day
reporting-count-day-hint = The day on which the institutions count.
reporting-due-day = Due on
reporting-rhythm = Rhythm
reporting-participants-now = Institutions taking part
reporting-release-policy = Release policy
reporting-release-minimum = { $of ->
    [records] Reports in groups of at least { $count } people or institutions, checksum
   *[sums] Groups of at least { $count } institutions, checksum
 }
reporting-complete-title = Completeness in { $period }
reporting-complete-caption = Reports per health office, { $period }
reporting-complete-none-title = Nothing expected
reporting-complete-none-text = No report is owed for this period, or it has not begun.
reporting-complete-why = Why do I see only counts here?
reporting-complete-because = Reports stay at the health office and are encrypted with its key. Roles of the state have no right to open them.
reporting-close = Close collection
reporting-close-title = Close collection
reporting-close-consequence = { $count ->
    [0] The collection then takes no more reports and no more corrections. No report is open.
    [one] The collection then takes no more reports and no more corrections. One open report can no longer be sent.
   *[other] The collection then takes no more reports and no more corrections. { $count } open reports can no longer be sent.
 }
reporting-closed = The collection is closed.
reporting-new-title = Open a collection
reporting-new-no-form-title = There is no published form yet
reporting-new-no-form-text = Publish a form under “Forms” first.
reporting-new-name = Name of the collection
reporting-new-name-hint = This is its name in the tasks and e-mails of the institutions, for example “ARE-Sentinel Kita 2026/27”.
reporting-new-kind = Which institutions report?
reporting-new-offices = Restrict to single health offices
reporting-new-offices-legend = Health offices
reporting-new-offices-hint = Without a choice the institutions of all offices take part.
reporting-new-preview = { $count ->
    [one] One institution takes part
   *[other] { $count } institutions take part
 }
reporting-new-preview-legend = Participants
reporting-new-preview-hint = Clear the box of institutions that shall not report.
reporting-new-preview-all = There are too many to choose by hand; all take part. You can remove single ones afterwards under “Participants”.
reporting-new-nobody = Choose at least one institution.
reporting-new-table = Take participants from a table
reporting-new-table-text = Instead of choosing by hand, upload a CSV file with one column: in each row the number or the name of an institution of the chosen kind. If one row is wrong, nobody is taken.
reporting-new-table-file = Table of institutions
reporting-new-table-hint = CSV from a spreadsheet program, at most 2,000 rows. A heading such as “institution” is allowed.
reporting-new-table-button = Check the table
reporting-table-empty = Choose a file that names at least one institution.
reporting-table-too-large = The file is larger than 2 MB.
reporting-table-not-text = The file is no CSV table. Save it as CSV in the spreadsheet program.
reporting-table-too-many-rows = The table has more than { NUMBER($most) } rows. Divide it or choose by kind and office.
reporting-table-wrong-rows =
    { $count ->
        [one] One row of the table is wrong; nobody was taken. Correct it and upload the file again.
       *[other] { $count } rows of the table are wrong; nobody was taken. Correct them and upload the file again.
    }
reporting-table-rows = Rows that are wrong
reporting-table-line = Row
reporting-table-reason = What is wrong
reporting-row-unknown = No institution of the chosen kind has this number or name.
reporting-row-ambiguous = Several institutions have this name. Write the number.
reporting-row-twice = This institution stands in row { $line } already.
reporting-row-several-cells = More than one cell of the row is filled.
reporting-new-go-on = Go on to the participants
reporting-new-again = Compute the choice again
reporting-new-open = Open the collection
reporting-opened = The collection is open. What is expected up to today has been set up.
reporting-fault-form-missing = Choose a form.
reporting-fault-form-entities = This form keeps lists of the field service and can only be filled in there. Choose another one.
reporting-fault-form-purpose = This form lacks its purpose or legal basis. Add both and publish a new version.
reporting-fault-title-missing = Give the collection a name.
reporting-fault-title-long = Shorten the name to at most 200 characters.
reporting-fault-week = Enter year and calendar week, for example 2026-W40.
reporting-fault-season-order = The last period is before the first.
reporting-fault-season-long = A collection lasts five years at most.
reporting-fault-due-before-count = The due day lies before the count day.
reporting-fault-institution = Choose an institution.

## Participants
reporting-participants-title = Participants
reporting-participants-count = { $count ->
    [one] One participation
   *[other] { $count } participations
 }
reporting-participants-none-title = Nobody takes part
reporting-participants-none-text = There is no participating institution in this choice.
reporting-all-offices = All health offices
reporting-from = From
reporting-to = To
reporting-to-the-end = end of the season
reporting-leave = End participation
reporting-leave-confirm = Shall the participation of “{ $name }” end with this week? Later open reports are dropped.
reporting-left = The participation ends with this week.
reporting-left-before = The participation had ended before.
reporting-join-title = Add an institution
reporting-join-choose-office = Choose a health office above to add one of its institutions.
reporting-join-nobody = All institutions of this health office take part already.
reporting-join-from = From calendar week
reporting-join = Add
reporting-joined = The institution takes part. What is expected of it up to today has been set up.

## Tasks
reporting-task-confirm = { $title }, { $period }: report cases or confirm that there were none
reporting-task-confirm-action = Look
reporting-task-owed = Report { $title }, { $period }
reporting-task-draft = { $title }, { $period }: finish the draft
reporting-task-returned = { $title }, { $period }: answer the question
reporting-task-ending = Collection “{ $title }” ends
reporting-task-fill = Fill in
reporting-task-go-on = Go on filling in
reporting-task-correct = Correct
reporting-task-look = Look

## Interface
reporting-api-key = “idempotency_key” must have 1 to 100 visible ASCII characters.
reporting-api-key-used = This “idempotency_key” was used for another period already. Use one of its own for every report.
reporting-api-answers = “answers” may hold texts, numbers, booleans, lists of texts and groups of these, at most 16 levels deep.
reporting-api-reason = “reason” is no-cases, closed or holidays.
reporting-api-taken = A report about this period has come already. Correct it on its page, or repeat the call with the first “idempotency_key”.
reporting-api-violations-title = The answers are not right
reporting-api-violations = { $count ->
    [one] One answer must be put right.
   *[other] { $count } answers must be put right.
 }
