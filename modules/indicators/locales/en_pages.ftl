# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Situation, regions, comparison and maps of notified cases
indicators-and = { $first } and { $last }
indicators-town = { $name } ({ $district })
indicators-town-in = in { $name }
indicators-nav-regions = Regions

## Situation
indicators-lage-title = Notifiable diseases, { $week }
indicators-lage-table = All diseases in { $week } and in the same week of earlier years
indicators-lage-sentence-all = In { $week } { $count ->
    [0] no case of a notifiable disease was notified { $where }.
    [1] 1 case of a notifiable disease was notified { $where }.
   *[other] { $cases } of { $diseases ->
        [1] one notifiable disease
       *[other] { $diseases } notifiable diseases
    } were notified { $where }.
}
indicators-lage-named = { $disease } ({ $cases } instead of at most { $high })
indicators-lage-sentence-above = { $count ->
    [0] No disease had more cases than in all earlier years at the same time.
   *[other] There were more than in any earlier year at the same time of { $names }{ $more ->
        [0] .
        [1] {" "}and 1 more disease.
       *[other] {" "}and { $more } more diseases.
    }
}
indicators-lage-sentence-most = Most frequent was { $disease } with { $cases }{ $known ->
    [0] .
   *[1] ; at the same time of earlier years the median was { $median }.
}
indicators-lage-standing = { $standing ->
    [above] More than before
    [within] As before
    [below] Fewer than before
   *[unknown] No comparison
}
indicators-lage-usual = Before: { $median } ({ $low } to { $high })
indicators-lage-no-earlier = There are no figures of earlier years
indicators-lage-column-standing = Assessment
indicators-lage-column-median = Earlier years (median)
indicators-lage-column-range = Smallest to largest value
indicators-lage-why = What does “more than before” mean?
indicators-lage-why-text = The same calendar week in up to five years before is compared with. “More than before” means: at least three cases, and more than in each of those years. “Fewer than before” means: fewer than in each of those years; we do not say so of weeks for which notifications still come.
indicators-lage-more = All diseases and weeks
indicators-lage-regions = Figures for your district
indicators-lage-compare = Compare places or diseases
indicators-lage-small-caption = Line: the last 26 weeks. Area: the same weeks of earlier years. Each picture has its own height; the largest value stands at the top.

## Regions
indicators-regions-title = Regions
indicators-regions-lead = Choose a district or city. You see all notifiable diseases beside earlier years, beside the state and beside the neighbours.
indicators-regions-list = All districts and cities, { $weeks }
indicators-regions-map-caption = Each district is a link
indicators-regions-map-description = A map of districts and cities without figures. The same links stand in the table below.
indicators-regions-column-people = Inhabitants
indicators-regions-column-above = More cases than before
indicators-regions-empty-text = Notified diseases by district will stand here soon. They appear when the state publishes its first figures.
indicators-regions-back = All regions
indicators-region-people = { $count } inhabitants (census of 2022)
indicators-region-association = Samtgemeinde { $name }
indicators-region-diseases = All diseases, { $place }, { $weeks }
indicators-region-sentence = Together ({ $weeks }) { $count ->
    [0] no case of a notifiable disease was notified { $where }.
    [1] 1 case of a notifiable disease was notified { $where }.
   *[other] { $cases } of notifiable diseases were notified { $where }.
}
indicators-region-sentence-state = By inhabitants, { $higher ->
    [0] no disease is clearly more frequent than in { $state }
    [1] { $higher-names } is clearly more frequent than in { $state }
   *[other] { $higher-names } are clearly more frequent than in { $state }
}{ $lower ->
    [0] .
    [1] , { $lower-names } is less frequent.
   *[other] , { $lower-names } are less frequent.
}
indicators-region-standing = { $standing ->
    [higher] More frequent than in the state
    [lower] Less frequent than in the state
    [similar] Similar to the state
   *[unknown] No comparison possible
}
indicators-region-column-state = State per 100,000
indicators-region-column-beside = Beside the state
indicators-region-choose = Disease in detail
indicators-region-why = When is a disease “more frequent than in the state”?
indicators-region-why-text = When the value of the state lies below the confidence interval (95%) of the place. Then chance alone explains the difference badly. With many diseases one of them lies outside by chance now and then.
indicators-region-one = { $disease } in detail
indicators-region-beside = { $disease }: { $place } beside the state and its neighbours, { $weeks }
indicators-region-beside-caption = Cases per 100,000 inhabitants; the thin line is the confidence interval (95%)
indicators-region-beside-description = A bar for the place, for the state and for each neighbour. The same figures stand in the table below.
indicators-region-shown = { $place } (this place)
indicators-region-compare = Compare over time
indicators-region-to-disease = Map and table of this disease
indicators-region-none = There are no figures for this place in these weeks. Choose a longer time.

## Comparison
indicators-compare-title = Compare
indicators-compare-lead = Up to four places with one disease, or up to four diseases in one place. The address of this page holds your choice; you can pass it on.
indicators-compare-tabs = What is compared
indicators-compare-places = Places
indicators-compare-diseases = Diseases
indicators-compare-nothing = – nothing –
indicators-compare-span = Time
indicators-compare-measure = Shown are
indicators-compare-rate = Cases per 100,000
indicators-compare-cases = Cases
indicators-compare-heading = { $same }: { $measure ->
    [rate] cases per 100,000 and week
   *[cases] cases per week
}
indicators-compare-description = A line for each place or disease, labelled at its end. The same figures stand in the table below.
indicators-compare-sentence = Together ({ $weeks }) the value is highest for { $highest } ({ $high }) and lowest for { $lowest } ({ $low }). { $apart ->
    [1] The confidence intervals do not overlap; the difference is larger than chance lets expect.
   *[0] The confidence intervals overlap; the difference may be chance.
}
indicators-compare-sum = Together over all weeks
indicators-compare-column-what = Line
indicators-compare-download = All weeks as CSV
indicators-compare-unknown = A place or disease in the address is not known here. Choose from the lists.
indicators-compare-none = There is no comparison for these data.

## Maps of a disease
indicators-karte-title = { $disease } on the map
indicators-karte-heading = { $disease }: cases per 100,000 { $level }, { $weeks }
indicators-karte-level = { $level ->
    [districts] by district, { $place }
   *[towns] by municipality, { $place }
}
indicators-karte-levels = Level of the map
indicators-karte-districts = Districts
indicators-karte-towns = Municipalities
indicators-karte-whole = All municipalities of the state
indicators-karte-description = Each area is coloured by its cases per 100,000 and is a link. Arrow keys lead to its neighbours. The same figures stand in the table below.
indicators-karte-sentence = There were cases in { $with } of { $all } areas ({ $level }).
indicators-karte-highest = The highest value: { $place } with { $value } ({ $cases }).
indicators-karte-nobody = Nobody lives here
indicators-karte-value = Shown are
indicators-karte-rate = Notified cases per 100,000
indicators-karte-smooth = Smoothed values per 100,000
indicators-karte-pictures = Several maps
indicators-karte-one = One map only
indicators-karte-weeks = The last six weeks
indicators-karte-years = The same time in six years
indicators-karte-beside = { $disease } { $level }: { $by ->
    [weeks] the last weeks side by side
   *[years] the same time of earlier years side by side
}
indicators-karte-beside-caption = Cases per 100,000; a colour means the same on all of these maps. The figures stand in the table.
indicators-karte-search = Find a place
indicators-karte-search-hint = Name of a district or municipality
indicators-karte-search-submit = Search
indicators-karte-found = Places found
indicators-karte-not-found = No place has this name. Check how it is spelled.
indicators-karte-more = { $count ->
    [1] One more municipality is in the CSV file.
   *[other] The table shows the highest values; { $count } more municipalities are in the CSV file.
}
indicators-karte-column-smooth = Smoothed
indicators-karte-csv = All areas as CSV
indicators-karte-internal-title = For official use only
indicators-karte-internal-text = Figures by municipality can make single people recognisable. Do not pass this page on.
indicators-karte-why = What are smoothed values?
indicators-karte-why-text = In a small municipality a single case makes the value very high, no case makes it zero. Smoothed means: the value moves towards the mean of the state, the more the fewer people live there. Areas stand out where there is more than chance. The method is called empirical Bayes (Marshall 1991).
indicators-karte-link = Large map: find an area, times side by side
indicators-karte-table = All areas as a table

## Funnel
indicators-funnel-title = { $disease }: districts by size and cases per 100,000, { $weeks }
indicators-funnel-description = Each point is a district; the larger it is, the further right. Between the lines lie values that chance lets expect. The same figures stand in the table of districts.
indicators-funnel-sentence = { $high ->
    [0] No district lies above what chance lets expect
   *[other] Clearly above what chance lets expect: { $high-names }{ $high-more ->
        [0] {""}
       *[other] {" "}and { $high-more } more
    }
}{ $low ->
    [0] .
    [1] ; one district lies clearly below.
   *[other] ; { $low } districts lie clearly below.
}
indicators-funnel-why = How is this picture read?
indicators-funnel-why-text = Values of small districts vary more, therefore the funnel is wider at the left. Between the dashed lines lie 95 of 100 districts if only chance is at work, between the solid ones 998 of 1,000. Where districts differ more altogether than chance alone explains, the lines are wider accordingly (Spiegelhalter 2005).

## Print
indicators-print-choice = Chosen: { $place } · { $weeks }
indicators-karte-column-place = Area
