# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- rights of the people concerned
deed-report-restrict = Report restricted, or its restriction lifted
deed-report-delete = Report deleted, or kept after the end of its case file
reporting-holdings = Reports and drafts
reporting-holdings-report = Report
reporting-holdings-draft = Draft of the institution
reporting-holdings-receipt = Receipt number
reporting-holdings-institution = Institution
reporting-holdings-period = Period
reporting-holdings-sent = Received
reporting-holdings-current = State
reporting-holdings-state = { $state ->
    [submitted] waits for review
    [returned] returned
    [accepted] accepted
   *[withdrawn] withdrawn
  }
reporting-holdings-version = Version { $number } of { $when }
reporting-holdings-notes = Queries and comments
reporting-holdings-stays = Grouped figures that have left the office stay. They name nobody.
reporting-restricted-badge = restricted
reporting-restricted-title = This report is restricted
reporting-restricted-text = It is not changed, not exported and not released (Article 18 GDPR).
reporting-leftovers-title = Reports without a case file
reporting-leftovers-lead = The case files of these reports were deleted after their time. Decide whether the report is deleted, too.
reporting-leftovers-none-title = Nothing to decide
reporting-leftovers-none-text = When a case file has been deleted after its time, its report stands here.
reporting-leftovers-since = File deleted
reporting-leftover-title = Report { $receipt } without a case file
reporting-leftover-consequence = All versions of the report, its history and its files are deleted. This cannot be undone.
reporting-leftover-delete = Delete report
reporting-leftover-keep-title = Keep the report
reporting-leftover-keep = Keep for this reason
reporting-leftover-reason = Why is it still needed?
reporting-leftover-reason-missing = Please give a reason.
reporting-leftover-decided = Somebody else has decided about it meanwhile.
reporting-leftover-deleted = The report is deleted.
reporting-leftover-kept = The report stays. The reason is noted.
reporting-task-leftovers = { $count ->
    [one] One report without a case file: delete or keep
   *[other] { $count } reports without a case file: delete or keep
  }
reporting-activity-class = { $class ->
    [identifier] Data that name a person
    [quasi] Data that help to recognise a person together with others
    [sensitive] Data that need special protection
    [plain] Plain facts
    [entity] Identifiers
    [date] Days
    [measure] Counts
   *[none] Data without a privacy class, which do not leave the office
  }
reporting-activity-persons = People who are reported about, their guardians, people who report
reporting-activity-persons-none = People of institutions who report
reporting-activity-recipients = The health office. The state receives only checked, grouped figures that name nobody.
reporting-activity-origin = Institutions that report
reporting-activity-retention = Until the health office deletes them; after the end of a case file the office decides about its report.
reporting-activity-measures = Answers lie encrypted under a key of the office; each opening is recorded; sign-in with a second factor.
