# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rights
action-figure-read = See published figures
action-set-read = See data that was read in, also what is not published
deed-set-import = Data read in, taken over, withdrawn or published
action-set-import = Read data in, take it over and publish it

## Navigation
indicators-nav-home = Situation
indicators-nav-krankenstand = Ill children
indicators-nav-staff = Analysis

## Places
indicators-place = { $kind ->
    [city] City of { $name }
    [rural] District of { $name }
   *[other] { $name }
}
indicators-place-in = { $kind ->
    [city] in the city of { $name }
    [rural] in the district of { $name }
   *[other] in { $name }
}
indicators-place-listed = { $kind ->
    [city] { $name } (city)
    [rural] { $name } (district)
   *[other] { $name }
}

## States
indicators-state-value = With a figure
indicators-state-zero = No child ill
indicators-state-suppressed = Withheld
indicators-state-no-data = No data
indicators-state-not-yet = Not reported yet
indicators-state-closed = Centres closed

## Pages
indicators-home-title = The situation { $where }
indicators-title = Ill children in day-care centres
indicators-lead = How many children aged 3 to 6 years have an acute illness of the airways? Day-care centres count them every week.
indicators-figure-title = Ill children { $where }, { $week }
indicators-more = See all weeks and districts
indicators-season-heading = The season so far
indicators-table-heading = All districts and cities
indicators-empty-title = No figures yet
indicators-empty-text = Soon you will read here how many children in day-care centres are ill with their airways: as a map, over time and in words. The first figures come as soon as a health office passes its reports on in summary.

## Choice
indicators-week = Week
indicators-week-from = { $week } ({ $date })
indicators-district = District or city
indicators-all-districts = { $state } (as a whole)
indicators-show = Show
indicators-weeks-nav = Other weeks
indicators-back-to-state = Back to { $state } as a whole
indicators-unknown-week = There are no figures for this week. Choose a week from { $first } to { $last }.
indicators-unknown-district = There is no such district or city. The key has five digits, such as 03101 for Braunschweig.

## Sentences
indicators-sentence-value = In { $week }, { $share } of the children cared for { $where } had an acute illness of the airways: { $ill } of { $total } children in { $facilities ->
    [one] one day-care centre
   *[other] { $facilities } day-care centres
}.
indicators-sentence-compare-both = That is { $week-direction ->
    [more] more than
    [less] less than
   *[same] the same as
} in the week before ({ $week-share }) and { $season-direction ->
    [more] more than
    [less] less than
   *[same] the same as
} in the same week of the season { $season } ({ $season-share }).
indicators-sentence-compare-week = That is { $week-direction ->
    [more] more than
    [less] less than
   *[same] the same as
} in the week before ({ $week-share }); there is no figure for the same week of the season { $season }.
indicators-sentence-compare-season = That is { $season-direction ->
    [more] more than
    [less] less than
   *[same] the same as
} in the same week of the season { $season } ({ $season-share }); there is no figure for the week before.
indicators-sentence-compare-none = There are no figures to compare for the week before and for the same week of the season { $season }.
indicators-sentence-spread = There are figures for { $known } of { $all } districts and cities; the share is highest { $highest } ({ $high }) and lowest { $lowest } ({ $low }).
indicators-sentence-known = There are figures for { $known } of { $all } districts and cities.
indicators-sentence-whole = On average it is { $share } { $where }.
indicators-sentence-gap = { $state ->
    [suppressed] No figure is shown { $where } for { $week }: fewer than three centres reported, and single centres are not to be recognised.
    [not-yet] There are no figures { $where } for { $week } yet; they come on the Monday after the week.
    [closed] In { $week } the reporting centres { $where } were closed.
   *[no-data] There are no figures { $where } for { $week }, because no centre reported there.
}

## Pictures
indicators-map-title = Ill children in day-care centres by district, { $week }
indicators-map-description = Map of the districts and cities. The stronger the colour, the larger the share of ill children. The same figures stand in the table.
indicators-class-first = below { $high }
indicators-class = { $low } to below { $high }
indicators-class-last = { $low } and more
indicators-chart-title = Ill children in day-care centres, { $place }, season { $season }
indicators-chart-description = The weeks of the season, compared with the season before. The same figures stand in the file with the whole series.
indicators-axis = Share of ill children
indicators-tick = W { $week }
indicators-incomplete-short = incomplete
indicators-incomplete-title = This week is not complete yet
indicators-incomplete-text = Some health offices have not passed their figures on yet. The share can still change.

## Table
indicators-column-place = District or city
indicators-column-share = Share of ill children
indicators-column-ill = Ill children
indicators-column-cared-for = Children cared for
indicators-column-facilities = Centres

## Why
indicators-why-withheld = Why is there no figure here?
indicators-why-withheld-text = Figures leave the health office only if at least three centres reported together and none of them can be computed from the sum. They can be part of the result for the whole state all the same.
indicators-why-gaps = Why are there no figures for some districts?
indicators-why-gaps-text = “Withheld” means: there were too few centres to show them together. “No data” means: no centre takes part there, or all were closed.

## Source
indicators-source = Figures: reports of day-care centres, summed up by the health offices. Map: { $map }
indicators-source-figures = Figures: reports of day-care centres, summed up by the health offices
indicators-source-map = Map: { $map }
indicators-updated = As of: { $moment }

## Method
indicators-method-link = How we count
indicators-method-title = How ill children are counted
indicators-method-back = To the figures
indicators-method-source = Source and date
indicators-method-what = What is counted?
indicators-method-what-1 = The figure is the share of children with an acute illness of the airways among all children aged 3 to 6 years who are cared for. Counted are children who are absent for that reason, and ill children who are present.
indicators-method-what-2 = The count is made on one day of the week, usually Wednesday. The numbers of all centres of a district are added up; only then is the share computed.
indicators-method-what-3 = A season goes from calendar week 40 to calendar week 39 of the next year. Centres usually report until calendar week 20.
indicators-method-who = Who reports?
indicators-method-who-1 = Day-care centres report to their health office, and do so voluntarily. The health office checks every report.
indicators-method-who-2 = Nothing is reported about single children.
indicators-method-protection = How are centres and children protected?
indicators-method-protection-1 = The health office passes on sums only, and only of at least three centres together. Single reports do not leave the office.
indicators-method-protection-2 = If there are too few centres in a district, the office waits for further reports. After that a report can become part of the sum of a larger area. Then it counts in the result for the state, but not in that of the district.
indicators-method-protection-3 = What has been published is never divided anew. So a comparison of two weeks does not give a single centre away, either.
indicators-method-gaps = What do the gaps mean?
indicators-method-gaps-1 = “No child ill”: centres reported, and the sum is 0.
indicators-method-gaps-2 = “Withheld”: the health office takes part, but could not pass on a sum of at least three centres for this district and week.
indicators-method-gaps-3 = “No data”: no centre of the district takes part, or nobody reported.
indicators-method-gaps-4 = “Centres closed”: the centres reported that they were closed, for instance in the holidays.
indicators-method-gaps-5 = “Not reported yet”: the week is not over, or the figures are on their way. They usually come on the Monday after the week.
indicators-method-changes = Why do figures change?
indicators-method-changes-1 = Reports sometimes come late and are sometimes corrected. Both change the sums as soon as at least three centres are concerned again.
indicators-method-changes-2 = A week counts as incomplete while a health office that takes part has not passed anything on since its end, for one week at most. In the chart it is shaded.
indicators-method-changes-3 = The classes of the map are the same for all weeks of both seasons, so that a colour always means the same.
indicators-method-limits = What do the figures not say?
indicators-method-limits-1 = The centres are not chosen at random. Differences between districts can also come from which centres take part.
indicators-method-limits-2 = The figure shows symptoms, not germs. It does not say whether it is influenza, COVID-19 or something else.

## Notifiable diseases
indicators-nav-cases = Diseases
indicators-cases-title = Notifiable diseases
indicators-cases-lead = How many cases were notified, and how many at the same time of earlier years? Each disease leads to its course, map and table.
indicators-cases-list-title = Notified cases { $where }, { $weeks }
indicators-cases-list-none = No case was notified here this year.
indicators-cases-disease = Disease
indicators-cases-column-cases = Cases
indicators-cases-column-expected = Earlier years (mean)
indicators-cases-column-ratio = Ratio
indicators-cases-column-recent = Last 26 weeks
indicators-cases-column-earlier = Same week of earlier years (smallest, median, largest)
indicators-cases-column-rate = Per 100,000
indicators-cases-column-interval = Confidence interval (95%)
indicators-cases-column-ages = Age
indicators-cases-why-expected = What does “earlier years” mean?
indicators-cases-why-expected-text = The same calendar weeks of up to five years before are counted; their mean stands beside. The ratio says how many times as many cases there are now. With few cases it says little.
indicators-cases-why-interval = What is the confidence interval for?
indicators-cases-why-interval-text = Where few people live, a single case makes a large difference. The interval says which values fit the notified cases. If the intervals of two places overlap widely, their difference is uncertain.
indicators-cases-empty-title = No case numbers yet
indicators-cases-empty-text = The notified cases of each disease will soon be here: as a course, as a map and as a table. They appear once the state has published its first data.
indicators-cases-empty-back = To the situation
indicators-cases-back = All diseases
indicators-cases-sources = Sources
indicators-cases-until = Up to week
indicators-cases-span-label = Map and table over
indicators-cases-span = { $count ->
    [1] 1 week
    [104] 2 years
    [156] 3 years
    [260] 5 years
   *[other] { $count } weeks
}
indicators-cases-unknown-span = Numbers are not added up over so many weeks. You can choose: { $spans } weeks.
indicators-cases-weeks = { $from } to { $until }
indicators-cases-disease-title = { $disease } – { $place }
indicators-cases-chart-title = { $disease }, { $place }: cases per week
indicators-cases-map-title = { $disease }: cases per 100,000, { $weeks }
indicators-cases-map-caption = Cases per 100,000 inhabitants by district
indicators-cases-ages-title = { $disease }, { $place }: by age and sex, { $weeks }
indicators-cases-small-title = { $disease }: course of the last { $weeks } weeks
indicators-cases-chart-description = Notified cases of the last 52 weeks; behind them the range and the median of the same weeks in earlier years. The same numbers stand in the table below.
indicators-cases-map-description = Each district is coloured by its cases per 100,000. The same numbers stand in the table below.
indicators-cases-pyramid-description = One bar per sex for each age group. The same numbers stand in the table below.
indicators-cases-axis = Notified cases
indicators-cases-line-now = Now
indicators-cases-line-median = Earlier years
indicators-cases-range = Earlier years
indicators-cases-tooltip-earlier = Earlier years: { $low } to { $high }, median { $median }
indicators-cases-earlier = { $low } · { $median } · { $high }
indicators-cases-count = { $count ->
    [0] no case
    [1] 1 case
   *[other] { $number } cases
}
indicators-cases-rate = { $rate } per 100,000
indicators-cases-times = { $ratio } times
indicators-cases-none = No case notified
indicators-cases-age = { $shape ->
    [open] { $from } and older
    [one] { $from }
   *[between] { $from }–{ $to }
}
indicators-cases-age-unknown = Not known
indicators-cases-female = Female
indicators-cases-male = Male
indicators-cases-other = Diverse or not known
indicators-cases-as-table = As a table
indicators-cases-credit = Numbers: { $source }
indicators-cases-sentence-week = In { $week }, { $count ->
    [0] { $cases } was notified { $where }.
    [1] { $cases } was notified { $where }.
   *[other] { $cases } were notified { $where }.
}
indicators-cases-sentence-earlier = { $same ->
    [1] In the same week of earlier years there were { $low } each time.
   *[0] In the same week of earlier years there were between { $low } and { $high }, with a median of { $median }.
}
indicators-cases-sentence-span = Together ({ $weeks }): { $cases }{ $count ->
    [0] .
   *[other] , which is { $rate } inhabitants.
}
indicators-cases-settling-title = The last weeks are not complete yet
indicators-cases-settling-text = Notifications often arrive some days late. Numbers that become smaller at the end do not mean that there are fewer cases.

## Reading data in
indicators-sets-title = Data sets
indicators-sets-text = Read case numbers and other data from files, check them, take them over and publish them.
indicators-sets-lead = A data set has versions: each file that is read in is checked first and then taken over. Earlier versions are kept.
indicators-sets-none-title = No data sets yet
indicators-sets-none-text = Read a file in, for example a query of SurvStat. You see before what becomes of it.
indicators-sets-why = Who sees this data?
indicators-sets-why-text = A new set is internal: analysts and data protection officers of the state see it. Everybody sees published sets, by district and as the source gives them. Therefore publish only what the source has published itself.
indicators-set-publication = { $publication ->
    [as-published] Published
    [protected] Published with protection
   *[internal] Internal
}
indicators-set-hide = Publish no longer
indicators-set-published = The set is published.
indicators-set-hidden = The set can only be seen internally now.
indicators-set-outdated = Somebody has changed this set meanwhile. Look at it again.
indicators-version-column = Version no.
indicators-version-as-of = As of
indicators-version-state-column = State
indicators-version-state = { $state ->
    [staged] Waits to be checked
    [current] Current
    [former] Earlier version
   *[withdrawn] Discarded
}
indicators-version-file = File
indicators-version-format = Recognised as
indicators-version-imported = Read in
indicators-version-rows = Rows
indicators-version-rows-of = { $sound } of { $all } without errors
indicators-version-observations = Numbers
indicators-version-refused = Errors
indicators-version-title = { $set }, version { $number }
indicators-version-staged-title = Please check
indicators-version-staged-text = Nothing has been taken over yet. If the content is right, take the version over; otherwise discard it and read in the corrected file.
indicators-version-no-errors = No error was found while reading.
indicators-version-errors = Errors
indicators-version-errors-text = These rows or cells are not included. You can take the version over nevertheless, or correct the file.
indicators-version-noticed = Also noticed
indicators-version-changes = What changes from version { $number }
indicators-version-no-changes = The sums of all diseases are the same.
indicators-version-before = Before
indicators-version-now = New
indicators-version-content = Content
indicators-version-year = Year
indicators-version-take = Take over
indicators-version-withdraw = Discard
indicators-version-later = Decide later
indicators-version-undecided = Choose what is to happen.
indicators-version-decided = This version has been decided on meanwhile.
indicators-version-taken = The version is taken over.
indicators-version-withdrawn = The version is discarded.
indicators-import-title = Read a file in
indicators-import-lead = Queries of SurvStat, open data of the RKI, tables (CSV, Excel) and data packages are read, as far as they have weekly case numbers, health indicators or inhabitants of districts or municipalities. Nothing is taken over before you agree.
indicators-import-file = File
indicators-import-file-hint = CSV, TSV, Excel or ZIP, at most { $megabytes } MB.
indicators-import-as-of-hint = On which day the numbers stood so. Without it what the file says counts, or else today.
indicators-import-set = Data set
indicators-import-set-hint = Choose a set if the file is a new version of it.
indicators-import-new-set = New set
indicators-import-new = About the new set
indicators-import-name = Name
indicators-import-name-en = Name in English
indicators-import-key = Short name
indicators-import-key-hint = Stands in addresses: lower-case letters, digits and hyphens, for example survstat.
indicators-import-source = Publisher
indicators-import-source-hint = For example Robert Koch-Institut.
indicators-import-licence = Licence
indicators-import-licence-hint = For example CC-BY-4.0.
indicators-import-attribution = Attribution
indicators-import-attribution-hint = Stands beside every number.
indicators-import-read = Read and check
indicators-import-key-wrong = The short name begins with a lower-case letter and has only lower-case letters, digits and hyphens.
indicators-import-key-taken = There is a set with this short name already. Choose it above, or take another short name.
indicators-import-name-missing = Give the new set a name.
indicators-import-as-of-wrong = This is no day.
indicators-import-file-missing = Choose a file.
indicators-import-fault = { $fault ->
    [empty] There is no table in the file.
    [too-large] The file is too large. Split it.
    [too-many-cells] The workbook has too many rows, columns or too much text. Split it.
    [cut-off] The file ends in the middle of a letter. It was not saved or transferred as a whole; download it again.
    [unreadable] The file is neither a table as text nor a workbook, or it is damaged.
    [locked] The archive is locked by a password. Upload it unlocked.
    [package] The description of the data package (datapackage.json) is wrong.
    [gaps] The columns of the table cannot be understood.
    [no-column] The mapping names a column that does not exist.
    [no-table] The file lacks the table that the mapping names.
    [interrupted] Reading was interrupted. Read the file again.
    [fixed] Something said for the whole table cannot be understood.
    [too-many-rows] The table has too many rows. Split it.
    [too-many-columns] The table has too many columns.
    [nothing-measured] The file has no numbers of the state, its districts or municipalities.
    [other-kind] Meanwhile there is a data set with this short name, and its numbers are of another kind. Read the file in under another name.
    [indicator] The columns do not fit this indicator. A share needs numerator and denominator.
    [nothing] The file has no weekly case numbers of districts or municipalities of the state.
   *[too-much] The file has more diseases, weeks or places than can be counted.
}
indicators-import-gap = { $gap ->
    [measure] A column with counts is missing.
    [category] It is missing which disease was counted or which indicator is meant. You can choose an indicator above.
    [period] The period is missing (week, year, school year).
    [year] The year of the weeks is missing.
   *[place] The place is missing.
}
indicators-import-format = { $format ->
    [invented] Invented for the demo
    [survstat] Query of SurvStat@RKI
    [genesis] Table of official statistics
    [package] Data package
    [table] Table
    [mapped] Table with a mapping of its own
   *[other] Known dataset ({ $format })
}
indicators-import-left-out = { $reason ->
    [total] Totals that other numbers hold
    [not-counted] Numbers that are no counts
    [not-weekly] Numbers of other periods than calendar weeks
    [elsewhere] Numbers of other states or of a whole state
    [unknown-group] Numbers of people whose age or sex is not known
   *[overlapping] Numbers of age groups that overlap with others
}
indicators-import-line = Line
indicators-import-column = Column
indicators-import-found = Found
indicators-import-rest = { $count ->
    [1] and one more place
   *[other] and { $count } more places
}
indicators-import-kind = { $kind ->
    [period] This is no such period; choose another kind of period for the column, or correct the cell
    [period-missing] The row has no period; fill the cell in, or say one for the whole table
    [place-key] This is no official key (2, 5 or 8 digits); correct the cell, or choose names for the column
    [place-unknown] No place has this key; if it is a former one, add it to the changes of territory
    [place-name] No place has this name; correct it, or give the key in a column of its own
    [place-ambiguous] Several places have this name; say the kind beside it (LK, SK), or give the key
    [place-missing] The row has no place; fill the cell in, or say one for the whole table
    [place-region] This region has no official key, such as parts of Germany in surveys; it has no place in the normal form
    [place-contradiction] Key and name mean different places; correct one of them
    [place-not-known] The file says that the place is not known; such numbers have no place on a map
    [age] This is no age group (such as 00-04, 80+); spreadsheet programs turn some into dates: format the column as text
    [sex] This is no sex; correct the cell, or ignore the column
    [category] This disease is not known; assign the label to a key
    [category-missing] The row does not say what was counted; fill the cell in, or say it for the whole table
    [number] This is no number; correct the cell, or name the text as a sign for missing numbers
    [number-notation] This number is written otherwise, or means two numbers; choose how the table writes numbers
    [number-negative] A count is not below zero; correct the cell, or choose that the column holds values
    [number-fraction] A count is whole; choose that the column holds values, such as rates
    [number-infinite] The number is infinite or too large; most often something was divided by zero
    [denominator-zero] The denominator is zero, so there is no share; leave such rows out
    [numerator-above] The numerator is larger than the denominator; perhaps the columns are confused
    [interval] The value lies outside of its interval; perhaps the columns of the bounds are confused
    [row-too-long] The row has more cells than there are headings; perhaps a separator stands in a text without quotation marks
    [cell-too-long] A cell has more text than is read; perhaps a quotation mark is not closed
    [duplicate] The same number stands there twice; it was taken once
    [contradiction] There are different numbers for the same thing; none was taken: perhaps a column that tells them apart is ignored
    [sum-row] This is the sum of other rows or columns; it was not taken, so that nothing counts twice
    [suppressed] The number was left out by its publisher; it is neither zero nor missing
    [missing] There is no number; missing is not zero
    [empty-as-zero] Empty cells were taken as zero, as was chosen
    [zero-restored] The leading zero of the key was missing; it was put back
    [filtered] The mapping takes rows with other texts only
    [remark] This row holds a remark and no numbers
    [other-edition] Another edition of the dataset was asked for
    [key-carried] The key is a former one; the number was carried to the place of today
    [key-split] The former place is several places today; a count cannot be parted among them
    [value-of-joined] Several former places are one place today; rates and indexes of them cannot be added up
   *[joined-incomplete] Not all former places of this place have a number; the sum may be too small
}
