# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Exporting answers
deed-answers-export = Answers exported as a file
reporting-export-title = Export answers
reporting-export-intro = You get the answers of the chosen reports as a file, each in its newest version.
reporting-export-source = Reports of
reporting-export-from = Period from
reporting-export-from-hint = If you leave it empty: all periods of the collection. A week counts as soon as one of its days lies in the period.
reporting-export-to = Period to
reporting-export-states = State of the reports
reporting-export-format = Format
reporting-export-format-name = { $format ->
    [csv] CSV: tables as text
    [xlsx] XLSX: workbook for spreadsheet programs
    [json] JSON: nested objects
    [parquet] Parquet: tables with data types for statistics programs
   *[fhir] FHIR: QuestionnaireResponse (R4)
 }
reporting-export-key = Name columns by
reporting-export-key-hint = A question without the identifier is named by its path in the form. FHIR always uses the linkId.
reporting-export-key-name = { $key ->
    [name] Name in the form
    [fim] FIM identifier
   *[link] linkId
 }
reporting-export-count-button = Show how many
reporting-export-file-title = File
reporting-export-count = { $reports ->
    [one] The file holds one report.
   *[other] { $institutions ->
        [one] The file holds { $reports } reports of one institution.
       *[other] The file holds { $reports } reports of { $institutions } institutions.
    }
 }
reporting-export-none = There are no reports for this choice. Choose another period or state.
reporting-export-recorded = The answers are readable in the file. Keep it as safe as the reports themselves. The export is recorded.
reporting-export-button = Download file
reporting-export-file = Answers { $title }
reporting-export-nothing-title = No collection yet
reporting-export-nothing-text = As soon as you take part in a collection, you export its answers here.
reporting-export-day-wrong = Enter a day, for example 2026-11-18.
reporting-export-order = The period ends before it begins. Enter a later day.
reporting-export-state-missing = Choose at least one state.
reporting-export-unknown = There is no such choice. Choose from the list.
reporting-export-too-many = A file holds at most { $count } reports. Choose a shorter period.
reporting-export-too-large = The answers do not fit into a workbook. Choose a shorter period, or CSV or Parquet as the format.
reporting-export-why = What is in the file?
reporting-export-because = A table has one row per report with period, institution, receipt number, state and answers. Each repeat of the form is a table of its own; the column “submission” connects both. Several tables come as a ZIP file with CSV and Parquet. If reports were made with several versions of the form, each version has tables of its own.
reporting-export-link = Export answers
reporting-api-parameter = The parameter “{ $parameter }” is missing, wrong or unknown. The description of the interface says what is possible.
