# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rights
action-policy-read = Read release policies and their reports
action-policy-write = Write and submit release policies
action-policy-sign = Sign release policies or send them back
deed-policy-write = Release policy written or submitted
deed-policy-sign = Release policy signed or sent back

## List
reporting-nav-policies = Release policies
reporting-policies-text = A release policy says what may leave a health office anonymised of the reports to a form. A new collection begins with a signed policy.
reporting-policies-caption = Release policies
reporting-policies-none-title = There is no release policy yet.
reporting-policies-none-text = Collections that count institutions need none: only sums leave the office.
reporting-policy-number = Number
reporting-policy-k-short = k
reporting-policy-last = Last step
reporting-policy-title = Release policy { $number }: { $form }
reporting-policy-status = { $status ->
    [draft] draft
    [submitted] waits for data protection
    [returned] sent back
    [signed] signed
   *[replaced] replaced
}

## New
reporting-policy-new = New release policy
reporting-policy-new-text = Choose the form and a preset. Deich suggests for each field what happens to it. You change that in the workshop.
reporting-policy-begin = Begin release policy
reporting-policy-preset-legend = Preset
reporting-policy-preset-hint = A preset sets only what it names. You can change everything.
reporting-policy-preset-reason = { $preset ->
    [children] Children: k = 10, ages in groups of five years, at least three different values. Children need special protection, and many know each other from day care and school.
    [facility] Facility: facilities are counted, k = 3, place from district on. Figures of facilities say little about individuals; 3 is the minimum count of official statistics.
    [single-case] Single case: persons are counted, k = 5, at least two different values. A report is about a person, and its reason must not be learnt about anybody.
   *[counts-only] Counts only: only how many reports there were leaves the office. That is enough if nobody asks for place, age or reason.
}
reporting-policy-preset-use = { $preset ->
    [children] Apply preset “Children”
    [facility] Apply preset “Facility”
    [single-case] Apply preset “Single case”
   *[counts-only] Apply preset “Counts only”
}

## A policy
reporting-policy-purpose = Purpose
reporting-policy-legal-basis = Legal basis
reporting-policy-recipient = Recipient
reporting-policy-path = Way
reporting-policy-path-name = { $path ->
    [anonymised] Anonymised forwarding: groups leave the office
    [counts-only] Counts only: only numbers leave the office, exact or with noise
   *[statutory] Statutory transmission: with personal data on a way of its own, nothing through the release ledger
}
reporting-policy-path-short = { $path ->
    [anonymised] anonymised
    [counts-only] counts only
   *[statutory] statutory
}
reporting-policy-k = At least so many different ones in a group (k)
reporting-policy-k-hint = A whole number from 2 on.
reporting-policy-hold = Longest wait
reporting-policy-hold-hint = In weeks. After that the coarsest level will do; what is alone even there is only counted.
reporting-policy-cap = At most so many detailed reports per person and year
reporting-policy-cap-hint = Of facilities: per facility and year. Further ones leave the office at the coarsest level only.
reporting-policy-weeks = { $count ->
    [one] 1 week
   *[other] { $count } weeks
}
reporting-policy-patience = Patience
reporting-policy-says-step = from { $weeks } weeks on at most { $loss } loss, waiting is worth { $waiting }
reporting-policy-says-levels = from “{ $finest }” to “{ $coarsest }”
reporting-policy-says-distinct = at least { $count } different values
reporting-policy-says-entropy = entropy l at least { $count }
reporting-policy-says-closeness = at most { $percent } % away from { $values }
reporting-policy-says-dominance = p% rule with { $percent } %
reporting-policy-no-class = no class yet
reporting-policy-class = { $class ->
    [identifier] stays at the office (names somebody)
    [person] stays at the office, counts persons
    [facility] stays at the office, counts facilities
    [quasi] known to others, leaves coarser
    [date] time, leaves coarser
    [sensitive] sensitive, only as distribution in the group
    [plain] harmless, as distribution in the group
    [measure] number, as sum of the group
   *[dropped] is not forwarded
}
reporting-policy-level = { $level ->
    [five-years] group of five years
    [age-group] age group
    [broad] under 15, 15–59, 60 and over
    [municipality] municipality
    [district] district
    [region] region
    [state] state
    [week] calendar week
    [four-weeks] four weeks
    [quarter] quarter
    [year] year
    [code] single value
    [all] not stated
   *[other] { $level }
}
reporting-policy-any = all
reporting-policy-none = –
reporting-policy-written-by = Written
reporting-policy-submitted-by = Submitted
reporting-policy-decided-by = Decided
reporting-policy-hash = Checksum
reporting-policy-fields = Fields
reporting-policy-field = Field
reporting-policy-what-happens = What happens to it
reporting-policy-reason = Reason
reporting-policy-reason-title = { $status ->
    [returned] Why the policy was sent back
   *[other] Note of data protection
}
reporting-policy-open-points = Still open before it is submitted
reporting-policy-edit = Edit in the workshop
reporting-policy-submit = Submit to data protection
reporting-policy-submitted-done = The release policy was submitted to data protection.
reporting-policy-not-complete = Something in the release policy is still open.
reporting-policy-change = Begin a new policy from it
reporting-policy-changes = Changes
reporting-policy-based-on = Compared with
reporting-policy-no-changes = The policies say the same.
reporting-policy-about = What it is about
reporting-policy-before = Before
reporting-policy-after = After
reporting-policy-outdated = Somebody has changed the release policy meanwhile or decided about it. Open it again and check what is left to do.
reporting-policy-closed = This release policy was submitted or signed and does not change any more. Begin a new one from a signed policy.

## Decision
reporting-policy-decide = Check and decide
reporting-policy-decision-title = Decision: { $policy }
reporting-policy-decision-text = With your signature the policy holds for new collections. After that it never changes; a change is a new policy.
reporting-policy-look = Look at the policy
reporting-policy-decision-reason = Reason or note
reporting-policy-decision-hint = Needed if you send the policy back. Name no persons.
reporting-policy-sign = Sign
reporting-policy-return = Send back
reporting-policy-back = To the release policy
reporting-policy-signed-done = The release policy is signed.
reporting-policy-returned-done = The release policy was sent back.
reporting-policy-own-work-title = Another person decides
reporting-policy-own-work = Whoever has written on a release policy or submitted it neither signs it nor sends it back. Ask another person of data protection.

## Workshop
reporting-policy-workshop-title = Workshop: { $policy }
reporting-policy-workshop-text = Set what may leave the office. “Calculate anew” shows above what comes of it and saves nothing.
reporting-policy-presets = Presets
reporting-policy-presets-text = A preset sets only what it names.
reporting-policy-what-for = What for
reporting-policy-groups-title = Groups
reporting-policy-patience-text = The longer a report waits, the coarser it may leave the office. A loss of 0 % means: exact; 100 % means: not stated. An empty step does not count.
reporting-policy-steps = { $count ->
    [one] Look at 1 step and change it
   *[other] Look at { $count } steps and change them
}
reporting-policy-step = Step { $number }
reporting-policy-step-weeks = From so many weeks of waiting on
reporting-policy-step-loss = Largest loss in per cent
reporting-policy-step-waiting = What waiting is worth, in per cent
reporting-policy-fields-text = Choose for each field what happens to it. If you change the class, the settings that belong to it appear after “Calculate anew”.
reporting-policy-class-label = Class
reporting-policy-finest = Finest level
reporting-policy-coarsest = Coarsest level
reporting-policy-told-level = Level
reporting-policy-distinct = Different values in each group (l)
reporting-policy-distinct-hint = At least so many. Empty: nothing is asked.
reporting-policy-entropy = Entropy l
reporting-policy-entropy-hint = The values of a group are at least as mixed as so many equally frequent ones. Empty: nothing is asked.
reporting-policy-closeness = Largest distance from the reference in per cent (t)
reporting-policy-closeness-hint = Empty: nothing is asked.
reporting-policy-reference = Reference
reporting-policy-reference-hint = A value and how often it occurs per line, for example none = 40. Needed if a distance is given.
reporting-policy-dominance = p% rule
reporting-policy-dominance-hint = A sum stays at the office if a single value can be calculated from it to so many per cent. Empty: nothing is asked.
reporting-policy-levels-of = Look at the levels of “{ $field }”
reporting-policy-level-stays = stays at the office
reporting-policy-kept-back = { $count ->
    [one] By the form, 1 field always stays at the office
   *[other] By the form, { $count } fields always stay at the office
}
reporting-policy-calculate = Calculate anew
reporting-policy-save = Save draft
reporting-policy-saved = The draft is saved.
reporting-policy-source = Try with
reporting-policy-source-hint = You see reports of an office here only as figures. That you have evaluated them is recorded.
reporting-policy-source-invented = invented reports to this form
reporting-policy-source-office = reports of { $office } to “{ $collection }”

## Figures
reporting-policy-figures = What comes of it
reporting-policy-figures-text = So the reports would leave the office week by week. Invented reports are not distributed like real ones: they show how the settings work, not what will happen.
reporting-policy-figures-of = Tried with
reporting-policy-cut = The latest { $count } reports are taken into account.
reporting-policy-fewer = fewer than { $count }
reporting-policy-figures-caption = Figures of the trial
reporting-policy-figure = Figure
reporting-policy-value = Value
reporting-policy-in-groups = Leaves the office in groups
reporting-policy-groups = Groups
reporting-policy-smallest = Smallest group
reporting-policy-delay = Wait in weeks, mean
reporting-policy-figure-records = Reports
reporting-policy-figure-in-groups = of them forwarded in groups
reporting-policy-figure-counted = of them only counted
reporting-policy-figure-waiting = of them still at the office at the end
reporting-policy-figure-faulty = of them unusable (a value is unknown)
reporting-policy-figure-loss = Loss of accuracy over all reports
reporting-policy-figure-risk = Highest risk of being singled out
reporting-policy-figure-above-20 = Share with a risk above 0.2
reporting-policy-figure-above-9 = Share with a risk above 0.09
reporting-policy-figure-above-5 = Share with a risk above 0.05
reporting-policy-figure-difference = Smallest difference of two states
reporting-policy-figure-homogeneous = Groups in which all have the same sensitive value
reporting-policy-columns-caption = Loss of accuracy per field
reporting-policy-loss = Loss
reporting-policy-levels-left = Levels at which it leaves the office
reporting-policy-examples = Look at groups as they would leave the office
reporting-policy-examples-caption = Largest groups of the trial
reporting-policy-entities = Different ones
reporting-policy-records = Reports
reporting-policy-told = Distribution
reporting-policy-nothing-leaves = Nothing leaves the office through the release ledger; there is nothing to calculate.
reporting-policy-no-figures = The figures appear as soon as the settings fit together.

## Faults
reporting-policy-fault-text = Write 1 to 1,000 characters.
reporting-policy-fault-k = Enter a whole number from 2 to 1,000.
reporting-policy-fault-hold = Enter a whole number from 0 to 104.
reporting-policy-fault-hold-early = The longest wait ends before the last step of patience.
reporting-policy-fault-cap = Enter a whole number from 1 to 366.
reporting-policy-fault-choose = Choose a way.
reporting-policy-fault-weeks = Enter a whole number from 0 to 104.
reporting-policy-fault-percent = Enter a number from 0 to 100.
reporting-policy-fault-number = Enter a whole number up to 100 or leave the field empty.
reporting-policy-fault-patience = Patience begins at 0 weeks; weeks and loss grow from step to step.
reporting-policy-fault-waiting = Waiting is worth at most the largest loss of the step.
reporting-policy-fault-class = { $field }: Choose what happens to it.
reporting-policy-fault-levels = { $field }: The finest level is coarser than the coarsest.
reporting-policy-fault-reason = { $field }: Give a reason why the field is harmless.
reporting-policy-fault-reference = { $field }: Give a value of the field and how often it occurs per line, for example none = 40.
reporting-policy-fault-entities = Only one field may count persons and only one facilities.
reporting-policy-fault-no-entity = A field must count persons or facilities.
reporting-policy-fault-date = Exactly one field must be the time.
reporting-policy-fault-columns = At most 16 fields may leave the office coarser.
reporting-policy-fault-other = The settings do not fit together.
reporting-policy-fault-reason-back = Give a reason why you send the policy back.
reporting-policy-fault-reason-long = Shorten the reason to 2,000 characters.

## Report
reporting-policy-report = Release report
reporting-policy-report-pdf = Release report as PDF
reporting-policy-report-title = Release report: { $policy }

## Comparison
reporting-policy-compare = Compare release policies
reporting-policy-compare-one = One policy
reporting-policy-compare-other = Other policy
reporting-policy-compare-button = Compare
reporting-policy-compare-text = Both policies were tried with the same invented reports.
reporting-policy-compare-not = No comparison possible
reporting-policy-compare-forms = The policies belong to different form versions. Choose two of the same.

## Collection
reporting-policy-of-collection = Release policy
reporting-policy-of-collection-hint = What the health offices forward to the state anonymised. Signed policies of this form can be chosen.
reporting-policy-sums = Sums of facilities (without a policy of its own)
reporting-policy-fault-gone = This release policy can no longer be chosen. Choose another one.
reporting-policy-read-report = Read the release report

## Tasks
reporting-task-policy = Check release policy: { $policy }
reporting-task-policy-action = Check
reporting-policy-discard = Discard the draft
reporting-policy-discard-title = { $policy }: discard the draft
reporting-policy-discard-text = The draft is deleted and cannot be restored.
reporting-policy-discarded = The draft of the release policy is discarded.
