# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## What tablets are told
fieldwork-received = Received.
fieldwork-received-aside = Received. The health office will look at some striking answers.

## Rights
action-fieldwork-read = See projects, forms and tablets of the field service
action-fieldwork-manage = Set up projects and tablets of the field service
action-record-open = Open records of the field service
action-record-send = Send records with one’s own account
action-record-review = Review records of the field service
deed-fieldwork-manage = Set up a project or tablet of the field service
deed-record-open = Opened a record of the field service
deed-record-send = Took in a record of the field service
deed-record-review = Reviewed or commented on a record of the field service

## Words in common
fieldwork-title = Field service
fieldwork-project = Project
fieldwork-number = Number of the project
fieldwork-office = Health office
fieldwork-form = Form
fieldwork-forms = Forms
fieldwork-tablet = Tablet
fieldwork-tablets = Tablets
fieldwork-records = Records
fieldwork-files = Files
fieldwork-version = Version for tablets
fieldwork-created = Set up
fieldwork-somebody = unknown
fieldwork-too-long = The text is too long. Shorten it to at most { NUMBER($longest) } characters.
fieldwork-aside = Set aside
fieldwork-aside-none = none
fieldwork-aside-count = { $count ->
    [one] One set aside
   *[other] { $count } set aside
 }

## Projects
fieldwork-filter = Projects
fieldwork-running = Running
fieldwork-put-away = Put away
fieldwork-count = { $count ->
    [0] No project
    [one] One project
   *[other] { $count } projects
 }
fieldwork-none-title = No project yet
fieldwork-none-text = Projects for inspections and other work on site stand here. Forms are filled in on tablets, also without a network, and sent as soon as there is one again. Office administrators and form authors make projects.
fieldwork-none-text-manage = A project is for inspections and other work on site: forms are filled in on tablets, also without a network, and sent as soon as there is one again. Make a project, choose forms and set tablets up.
fieldwork-none-put-away-title = No project put away
fieldwork-none-put-away-text = Projects that are put away take nothing more. Their records can still be read.
fieldwork-new-title = New project
fieldwork-new-save = Make project
fieldwork-new-done = The project is made. Add a form next.
fieldwork-change-title = Change project
fieldwork-change-save = Save changes
fieldwork-change-done = The project is changed.
fieldwork-name = Name
fieldwork-name-hint = The project has this name on tablets, too. For example: Inspections 2026.
fieldwork-name-missing = Give the project a name.
fieldwork-description = Description
fieldwork-description-hint = What the project is for. Do not name people.
fieldwork-put-away-box = Put the project away
fieldwork-put-away-hint = Tablets can send nothing more then. What was sent can still be read. You can take the project up again at any time.
fieldwork-archived-title = This project is put away
fieldwork-archived-text = It takes no more records. Take it up again by “Change project”.

## Forms of a project
fieldwork-forms-none = This project has no form yet.
fieldwork-no-version = no published version
fieldwork-no-version-text = Tablets get published versions only. Publish a version in “Forms”; the tablets then fetch it by themselves.
fieldwork-standing = Taking records
fieldwork-standing-name = { $standing ->
    [closing] closing
    [closed] closed
   *[open] open
 }
fieldwork-standing-meaning = { $standing ->
    [closing] Closing: tablets no longer get the form, records that were begun are still taken.
    [closed] Closed: nothing is taken any more.
   *[open] Open: tablets get the form and send records.
 }
fieldwork-standing-hint = Whether this form is filled in within the project.
fieldwork-standing-save = Change
fieldwork-standing-done = It is changed whether the form takes records.
fieldwork-standing-choose = Choose whether the form is open, closing or closed.
fieldwork-form-add = Add form
fieldwork-form-add-which = Which form shall be added?
fieldwork-form-add-hint = You can choose published forms of your health office and of the state, and those shared with you.
fieldwork-form-choose = Please choose
fieldwork-form-none-left = There is no other published form that you can add.
fieldwork-form-library = To the forms
fieldwork-form-added = “{ $title }” is in the project. Say under “Tablets” which tablet may fill it in.
fieldwork-form-known = The project has this form already, or one with the same identifier.
fieldwork-form-remove = Take the form out of the project
fieldwork-form-remove-text = The form has no records. It leaves the project and the tablets; it stays in “Forms”.
fieldwork-form-removed = The form is no longer in the project.
fieldwork-form-has-records = The form has records and stays in the project. You can close it.
fieldwork-form-facts = The form in the project
fieldwork-feed = Address for Excel and Power BI

## Records of a form
fieldwork-records-title = Records: { $form }
fieldwork-filter-records = Records by review
fieldwork-filter-name = { $filter ->
    [zurueckgestellt] Set aside ({ $count })
    [ungeprueft] Not reviewed ({ $count })
   *[alle] All ({ $count })
 }
fieldwork-records-none-title = No record yet
fieldwork-records-none-text = As soon as a tablet or a program sends the form filled in, the record stands here.
fieldwork-records-nothing-title = Nothing found
fieldwork-records-nothing-text = There is no such record.
fieldwork-arrived = Arrived
fieldwork-sender = Sent by
fieldwork-review = Review
fieldwork-outcome = { $outcome ->
    [aside] set aside
    [approved] approved
    [rejected] rejected
    [issues] has issues
    [edited] edited, not reviewed
   *[received] not reviewed
 }
fieldwork-versions-count = { $count } versions
fieldwork-files-none = none
fieldwork-files-there = { $there } of { $named } there

## Tablets
fieldwork-tablets-of = Tablets: { $project }
fieldwork-tablets-count = { $count ->
    [0] no tablet
    [one] one tablet
   *[other] { $count } tablets
 }
fieldwork-tablets-text = Each tablet has a key of its own and fills in only the forms that are ticked here. It needs the free app ODK Collect.
fieldwork-tablets-none-title = No tablet yet
fieldwork-tablets-none-text = Give the first tablet a name below. Then Deich shows a code by which you set it up.
fieldwork-tablets-caption = Which tablet may fill in which form
fieldwork-tablets-save = Save choice
fieldwork-tablets-saved = { $count ->
    [0] There was nothing to change.
    [one] One change is saved. The tablet learns of it as soon as it has a network.
   *[other] { $count } changes are saved. The tablets learn of them as soon as they have a network.
 }
fieldwork-tablets-no-forms = Add a form to the project. Then say here which tablet may fill it in.
fieldwork-may = may
fieldwork-may-not = no
fieldwork-key = Key
fieldwork-key-since = valid since { $when }
fieldwork-key-ended = Key withdrawn: { $when }
fieldwork-key-ended-text = This tablet can fetch and send nothing any more. What it has sent stays. To go on using the device, add a new tablet.
fieldwork-tablet-new = Add a tablet
fieldwork-tablet-name = Name of the tablet
fieldwork-tablet-name-hint = Its records stand in the list under this name. It is best written on the device, too.
fieldwork-tablet-name-missing = Give the tablet a name.
fieldwork-tablet-add = Add and show code
fieldwork-tablet-forms = Forms of this tablet
fieldwork-tablet-forms-none = This tablet may fill in no form yet.
fieldwork-tablet-forms-change = Say which forms tablets have
fieldwork-code-secret-title = Whoever sees this code can send as this tablet
fieldwork-code-secret-text = The code contains the key. Do not print it and do not send it around. If a tablet is lost, withdraw its key. It is recorded that you opened this page.
fieldwork-set-up = How to set the tablet up
fieldwork-step-install = Install the app ODK Collect on the tablet.
fieldwork-step-scan = Open the app, choose to set it up by a QR code, and scan this code.
fieldwork-step-fill = The forms appear by themselves as soon as the tablet has a network. It sends finished records by itself.
fieldwork-code-picture = QR code with the settings for the tablet { $name }
fieldwork-code-by-hand = The code cannot be scanned?
fieldwork-code-by-hand-text = Choose to enter the details by hand in ODK Collect, and enter this address as the URL of the server. User name and password stay empty.
fieldwork-withdraw = Withdraw key
fieldwork-withdraw-title = Withdraw the key: { $name }
fieldwork-withdraw-text = The tablet can then fetch and send nothing any more, not even what still lies unsent on it. What it has sent stays. The key cannot be given back.
fieldwork-withdraw-done = The key of { $name } is withdrawn.
fieldwork-withdraw-before = The key of { $name } had been withdrawn before.

## A record
fieldwork-record-title = Record of { $when }
fieldwork-record-name = Name
fieldwork-record-back = To all records
fieldwork-version-filled = Version of the form
fieldwork-device = Device
fieldwork-program = Program
fieldwork-instance = Identifier
fieldwork-reasons-title = { $count ->
    [one] Set aside: one answer breaks a rule of the form
   *[other] Set aside: { $count } answers break rules of the form
 }
fieldwork-reasons-text = The record does not count and stands in no evaluation until somebody approves it or the tablet corrects it.
fieldwork-reasons-before-title = { $count ->
    [one] One answer breaks a rule of the form and was approved nevertheless
   *[other] { $count } answers break rules of the form and were approved nevertheless
 }
fieldwork-reason-answer = Answer: { $answer }
fieldwork-reason-none = No answer
fieldwork-answers = { $number ->
    [1] Answers
   *[other] Answers in version { $number }
 }
fieldwork-unreadable = What was sent does not fit into the form. Here it stands as it was sent.
fieldwork-files-missing = { $count ->
    [one] One file has not arrived yet
   *[other] { $count } files have not arrived yet
 }
fieldwork-files-missing-text = Tablets send files separately. They come as soon as the tablet has a sufficient network.
fieldwork-decision-title = Review
fieldwork-decision = Your decision
fieldwork-decision-name = { $decision ->
    [approved] Approve: the record counts.
    [issues] Has issues: something is still to be cleared up.
    [rejected] Reject: the record does not count.
   *[comment] Only comment
 }
fieldwork-decision-missing = Choose a decision.
fieldwork-decision-save = Save
fieldwork-comment = Comment
fieldwork-comment-hint = Needed with issues and rejections. The comment is kept encrypted.
fieldwork-comment-hint-aside = If you approve, write why the record counts nevertheless. The comment is kept encrypted.
fieldwork-comment-missing = Write a comment.
fieldwork-say-why-counts = Write why the record counts in spite of the rule.
fieldwork-say-what-issue = Write what is to be cleared up.
fieldwork-say-why-rejected = Write why the record does not count.
fieldwork-review-done = The decision is kept.
fieldwork-comment-done = The comment is kept.
fieldwork-seen-missing = The page lacks which state of the record you saw. Load the page again.
fieldwork-outdated-title = Somebody was faster
fieldwork-outdated-text = Your decision was not kept, because you saw an older state. Your text still stands in the field. Save once more if it shall hold.
fieldwork-history = History
fieldwork-event = { $kind ->
    [sent] sent
    [edited] edited version { $number } sent
    [approved] approved
    [issues] has issues
    [rejected] rejected
    [received] review taken back
   *[comment] commented
 }
fieldwork-opened-why = Why is opening recorded?
fieldwork-opened-because = Records contain facts about facilities and people. Who opens them stands in the audit trail of the health office, where the data protection officer can look it up.

## Programs
fieldwork-programs-title = Connect other programs
fieldwork-programs-text = Programs that work with ODK Central connect to Deich unchanged. There they may do what you may do on these pages.
fieldwork-programs-address = Address of the server
fieldwork-programs-user = User name
fieldwork-programs-password = Password
fieldwork-programs-key = An access key, not your password.
fieldwork-programs-key-link = Make an access key in your account
fieldwork-feeds-title = Excel and Power BI
fieldwork-feeds-text = Open the address as an OData feed and sign in with user name and access key. Records that are set aside are not in it.
fieldwork-programs-known-title = Programs for evaluation
fieldwork-programs-known-text = pyodk (Python) and ruODK (R) need the same address, the same user name and key, and the number of the project.

## Tasks
fieldwork-task-waiting = { $count ->
    [one] One record set aside
   *[other] { $count } records set aside
 }
fieldwork-task-look = Review
