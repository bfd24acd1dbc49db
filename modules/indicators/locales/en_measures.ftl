# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# Health indicators: the list, the page of one, what is shown.

indicators-nav-measures = Indicators
indicators-measures-list-title = Health indicators
indicators-measures-lead = How healthy are people here, and how well are they protected? Each indicator has its course, a map and a table.
indicators-measures-list-name = Indicator
indicators-measures-list-value = Value of the state
indicators-measures-list-period = Period
indicators-measures-list-line = Course
indicators-measures-small-title = Course: { $name }
indicators-measures-empty-title = No indicators yet
indicators-measures-empty-text = Indicators such as vaccination coverage and results of school entry examinations will stand here as soon as the state publishes some.
indicators-measures-empty-back = To the start page
indicators-measures-back = All indicators
indicators-measures-topic = { $topic ->
    [vaccination] Vaccination
    [children] Health of children
    [birth] Birth and first year of life
    [illness] Illness and care
    [mortality] Mortality and life expectancy
    [people] Population
   *[other] More indicators
}
indicators-measures-title = { $name } { $where }
indicators-measures-chart-title = Course { $where }
indicators-measures-chart-description = Values of all periods. The area is the 95% interval. Where a period is missing, the line has a gap. The same values stand in the table below.
indicators-measures-map-title = { $name }: districts and cities, { $period }
indicators-measures-map-caption = Values of districts and cities
indicators-measures-map-description = Map of the districts. The same values stand in the table below.
indicators-measures-ranking-title = Ranking of districts and cities, { $period }
indicators-measures-ranking-description = Bars from top to bottom, the highest value first. The thin line is the 95% interval. The same values stand in the table.
indicators-measures-ranking-show = Ranking as a picture
indicators-measures-groups-title = By age and sex { $where }, { $period }
indicators-measures-towns-title = Municipalities { $where }, { $period }
indicators-measures-towns-column = Municipality
indicators-measures-groups-column = Group
indicators-measures-as-table = As a table
indicators-measures-period-column = Period
indicators-measures-period-choice = Period
indicators-measures-value = Value
indicators-measures-interval = 95% interval
indicators-measures-cases = Cases
indicators-measures-whole = Out of
indicators-measures-position-column = In comparison
indicators-measures-compare = Compare with other districts
indicators-measures-compare-with = Comparison { $number }
indicators-measures-compare-none = None
indicators-measures-sources = Other sources
indicators-measures-range = 95% interval
indicators-measures-download = All values as CSV
indicators-measures-source-link = To the source
indicators-measures-unknown-period = There are no numbers for this period. Choose one from { $first } to { $last }.
indicators-measures-period = { $kind ->
    [school-year] school year { $period }
    [season] season { $period }
   *[other] { $period }
}
indicators-measures-period-for = { $kind ->
    [school-year] the school year { $period }
    [season] the season { $period }
   *[other] { $period }
}
indicators-measures-number = { $unit ->
    [percent] { $number }%
    [per-1000] { $number } per 1,000
    [per-100000] { $number } per 100,000
    [years] { $number } years
    [none] { $number }
   *[other] { $number } { $unit }
}
indicators-measures-state = { $state ->
    [zero] No case
    [suppressed] Too small, not shown
   *[no-data] No data
}
indicators-measures-base = { $base ->
    [own] By all who were examined or counted.
    [population] By the inhabitants of { $year }.
   *[census] By the inhabitants at the census of 2022.
}
indicators-measures-sex = { $sex ->
    [female] female
    [male] male
    [diverse] diverse
   *[unknown] sex not known
}
indicators-measures-position = { $position ->
    [far-below] Clearly lower (99.8%)
    [below] Lower (95%)
    [within] Within what chance does
    [above] Higher (95%)
   *[far-above] Clearly higher (99.8%)
}
indicators-measures-sentence-value = For { $period } the value { $where } is { $value }{ $counted ->
    [yes] {": "}{ $cases } out of { $whole }.
   *[no] .
}
indicators-measures-sentence-interval = The true value very probably lies within { $interval }.
indicators-measures-sentence-before = { $direction ->
    [same] This is the same value as for { $period }.
    [more] This is more than the { $value } for { $period }.
   *[less] This is less than the { $value } for { $period }.
}
indicators-measures-sentence-state = The value { $where } is { $value }.
indicators-measures-sentence-spread = It is highest { $highest } ({ $high }) and lowest { $lowest } ({ $low }).
indicators-measures-sentence-gap = { $state ->
    [suppressed] For { $period } there are so few cases { $where } that they are not shown.
   *[no-data] For { $period } there are no data { $where }.
}
indicators-measures-shown-text = { $shown ->
    [share] What is shown is the share with its 95% interval by Wilson.
    [per-1000] What is shown are cases per 1,000 with their 95% interval by Byar.
    [per-100000] What is shown are cases per 100,000 with their 95% interval by Byar.
   *[standardised] What is shown are cases per 100,000 as if each place had the ages of the European standard population of 2013, with their 95% interval by Fay and Feuer.
}
indicators-measures-minimum-text = Single values with fewer than { $cases } cases, or out of fewer than { $base }, are not shown.
indicators-measures-as-published = The numbers stand here as their source has published them.
indicators-measures-funnel-text = All districts together are at { $target }. { $outside ->
    [0] No district lies outside of what chance lets expect.
    [one] One district lies outside of what chance lets expect.
   *[other] { $outside } districts lie outside of what chance lets expect.
}
indicators-measures-why-funnel = What does “within what chance does” mean?
indicators-measures-why-funnel-text = Even if two districts do not differ, their numbers vary, in small districts more than in large ones. By chance only one in 20 lies outside of the 95% limits, and one in 500 outside of those of 99.8%. Where all districts vary more than chance, the limits are wider. This is no judgement.
indicators-measures-about = How to read the numbers

# What is shown
indicators-definitions-title = What is shown: { $set }
indicators-definitions-lead = Say for each indicator what is made of its numbers, and from which size on they are shown.
indicators-definitions-link = What is shown
indicators-definitions-shown = Shown
indicators-definitions-topic = Topic
indicators-definitions-cases = Cases from
indicators-definitions-base = Whole from
indicators-definition-title = What is shown: { $name }
indicators-definition-shown = { $shown ->
    [share] Share in per cent
    [per-1000] Cases per 1,000
    [per-100000] Cases per 100,000
    [standardised] Cases per 100,000, age-standardised
   *[plain] The number as it is
}
indicators-definition-shown-hint = Shares need numerator and denominator. Counts are divided by inhabitants: those of a published set, else those of the census of 2022. Standardising needs numbers by age.
indicators-definition-cases-hint = Smaller counts are not shown, and of shares neither is a smaller rest. 0 means all.
indicators-definition-base-hint = Out of a smaller whole nothing is shown. 0 means all.
indicators-definition-note = Only single values are left out. Whoever compares sums can sometimes work them out. So only read in numbers that may be published as they are.
indicators-definition-save = Save
indicators-definition-saved = Saved. The page shows the indicator like this from now on.
indicators-definition-outdated = Somebody has changed this indicator meanwhile. Look at it again.
indicators-definition-number-wrong = Type a whole number from 0 to 1,000,000.
indicators-definition-choice-wrong = There is no such choice.

# Reading in
indicators-set-kind = { $kind ->
    [cases] Notified cases
    [measures] Health indicators
   *[population] Inhabitants
}
indicators-set-seen-at = { $kind ->
    [cases] Notifiable diseases
   *[other] Health indicators
}
indicators-import-art = What the numbers are
indicators-import-art-hint = Indicators have numerator and denominator, counts or calculated values by place and period, such as vaccination coverage.
indicators-import-indicator = Indicator
indicators-import-indicator-hint = Only needed if the table has no column with the indicator.
indicators-import-indicator-in-file = Stands in the file
indicators-version-span = { $kind ->
    [cases] Weeks
   *[other] Years
}
indicators-version-places = { $kind ->
    [cases] Districts with cases
   *[other] Districts with numbers
}
indicators-version-by = { $kind ->
    [cases] Cases by disease
   *[other] Numbers by indicator
}
indicators-version-by-years = { $kind ->
    [cases] Cases by year
   *[other] Numbers by year
}
indicators-version-what = { $kind ->
    [cases] Disease
   *[other] Indicator
}
indicators-version-count = { $kind ->
    [cases] Cases
   *[other] Numbers
}
indicators-download-map = Map as SVG
