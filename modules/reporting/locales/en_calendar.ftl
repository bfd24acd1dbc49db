# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rights
action-report-fill-on-behalf = Enter reports for institutions
action-period-approve = Approve periods of the office and open them again
action-period-accept = Accept approved periods for the state

## Calendar
reporting-latest-period = Latest period
reporting-on-time = On time
reporting-late-count = Late
reporting-zero-count = Nothing to report
reporting-period-kind = { $kind ->
    [week] weekly
    [month] monthly
    [quarter] quarterly
    [year] yearly
   *[event] for each event, any number
 }
reporting-new-form-hint = The form says whether reports are weekly, monthly, quarterly, yearly or about events.
reporting-new-next = Continue
reporting-new-other-form = choose another form
reporting-new-calendar = Periods and deadlines
reporting-new-rules = Review and approval
reporting-new-first = { $kind ->
    [month] First month
    [quarter] First quarter
    [year] First year
   *[week] First week
 }
reporting-new-last = { $kind ->
    [month] Last month
    [quarter] Last quarter
    [year] Last year
   *[week] Last week
 }
reporting-period-hint = { $kind ->
    [month] Year and month, for example 2026-10
    [quarter] Year and quarter, for example 2026-Q4
    [year] Year, for example 2026
   *[week] Year and week, for example 2026-W40
 }
reporting-opens = Open
reporting-opens-hint = From when on institutions can fill in the report.
reporting-opens-at = { $at ->
    [count-day] from the counting day on
    [end] from the day after the period on
   *[start] from the first day of the period on
 }
reporting-due-days = { $kind ->
    [event] Due so many days after the event
   *[other] Due so many days after the period
 }
reporting-due-days-hint = { $kind ->
    [event] Empty means: no deadline, no report is late.
   *[other] Counted from the last day of the period, for example 10.
 }
reporting-due-never = no deadline
reporting-due-after-event = { $days ->
    [0] on the day of the event
    [one] one day after the event
   *[other] { $days } days after the event
 }
reporting-due-after-end = { $days ->
    [0] on the last day of the period
    [one] one day after the period
   *[other] { $days } days after the period
 }
reporting-due-weeks-later = { $weeks ->
    [one] { $day } of the following week
   *[other] { $day }, { $weeks } weeks later
 }
reporting-lock-days = Locked so many days after the deadline
reporting-lock-days-hint = After that Deich takes no report and no correction; the office can open a period again. Empty means: never.
reporting-locks = Lock
reporting-locks-after = { $days ->
    [0] on the day after the deadline
    [one] one day after the deadline
   *[other] { $days } days after the deadline
 }
reporting-locks-never = none
reporting-working-days = Heed holidays and weekends
reporting-working-days-hint = A deadline on a free day moves to the next working day. A counting day that is free moves within its week.
reporting-zero-allowed = Allow to report nothing
reporting-zero-allowed-hint = Institutions can say with one click that there is nothing to report for a period.
reporting-approval = Approval of periods
reporting-approval-none = none
reporting-approval-office = Approval by the health office
reporting-approval-office-hint = Only approved periods are released to the state.
reporting-approval-office-levels = { $levels ->
    [0] no approval
    [1] by one person
   *[2] by two people (four eyes)
 }
reporting-approval-state = Acceptance by the state
reporting-approval-state-hint = The state confirms how complete each office is. It sees counts, no report.
reporting-level-office = approval by the office
reporting-level-office-again = second approval by the office
reporting-level-state = acceptance by the state
reporting-period-state = { $state ->
    [open] open
    [complete] complete
    [approved] approved
    [accepted] accepted by the state
   *[locked] locked
 }
reporting-new-by-rule = Institutions that come later take part by themselves
reporting-new-by-rule-hint = The rule holds for the chosen kind and the chosen offices. Who no longer fits leaves with the period.

## Faults of calendars
reporting-fault-month = Enter year and month, for example 2026-10.
reporting-fault-quarter = Enter year and quarter, for example 2026-Q4.
reporting-fault-year = Enter a year, for example 2026.
reporting-fault-period-kind = This period does not fit the rhythm of the form.
reporting-fault-period-in-season = Enter a period in which the collection runs.
reporting-fault-due-range = Enter a number of days, 366 at most.
reporting-fault-due-before-opening = The deadline would be before the report is open. Enter at least 1.
reporting-fault-lock-range = Enter a number of days, 1,000 at most, or leave the field empty.
reporting-fault-lock-without-due = Without a deadline there is no lock. Enter a deadline or empty the field.
reporting-refusal-locked = This period is locked. Ask your health office if there is still something to report or to correct.
reporting-review-locked = The period is approved. Take the approval back to change something.
reporting-review-same-person = You have entered this report yourself. The collection wants somebody else to accept it.

## Nothing to report
reporting-confirm-weeks = Weekly zero report
reporting-confirm-weeks-hint = Institutions that reported nothing in a week confirm with one click that there were no cases. Who neither reports nor confirms is missing. Weeks are confirmed from Friday on.
reporting-confirm-from = is expected, from { $day } of the week on
reporting-confirm-week = No cases in { $period }
reporting-zero-link = Nothing to report
reporting-zero-title = Nothing to report: { $report }
reporting-zero-text = You say that there is nothing to report for this period. You can take that back as long as the period is open.
reporting-zero-begun = The draft that was begun is deleted.
reporting-zero-reason = Reason
reporting-zero-reason-name = { $reason ->
    [no-cases] Nothing happened
    [closed] Institution closed
   *[holidays] Holidays
 }
reporting-zero-reason-missing = Choose a reason.
reporting-zero-send = Report nothing
reporting-zero-done = It has arrived: nothing to report.
reporting-zero-undo = Take it back
reporting-zero-undone = It is taken back. The report is open again.
reporting-zero-taken = There is already a report for this period.
reporting-zero-said = { $reason ->
    [no-cases] There is nothing to report for this period: nothing happened.
    [closed] There is nothing to report for this period: the institution was closed.
   *[holidays] There is nothing to report for this period: holidays.
 }
reporting-zeros-title = Periods with nothing to report

## Entering for others
reporting-on-behalf = entered by the office
reporting-on-behalf-enter = Enter
reporting-on-behalf-title = You enter this for the institution
reporting-on-behalf-text = The report shows that the health office entered it, and who did. The institution sees it among its reports.
reporting-on-behalf-begun = The institution has begun this report. Its draft stays with it until it sends or discards it.

## Approval
reporting-approval-link = Approval
reporting-approval-title = Approval: { $report }
reporting-approval-levels = Levels
reporting-approval-level-done = done
reporting-approval-level-open = open
reporting-approval-not-asked = This collection is not approved period by period. Only its deadlines lock it.
reporting-approval-not-now = It cannot be approved yet
reporting-approval-consequence = { $missing ->
    [0] { $accepted } accepted reports are locked: institutions cannot correct them any more. They go into the next release.
    [one] { $accepted } accepted reports are locked: institutions cannot correct them any more. One report is missing and cannot be sent after that.
   *[other] { $accepted } accepted reports are locked: institutions cannot correct them any more. { $missing } reports are missing and cannot be sent after that.
 }
reporting-approval-comment = Remark
reporting-approval-comment-hint = The state can read it, too. Write nothing about people.
reporting-approval-comment-long = Shorten the remark to 1,000 characters at most.
reporting-approval-done = The period is approved.
reporting-approval-undo = Take the approval back
reporting-approval-undo-text = Then the reports can be corrected and reviewed again. What has been released to the state stays there.
reporting-approval-undone = The approval is taken back.
reporting-approval-open-title = Open again
reporting-approval-open-until = Open until
reporting-approval-open = Open the period
reporting-approval-opened = The period is open again.
reporting-approval-until = Enter a day from today to 60 days from now.
reporting-approval-locked-since = The period has been locked since the end of { $day }. Open it so that institutions can report and correct.
reporting-approval-outdated = Somebody else has decided meanwhile. The page shows how things stand now.
reporting-approval-other-level = Somebody else decides on this level.
reporting-approval-no-history = No decision yet.
reporting-approval-why = Why approve?
reporting-approval-because = By approving, the office confirms that the figures of the period are reviewed. After that nothing changes unless somebody takes it back.
reporting-decision-approved = Done: { $level }
reporting-decision-taken-back = Taken back: { $level }
reporting-decision-opened = Opened again until { $until }
reporting-obstacle-done = All levels are done.
reporting-obstacle-unreviewed = Some reports are still to be reviewed or were returned to the institution.
reporting-obstacle-not-due = Reports are missing whose deadline has not passed.
reporting-obstacle-same-person = You have done the first level. Somebody else does the second.
reporting-acceptance-link = Acceptance
reporting-acceptance-title = Acceptance: { $period }
reporting-acceptance-choose = Choose
reporting-acceptance-accept = Accept the chosen
reporting-acceptance-undo = Take back the acceptance of the chosen
reporting-acceptance-done = { $left ->
    [0] { $done } offices are accepted.
   *[other] { $done } offices are accepted, { $left } are not: something has changed there or the approval is missing.
 }
reporting-acceptance-undone = { $left ->
    [0] The acceptance of { $done } offices is taken back.
   *[other] The acceptance of { $done } offices is taken back, of { $left } it is not.
 }
reporting-task-approve = { $count ->
    [one] Approve a period
   *[other] Approve { $count } periods
 }
reporting-task-approve-action = Approve
reporting-task-accept = { $count ->
    [one] One office waits for acceptance
   *[other] { $count } offices wait for acceptance
 }
reporting-task-accept-action = Look

## Completeness over time
reporting-map-title = Completeness
reporting-map-caption = Reports received per period
reporting-map-total = Together
reporting-map-older = Earlier periods
reporting-map-newer = Later periods
reporting-map-csv = Download as CSV
reporting-map-due = Due
reporting-map-nothing = nothing owed
reporting-map-share = { $come } of { $expected } received
reporting-map-mark = { $mark ->
    [missing] missing
    [returned] back
    [late] late
    [zero] zero
    [submitted] in
    [waiting] open
   *[accepted] ok
 }
reporting-map-mark-words = { $mark ->
    [missing] missing
    [returned] returned to the institution
    [late] received late
    [zero] nothing to report
    [submitted] received, not accepted yet
    [waiting] not due yet
   *[accepted] accepted
 }
reporting-map-why = What counts as received?
reporting-map-because = A report is received as soon as it is sent, and so is the statement that there is nothing to report. Late is what came after the deadline. The figures change with every report at once.

## Taking part
action-collection-join = Join collections by a link
reporting-part-link = Rules and joining by link
reporting-part-title = Rules and joining
reporting-part-rules = Rules
reporting-part-rules-text = Institutions that a rule fits take part by themselves from the current period on. Those that no longer fit or close leave. Nobody whom you have ended by hand is brought back by a rule.
reporting-part-kind = Kind of institution
reporting-part-place = Place
reporting-part-everywhere = in the whole state
reporting-part-rule-add = Add the rule
reporting-part-rule-remove = Remove
reporting-part-rule-wrong = Choose kind and place from the list.
reporting-part-rule-added = { $count ->
    [0] The rule holds. Nobody joins for now.
    [one] The rule holds. One institution takes part now.
   *[other] The rule holds. { $count } institutions take part now.
 }
reporting-part-rule-removed = The rule is removed. Those who take part stay.
reporting-part-code = Joining by link
reporting-part-code-text = With this link the manager of an institution lets it take part. Whoever has it needs an account in Deich.
reporting-part-code-make = Make a link
reporting-part-code-renew = Make a new link
reporting-part-code-remove = Switch the link off
reporting-part-code-confirm = The link so far will be worth nothing. Continue?
reporting-part-code-made = The link is valid from now on.
reporting-part-code-gone = The link is switched off.
reporting-join-page-title = Take part: { $collection }
reporting-join-page-text = Your institution reports from the current period on. Your health office sees that it takes part.
reporting-join-purpose = What for
reporting-join-button = Take part
reporting-join-done = Your institution takes part now.
reporting-join-before = Your institution takes part already.
reporting-join-over = This collection is over.
reporting-join-nobody-title = None of your institutions can join
reporting-join-nobody-text = Either all of them take part already, or you do not manage an institution. Your health office answers questions.

## Free days
reporting-free-title = Calendar of free days
reporting-free-text = Nobody works on these days. Collections that heed holidays move deadlines and counting days. The deadline of periods that are open already stays as it is.
reporting-free-before = Year before
reporting-free-after = Next year
reporting-free-caption = Free days { $year }
reporting-free-day = Day
reporting-free-name = Name
reporting-free-remove = Remove
reporting-free-add-title = Add a free day
reporting-free-add = Add
reporting-free-added = The free day is added.
reporting-free-removed = The free day is removed.
reporting-free-day-wrong = Enter a day between 2000 and 2100.
reporting-free-name-wrong = Enter a name of 100 characters at most.
reporting-holiday = { $name ->
    [new-year] New Year's Day
    [epiphany] Epiphany
    [womens-day] International Women's Day
    [good-friday] Good Friday
    [easter-sunday] Easter Sunday
    [easter-monday] Easter Monday
    [labour-day] Labour Day
    [ascension-day] Ascension Day
    [whit-sunday] Whit Sunday
    [whit-monday] Whit Monday
    [corpus-christi] Corpus Christi
    [assumption-day] Assumption Day
    [childrens-day] World Children's Day
    [unity-day] Day of German Unity
    [reformation-day] Reformation Day
    [all-saints] All Saints' Day
    [repentance-day] Day of Repentance and Prayer
    [christmas-day] Christmas Day
   *[boxing-day] Second Day of Christmas
 }

## Reminders
reporting-plan-title = Reminders
reporting-plan-text = Here stands when Deich reminds of missing reports of this collection, whom, and in which words. Mails never hold answers or anything about people; do not put any in yourself.
reporting-plan-usual-title = Nothing changed yet
reporting-plan-usual = As long as you save nothing, Deich reminds institutions by itself 1, 4 and 8 days after the deadline, of everything that is missing in one mail.
reporting-plan-fields = These fields can stand in subject and text:
reporting-plan-step = Step { $number }
reporting-plan-days = Days after the deadline
reporting-plan-days-hint = With a minus before it: so many days before the deadline, for example -2.
reporting-plan-to = To
reporting-plan-addressee = { $to ->
    [institution] the institution
    [office] the case workers of the health office
   *[administrators] the administrators of the health office
 }
reporting-plan-subject-de = Subject in German
reporting-plan-text-de = Text in German
reporting-plan-subject-en = Subject in English
reporting-plan-text-en = Text in English
reporting-plan-preview = What the mail of step { $number } looks like
reporting-plan-remove = Remove this step
reporting-plan-save = Save
reporting-plan-add = Add a step
reporting-plan-look = Preview
reporting-plan-reset = Back to the standard
reporting-plan-reset-done = Deich reminds by itself again.
reporting-plan-saved = The reminders are saved. They hold from the next morning on.
reporting-plan-outdated = Somebody else has changed the reminders meanwhile. Load the page again and enter your change once more.
reporting-plan-example-name = Mary Sample
reporting-plan-usual-subject = { "{" }anzahl{ "}" } reports are missing
reporting-plan-usual-text =
    Dear { "{" }name{ "}" },

    these reports have not arrived yet:

    { "{" }meldungen{ "}" }

    Thank you
    Your health office
reporting-plan-fault-days = Enter a number from -30 to 120.
reporting-plan-fault-twice = The same people get a mail on this day already.
reporting-plan-fault-subject = Enter a subject of one line in both languages.
reporting-plan-fault-subject-long = Shorten the subject to 120 characters at most.
reporting-plan-fault-field = Only the fields named here may stand in braces; the list of reports not in the subject.
reporting-plan-fault-reports = The field with the reports must stand in the text in both languages.
reporting-plan-fault-text-long = Shorten the text to 4,000 characters at most.
