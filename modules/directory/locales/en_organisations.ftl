# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Organisations
action-audit-read = Read and verify the audit trail
directory-area-organisations-title = Organisations
directory-area-organisations-text = Search, add, change and import health offices and institutions.
directory-area-territory-title = Territory
directory-area-territory-text = Districts, cities and municipalities, and which health office is responsible.
directory-area-rights-title = Rights concept
directory-area-rights-text = Who may do what, for all roles, with the rules in words.
directory-area-jobs-title = Background jobs
directory-area-jobs-text = What the system does in the background, and what has failed.
directory-area-trail-title = Audit trail
directory-area-trail-text = Who did what when, and whether the trail is unchanged.
directory-kind-state = State
directory-kind-office = Health office
directory-kind-institution = Institution
directory-kind-kita = Day-care centre
directory-kind-school = School
directory-kind-hospital = Hospital
directory-kind-nursing-home = Nursing home
directory-kind-laboratory = Laboratory
directory-kind-other = Other institution
directory-organisations-title = Organisations
directory-organisations-search = Name, town or key
directory-organisations-count =
    { $count ->
        [one] One organisation
       *[other] { $count } organisations
    }
directory-organisations-none-title = No organisation found
directory-organisations-none-text = Change the search or the filters.
directory-organisation-kind = Kind
directory-organisation-institution-kind = Kind of institution
directory-organisation-office = Health office
directory-organisation-street = Street and number
directory-organisation-postcode = Postcode
directory-organisation-town = Town
directory-organisation-address = Address
directory-organisation-ags = Official key
directory-organisation-ags-hint = 8 digits of the municipality, for health offices 5 digits of the district. You find it under “Territory”.
directory-organisation-email = E-mail address of the organisation
directory-organisation-email-hint = A shared mailbox, not a personal address.
directory-organisation-phone = Telephone
directory-organisation-reference = Own number
directory-organisation-reference-hint = The number under which the office keeps the organisation. The import recognises it by this.
directory-organisation-reference-taken = Another organisation of the office already has this number. Choose another one.
directory-organisation-name = Name
directory-organisation-valid-from = First day
directory-organisation-valid-to = Last day
directory-organisation-validity = Validity
directory-organisation-valid-today = Valid today
directory-organisation-also-ended = Also ended and future ones
directory-organisation-is-valid = valid
directory-organisation-is-future = in future
directory-organisation-is-ended = ended
directory-organisation-since = since { $day }
directory-organisation-until = until { $day }
directory-organisation-above = Belongs to
directory-organisation-below = Organisations that belong to it
directory-organisation-districts = Responsible for
directory-organisation-history = History
directory-organisation-add = Add
directory-organisation-new-office = Add a health office
directory-organisation-new-institution = Add an institution
directory-organisation-added = { $name } has been added. Now invite people for it.
directory-organisation-edit = Edit
directory-organisation-changed = The change is saved.
directory-organisation-conflict = Somebody else has changed the organisation meanwhile. Open it again and enter your change once more.
directory-organisation-end = End
directory-organisation-end-institution =
    { $people ->
        [0] { $name } no longer reports after the last day. Nobody holds a role there. What has been reported stays.
        [one] { $name } no longer reports after the last day. One person holds a role there and keeps it until you end it. What has been reported stays.
       *[other] { $name } no longer reports after the last day. { $people } people hold a role there and keep it until you end it. What has been reported stays.
    }
directory-organisation-end-office = { $name } counts as ended after the last day. Valid institutions there: { $children }. People with a role there: { $people }. They stay as they are; also assign the territory anew.
directory-organisation-ended = The last day is saved.
directory-organisation-go-on = Undo the end
directory-organisation-goes-on = The end has been undone.
directory-deed-by-nobody = The system
directory-deed-by-other = Person of another organisation

## Import
directory-import-title = Import organisations from a table
directory-import-text = Upload a CSV file. First you see what would change. Only when you confirm, everything is saved at once.
directory-import-file = CSV file
directory-import-file-hint = At most 2 MB and { $rows } rows. UTF-8 or Windows encoding, separated by semicolons or commas.
directory-import-check = Check
directory-import-template = Download the template
directory-import-columns = Columns of the table
directory-import-column = Column
directory-import-meaning = Meaning
directory-import-column-kind = Required: office or institution.
directory-import-column-name = Required: name of the organisation.
directory-import-column-office = Health office of an institution: its name, its key or the district. Empty if you are responsible for one office only.
directory-import-column-institution-kind = kita, school, hospital, nursing-home, laboratory or other. Required for new institutions.
directory-import-column-street = Street and number.
directory-import-column-postcode = Postcode, 5 digits.
directory-import-column-town = Town. Together with the name the import recognises an institution without a number by it.
directory-import-column-ags = Official key: 8 digits of the municipality, for health offices 5 digits of the district.
directory-import-column-email = E-mail address of the organisation.
directory-import-column-phone = Telephone.
directory-import-column-valid-from = First day, such as 2026-08-01 or 1.8.2026. Empty means today for new organisations.
directory-import-column-valid-to = Last day, if the organisation ends.
directory-import-column-reference = Own number. The import recognises the organisation by it even after a change of name. Empty cells change nothing.
directory-import-error-no-file = Choose a file.
directory-import-error-empty = The table has no rows below its headings. Check the file.
directory-import-error-too-large = The file is larger than 2 MB. Split it.
directory-import-error-not-text = This is not a CSV file. Save the table as CSV, for example “CSV UTF-8”.
directory-import-error-too-many-rows = The table has more than { $name } rows. Split it.
directory-import-error-unknown-column = The column “{ $name }” is not known. Rename or delete it; the known columns are listed below.
directory-import-error-column-twice = The column “{ $name }” is there twice. Delete one of them.
directory-import-error-column-missing = The column “{ $name }” is missing. Add it.
directory-import-preview-title = Preview of the import
directory-import-refused-title =
    { $count ->
        [one] One row has errors
       *[other] { $count } rows have errors
    }
directory-import-refused-text = Nothing has changed. Correct the rows in your file and upload it again.
directory-import-ready-title =
    { $count ->
        [one] One organisation will be added or changed
       *[other] { $count } organisations will be added or changed
    }
directory-import-ready-text = Nothing has changed yet. Check the rows, then confirm.
directory-import-nothing-title = Everything is there already
directory-import-nothing-text = The table would change nothing.
directory-import-confirm =
    { $count ->
        [one] Import one organisation
       *[other] Import { $count } organisations
    }
directory-import-discard = Discard
directory-import-discarded = The import has been discarded. Nothing has changed.
directory-import-other-file = Upload another file
directory-import-tabs = Rows by result
directory-import-tab-all = All ({ $count })
directory-import-tab-refused = Errors ({ $count })
directory-import-tab-new = New ({ $count })
directory-import-tab-changed = Changed ({ $count })
directory-import-tab-unchanged = Unchanged ({ $count })
directory-import-none-here = There are no rows here.
directory-import-line = Line
directory-import-outcome = Result
directory-import-details = What happens, or what to do
directory-import-outcome-new = new
directory-import-outcome-changed = changed
directory-import-outcome-unchanged = unchanged
directory-import-outcome-refused = error
directory-import-changed-to = { $field }: { $value }
directory-import-in-column = Column { $column }: { $text }
directory-import-fault-too-long = The row has more cells than there are headings. Check whether a separator stands in a text.
directory-import-fault-kind = Write office or institution.
directory-import-fault-name = Enter a name of 2 to 200 characters.
directory-import-fault-text = The text is too long or holds control characters. Shorten it.
directory-import-fault-institution-kind = Enter the kind of institution, such as kita or school.
directory-import-fault-postcode = Enter a postcode of 5 digits.
directory-import-fault-ags = This official key does not exist here. Institutions need 8 digits of a municipality, health offices 5 digits of a district.
directory-import-fault-email = Enter an e-mail address such as name@example.org.
directory-import-fault-phone = Enter a telephone number in digits, such as 0511 123456.
directory-import-fault-date = Enter a day such as 2026-08-01.
directory-import-fault-order = The last day lies before the first. Check both.
directory-import-fault-office-missing = Name the health office.
directory-import-fault-office-unknown = There is no such health office. Give its name, its key or the district.
directory-import-fault-not-allowed = You may not add or change anything here. Delete the row or ask the administration that is responsible.
directory-import-fault-twice = The same organisation already stands in line { $line }. Delete one of the two rows.
directory-import-fault-ambiguous = Several organisations fit. Give the own number or the town.
directory-import-conflict = Something has changed since the preview. Nothing has been saved. Open the preview again and check it.
directory-import-not-ready = This table cannot be imported. Nothing has changed. Correct the errors and upload the file again.
directory-import-done = The import is saved. New: { $new }, changed: { $changed }.

## Territory
directory-territory-title = Territory
directory-territory-count = { $count } districts and cities with { $population } inhabitants
directory-territory-missing =
    { $count ->
        [one] One district has no health office yet
       *[other] { $count } districts have no health office yet
    }
directory-territory-missing-text = State administrators enter the responsible office on the page of the district.
directory-territory-districts = Districts and cities
directory-territory-district = Name
directory-territory-kind = Kind
directory-territory-key = Key
directory-territory-population = Population
directory-territory-office = Responsible health office
directory-territory-office-missing = Choose a health office.
directory-territory-nobody = not entered
directory-territory-assign = Change the responsible office
directory-territory-assigned = The responsible office is saved.
directory-territory-municipalities = Municipalities
directory-territory-municipality-count =
    { $count ->
        [one] One municipality
       *[other] { $count } municipalities and unincorporated areas
    }
directory-territory-search = Name, association, postcode or key
directory-territory-association = Association of municipalities
directory-territory-uninhabited = uninhabited
directory-territory-none-title = No municipality found
directory-territory-none-text = Change the search.
directory-territory-source = Population: census of 15 May 2022. Source: { $source }

## Rights concept
directory-rights-title = Rights concept
directory-rights-text = This table is made from the rules by which the system decides. What no rule permits is forbidden.
directory-rights-download = Download as CSV
directory-rights-matrix = Who may do what, and where
directory-rights-action = Action
directory-rights-code = Code
directory-rights-role-at = { $role } ({ $place })
directory-rights-policies = The rules in words
directory-rights-policies-text = Each line is a rule in the source code; the code behind it is its name.
scope-installation = everywhere
scope-own = own account
scope-own-institution = own institution
scope-institutions-of-own-office = institutions of own office
scope-all-institutions = all institutions
scope-own-office = own office
scope-all-offices = all offices
scope-state = state

## Background jobs
directory-jobs-title = Background jobs
directory-jobs-ready = Waiting
directory-jobs-running = Running
directory-jobs-done = Done
directory-jobs-done-note = in the last 7 days
directory-jobs-dead = Failed
directory-jobs-dead-title = Failed jobs
directory-jobs-dead-text = These jobs failed after all attempts. Retry them when the cause has been removed.
directory-jobs-none-title = Nothing has failed
directory-jobs-none-text = All jobs are done or still running.
directory-jobs-kind = Job
directory-jobs-error = Last error
directory-jobs-attempts = Attempts
directory-jobs-given-up = Given up
directory-jobs-schedules = Schedules
directory-jobs-schedule = Schedule
directory-jobs-last = Last due
directory-jobs-next = Next due
directory-jobs-not-yet = not yet
schedule-directory-prune = Forget expired links, devices and access keys
schedule-directory-prune-imports = Forget uploaded tables that nobody confirmed
directory-jobs-retry = Retry
directory-jobs-retry-title = Retry a job
directory-jobs-retry-consequence = The job { $kind } is tried again at once and gets all its attempts anew. So far: { $attempts } attempts.
directory-jobs-retry-done = The job is being retried.
directory-jobs-discard = Discard
directory-jobs-discard-title = Discard a job
directory-jobs-discard-consequence = A job { $kind } is deleted and never run again. What it was to do does not happen.
directory-jobs-discard-done = The job has been discarded.
directory-jobs-gone = This job is no longer a failed one. Load the list again.

## Audit trail
directory-trail-title = Audit trail
directory-trail-text = What happened at { $name }, newest first. Entries cannot be changed or deleted.
directory-trail-verify = Verify the chain
directory-trail-why = Why can the trail not be changed unnoticed?
directory-trail-why-text = Every entry holds a checksum of the one before. Whoever changes or removes an entry breaks the chain, and the verification shows the place.
directory-trail-whole =
    { $count ->
        [0] The chain is empty.
        [one] The chain is whole. One entry was verified.
       *[other] The chain is whole. { $count } entries were verified.
    }
directory-trail-broken = The chain is broken at entry { $number }. Tell the data protection officers and the operator.
directory-trail-none-title = No entries yet
directory-trail-none-text = As soon as something changes at this organisation, it stands here.
directory-trail-number = No.
directory-trail-at = Moment
directory-trail-who = Who
directory-trail-what = What
directory-trail-older = Older entries

## Deeds in the audit trail
deed-organisation-make-key = Access key of the institution made
deed-organisation-end-key = Access key of the institution ended
deed-organisation-delete-key = Access key of the institution deleted after its time
deed-organisation-add = Organisation added
deed-organisation-change = Organisation changed
deed-organisation-end = Last day of the organisation set
deed-organisation-go-on = End of the organisation undone
deed-organisation-assign-district = Responsibility for a district taken over
deed-job-retry = Failed background job retried
deed-job-discard = Failed background job discarded
deed-membership-grant = Role given
deed-membership-end = Role ended
deed-state-set-up = Installation set up
deed-account-sign-in = Signed in
deed-account-sign-out = Signed out
deed-account-refuse-sign-in = Sign-in refused
deed-account-block = Account blocked
deed-account-unblock = Account unblocked
deed-account-change-password = Password changed
deed-account-reset-password = Password reset
deed-account-end-session = Session ended
deed-account-set-second-factor = Second factor set up
deed-account-remove-second-factor = Second factor removed
deed-account-accept-invitation = Invitation accepted
deed-account-renew-recovery-codes = Recovery codes renewed
deed-account-use-recovery-code = Recovery code used
deed-account-make-access-key = Access key for a program made
deed-account-end-access-key = Access key for a program ended
deed-account-send-link = Link sent
deed-account-set-language = Language chosen
