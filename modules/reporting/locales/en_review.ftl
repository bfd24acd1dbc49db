# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rights
action-release-arrive = Take over a release at the state

## Review: overview
reporting-nav-review = Review
reporting-review-only-open = Only weeks in which something is to be done
reporting-review-none-title = No weeks
reporting-review-none-text = As soon as institutions of your health office take part in a collection, its weeks stand here. If you have filtered, reset the filter.
reporting-review-caption = Collections by week
reporting-review-due = Due
reporting-review-late = Late
reporting-review-missing = Missing
reporting-review-implausible = Implausible
reporting-review-to-review = To review

## Review: one week
reporting-review-due-on = Due: { $date }
reporting-review-filter = Reports by state
reporting-review-filter-name = { $filter ->
    [pruefen] To review ({ $count })
    [auffaellig] Implausible ({ $count })
    [fehlt] Missing ({ $count })
    [verspaetet] Late ({ $count })
    [zurueck] Returned ({ $count })
    [meine] With me ({ $count })
    [angenommen] Accepted ({ $count })
   *[alle] All ({ $count })
 }
reporting-review-search = Institution or town
reporting-review-count = { $count ->
    [one] One row
   *[other] { $count } rows
 }
reporting-review-empty-title = Nothing found
reporting-review-empty-text = There is no report with this filter. Choose another state or change the search.
reporting-review-week-caption = Institutions and their reports
reporting-review-institution = Institution
reporting-review-town = Town
reporting-review-hints = Notes
reporting-review-changed = Received
reporting-review-action = Action
reporting-review-open = Open
reporting-review-status = { $status ->
    [zero] nothing to report
    [missing] missing
    [draft] in progress
    [submitted] to review
    [returned] returned
   *[accepted] accepted
 }
reporting-review-overdue = overdue
reporting-review-corrected = corrected
reporting-review-warnings = { $count ->
    [one] one implausible answer
   *[other] { $count } implausible answers
 }
reporting-review-reminded-at = reminded: { $at }
reporting-review-remind-column = Remind
reporting-review-remind-one = Remind { $institution }
reporting-review-remind-chosen = Remind the chosen ones
reporting-review-remind-overdue = { $count ->
    [one] Remind the overdue institution
   *[other] Remind all { $count } that are overdue
 }
reporting-review-remind-why = What does the reminder say?
reporting-review-remind-because = The mail names the collection and the week and has a link to the form, nothing else. Deich reminds by itself one, four and eight days after the due day; nobody is reminded of the same report twice on one day.
reporting-review-remind-nobody = No institution was chosen. Tick the institutions that you want to remind.
reporting-review-reminded = { $reports ->
    [0] No institution was reminded:
    [one] One institution was reminded
   *[other] { $reports } institutions were reminded
 } { $reports ->
    [0] they were reminded of these reports today already, or have nobody with access.
   *[other] ({ $mails } { $mails ->
        [one] mail
       *[other] mails
     }). { $skipped ->
        [0] {""}
        [one] One more was reminded today already or has nobody with access.
       *[other] { $skipped } more were reminded today already or have nobody with access.
     }
 }

## Review: accepting many
reporting-review-accept-all = { $count ->
    [one] Accept the unremarkable report
   *[other] Accept { $count } unremarkable ones
 }
reporting-review-accept-all-title = Accept unremarkable reports
reporting-review-accept-all-consequence = { $count ->
    [one] One report without anything implausible will be accepted. It is grouped at the next release.
   *[other] { $count } reports without anything implausible will be accepted. They are grouped at the next release.
 }
reporting-review-accept-all-submit = Accept
reporting-review-accept-left-alone = { $count ->
    [one] One implausible report stays to be reviewed.
   *[other] { $count } implausible reports stay to be reviewed.
 }
reporting-review-accept-undo = Each acceptance can be undone until the report has gone into a release.
reporting-review-accept-none-title = Nothing to accept
reporting-review-accept-none-text = No unremarkable report waits for review in this week.
reporting-review-accepted-together = { $accepted ->
    [0] No report was accepted.
    [one] One report is accepted.
   *[other] { $accepted } reports are accepted.
 } { $skipped ->
    [0] {""}
    [one] One had changed meanwhile and was left alone.
   *[other] { $skipped } had changed meanwhile and were left alone.
 }

## Review: one report
reporting-review-submission-title = { $institution }, { $period }
reporting-review-warnings-title = { $count ->
    [one] One answer is implausible
   *[other] { $count } answers are implausible
 }
reporting-review-answers = Answers (version { $version })
reporting-review-decision = Decision
reporting-review-accept = Accept
reporting-review-accept-text = Accepted reports are grouped with others at the next release.
reporting-review-undo = Undo the acceptance
reporting-review-undo-text = The report is not in any release yet. You can undo its acceptance.
reporting-review-return = Return
reporting-review-comment = Question to the institution
reporting-review-comment-hint = Say what is to be checked. The institution reads the question after signing in; it is not in the mail. The question is stored encrypted.
reporting-review-comment-missing = Write what the institution should check.
reporting-review-comment-long = The question is too long. Shorten it to at most 2,000 characters.
reporting-review-seen-missing = The form lacks the state of the report. Open the report again.
reporting-review-accepted = Report { $receipt } is accepted.
reporting-review-undone = The acceptance of report { $receipt } is undone.
reporting-review-returned = Report { $receipt } is returned. The institution gets a mail with a link.
reporting-review-has-left = This version has gone into a release meanwhile. Its acceptance cannot be undone any more. If the report is wrong, return it with a question; a correction is released separately.
reporting-review-sent-by = Sent by
reporting-review-left = Release
reporting-review-left-in = Version { $version } went into release { $sequence }
reporting-review-back = To the period
reporting-review-opened-why = Who sees that I have opened this report?
reporting-review-opened-because = Each opening is recorded in the health office's audit trail: who, when, which report. What the report says is not in the trail.
reporting-review-event = { $kind ->
    [submitted] Received (version { $version })
    [corrected] Corrected (version { $version })
    [returned] Returned (version { $version })
    [accepted] Accepted (version { $version })
    [accept-undone] Acceptance undone (version { $version })
   *[withdrawn] Withdrawn
 }
reporting-review-conflict-title = The report has changed
reporting-review-conflict-happened = Somebody was faster
reporting-review-conflict-now = { $state ->
    [submitted] The report now waits for review with version { $version }.
    [returned] The report is returned now.
    [accepted] The report is accepted now.
   *[withdrawn] The report is withdrawn now.
 }
reporting-review-conflict-nothing = Your decision was not stored, because you have seen an older state.
reporting-review-conflict-typed = Your text
reporting-review-conflict-look = Look at the report

## Mails
reporting-mail-reminder-subject = { $count ->
    [one] A report is still missing
   *[other] { $count } reports are still missing
 }
reporting-mail-reminder-line =
    { $collection }, { $period }
    { $link }
reporting-mail-reminder-text =
    Hello { $name },

    { $count ->
        [one] this report of your institution has not come in yet:
       *[other] these reports of your institution have not come in yet:
    }

    { $lines }

    A short report is enough even if your institution was closed. If you have reported meanwhile, nothing more is to be done.
reporting-mail-returned-subject = A question about your report { $receipt }
reporting-mail-returned-text =
    Hello { $name },

    Your health office has a question about a report: { $collection }, { $period }, receipt number { $receipt }.

    Read and answer the question here, after signing in:
    { $link }

## Releases
reporting-nav-releases = Releases
reporting-releases-lead = what the health office has forwarded to the state in groups
reporting-releases-ledger = Release ledger
reporting-releases-count = { $count ->
    [one] One release
   *[other] { $count } releases
 }
reporting-releases-none-title = No release yet
reporting-releases-none-text = Each Monday at 6, what stands in accepted reports and covers enough institutions or people is released.
reporting-releases-caption = Releases, the newest first
reporting-releases-why = What leaves the health office?
reporting-releases-because = Only groups of at least as many institutions or people as the release policy demands, with sums and frequencies. Each release is checked before it is sent and when it arrives by a second, separate part of the program; a group is never changed.
reporting-release-week = Week of the release
reporting-release-number = Number
reporting-release-groups = Groups
reporting-release-smallest = Smallest group
reporting-release-reports = Reports
reporting-release-held = Held at the office
reporting-release-held-few = from fewer than { $count } institutions
reporting-release-held-few-records = fewer than { $count }
reporting-release-at = Released
reporting-release-by = Started by
reporting-release-by-itself = Deich, on schedule
reporting-release-title = Release report { $sequence }: { $collection }
reporting-release-print = Print
reporting-release-arrived = arrived at the state
reporting-release-on-the-way = on the way
reporting-release-german-only = The report is an official paper and is written in German.
reporting-release-what-left = What has left the office
reporting-release-what-left-text = This table shows everything that was forwarded, and nothing else.
reporting-release-document = The document as it was sent
reporting-release-groups-caption = Groups
reporting-release-place = Place
reporting-release-no-place = no place
reporting-release-region = Statistical region { $key }
reporting-release-kind = Kind
reporting-release-group-kind = { $kind ->
    [figures] sums
    [records] reports
    [closed] closed
    [correction] correction
   *[count] counted only
 }
reporting-release-facilities = Institutions
reporting-release-persons = People
reporting-release-any = all
reporting-release-no-answer = not answered
reporting-release-four-weeks = Four-week period { $number }/{ $year }
reporting-release-pdf = As PDF
reporting-release-unclassified = The release policy gives these fields no class: { $fields }. Nothing was forwarded. Complete the release policy.
reporting-release-other-path = The release policy says that these reports are transmitted by law. Nothing is released here.
reporting-release-now-title = Release now
reporting-release-now-text = Releases run by themselves each Monday at 6. Here you see beforehand what would leave the office, and can release it earlier.
reporting-release-now-of = Preview: { $collection }
reporting-release-would-leave = What would leave the office
reporting-release-would-leave-text = { $reports ->
    [one] One report
   *[other] { $reports } reports
 } in { $groups ->
    [one] one group.
   *[other] { $groups } groups.
 }
reporting-release-nothing-title = Nothing at present
reporting-release-nothing-text = No group is complete yet. What waits stays at the health office.
reporting-release-is-held = What stays at the office
reporting-release-nothing-held = Nothing. All accepted reports are released or would be now.
reporting-release-held-reason = { $count ->
    [one] One report
   *[other] { $count } reports
 }: { $reason ->
    [too-few-facilities] too few institutions with the same place and week; waits for others
    [waits] not enough of the same kind yet; waits for other reports
    [unknown-value] an answer is in no list of values of the release policy
    [dominated] one institution determines the sum almost alone
    [too-few-to-count] the longest waiting time is over, and they are too few even to be counted
    [correction-waits] correction; waits until enough others of the same group are corrected
    [correction-moves] correction that changes more than figures; stays at the office
    [correction-of-other-policy] correction of a report that was released under another policy; stays at the office
    [beyond-bound] the person counts in as many cells of this period as the release policy allows
    [period-closed] the period is closed or lies outside the collection; is not counted any more
    [period-open] the period is not over yet, or still waits for late reports
    [nothing-to-add] released already, nothing changes
    [not-yet] the week has not begun yet
    [unknown-place] the place of the institution is not known
    [out-of-range] a figure is missing or out of range
   *[several-reports] several reports of one institution about the same week
 }
reporting-release-now-consequence = { $reports ->
    [one] One report
   *[other] { $reports } reports
 } in { $groups ->
    [one] one group
   *[other] { $groups } groups
 } will be forwarded to the state.
reporting-release-now-submit = Release
reporting-released = Released: { $reports ->
    [one] one report
   *[other] { $reports } reports
 } in { $groups ->
    [one] one group
   *[other] { $groups } groups
 }.
reporting-released-nothing = There was nothing to release. No group is complete yet.
reporting-release-changed = Something has changed since the preview. Nothing was released. Look at the preview again.
reporting-release-refused = The check before sending has stopped the release. Nothing was forwarded. { $reason }
reporting-release-broken = The release cannot be computed. Nothing was forwarded. Please turn to the people who run the installation.

## Data sets of the state
reporting-nav-datasets = Data sets
reporting-datasets-lead = What has arrived from the health offices: groups with sums, no reports
reporting-datasets-none-title = Nothing has arrived yet
reporting-datasets-none-text = As soon as a health office releases, a data set grows here.
reporting-datasets-caption = Data sets by collection
reporting-datasets-offices = Health offices
reporting-datasets-releases = Releases
reporting-datasets-latest = Latest week
reporting-datasets-arrived = Last arrival
reporting-datasets-minimum = { $of ->
    [records] Each group has at least { $count } different people or institutions.
    [tables] Counts have noise, also those of a single person.
   *[sums] Each group has at least { $count } institutions.
 } Digest:
reporting-datasets-why = Why do I see no single reports?
reporting-datasets-because = Reports stay encrypted at the health office. The state gets groups of several institutions or people only, and checks each release once more when it arrives.
reporting-dataset-caption = What has arrived, by health office
reporting-dataset-none-title = Nothing has arrived yet
reporting-dataset-none-text = No health office has released anything for this collection yet.
reporting-dataset-fine = How fine and how late
reporting-dataset-fine-text = How many reports have arrived at which level. The delay is computed from the reports whose week is told.
reporting-dataset-delay = Weeks until release
reporting-dataset-counted = Counted only
reporting-dataset-level = { $level ->
    [municipality] municipality
    [district] district
    [region] region
    [state] state
    [week] week
    [four-weeks] four weeks
    [quarter] quarter
    [year] year
    [five-years] five years
    [age-group] age group
    [broad] broad age group
    [code] value
   *[other] not told
 }: { $count }
reporting-dataset-files = All groups as a file:
reporting-dataset-csv = table (CSV)
reporting-dataset-parquet = statistics programs (Parquet)
reporting-dataset-file = groups
reporting-dataset-silent = { $count ->
    [one] Nothing has arrived from one health office
   *[other] Nothing has arrived from { $count } health offices
 }
reporting-dataset-silent-text = Either nothing has been accepted there yet, or too few institutions take part to form a group.

## Tasks
reporting-task-review = Reports to review: { $count }
reporting-task-corrected = Answered questions to review: { $count }
reporting-task-missing = Overdue reports: { $count }
reporting-task-release-report = New release reports: { $count }
reporting-task-about = { $collection }, { $period }
reporting-task-review-action = Review
reporting-task-missing-action = Remind
reporting-task-read-action = Read
