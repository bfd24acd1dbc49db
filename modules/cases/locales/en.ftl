# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Rights and deeds
action-case-open = Open case files
action-case-work = Work on case files
action-case-close = Close and reopen case files
action-case-search = Look for names in case files
action-case-configure = Configure kinds of case files
action-case-retain = Keep case files after their time
action-case-oversee = See deletions of and accesses to case files
action-case-count = See figures about case files
action-case-settle = Say that own notifications about people are settled
deed-case-delete = Deleted a case file after its time
schedule-cases-delete = Delete case files after their time

# Words that many pages share
cases-nav = Cases
cases-nav-retention = Deletion and accesses
cases-product = Deich itself
cases-office = Health office
cases-institution = Institution
cases-kind = Kind
cases-number = File number
cases-name = Name
cases-state = State
cases-state-open = being worked on
cases-state-closed = closed
cases-state-merged = brought together
cases-state-line = { $state ->
    [open] being worked on
    [closed] closed
   *[other] brought together
}
cases-opened = Opened
cases-closed-on = Closed
cases-reason = Reason
cases-months = Months
cases-deleted-at = Deleted
cases-delete-on = Deletion
cases-hash = Checksum
cases-receipt = Receipt
cases-sent = Sent
cases-reports = Reports
cases-when = When
cases-who = Who
cases-what = What
cases-actions = Next
cases-save = Save
cases-choose = Please choose
cases-version = Version
cases-due = Due
cases-overdue = overdue
cases-assignee = Responsible
cases-nobody = nobody
cases-mine = me
cases-day-wrong = Enter a day, for example 18 Nov 2026.
cases-reason-missing = Enter a reason.
cases-reason-text = Reason
cases-state-other = The file has changed meanwhile. Open it and look again.

# List
cases-count = { $count ->
    [one] One file
   *[other] { $count } files
}
cases-next-step = Next step
cases-step-open-one = Open step
cases-overdue-only = Only with overdue steps
cases-none-title = No files
cases-none-text = Files are opened by reports or by hand.
cases-why-no-names = Why are there no names here?
cases-why-no-names-text = Names are stored encrypted. Whoever opens a file or searches sees them. Both is recorded under “Accesses”.

# Search
cases-search-title = Look for a name
cases-search-what = Name, date of birth or file number
cases-search-hint = For example: Muster Kim 02.03.2021. What sounds alike is found, too.
cases-search-do = Search
cases-search-found = Files that were found
cases-search-none-title = Nothing found
cases-search-none-text = Check the spelling, or look for the family name only.
cases-search-more = { $count ->
    [one] One more file fits. Search more closely.
   *[other] { $count } more files fit. Search more closely.
}
cases-search-limited = The newest 20,000 files were searched.
cases-search-why = What is recorded?
cases-search-why-text = It is recorded that you searched and which files you were shown, not what you looked for.

# A new file
cases-new-title = Open a file
cases-new-do = Open the file
cases-new-done = File { $number } is open.
cases-new-kind-missing = Choose a kind.
cases-new-no-kind-title = No kind yet
cases-new-no-kind-text = The office administrator or the state configures kinds of case files.

# The person
cases-slot-family-name = Family name
cases-slot-given-name = Given name
cases-slot-birth-date = Date of birth
cases-slot-sex = Sex
cases-slot-street = Street and house number
cases-slot-postcode = Postcode
cases-slot-town = Town
cases-slot-contact = Contact
cases-slot-reason = Why notified
cases-person-title = Change the person
cases-person-name-missing = Enter the family name.
cases-person-done = The person is saved.

# A file
cases-file-title = File { $number }
cases-merged-title = Brought together
cases-merged-text = The content lies in file { $number } now.
cases-closed-title = Closed
cases-closed-text = Closed on { $day }: { $reason }.
cases-deleted-on = The file is deleted from { $day } on.
cases-held = The file is kept after its time.
cases-held-badge = kept
cases-same-title = Perhaps the same person
cases-same-text = Name and date of birth are those of another file. Compare and decide.
cases-same-compare = Compare with file { $number }
cases-differs-title = Report { $receipt } was corrected
cases-differs-take = Take over
cases-differs-keep = Leave the file as it is
cases-differs-done = The decision is recorded.
cases-steps = Steps
cases-steps-none = No step is open.
cases-steps-ended = Ended steps
cases-step = Step
cases-step-kind = { $kind ->
    [decision] Decision
   *[other] Task
}
cases-step-state = { $state ->
    [done] done
    [dropped] not needed
   *[other] open
}
cases-step-ended = Ended
cases-step-decided-on = Decided on
cases-step-person-due = Deadline for the person
cases-step-person-due-hint = Empty if the person has nothing to do.
cases-step-person-due-early = The deadline is before the day of the decision.
cases-step-legal = Legal basis
cases-step-text = Reasons or note
cases-step-text-hint = Stands in the letter if its template has the field “begruendung”.
cases-step-letter = Letter
cases-step-letter-hint = The letter is made as PDF when you end the step.
cases-step-letter-none = No letter
cases-step-do = End the step
cases-step-done-done = The step “{ $step }” is done.
cases-step-preview = Look at the letter
cases-step-plan-title = Plan differently
cases-step-plan = Save the plan
cases-step-planned-done = The step is planned anew.
cases-step-drop = Not needed
cases-step-dropped-done = The step is not needed.
cases-step-add = Further step
cases-step-add-do = Add the step
cases-step-added-done = The step is added.
cases-step-over = The step is no longer open.
cases-statements = Statements of the institution
cases-statement-line = { $reason ->
    [proof] Settled since { $day }: proof shown
    [left] Settled since { $day }: the person has left the institution
    [mistake] Settled since { $day }: the notification was a mistake
   *[other] Settled since { $day }: another reason
}
cases-statement-reason = { $reason ->
    [proof] A proof was shown
    [left] The person has left the institution
    [mistake] The notification was a mistake
   *[other] Another reason
}
cases-statement-state = { $state ->
    [accepted] accepted by the office
    [objected] the office objects
   *[other] not answered yet
}
cases-statement-answer = Answer of the health office
cases-statement-answer-missing = Write why you object.
cases-statement-accept = Accept and close
cases-statement-object = Object
cases-statement-accepted-done = The statement is accepted. Close the file now.
cases-statement-objected-done = The objection is saved. The institution sees it.
cases-letters = Letters
cases-letters-none = No letter yet.
cases-letter-number = File number
cases-letter-day = Date
cases-letter-writer = Written by
cases-letter-missing = The letter lacks: { $fields }.
cases-letter-broken = The template cannot be read yet. The notes at the top of the page of the kind say why.
cases-uploads = Files
cases-uploads-none = No file yet.
cases-upload-add = Add a file
cases-upload-hint = PDF or picture, at most 10 MB.
cases-upload-do = Save the file
cases-upload-done = The file is saved.
cases-upload-missing = Choose a file.
cases-upload-empty = The file is empty.
cases-upload-large = The file is too large. 10 MB are allowed.
cases-upload-kind = PDF and pictures are allowed.
cases-upload-many = The case file has 50 files already.
cases-note-title = Note
cases-note-text = Text of the note
cases-note-do = Save the note
cases-note-done = The note is saved.
cases-note-missing = Write a text.
cases-history = History
cases-assign-to = Make responsible
cases-assign-do = Save who is responsible
cases-assign-done = Who is responsible is saved.
cases-lift-text = The kind has version { $version } now.
cases-lift-do = Lift to the new version
cases-lift-done = The file follows the new version.
cases-report-state = { $state ->
    [accepted] version { $version }, accepted
    [returned] version { $version }, returned
    [withdrawn] version { $version }, withdrawn
   *[other] version { $version }, received
}

# History
cases-event-opened-by-report = Opened by report { $about }
cases-event-opened-by-hand = Opened by hand
cases-event-report-corrected = Report { $about } corrected
cases-event-report-withdrawn = Report { $about } withdrawn
cases-event-report-accepted = Report { $about } accepted
cases-event-report-returned = Report { $about } returned
cases-event-taken-over = Taken over from report { $about }
cases-event-person-changed = Person changed
cases-event-assigned = Somebody else is responsible
cases-event-step-added = Step added: { $about }
cases-event-step-done = Step done: { $about }
cases-event-step-dropped = Step not needed: { $about }
cases-event-letter-made = Letter made: { $about }
cases-event-noted = Note
cases-event-uploaded = File added
cases-event-stated = The institution says that report { $about } is settled
cases-event-statement-accepted = Statement accepted
cases-event-statement-objected = Statement objected to
cases-event-merged = File { $about } brought in
cases-event-left-apart = File { $about } is about somebody else
cases-event-lifted = Lifted to version { $about } of the kind
cases-event-closed = Closed: { $about }
cases-event-reopened = Opened again
cases-event-held = Kept after its time
cases-event-released = No longer kept
cases-event-read = File opened
cases-event-letter-read = Letter opened: { $about }
cases-event-upload-read = Added file opened
cases-event-found = Shown by a search

# Conflict
cases-conflict-title = The file has changed
cases-conflict-happened = Somebody was faster
cases-conflict-now = The file was changed on { $when } by { $who }.
cases-conflict-nothing = What you entered was not saved.
cases-conflict-typed = This is what you had written
cases-conflict-look = Look at the file again

# Closing
cases-close-title = Close the file
cases-close-do = Close the file
cases-close-done = The file is closed.
cases-close-steps-title = Open steps
cases-close-steps-text = { $count ->
    [one] One step is still open. It is dropped when you close the file.
   *[other] { $count } steps are still open. They are dropped when you close the file.
}
cases-close-reason = Why is the file closed?
cases-close-reason-hint = The reason decides when the file is deleted.
cases-close-reason-line = { $reason } – deleted from { $day } on
cases-close-reason-missing = Choose a reason.
cases-close-text = Note
cases-reopen-title = Open the file again
cases-reopen-done = The file is open again.
cases-hold-title = Keep
cases-hold-done = The file is not deleted as long as it is kept.
cases-release-title = No longer keep
cases-release-done = The file is deleted after its time.
cases-closing-what = { $what ->
    [reopen] The file is worked on again. The time until its deletion begins anew when it is closed next.
    [release] The file is deleted after its time again.
   *[other] The file is not deleted until you take this back.
}
cases-closing-button = { $what ->
    [reopen] Open the file again
    [release] No longer keep
   *[other] Keep the file
}

# Bringing together
cases-merge-title = Compare files
cases-merge-text = That name and date of birth are the same is a hint. You decide whether it is the same person.
cases-merge-what = Fact
cases-merge-consequence = Bringing them together puts everything of { $other } into file { $one }. That cannot be undone.
cases-merge-do = Bring together
cases-merge-apart = Different people
cases-merge-done = The files are brought together.
cases-apart-done = Recorded: these are different people.

# Accesses
cases-accesses-title = Accesses to case files
cases-accesses-of-file = Accesses to this file
cases-accesses-none = No accesses
cases-accesses-none-text = Nobody has opened a file yet.
cases-accesses-unknown = No such file
cases-accesses-unknown-text = The office has no file with this number.
cases-accesses-count = { $count ->
    [one] One access
   *[other] { $count } accesses
}
cases-accesses-note = With a file its accesses are deleted. The audit trail of the office keeps who opened what when.

# Deletion
cases-deletion-title = Deletion of case files
cases-deletion-due = Deletion within the next 30 days
cases-deletion-due-none = No file is deleted within the next 30 days.
cases-proofs = Proofs of deletion
cases-proofs-text = A proof names the file and the rule, never the person. The checksum is that of the encrypted content.
cases-proofs-none = No file was deleted yet.
cases-proofs-more = { $count ->
    [one] One more proof stands in the table.
   *[other] { $count } more proofs stand in the table.
}
cases-proofs-table = Proofs as table (CSV)

# Figures
cases-figures-title = Figures about case files
cases-figures-none = No files yet.
cases-figures-sort = By
cases-figures-what = What
cases-figures-number = Number
cases-figures-step = Open step
cases-figures-duration = Duration in days
cases-figures-median = Median duration until closing
cases-figures-table = Figures as table (CSV)

# Institutions
cases-notified-title = Notified people
cases-notified-text = Here you see your own notifications about people. When the cause is gone, say that the notification is settled.
cases-notified-none-title = No notifications about people
cases-notified-none-text = You have not notified anybody yet.
cases-notified-state = { $state ->
    [withdrawn] withdrawn
    [closed] closed by the health office
    [objected] the health office objects
    [stated] settled according to you { $day }
   *[other] being worked on
}
cases-notified-one-title = Notified person, receipt { $receipt }
cases-notified-said = Your statements
cases-notified-settle = Say that it is settled
cases-notified-reason = Why is the notification settled?
cases-notified-reason-missing = Choose a reason.
cases-notified-day = Since when?
cases-notified-day-wrong = Enter a day that is not in the future.
cases-notified-note = Note for the health office
cases-notified-note-hint = Write no diagnoses and not what the proof says.
cases-notified-do = Say that it is settled
cases-notified-done = Your statement is with the health office.

# Kinds
cases-types-title = Kinds of cases
cases-types-text = A kind says which reports open files, which steps follow, what letters say and when files are deleted.
cases-types-none = No kind yet.
cases-type-title = Kind “{ $title }”
cases-type-new = New kind
cases-type-new-do = Make the kind
cases-type-new-row = New ({ $number })
cases-type-name = Title
cases-type-owner = For whom is it?
cases-type-state-draft = draft
cases-type-state-changed = changed, not published
cases-type-state-published = published
cases-type-state-retired = retired
cases-type-faults = The kind cannot be published like this
cases-type-publish = Publish version { $version }
cases-type-published = Version { $version } is published. Open files follow it when they are lifted.
cases-type-offer = Offer again
cases-type-offered = Files of this kind are opened again.
cases-type-retire = Retire
cases-type-retired = No new files of this kind are opened.
cases-type-saved = The draft is saved.
cases-type-outdated = Somebody else has changed the kind meanwhile. What you entered stands below. Load the page anew to compare.
cases-type-about = In general
cases-type-note = Note about the kind
cases-type-collection = Which collection opens files?
cases-type-collection-hint = After saving, the questions that fit are suggested.
cases-type-by-hand = None, by hand only
cases-type-mapping = Which question says what?
cases-type-mapping-text = Check the suggestions. What is not chosen does not stand in the file.
cases-type-not-asked = Is not asked
cases-type-rows = Empty a title to remove an entry. The last entries are for new ones.
cases-type-step-title = What is to be done?
cases-type-step-kind = Kind of step
cases-type-step-after = When does it begin?
cases-type-after-hand = Only by hand
cases-type-after-opening = With the opening
cases-type-after-step = After “{ $step }”
cases-type-step-days = To be done within days
cases-type-step-person = Deadline for the person in days (0: none)
cases-type-letters-text = Deich fills in these fields:
cases-type-letter-title = Subject
cases-type-letter-body = Text
cases-type-letter-preview = Look at it with invented facts (PDF)
cases-type-reasons = Reasons for closing
cases-type-months = Deleted so many months after closing
cases-type-save = Save the draft
cases-fault-title = Enter a title.
cases-fault-reason = There is no reason for closing.
cases-fault-name = Say which question is the family name.
cases-fault-follows = The step “{ $step }” follows itself or a step that does not exist.
cases-fault-letter = The letter of the step “{ $step }” does not exist.
cases-fault-twice = The key { $key } is there twice.
cases-fault-open = Letter “{ $letter }”, line { $line }: a field does not end.
cases-fault-unknown = Letter “{ $letter }”, line { $line }: there is no field “{ $field }”.

# Tasks
cases-task-statement = Answer a statement of an institution
cases-task-file = File { $number }
cases-task-look = Look
cases-task-do = Work on it
cases-task-nobodys = { $count ->
    [one] One file that nobody is responsible for
   *[other] { $count } files that nobody is responsible for
}
cases-task-deletion = { $count ->
    [one] One file is deleted soon
   *[other] { $count } files are deleted soon
}
cases-types-area = Steps, letters, closing reasons and retention for each kind of file.
cases-retention-area = What will be deleted, what has been, and who opened files.

# --- rights of the people concerned
deed-case-restrict = Case file restricted, or its restriction lifted
cases-event-report-deleted = Report { $about } deleted
cases-event-restricted = Restricted under Article 18 GDPR, request { $about }
cases-event-restriction-ended = Restriction lifted, request { $about }
cases-event-restricted-read = Opened although restricted
cases-restricted-badge = restricted
cases-restricted-title = This file is restricted
cases-restricted-text = It is not changed and not deleted after its time until the restriction is lifted (Article 18 GDPR).
cases-holdings = Case files
cases-holdings-file = File
cases-holdings-person = Data about the person
cases-holdings-reported = Data of report { $receipt }
cases-holdings-held = The file is kept after its time for a reason (for example a lawsuit). End that in the file first.
cases-holdings-open = The file is still worked on: the office does a legal duty by it.
cases-holdings-retention = The time for which the file is kept is not over.
cases-holdings-request = Deleted on request { $number } (Article 17 GDPR)
cases-activity-title = Case files: { $title }
cases-activity-purpose = Proceedings about people who are notified to the health office, from notification to closing
cases-activity-persons = People who are notified, and their guardians
cases-activity-identifying = Data that name a person: { $fields }
cases-activity-work = Work: { $steps }; letters, notes, proofs that were shown
cases-activity-recipients = Case workers of the health office; the person herself by letters. The institution learns only whether its notification is settled. The state receives no case files.
cases-activity-origin = Notifications of institutions, the person herself
cases-activity-months = { $count ->
    [one] one month after closing
   *[other] { $count } months after closing
  }
cases-activity-retention = Deleted by rule, with proof. { $rules }
cases-activity-measures = Content lies encrypted under a key of the office; each opening and each search is recorded; sign-in with a second factor.
