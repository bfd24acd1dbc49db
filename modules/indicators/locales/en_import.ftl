# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Reading as long work

indicators-intake-own = I say myself what the columns mean
indicators-intake-own-hint = Otherwise you are asked only if something is not clear.
indicators-intake-title = { $file } is being read
indicators-intake-phase = { $phase ->
    [opening] The file is being opened
    [reading] The rows are being read
    [counting] The numbers are being counted
   *[keeping] The result is being stored
}
indicators-intake-rows = { $read } of about { $about } rows have been read.
indicators-intake-text = You can leave the page; the result is found among your tasks. Nothing is taken over before you agree.
indicators-intake-again = Look now
indicators-intake-cancel = Cancel
indicators-intake-discard = Discard
indicators-intake-cancelled = The file is not read.
indicators-intake-cancelled-title = Cancelled
indicators-intake-cancelled-text = Nothing of this file was taken over.
indicators-intake-ended = The file has been read or cancelled meanwhile. Look among your tasks.
indicators-intake-failed = The file was not read
indicators-intake-other = Read another file
indicators-intake-made = Uploaded
indicators-intake-where = { $fault ->
    [too-many-cells] Sheet “{ $place }”, row { $at }.
    [too-many-columns] Line { $at }.
    [no-column] Column { $at }.
   *[other] It is about “{ $place }”.
}
indicators-intake-task = { $state ->
    [staged] Check data: { $file }
    [mapping] Say what columns mean: { $file }
    [failed] Not read: { $file }
   *[reading] Being read: { $file }
}
indicators-intake-task-action = { $state ->
    [staged] Check
    [mapping] Say it
    [failed] Look
   *[reading] Look
}

## What columns mean

indicators-mapping-title = What the columns mean
indicators-mapping-lead = Say what stands in the columns of { $file }. What could be recognised is suggested.
indicators-mapping-known-title = As before
indicators-mapping-known = A file with the same headings was read so for version { $number } of { $set }. If it still fits, read the file at once.
indicators-mapping-doubts = Please check
indicators-mapping-doubt = { $doubt ->
    [notation] whether 1.234 is a thousand or a fraction
    [empty] whether empty cells mean zero or “not known”
    [whole-numbers] whether whole numbers are weeks, months or ages
    [count-or-value] whether numbers are counts or calculated values
    [categories] whether the labels are diseases; they are not in the list
    [season-or-school-year] whether two years are a season or a school year
    [week-or-month] whether 2024-05 is a week or a month
   *[headings] whether the first row holds headings
}
indicators-mapping-rows = The first rows of the file
indicators-mapping-table = Sheet
indicators-mapping-table-hint = After a change you see the suggestion for the other sheet.
indicators-mapping-columns = What stands in the columns
indicators-mapping-column = Column { $number }: { $heading }
indicators-mapping-ignored = Do not use
indicators-mapping-says = Says this about the row
indicators-mapping-numbers = Number
indicators-mapping-headed = Number whose heading says something
indicators-mapping-role = { $role ->
    [category] Disease or characteristic
    [week] Week with year
    [week-of-year] Number of the week
    [year] Year
    [day] Day
    [month] Month with year
    [month-of-year] Number of the month
    [quarter] Quarter with year
    [quarter-of-year] Number of the quarter
    [season] Season
    [school-year] School year
    [place-key] Place as key
    [place-name] Place as name
    [age] Age
    [sex] Sex
    [age-from] Age from
    [age-to] Age to
   *[known-on] Day on which it was known
}
indicators-mapping-number = { $use ->
    [count] Count
    [numerator] Count with a property (numerator)
    [denominator] Count of all (denominator)
    [value] Calculated value
    [lower] Lower bound of the value
   *[upper] Upper bound of the value
}
indicators-mapping-count-by = Count, heading: { $role }
indicators-mapping-value-by = Value, heading: { $role }
indicators-mapping-further = { $count ->
    [1] One more column stays as suggested.
   *[other] { $count } more columns stay as suggested.
}
indicators-mapping-fixed = What is true for the whole table
indicators-mapping-fixed-hint = Needed only if no column says it.
indicators-mapping-period-kind = Kind of period
indicators-mapping-period = Period
indicators-mapping-period-hint = For example 2026-W46.
indicators-mapping-period-wrong = This is no such period.
indicators-mapping-year = Year of the weeks
indicators-mapping-year-hint = If weeks are numbers only.
indicators-mapping-year-wrong = The year has four digits.
indicators-mapping-place = Place
indicators-mapping-place-hint = Official key with 2, 5 or 8 digits.
indicators-mapping-place-wrong = This is no official key.
indicators-mapping-age = Age group
indicators-mapping-sex-label = Sex
indicators-mapping-sex = { $sex ->
    [female] female
    [male] male
    [diverse] diverse
   *[unknown] sex unknown
}
indicators-mapping-notation-legend = How the table is written
indicators-mapping-notation = Numbers
indicators-mapping-notation-name = { $notation ->
    [german] 1.234,5 (comma before the fraction)
   *[english] 1,234.5 (point before the fraction)
}
indicators-mapping-empty = Empty cells
indicators-mapping-empty-name = { $empty ->
    [missing] Not known
   *[zero] Zero
}
indicators-mapping-level = Names of places are
indicators-mapping-level-name = { $level ->
    [district] Districts
    [municipality] Municipalities
    [state] States
   *[country] Countries
}
indicators-mapping-edition = Several editions of a number
indicators-mapping-edition-hint = Matters only if a column says on which day a number was known.
indicators-mapping-edition-name = { $edition ->
    [latest] Only the latest
   *[all] All
}
indicators-mapping-only-diseases = Read diseases of the list only; other labels are errors
indicators-mapping-more = More
indicators-mapping-above = Rows above the headings
indicators-mapping-above-hint = Empty rows do not count.
indicators-mapping-above-wrong = Give a number from 0 to 100.
indicators-mapping-two-headings = The headings take two rows
indicators-mapping-categories = Labels of diseases
indicators-mapping-categories-hint = One per line: label in the file = short name, for example flu = influenza.
indicators-mapping-pairs-wrong = Write one per line: label = short name.
indicators-mapping-only = Certain rows only
indicators-mapping-only-hint = One per line: heading = text that the column must hold.
indicators-mapping-only-wrong = Write one per line: heading = text. The heading must exist.
indicators-mapping-zero-signs = Signs for zero
indicators-mapping-missing-signs = Signs for “not known”
indicators-mapping-suppressed-signs = Signs for numbers that were left out
indicators-mapping-signs-hint = One per line.
indicators-mapping-preview = What becomes of it
indicators-mapping-preview-text = { $sound } of the first { $all } rows are without errors. Nothing has been read yet.
indicators-mapping-preview-none = First correct the errors above.
indicators-mapping-gaps = Still missing
indicators-mapping-people = Age and sex
indicators-mapping-value = Number
indicators-mapping-not-taken = Left out
indicators-mapping-show = Show preview
indicators-mapping-read = Read
indicators-mapping-file = The mapping as a file
indicators-mapping-file-text = The command that reads files takes the same file.
indicators-mapping-download = Download mapping
indicators-mapping-upload = Mapping from a file
indicators-mapping-upload-button = Load mapping
indicators-mapping-file-wrong = The file holds no mapping.
indicators-mapping-outdated = Somebody has changed the mapping or read the file meanwhile. Look again.

## Versions

indicators-set-versions = Versions
indicators-set-versions-text = Of those taken over the one with the highest number is current. Versions that were discarded were never shown.
indicators-set-all-versions = All { $count } versions
indicators-version-errors-file = All errors as a table (CSV)
indicators-version-restored = Brought back from version
indicators-version-mapped = Somebody has said what the columns mean.
indicators-version-recognised = The file was recognised by itself.
indicators-version-map-again = Say otherwise what the columns mean
indicators-version-removed = The file of this version was deleted after its time. Upload it again.
indicators-version-bring-back = Bring version { $number } back
indicators-version-bring-back-confirm = The numbers of version { $number } are then shown as a new version. The other versions are kept.
indicators-version-brought-back = The earlier numbers are version { $number } now, and current.
indicators-version-not-brought-back = Another version is current meanwhile. Look again.
indicators-errors-column = { $column ->
    [line] Line
    [column] Column
    [found] Found
   *[reason] Reason
}

## Earlier versions

indicators-stands = How the numbers have changed
indicators-stands-title = { $disease } { $where }: numbers by version
indicators-stands-text = Each column is a version as it was shown then. New notifications and corrections change earlier weeks, too.
indicators-stands-one = There is only one version so far.
indicators-stands-change = Change
indicators-stands-none = not yet
indicators-stands-back = Back to the disease
indicators-stands-download = Download table (CSV)
indicators-stands-current = Current
indicators-stands-entry = { $day } (version { $number })
indicators-stands-frozen = You see an earlier version
indicators-stands-frozen-text = The numbers were shown so then; they have changed since. Choose “Current” above for those of today.
indicators-stands-unknown = There is no such version, or it was discarded and never shown. There are: { $stands }.
schedule-indicators-import-free = End readings that were given up
schedule-indicators-remove-files = Delete files of discarded versions after their time
