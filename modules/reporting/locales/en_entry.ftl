# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- Many reports at once ---
deed-reports-upload = Uploaded, sent or discarded a table with reports
schedule-reporting-free-uploads = Open uploaded tables again whose sending was given up
schedule-reporting-clean-uploads = Delete uploaded tables that are older than two weeks

reporting-upload-title = Reports by table
reporting-upload-link = Send many reports as a table
reporting-upload-text = With a table you send many reports at once. Deich checks each row like a single report. Nothing is sent before you confirm it. Nobody but you sees your tables; after { $days } days they are deleted.
reporting-upload-own = Your tables
reporting-upload-own-none-title = No table
reporting-upload-own-none-text = Choose a collection below and upload a table.
reporting-upload-own-meta = Uploaded { $at } · { $count ->
    [one] one row
   *[other] { $count } rows
 }
reporting-upload-own-action = Go on
reporting-upload-state = { $state ->
    [sending] is being sent
    [done] finished
   *[open] open
 }
reporting-upload-wrong-count = { $count ->
    [one] one row wrong
   *[other] { $count } rows wrong
 }
reporting-upload-ready-count = { $count ->
    [one] one row ready
   *[other] { $count } rows ready
 }
reporting-upload-collections = Collections
reporting-upload-collections-meta = Download the template, upload the table
reporting-upload-collections-action = Upload a table
reporting-upload-collections-none-title = No collection
reporting-upload-collections-none-text = There is no open collection that you report in.

reporting-upload-new-title = Upload a table: { $title }
reporting-upload-without-title = There is no table for this collection
reporting-upload-without = { $why ->
    [file] The form requires a file. A file does not fit into a cell. Send the reports one by one.
    [too-wide] The form has too many questions for a table. Send the reports one by one.
   *[nothing] The form asks nothing that fits into a table. Send the reports one by one.
 }
reporting-upload-template = Template
reporting-upload-template-text = Each row is a report. { $count ->
    [one] The template has one column for the answer.
   *[other] The template has { $count } columns for answers.
 } The second sheet explains each column. You can delete columns that you do not need.
reporting-upload-template-several = You report for { $count } institutions. Name the institution in each row by its name or number.
reporting-upload-template-repeats = What is asked several times has numbered columns. For further entries add columns with the next number.
reporting-upload-template-files = Files do not fit into the table. Send reports with files one by one.
reporting-upload-template-xlsx = Template for Excel
reporting-upload-template-csv = Template as CSV
reporting-upload-table = Table
reporting-upload-file = Completed table
reporting-upload-file-hint = Excel, OpenDocument or CSV; at most { $rows } rows and { $megabytes } MB.
reporting-upload-check = Upload and check
reporting-upload-why = What happens to the table?
reporting-upload-because = Deich checks each row by the rules of the form and keeps it encrypted until you send or discard it. You can send rows that are right while others are still wrong. The same row is never reported twice. After { $days } days Deich deletes what is left.
reporting-upload-missing = Choose a table.
reporting-upload-problem = { $problem ->
    [empty] The table has no row below the headings. Fill in at least one row.
    [too-large] The file is too large. { $megabytes } MB are allowed. Divide the table.
    [too-many-rows] The table has more than { $rows } rows. Divide it.
    [too-wide] The table has more than 500 columns, or there is too much text in one cell.
    [error-cell] Row { $row } holds an error of the spreadsheet program, such as #N/A. Replace it by a value.
   *[unreadable] The file cannot be read. Save the table as an Excel workbook or as CSV and upload it again.
 }
reporting-upload-headings = The headings do not fit the template of this collection.
reporting-upload-headings-missing = Missing
reporting-upload-headings-unknown = Unknown
reporting-upload-headings-twice = More than once

reporting-upload-sheet = Reports
reporting-upload-institutions = Institutions
reporting-upload-number = Number
reporting-upload-explain = Explanation
reporting-upload-explain-column = Column
reporting-upload-explain-question = Question
reporting-upload-explain-type = Type
reporting-upload-explain-unit = Unit
reporting-upload-explain-need = Required
reporting-upload-explain-values = Permitted values
reporting-upload-explain-example = Example
reporting-upload-need = { $need ->
    [always] yes
    [sometimes] depends on answers
   *[never] no
 }
reporting-upload-type = { $kind ->
    [integer] whole number
    [decimal] number
    [range] number
    [date] date
    [time] time of day
    [date-time] date and time
    [boolean] yes or no
    [select-one] one choice
    [select-many] several, separated by semicolons
    [rank] order
    [geopoint] latitude and longitude
    [geotrace] points of a line
    [geoshape] points of an area
    [acknowledge] yes
    [trigger] yes
   *[text] text
 }
reporting-upload-column-institution = The institution that reports: its name or number.
reporting-upload-column-period = { $kind ->
    [event] The day of the report, for example 2026-11-18. Empty means today.
    [month] Year and month, for example 2026-10.
    [quarter] Year and quarter, for example 2026-Q4.
    [year] The year, for example 2026.
   *[week] Year and calendar week, for example 2026-W40.
 }
reporting-upload-column-reason = What is wrong with the row. This column is not read when the table is uploaded.
reporting-upload-wrong-file = { $title }, wrong rows

reporting-upload-one-title = Reports by table: { $title }
reporting-upload-sending-title = The reports are being sent
reporting-upload-sending-text = { $sent } of { $count } reports have arrived. You can leave this page; sending goes on.
reporting-upload-sending-again = Load again
reporting-upload-some-wrong = { $count ->
    [one] One row has to be corrected
   *[other] { $count } rows have to be corrected
 }
reporting-upload-some-wrong-text = Correct the rows here, or download them with the reasons and upload them again when they are corrected. You can already send the rows that are right. On { $date } Deich deletes what is left.
reporting-upload-interrupted-title = Sending was broken off
reporting-upload-interrupted-text = Arrived: { $sent }. Not sent yet: { $ready }. Send once more. What has arrived is not sent twice.
reporting-upload-all-right = { $count ->
    [one] One report is ready
   *[other] { $count } reports are ready
 }
reporting-upload-all-right-text = They are sent only when you confirm it.
reporting-upload-done-title = Nothing left to do
reporting-upload-done-text = All rows of this table are reported.
reporting-upload-at = Uploaded
reporting-upload-rows = Rows
reporting-upload-ready = Ready
reporting-upload-wrong = Wrong
reporting-upload-known = Already reported
reporting-upload-sent = Sent
reporting-upload-send = { $count ->
    [one] Send one report
   *[other] Send { $count } reports
 }
reporting-upload-wrong-xlsx = Wrong rows for Excel
reporting-upload-wrong-csv = Wrong rows as CSV
reporting-upload-tabs = Rows
reporting-upload-tab = { $tab ->
    [fehler] Wrong ({ $count })
    [auffaellig] Unusual ({ $count })
    [bekannt] Already reported ({ $count })
    [gesendet] Sent ({ $count })
   *[bereit] Ready ({ $count })
 }
reporting-upload-none-here = There is no row here.
reporting-upload-shown = { $count ->
    [one] One row
   *[other] { $count } rows
 }
reporting-upload-list = Rows of the table
reporting-upload-line = Row
reporting-upload-notes = Notes
reporting-upload-action = Action
reporting-upload-row-action = { $tab ->
    [fehler] Correct
    [bekannt] Look at the report
    [gesendet] Look at the report
   *[bereit] Look
 }
reporting-upload-fine-now = Nothing is wrong with this row any more. Open and save it.
reporting-upload-rights = The table names institutions that you no longer report for. Correct these rows or discard the table.
reporting-upload-not-sent = There is nothing to send at the moment.
reporting-upload-is-sending = The table is being sent. You can discard it afterwards.

reporting-upload-fault = { $fault ->
    [institution-missing] Name the institution.
    [institution-unknown] You do not report for this institution in this collection. Check its name or number.
    [institution-ambiguous] Several institutions have this name. Give the number.
    [period-missing] Name the period.
    [period-invalid] This is no period of this collection.
    [closed] The collection is closed.
    [not-begun] Reports about this period are not taken yet.
    [not-expected] The institution does not report for this period.
    [locked] The period is approved or locked. Please contact your health office.
    [taken] There is already another report about this period. Correct that one if something has changed.
    [twice-period] Another row of the table names the same period of the same institution.
    [damaged] This row is damaged and can no longer be read. Please enter it again, or upload the table once more.
   *[beyond] There is something beside the columns of the template. Check whether the row has slipped.
 }

reporting-upload-row-title = Row { $row }
reporting-upload-row-notes = Please note
reporting-upload-row-known = A report with the same answers has come already. This row will not be sent.
reporting-upload-row-outdated = This row was changed in another window meanwhile, or is being sent. Check your answers and save them again if they are to hold.
reporting-upload-row-period = { $kind ->
    [event] Day of the report
   *[other] Period
 }
reporting-upload-row-save = Check and save
reporting-upload-row-back = Back to the table
reporting-upload-row-is-fine = Row { $row } is right now.
reporting-upload-row-is-known = Row { $row } is already reported and will not be sent.

reporting-upload-discard = Discard the table
reporting-upload-discard-title = Discard an uploaded table
reporting-upload-discard-text = { $count ->
    [0] The list of rows is deleted. Reports that were sent remain.
    [one] One row that was not sent is deleted. Reports that were sent remain.
   *[other] { $count } rows that were not sent are deleted. Reports that were sent remain.
 }
reporting-upload-discarded = The table is discarded.

reporting-mail-upload-interrupted-subject = Your reports were not all sent
reporting-mail-upload-interrupted-text = Dear { $name },

    sending your reports about “{ $collection }” was broken off by an error.
    Arrived: { $sent }
    Not sent yet: { $ready }

    Please send the rest once more. What has arrived is not sent twice:
    { $link }

reporting-mail-upload-subject = Your reports were sent
reporting-mail-upload-text = Dear { $name },

    Your reports by table for “{ $collection }” were sent.

    Arrived: { $sent }
    Still wrong: { $wrong }

    The table with all rows: { $link }

    This message holds nothing of what the reports say.

reporting-api-bulk-key = The header Idempotency-Key has 1 to 60 visible ASCII characters.
reporting-api-bulk-count = Send 1 to { $most } reports per call.

reporting-sent-all = All
reporting-sent-period-hint = For example 2026-W47 or 2026-11-18
reporting-receipt-paper = Receipt { $receipt }
reporting-receipt-as-paper = Receipt as PDF
reporting-receipt-pdf = PDF
reporting-map-xlsx = As an Excel file
reporting-map-sheet = Completeness

# --- Access keys of institutions ---
action-report-keys = Make and end access keys of an institution
reporting-keys-title = Access keys of institutions
reporting-keys-of = Access keys: { $institution }
reporting-keys-text = With an access key a program reports for the institution, such as the information system of a hospital. The key belongs to the institution and to no person. It goes on when somebody leaves.
reporting-keys-search = Search for an institution
reporting-keys-none-title = No institution
reporting-keys-none-text = There is no institution whose keys you look after.
reporting-key-none-title = No key
reporting-key-none-text = Make a key below if a program is to report.
reporting-key-new = New key
reporting-key-name = Name
reporting-key-name-hint = What the key is for, such as the name of the program.
reporting-key-name-invalid = Enter a name of at most { $most } characters.
reporting-key-actions = Allowed
reporting-key-may = { $action ->
    [submission-open] Read own reports
   *[other] Send reports
 }
reporting-key-actions-missing = Choose what the program may do.
reporting-key-collections = Collections
reporting-key-collections-hint = If you choose none, the key holds for all collections of the institution.
reporting-key-all = all
reporting-key-days = Valid
reporting-key-days-hint = Afterwards you make a new key.
reporting-key-days-missing = Choose for how long the key is valid.
reporting-key-for-days = { $days } days
reporting-key-too-many = The institution has { $most } keys already. End another one first.
reporting-key-make = Make the key
reporting-key-until = Valid until
reporting-key-used = Last used
reporting-key-never = never
reporting-key-made-title = Your new key
reporting-key-once-title = The key is shown only now
reporting-key-once-text = Enter it into the program at once. Deich does not keep it. If it gets lost, end it and make a new one.
reporting-key-server = Address
reporting-key-secret = Key
reporting-key-use = The program sends it with each call as “Authorization: Bearer …”.
reporting-key-done = Done
reporting-key-end = End the key
reporting-key-end-text = The program that uses the key “{ $name }” can no longer report then. Reports that were sent remain.
reporting-key-ended = The key “{ $name }” has ended.
reporting-nav-keys = Keys
reporting-keys-area = The keys with which programs report for an institution, and what they permit.
