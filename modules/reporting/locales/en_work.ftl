# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Questions and notes
reporting-talk-title = Questions
reporting-talk-empty-office = Nothing has been asked about this report yet. A question does not change the report.
reporting-talk-empty = Nothing has been asked about this report yet. You can write to your health office here.
reporting-talk-turn = { $turn ->
    [office] The health office has something new to read.
    [institution] The institution is asked for an answer.
   *[nobody] Everything is settled.
 }
reporting-talk-kind = { $kind ->
    [note] Note, for the health office only
    [office] Question of the health office
   *[institution] Message of the institution
 }
reporting-talk-about = About: { $question }
reporting-talk-text = Message
reporting-talk-hint = Can be read after sign-in only. The mail about it does not contain the text.
reporting-talk-question = About which question
reporting-talk-whole = About the whole report
reporting-talk-internal = Note: for the health office only
reporting-talk-send = Save message
reporting-talk-settle = Mark as settled
reporting-talk-missing = Write what it is about.
reporting-talk-long = The message is too long. It may have 2,000 characters at most.
reporting-talk-noted = The note is saved.
reporting-talk-asked = The question is sent. The institution gets a mail without its content.
reporting-talk-answered = Your message is sent.
reporting-talk-settled = The question is settled.

## Who looks after it
reporting-assign-title = Assign reports
reporting-assign-link = Assign
reporting-assign-caption = Open reports of this period
reporting-assign-choose = Selection
reporting-assign-choose-one = Select { $institution }
reporting-assign-person = Responsible
reporting-assign-due = Own deadline
reporting-assign-nobody = nobody
reporting-assign-to = Responsible
reporting-assign-to-whom = with { $name }
reporting-assign-until = To be done by
reporting-assign-until-hint = For the health office only. The deadline of the institution does not change.
reporting-assign-do = Assign selection
reporting-assign-one = Assign
reporting-assign-none-title = Nothing to assign
reporting-assign-none-text = No report of this period waits for review.
reporting-assign-done = The responsible person is saved.
reporting-assign-outdated = The responsible person was changed meanwhile. You see what holds now.
reporting-assign-together-done = { $given ->
    [one] One report is assigned.
   *[other] { $given } reports are assigned.
 }{ $skipped ->
    [0] {""}
    [one] {" "}One was assigned otherwise meanwhile and stays so.
   *[other] {" "}{ $skipped } were assigned otherwise meanwhile and stay so.
 }
reporting-assign-duty-title = Future reports of this collection
reporting-assign-duty-text = Whoever stands here looks after all reports of the collection that nobody was given.
reporting-assign-duty-person = Responsible for the collection
reporting-assign-duty-do = Save
reporting-assign-duty-done = The person responsible for the collection is saved.

## Own work
reporting-work-title = My reviews
reporting-work-lists = Lists
reporting-work-list = { $list ->
    [mir] With me ({ $count })
    [antworten] New answers ({ $count })
    [niemand] With nobody ({ $count })
   *[alle] All open ({ $count })
 }
reporting-work-caption = Open reports
reporting-work-answered = new answer
reporting-work-asked = answer requested
reporting-work-none-title = Nothing open
reporting-work-none-text = { $list ->
    [mir] No open report is assigned to you.
    [antworten] No institution has written anything new.
    [niemand] Somebody is responsible for each open report.
   *[alle] No report is open in your health office.
 }
reporting-task-assigned = { $count ->
    [one] One report is assigned to you
   *[other] { $count } reports are assigned to you
 }
reporting-task-answered = { $count ->
    [one] One institution has answered
   *[other] { $count } institutions have answered
 }
reporting-task-question = Question of the health office about report { $receipt }
reporting-task-answer = Answer

## Striking in comparison
reporting-hints-title = Compared with other reports
reporting-hint-unusual = { $question }: { $value }. Usual in the periods before: { $usual }.
reporting-hint-copied = All numbers are the same as in { $period }.
reporting-hint-twice = The same person may have been reported already: { $receipt }
