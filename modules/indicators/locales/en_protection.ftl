# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## States of numbers
indicators-shown = { $state ->
    [suppressed] suppressed
    [not-yet] not yet reported
   *[no-data] no data
}
indicators-cases-sentence-hidden = There is no number for { $week } { $where }: { $state }.
indicators-set-protected = The set is published with protection. Its tables are being counted now.

## Which numbers are shown
indicators-notice-exact = You see exact numbers, internally only
indicators-notice-exact-text = This set is published with protection. Everybody else sees protected numbers, you see the exact ones. So do not pass this page on.
indicators-notice-to-public = See what everybody sees
indicators-notice-to-exact = To the exact numbers
indicators-notice-protected = Protected numbers
indicators-notice-protected-text = So that nobody is recognised behind small numbers, these numbers are changed or suppressed.
indicators-protection-link = What was done to the numbers?
indicators-protection-why = Why are the numbers protected?
indicators-protection-download-towns = Municipalities (CSV)
indicators-protection-download-table = { $table ->
    [weeks] All weeks by district (CSV)
    [years] All years by age and sex (CSV)
   *[towns] All years by municipality (CSV)
}

## Page for everybody
indicators-protection-title = How the numbers are protected
indicators-protection-lead = “{ $set }” counts people. Where only a few fell ill, somebody might recognise them. So these are not the exact numbers. This page says what was done to them and how to read them.
indicators-protection-how = The method
indicators-protection-noise = Something is added to each number or taken from it. How much depends on the cases that are counted and on a key that nobody sees. The same cases are changed alike everywhere, so asking often tells nothing more. This is the cell key method; the German census of 2022 uses it, too.
indicators-protection-noise-size = A number deviates by { $deviation } at most, usually by no more than { $usual }. On average the deviation is zero. Large numbers hardly change.
indicators-protection-noise-minimum = Numbers below { $minimum } do not appear. They are set to 0 or to a larger number.
indicators-protection-left-out = Numbers below { $minimum } are not shown. Only zero is.
indicators-protection-secondary = A missing number could be computed from a sum and the other numbers. So other, larger numbers are missing, too. Before each publication a program checks that no suppressed number can be computed exactly.
indicators-protection-floor = Municipalities with fewer than { $floor } inhabitants are not shown by themselves. They are the rest of their district. Municipalities are shown for whole years only.
indicators-protection-years = Age and sex are shown for whole years only. You see the last year that is published as a whole. A year here is 52 or 53 calendar weeks.
indicators-protection-reading = How to read the numbers
indicators-protection-zero = { $scheme ->
    [noise] 0 means: nobody, or very few. Where nobody was counted, there is always 0.
   *[left-out] 0 means: nobody was counted.
}
indicators-protection-suppressed = “suppressed” means: there is a number, but it is not shown. A sum is suppressed, too, if one of its numbers is. “No data” means: nothing is published for this time or place.
indicators-protection-sums = { $scheme ->
    [noise] Parts do not add up exactly, since each number is changed by itself. That is no mistake. For the state, take the number of the state and not the sum of districts.
   *[left-out] What is shown is exact and adds up.
}
indicators-protection-rates = Cases per 100,000 people, comparisons with earlier years and sums over weeks are computed from the numbers that are shown, not from the exact ones.
indicators-protection-frozen-title = What is shown once stays
indicators-protection-frozen = A week is published when { $wait ->
    [0] it has ended
    [1] one more week has passed after its end
   *[other] { $wait } more weeks have passed after its end
}. From then on its number does not change. Otherwise the difference of two versions could tell single reports. Reports that come later count in the number of the year.
indicators-protection-state = Published until { $week }, as of { $as_of }.

## Plan of tables
indicators-set-publish-as = { $planned ->
    [true] Publish with protection again
   *[false] Publish without protection
}
indicators-set-confirm-as = { $planned ->
    [true] Everybody will see again what is published under the plan.
   *[false] Everybody will see all numbers of the current version by district, also small ones. Has the source published them so?
}
indicators-set-under-plan = This set is published under a plan. Exact numbers beside it would tell what the plan protects; without a plan there are no protected numbers.
indicators-plan-link = { $protected ->
    [true] Plan of the protected tables
   *[false] Publish with protection: plan of tables
}
indicators-plan-title = Plan of tables: { $set }
indicators-plan-lead = A register of one's own is published in fixed tables only, in which small numbers are protected. Write a plan, look at what it would show, then switch it on.
indicators-plan-on = Plan in force
indicators-plan-shown = Published
indicators-plan-hidden = Not published at present
indicators-plan-editions = { $count ->
    [0] The tables are being counted for the first time.
    [1] There is one edition.
   *[other] There are { $count } editions.
}
indicators-plan-draft = Draft
indicators-plan-scheme = Method
indicators-plan-scheme-name = { $scheme ->
    [noise] Noise (cell key method)
   *[left-out] Suppression (minimum count)
}
indicators-plan-scheme-hint = Noise allows many tables side by side. Suppression shows exact numbers, but in one table only, and many cells are missing.
indicators-plan-minimum = Smallest number shown
indicators-plan-minimum-hint = At least 3. Smaller numbers other than zero do not appear.
indicators-plan-deviation = Largest deviation
indicators-plan-noise-only = For noise only. 5 has proved itself.
indicators-plan-variance = Variance of the noise
indicators-plan-variance-hint = For noise only. The larger, the better the protection and the less exact the numbers. 3 has proved itself.
indicators-plan-floor = Inhabitants from which a municipality is shown by itself
indicators-plan-floor-hint = Smaller ones are shown together as the rest of their district.
indicators-plan-wait = Waiting time in weeks
indicators-plan-wait-hint = A week or year is published so many whole weeks after its end. From then on its number does not change. Wait until most reports have come.
indicators-plan-tables = Tables
indicators-plan-table = { $table ->
    [weeks] Weeks by district
    [years] Years by district, age and sex
   *[towns] Years by municipality
}
indicators-plan-years-hint = With noise only.
indicators-plan-towns-hint = With noise only. The table of weeks is part of every plan.
indicators-plan-preview = What the plan would show, over all diseases
indicators-plan-periods = Periods
indicators-plan-cells = Cells
indicators-plan-zero = zero
indicators-plan-exact = as counted
indicators-plan-changed = changed
indicators-plan-left-out = suppressed
indicators-plan-counting = The tables are being counted
indicators-plan-progress = { $done } of { $total } diseases are counted.
indicators-plan-reload = Reload this page
indicators-plan-counting-failed = Nothing was counted
indicators-plan-counting-fault = { $fault ->
    [no-version] The set has no version that was taken over. Take one over, then write the plan anew.
    [ages] The current version has other age groups than the plan. Read it in with the same age groups, or write a new plan.
    [places] The current version counts in districts that the plan does not know. Check the keys of places.
   *[protection] The cells could not be protected. Nothing was published. Ask those who operate this application.
}
indicators-plan-confirm = Everybody sees what appears under this plan, and it stays: numbers, method and municipalities cannot be changed afterwards.
indicators-plan-switch-on = Switch on and publish
indicators-plan-new = New plan
indicators-plan-presets = Begin with a preset:
indicators-plan-write = Write the plan and count a preview
indicators-plan-written = The plan is written. What it would show is being counted now.
indicators-plan-not-counted = The preview of this plan is not counted yet. Look at it before you switch the plan on.
indicators-plan-no-number = Write a number here.
indicators-plan-fault = { $fault ->
    [minimum] For the public the smallest number shown is at least 3.
    [floor] Municipalities need a number of inhabitants from which they are shown by themselves.
    [dimensions] With suppression there is at most one breakdown beside place and time. Leave the table by age and sex out, or take noise.
    [linked] With suppression all numbers stand in one single table, or one tells what the other suppresses. Leave the other tables out, or take noise.
    [towns-left-out] Municipalities need noise: cases without a municipality would show what is suppressed.
    [deviation] The largest deviation lies between 1 and 20.
    [variance] This variance is not possible with the largest deviation and the smallest number. Take one in between, or a larger deviation.
    [too-narrow] The largest deviation is too small for the smallest number shown. It must at least reach it.
    [wait] The waiting time lies between 0 and 26 weeks.
    [fixed] Something was published under the plan in force. So method, smallest number, noise, inhabitants and age groups stay as they are: two different changes of the same number would tell it. You can change the waiting time and which tables there are.
   *[other] The plan cannot be published like this.
}
indicators-plan-why = Why does “{ $set }” need a plan?
indicators-plan-why-text = A small number by itself is often harmless, the difference of two numbers is not. So there are no free queries but fixed tables: weeks for districts only, municipalities for years only. What was published once stays as it is.
