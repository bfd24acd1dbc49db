# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- actions and deeds
action-privacy-request = Work on requests of people concerned
action-privacy-decide = Restrict and delete data on request
action-register-read = Read the register of processing activities
action-register-edit = Add to the register of processing activities
deed-privacy-request = Worked on a request of a person concerned
deed-privacy-decide = Restricted or deleted on request
deed-register-edit = Register of processing activities changed
deed-privacy-delete = Request deleted after its time
schedule-privacy-delete = Delete requests of people concerned after their time

# --- words
privacy-nav = Rights of people
privacy-product = Deich
privacy-nobody = nobody
privacy-choose = Please choose
privacy-save = Save
privacy-back = Back
privacy-mine = Mine
privacy-number = File number
privacy-files = Files
privacy-reason = Reason
privacy-reason-missing = Please give the reason.
privacy-overdue = overdue
privacy-kind = { $kind ->
    [access] Access (Art. 15)
    [rectification] Rectification (Art. 16)
    [erasure] Erasure (Art. 17)
    [restriction] Restriction (Art. 18)
    [portability] Portability (Art. 20)
   *[objection] Objection (Art. 21)
  }
privacy-state = { $state ->
    [open] in progress
   *[closed] closed
  }
privacy-identity = { $identity ->
    [document] identity document shown
    [electronic] electronic proof
    [address] answer to the known address only
    [representative] representative with proof (for example custody)
    [known] known in person
   *[unchecked] not checked yet
  }
privacy-outcome = { $outcome ->
    [fulfilled] fulfilled
    [partly] partly fulfilled
    [refused] refused
    [nothing] no data held
   *[withdrawn] withdrawn
  }
privacy-ground = { $ground ->
    [not-needed] not needed any more (Art. 17 (1) a)
    [consent] consent withdrawn (Art. 17 (1) b)
    [objection] objection (Art. 17 (1) c)
    [unlawful] processed unlawfully, for example by mistake (Art. 17 (1) d)
   *[law] legal duty to delete (Art. 17 (1) e)
  }
privacy-verdict = { $verdict ->
    [open] still open
    [person] is the person
    [other] somebody else
   *[unsure] unclear
  }
privacy-field-kind = What is requested?
privacy-field-state = State
privacy-field-assignee = Responsible
privacy-field-received = Received
privacy-field-due = To be answered by
privacy-field-identity = Identity checked
privacy-field-outcome = Outcome
privacy-field-family-name = Family name
privacy-field-given-name = Given name
privacy-field-birth-date = Date of birth
privacy-field-other-names = Further names and spellings
privacy-field-represented-by = Represented by
privacy-field-street = Street and number
privacy-field-postcode = Postcode
privacy-field-town = Town
privacy-field-contact = How to reach

# --- list
privacy-count = { $count ->
    [one] One request
   *[other] { $count } requests
  }
privacy-none-title = No requests
privacy-none-text = Note a request when somebody asks about their own data.
privacy-waits-badge = deletion to confirm
privacy-why-no-names = Why are there no names here?
privacy-why-no-names-text = Who makes a request is seen only by whoever opens it. Each opening stands in the journal of the request and in the audit trail.
privacy-task-request = Request { $number }
privacy-task-look = Look
privacy-task-confirm = Confirm or turn down a deletion

# --- noting a request
privacy-new-title = Note a request
privacy-new-done = Request { $number } is noted.
privacy-change-title = Data of request { $number }
privacy-change-link = Change the data
privacy-change-done = The data are saved.
privacy-kind-missing = Choose what is requested.
privacy-received-hint = The deadline of one month runs from this day.
privacy-received-wrong = Give the day on which the request came. It is not in the future.
privacy-identity-hint = Give data away only once it is checked who asks.
privacy-person = Whose data is it about?
privacy-person-text = These data are kept encrypted and used only for the search.
privacy-name-missing = Give the family name.
privacy-born-wrong = Give a day.
privacy-other-names-hint = One name a line, for example a former name. Spellings that sound alike are found anyway.
privacy-represented-hint = For example a child's mother. Letters go to this name.

# --- a request
privacy-request-title = Request { $number }
privacy-is-closed = The request is closed. Open it again first.
privacy-closed-title = Closed
privacy-closed-text = Closed on { $day }: { $outcome ->
    [fulfilled] fulfilled
    [partly] partly fulfilled
    [refused] refused
    [nothing] no data held
   *[withdrawn] withdrawn
  }.
privacy-closed-delete = The request is deleted from { $day } on. A proof without names stays.
privacy-reopen = Open again
privacy-reopen-done = The request is open again.
privacy-waits-title = A deletion waits
privacy-waits-text = A second person has to confirm the deletion.
privacy-waits-look = Look at the deletion
privacy-search-title = Search in the office
privacy-search-state = { $state ->
    [running] The search runs. Read so far: { $read }.
    [done] The search is done. Read: { $read }.
   *[none] Nobody has searched yet.
  }
privacy-search-look = Reload
privacy-search-do = Look for the person
privacy-search-again = Search again
privacy-search-begun = The search runs.
privacy-hits = What was found
privacy-hits-none-title = Nothing found
privacy-hits-none-text = Add further names or spellings, and search again.
privacy-hit = Found
privacy-hit-name = What stands there
privacy-hit-day = Of
privacy-hit-why = Why it was found
privacy-hit-verdict = Verdict
privacy-hit-fit = { $likeness ->
    [spelled] name spelled alike
    [begun] name begins alike
   *[sounding] name sounds alike
  }, { $born ->
    [same] date of birth agrees
    [unknown] no date to compare
   *[other] another date
  }
privacy-hit-deleted = deleted on { $day }
privacy-hit-restricted = restricted
privacy-hit-gone = This is gone. Search again.
privacy-judge-do = Save verdicts
privacy-judged-done = The verdicts are saved.
privacy-judged-nothing = Nothing has changed.
privacy-hers = { $count } belong to the person, { $restricted } of them restricted.
privacy-letters = Letters
privacy-letters-none = No letter yet.
privacy-letter-kind = { $kind ->
    [receipt] Confirmation of receipt
    [extension] Extension
   *[answer] Answer
  }
privacy-letter-which = Which letter?
privacy-letter-text = Your text
privacy-letter-hint = Greeting, file number, deadlines and the supervisory authority stand in the letter already. Extension and answer need your text. Letters are German.
privacy-letter-do = Make letter
privacy-letter-done = The letter is in the request.
privacy-letter-missing = Write why it takes longer, or what the answer is.
privacy-journal = Journal
privacy-note-text = Note
privacy-note-do = Save note
privacy-note-done = The note is saved.
privacy-note-missing = The note is empty.
privacy-assign-to = Responsible is
privacy-assign-do = Hand over
privacy-assign-done = The responsibility is changed.
privacy-extend-reason = Why does it take longer?
privacy-extend-hint = The deadline is two months later (Art. 12 (3)). Tell the person the reason within the first month.
privacy-extend-do = Extend the deadline
privacy-extend-done = The deadline is extended.
privacy-extend-missing = Give the reason. It is extended once only.
privacy-step-received = Noted: { $about }
privacy-step-changed = Data changed
privacy-step-read = Opened
privacy-step-searched = Search begun
privacy-step-found = Search done, found: { $about }
privacy-step-judged = Judged: { $about }
privacy-step-viewed = Looked at: { $about }
privacy-step-left-out = Left out of the copy: { $about }
privacy-step-exported = Copy made: { $about }
privacy-step-corrected = Corrected: { $about }
privacy-step-restricted = Restricted
privacy-step-lifted = Restriction lifted
privacy-step-proposed = Deletion proposed
privacy-step-rejected = Deletion turned down
privacy-step-deleted = Deleted: { $about }
privacy-step-kept = Not deleted because it must be kept: { $about }
privacy-step-extended = Deadline extended
privacy-step-assigned = Responsibility changed
privacy-step-noted = Note
privacy-step-wrote = Letter made: { $about }
privacy-step-letter-read = Letter opened: { $about }
privacy-step-closed = Closed
privacy-step-reopened = Opened again

# --- something that was found
privacy-hit-field = Datum
privacy-hit-value = Content
privacy-hit-leave = Copy
privacy-hit-leave-out = leave out
privacy-kept-title = Duty to keep
privacy-kept-until = { $reason } Until { $day }.
privacy-kept-by-register = The time of the register for keeping it is not over.
privacy-left-out-reason = Why is something left out?
privacy-left-out-hint = For example: about other people (Art. 15 (4)). The reason stands in the copy.
privacy-left-out-missing = Give the reason for leaving it out.
privacy-left-out-do = Save what is left out
privacy-left-out-done = What is left out is saved.
privacy-corrected-title = Correct
privacy-corrected-text = Data are corrected where they lie. What has changed stands there field by field.
privacy-corrected-link = Open: { $kind }
privacy-corrected-what = What was corrected, on which ground?
privacy-corrected-missing = Write what was corrected.
privacy-corrected-do = Note the correction
privacy-corrected-done = The correction is noted.

# --- the copy
privacy-copy-page-title = Copy
privacy-copy-lead = The copy is an archive: a document to read, the same data as JSON, and the files.
privacy-copy-open-title = Not everything is settled
privacy-copy-open = Found things without a clear verdict: { $count }. They are not in the copy.
privacy-copy-nothing = No data are held about the person.
privacy-copy-fields = Fields
privacy-copy-left = Left out
privacy-copy-checked = I have checked that there are no data of other people in it.
privacy-copy-checked-hint = Guardians, people who report, free texts: leave out what is not the person's.
privacy-copy-unchecked = Confirm that you have checked the copy for data of others.
privacy-copy-do = Download copy
privacy-copy-about = { $things } things, { $left } fields left out
privacy-copy-title = Copy of stored data, { $number }
privacy-copy-person = About
privacy-copy-made = Made on
privacy-copy-intro = Here you get all data that are stored under your name in Deich at the health office, with purpose, legal basis, recipients, origin and time of storage (Article 15 GDPR).
privacy-copy-left-out = [left out: { $reason }]
privacy-copy-rights-title = Your rights
privacy-copy-rights = You can demand that data are corrected, deleted or restricted, and object to their processing (Articles 16, 17, 18 and 21 GDPR). You can complain to the supervisory authority of your state (Article 77 GDPR).
privacy-copy-automated = No program decides about you alone. There is no profiling.

# --- restricting
privacy-restrict-title = Restrict
privacy-restrict-lead = Restricted data are not changed, not exported, not aggregated, and opened only with a reason (Art. 18).
privacy-restrict-hint = For example: it is being checked whether they are right.
privacy-restrict-do = Restrict
privacy-lift-do = Lift the restriction
privacy-restrict-done = Restricted: { $count }. Not possible: { $not }.
privacy-lift-done = Lifted: { $count }. Not possible: { $not }.
privacy-none-hers-title = Nothing assigned yet
privacy-none-hers-text = Search, and say of what was found what belongs to the person.

# --- deleting
privacy-delete-title = Delete
privacy-delete-lead = One person proposes, a second one confirms. All versions, drafts and files are deleted. A proof without names stays.
privacy-delete-unsearched = Nobody has searched yet. Things may be missing.
privacy-delete-what = What is deleted and what stays
privacy-delete-fate = What happens
privacy-delete-stays = What stays after that
privacy-delete-goes = is deleted
privacy-delete-kept = stays
privacy-delete-overridable = It is deleted nevertheless only if it was processed unlawfully or a law demands it.
privacy-ground-label = Legal ground
privacy-ground-hint = The ground decides whether duties to keep weigh more.
privacy-ground-missing = Choose the legal ground.
privacy-delete-nothing = Nothing can be deleted on this ground: all of it must still be kept.
privacy-delete-propose = Propose deletion
privacy-delete-proposed = The deletion is proposed. A second person has to confirm it.
privacy-delete-waits = Proposed deletion
privacy-delete-by = Proposed by { $who }, { $when }. Legal ground:
privacy-delete-own = You have proposed the deletion. A second person has to confirm it.
privacy-delete-none = No deletion is proposed any more.
privacy-delete-consequence = { $count ->
    [one] One thing is deleted for good. This cannot be undone.
   *[other] { $count } things are deleted for good. This cannot be undone.
  }
privacy-delete-confirm = Confirm deletion
privacy-delete-reject = Turn deletion down
privacy-delete-rejected = The deletion is turned down.
privacy-delete-done = Deleted: { $gone }. Kept: { $kept }.

# --- closing
privacy-close-title = Close
privacy-close-lead = After closing, the request is kept for { $months } months as evidence and then deleted.
privacy-close-waits-title = Not possible yet
privacy-close-waits = A search still runs, or a deletion waits for its confirmation.
privacy-close-unanswered-title = No answer yet
privacy-close-unanswered = There is no letter of answer in the request.
privacy-outcome-missing = Choose the outcome.
privacy-close-do = Close request
privacy-close-done = The request is closed.

# --- proofs
privacy-proofs-title = Proofs
privacy-proofs-things = Deleted on request
privacy-proofs-requests = Requests deleted after their time
privacy-proofs-text = The hash shows which encrypted content was deleted, and says nothing about it.
privacy-proofs-none = None yet.
privacy-proofs-pieces = Pieces
privacy-proofs-proposed = Proposed by
privacy-proofs-confirmed = Confirmed by
privacy-proofs-when = Deleted
privacy-proofs-closed = Closed
privacy-proofs-hash = Hash (SHA-256)

# --- somebody else was faster
privacy-conflict-title = Changed meanwhile
privacy-conflict-happened = Somebody else was faster
privacy-conflict-now = Last changed on { $when } by { $who }.
privacy-conflict-nothing = What you typed was not saved.
privacy-conflict-typed = This is what you had written
privacy-conflict-look = Look at it as it is now

# --- letters
privacy-letter-day = Date
privacy-letter-writer = Worked on by
privacy-letter-greeting = With kind regards
privacy-letter-receipt-title = Your request has come
privacy-letter-receipt-text = Good day,

    your request of { $received } has come: { $kind ->
        [access] access to stored data (Article 15 GDPR)
        [rectification] rectification (Article 16 GDPR)
        [erasure] erasure (Article 17 GDPR)
        [restriction] restriction of processing (Article 18 GDPR)
        [portability] portability (Article 20 GDPR)
       *[objection] objection (Article 21 GDPR)
    }. Its file number is { $number }.
privacy-letter-receipt-end = You get our answer by { $due }.
privacy-letter-extension-title = Your request needs more time
privacy-letter-extension-text = Good day,

    your request { $number } of { $received } needs more than a month. The reason:
privacy-letter-extension-end = You get our answer by { $due } (Article 12 (3) GDPR). You can complain to the supervisory authority of your state and go to court.
privacy-letter-answer-title = Answer to your request
privacy-letter-answer-text = Good day,

    about your request { $number } of { $received }:
privacy-letter-answer-end = If you do not agree, you can complain to the supervisory authority of your state (Article 77 GDPR) and go to court.

privacy-area = Access, correction, restriction and deletion for people whose data your office holds.
privacy-register-area = What the office does with personal data, what for and on which basis (Article 30 GDPR).
