# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- Rights and audit trail
action-extract-read = See and download anonymised extracts
action-extract-make = Make anonymised extracts
action-extract-sign = Sign extracts or send them back
deed-extract-read = Extract downloaded or values opened
deed-extract-make = Worked on an extract
deed-extract-sign = Extract signed or sent back
deed-extract-delete = Rows of an extract deleted after their time
schedule-extracts-free = End calculations of extracts that were given up
schedule-extracts-delete = Delete rows of extracts after their time

# --- List
extracts-nav = Extracts
extracts-area = Anonymise tables for research and pass them on
extracts-lead = A table in, an anonymised one out. Rows are deleted after { $days } days, figures and report stay.
extracts-none-title = No extracts yet
extracts-none-text = Once somebody uploads a table, it is listed here.
extracts-title = Name
extracts-use = Use
extracts-use-name = { $use ->
    [own] Own figures of the state
    [research] Research by others
   *[publication] Publication
  }
extracts-state = State
extracts-state-name = { $state ->
    [draft] In work
    [running] Being calculated
    [done] Calculated
   *[failed] Without a result
  }
extracts-waits = Signature missing
extracts-made = Uploaded
extracts-why = Why only once?
extracts-why-text = An extract is anonymous by itself. Several extracts about the same people can show single ones when they are compared. For regular forwarding there are release policies and the release ledger.

# --- Upload
extracts-new-title = Begin an extract
extracts-title-hint = For instance: School entry 2026. Name nobody.
extracts-use-hint = If the result leaves the state agency, the data protection officer signs it first.
extracts-choose = Please choose
extracts-purpose = Purpose
extracts-purpose-hint = What for, and on which basis? It stands in the report.
extracts-table = Table
extracts-table-hint = CSV, Excel or Parquet, at most { $megabytes } MB, with headings. It is encrypted, and deleted after { $days } days.
extracts-upload = Upload
extracts-title-missing = Enter a name of at most 200 characters.
extracts-use-missing = Choose the use.
extracts-purpose-missing = Enter the purpose, at most 2,000 characters.
extracts-table-missing = Choose a file with the table.

# --- Columns
extracts-columns-title = Columns
extracts-columns-of = Columns: { $title }
extracts-columns-lead = What does each column say about a person? What you do not name does not leave.
extracts-column-values = { $count ->
    [one] One single value.
   *[other] { $count } different values.
  }
extracts-column-gaps = { $count ->
    [one] One row is empty here.
   *[other] { $count } rows are empty here.
  }
extracts-column-unique = Every row has another value: that is an identifier most of the time.
extracts-class = Meaning of { $column }
extracts-class-name = { $class ->
    [identifier] Identifier: is left out
    [quasi] Trait by which somebody is recognised: is made coarser
    [sensitive] Sensitive: stays and is guarded
   *[plain] Harmless: stays, with a reason
  }
extracts-class-short = { $class ->
    [identifier] Identifier
    [quasi] Trait
    [sensitive] Sensitive
   *[plain] Harmless
  }
extracts-hierarchy = How { $column } is made coarser
extracts-hierarchy-hint = For traits only
extracts-hierarchy-none = Not at all
extracts-hierarchy-name = { $hierarchy ->
    [ages] Ages in years
    [days] Days
    [places] Keys of municipalities
    [sex] Sex (m, w, d, x)
    [flat] The value or nothing
   *[file] Own hierarchy
  }
extracts-reason = Reason for { $column }
extracts-reason-hint = For what is harmless only
extracts-hierarchy-upload = See the levels of { $column } or upload your own
extracts-columns-save = Save and go on
extracts-classes-why = What is what?
extracts-classes-text = Identifiers name a person: name, reference, exact address. Traits are recognised together: age, sex, place, days. Sensitive is what nobody is to learn about a person, such as a finding. Everything else needs a reason.

# --- Own hierarchy
extracts-hierarchy-title = Hierarchy of { $column }
extracts-hierarchy-own = Own hierarchy
extracts-hierarchy-lead = One row per value, one column per level, from fine to coarse. Semicolons, UTF-8, no heading.
extracts-hierarchy-file = File with the hierarchy
extracts-hierarchy-file-hint = CSV, at most { $megabytes } MB
extracts-hierarchy-missing = Choose a file with the hierarchy.
extracts-hierarchy-done = The hierarchy is saved.
extracts-hierarchy-levels = Levels
extracts-hierarchy-labels = Labels
extracts-hierarchy-examples = For instance
extracts-hierarchy-finest = The values themselves
extracts-check-total = Every row has equally many levels
extracts-check-functional = Every value stands there once
extracts-check-nested = What is equal stays equal at coarser levels
extracts-check-slips = No labels that are almost equal
extracts-check-complete = Every value of the table has a place
extracts-check-right = Fine
extracts-check-look = Please look
extracts-check-missing = Values are missing
extracts-hierarchy-unknown = { $count ->
    [one] One value of the table is missing in the hierarchy
   *[other] { $count } values of the table are missing in the hierarchy
  }
extracts-hierarchy-unknown-text = The extract cannot be calculated like this. Add the values to the file and upload it again.
extracts-empty-cell = (empty cell)
extracts-hierarchy-slips = Perhaps a slip
extracts-hierarchy-slip = Level { $level }: { $one } and { $other } differ in one letter.
extracts-back-to-columns = Back to the columns
extracts-hierarchy-fault = { $kind ->
    [mark] The file begins with an invisible mark. Save it as UTF-8 without a BOM.
    [encoding] Line { $line } is not UTF-8. Save the file as UTF-8.
    [table] Line { $line } cannot be read.
    [total] Line { $line } has another number of levels than the first one.
    [gap] Line { $line }: a level of “{ $label }” is empty.
    [twice] Line { $line }: “{ $label }” stands further up already.
    [nested] Line { $line }: “{ $label }” lies in two different coarser levels.
    [cycle] “{ $label }” lies below itself.
   *[empty] The file has no rows.
  }

# --- Groups
extracts-groups-title = Groups and loss
extracts-groups-of = Groups and loss: { $title }
extracts-groups-lead = How many have to look the same, and how much may be lost for it?
extracts-k = Smallest size of a group
extracts-k-hint = At least 2; 5 to 10 are usual.
extracts-entity = What is counted
extracts-entity-hint = If a person has several rows, choose the column that names her.
extracts-entity-rows = Rows
extracts-model = What guards { $column }
extracts-model-name = { $model ->
    [distinct-l] At least l different values
    [entropy-l] Entropy of at least l values
    [recursive-cl] Most frequent value not too frequent (c, l)
    [equal-t] Distribution at most t beside the table
   *[hier-t] Distribution at most t, by the hierarchy
  }
extracts-model-said = { $model ->
    [distinct-l] At least { $value } different values in each group
    [entropy-l] An entropy of at least { $value } values in each group
    [recursive-cl] The most frequent value not too frequent (c = { $c }, l = { $value })
    [equal-t] Distributed at most { $value } from the table
   *[hier-t] Distributed at most { $value } from the table, along the hierarchy
  }
extracts-model-value = l or t for { $column }
extracts-model-value-hint = l from 1, for instance 3; t from 0 to 1, for instance 0.2.
extracts-model-c = c for { $column }
extracts-model-c-hint = Only for the most frequent value, for instance 4.
extracts-suppression = Suppressed rows in percent, at most
extracts-suppression-hint = 0 to 100. To suppress single outliers leaves the others finer.
extracts-metric = Measure of loss
extracts-metric-hint = Is made as small as possible.
extracts-metric-name = { $metric ->
    [loss_arith] Mean loss per cell
    [loss_geo] Geometric mean loss
    [nm_entropy_sum] Entropy
    [discernability] Discernability
    [aecs] Mean size of groups
    [precision_arith] Precision
   *[height_sum] Sum of levels
  }
extracts-local = Every group gets levels of its own
extracts-local-hint = Finer, but levels differ from row to row.
extracts-population = Size of the population
extracts-population-hint = From how many people the table was drawn; for estimates in the report.
extracts-population-wrong = Enter a whole number, or nothing.
extracts-groups-save = Save

# --- What is missing
extracts-plan-fault = { $kind ->
    [unclassed] Choose the meaning of { $column }.
    [hierarchy] Choose how { $column } is made coarser.
    [reason] Give a reason why { $column } stays as it is.
    [model] Choose what guards { $column }, with a fitting number.
    [climbed] What guards { $column } needs a hierarchy.
    [no-quasi] Choose at least one column that is made coarser.
    [k] Enter a smallest size from 2 to { $rows }. The table has no more rows.
    [entity] Choose a column that is an identifier.
    [suppression] Enter percent from 0 to 100.
   *[metric] Choose a measure of loss.
  }
extracts-fault = { $kind ->
    [no-bytes] The file is empty.
    [encoding] The file is in UTF-16. Save it as CSV in UTF-8.
    [tabs] The columns are separated by tabs. Save the file with semicolons.
    [empty] The table has a heading only and no rows.
    [too-large] The file is too large.
    [workbook-rows] The workbook has too many rows. Save it as CSV or Parquet.
    [too-many-rows] The table has too many rows.
    [too-wide] The table has too many columns, at most 100.
    [error-cell] Row { $number } holds an error of the spreadsheet program.
    [twice] Two columns are called { $column }.
    [nameless] Column { $number } has no heading.
    [width] Line { $number } has more or fewer cells than the heading.
    [unreadable] The file cannot be read. Save it as CSV, Excel or Parquet.
    [value] Row { $number }: the hierarchy of { $column } does not know “{ $value }”.
    [rows] The table has only { $number } rows. Choose a smaller size of groups.
    [large] There are too many combinations of levels. Leave out columns or levels.
    [none] No combination satisfies all conditions. Allow more suppressed rows, or ask for less.
    [hierarchy] The hierarchy of { $column } does not fit its values.
    [interrupted] The calculation ended because a service stopped. Start it once more.
    [unwritten] The result could not be written. Perhaps two columns have one name.
   *[plan] What was said does not fit together. Check columns and groups.
  }

# --- An extract
extracts-running-title = The extract is being calculated
extracts-running-begins = The table is being read.
extracts-running-text = { $decided } of { $all } combinations are decided.
extracts-running-groups = All combinations are decided. Now the groups are made.
extracts-running-again = Load anew
extracts-cancel = Cancel the calculation
extracts-cancelled = The calculation is cancelled.
extracts-not-cancelled = The calculation had already come to its end.
extracts-failed-title = There is no result
extracts-signed-title = Signed by { $who }
extracts-returned-title = Sent back by { $who }
extracts-waits-title = The data protection officer has yet to sign
extracts-waits-text = Until then nobody can download the result.
extracts-table-size = { $rows } rows, { $columns } columns
extracts-made-by = { $when }, { $who }
extracts-until = Rows until
extracts-rows-gone = Deleted; figures and report stay
extracts-missing = Still missing
extracts-start = Calculate
extracts-start-again = Calculate once more
extracts-not-ready = Something is still missing. Check columns and groups.
extracts-not-open = This extract is being calculated, was signed, or its rows are deleted. It does not change any more.
extracts-outdated = Somebody has changed this extract meanwhile. Open it anew; what you entered was not saved.
extracts-result = Result
extracts-csv = Download CSV
extracts-parquet = Download Parquet
extracts-may-not-leave = This result cannot be downloaded: the signature is missing, or the rows are deleted.
extracts-decide = Decide
extracts-report = Report
extracts-figure-rows = Rows
extracts-figure-suppressed = Suppressed rows
extracts-figure-loss = Mean loss per row
extracts-figure-metric = Best combination: { extracts-metric-name }
extracts-figure-classes = Groups
extracts-figure-sizes = Smallest to largest group
extracts-figure-looked-at = Combinations looked at
extracts-figure-cpu = Processor time in seconds
extracts-transformation = Levels and loss
extracts-column = Column
extracts-level = Level
extracts-level-rows = level { $level }: { $rows } rows
extracts-loss = Loss
extracts-risks = Risks before and after
extracts-risk = Risk
extracts-before = Before
extracts-after = After
extracts-risk-highest = Highest risk to be recognised
extracts-risk-average = Mean risk
extracts-risk-journalist = Highest risk if nobody knows who is in the table
extracts-risk-marketer = Share that is found by whoever looks for all
extracts-risk-above-20 = Rows with a risk above 20%
extracts-risk-above-9 = Rows with a risk above 9%
extracts-risk-above-5 = Rows with a risk above 5%
extracts-risk-unique = Rows alone in their group
extracts-risk-pitman = Unique in the population, estimated after Pitman
extracts-risk-zayatz = Unique in the population, estimated after Zayatz
extracts-risks-text = The highest risk is that of whoever knows that a person is in the table. Without that it is at most as high: there is no table of the population.
extracts-risks-no-population = For estimates about the population, enter its size where the groups are described.
extracts-discard = Discard the extract
extracts-discard-title = Discard { $title }
extracts-discard-text = Table, result, figures and report are deleted at once.
extracts-discarded = The extract is discarded.

# --- Report
extracts-report-title = Report: { $title }
extracts-report-pdf = Report as PDF
extracts-report-german = The report is in German, as the authority gets it.
extracts-calculated = Calculated on
extracts-counted-column = different ones in { $column }
extracts-decision = Decision
extracts-class-heading = Meaning
extracts-becomes = What becomes of it
extracts-left-out = Left out

# --- Decision
extracts-decision-title = Decision about { $title }
extracts-decision-text = With your signature analysts can download the result and pass it on. The extract does not change any more after that.
extracts-decision-reason = Reason
extracts-decision-hint = Needed if you send the extract back. Name nobody.
extracts-sign = Sign
extracts-return = Send back
extracts-reason-long = Shorten the reason to 2,000 characters.
extracts-reason-missing = Say what is to be done otherwise.
extracts-own-work = You have worked on this extract yourself. Somebody else decides.
extracts-signed-done = The extract is signed.
extracts-returned-done = The extract is sent back.
extracts-task = Check extract: { $title }
extracts-task-action = Look
