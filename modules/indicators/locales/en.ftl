# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rights
action-figure-read = See published figures

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
indicators-download-week = This week as CSV
indicators-download-series = Whole series as CSV
indicators-download-map = Map as SVG

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
