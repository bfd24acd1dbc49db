# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Rights and trail
action-alert-read = See the office's alerts
action-alert-manage = Make alert rules and deal with alerts
deed-alert-manage = Alert or alert rule changed
schedule-reporting-evaluate-all-alerts = Apply alert rules
deed-answers-evaluate = Answers evaluated

## Figures
reporting-insight-title = Figures
reporting-insight-link = Figures
reporting-insight-list-link = List of reports
reporting-insight-edit-link = Filters and columns
reporting-insight-views-link = Saved views
reporting-insight-file-link = Export as a file
reporting-insight-filters = Chosen filters
reporting-insight-filter-states = State: { $states }
reporting-insight-filter-from = Period from { $day }
reporting-insight-filter-to = Period to { $day }
reporting-insight-condition = { $question }: { $operator } { $value }
reporting-insight-operator = { $operator ->
    [is] equals
    [under] is smaller or earlier than
    [over] is larger or later than
    [has] contains
    [lacks] does not contain
    [filled] is answered
   *[empty] is not answered
 }
reporting-insight-yes = Yes
reporting-insight-no = No
reporting-insight-count-reports = Number of reports
reporting-insight-measure = { $statistic ->
    [sum] Sum: { $question }
    [mean] Mean: { $question }
    [median] Median: { $question }
   *[ratio] { $question } per { $per } ({ $denominator })
 }
reporting-insight-too-many-title = Too many reports for a search in texts
reporting-insight-too-many = Texts are searched in at most 2,000 reports. Choose a shorter period or a further condition.
reporting-insight-none-title = No reports
reporting-insight-none-text = There are no reports for this selection. Change the filters.
reporting-insight-reports = Reports
reporting-insight-institutions = Institutions
reporting-insight-periods = Periods
reporting-insight-implausible = Reports with unusual answers
reporting-insight-series-title = Over time and compared
reporting-insight-series-of = Over time: { $what }
reporting-insight-compare-of = Compared: { $what }
reporting-insight-series-description = A line over the periods; the table below has all figures.
reporting-insight-compare-description = Bars, the largest figure first; the table below has all figures.
reporting-insight-choices-description = A bar for each answer; the table below has counts and shares.
reporting-insight-numbers-description = How often values lie in ranges of the same width; the table below has the counts.
reporting-insight-months-description = How many days lie in each month; the table below has the counts.
reporting-insight-interval-note = The thin lines show the 95% confidence interval.
reporting-insight-compare-more = The picture shows the { $count } largest figures, the table all.
reporting-insight-what = What
reporting-insight-statistic = How
reporting-insight-statistic-hint = For questions with numbers. A ratio needs a denominator.
reporting-insight-statistic-name = { $statistic ->
    [sum] Sum
    [mean] Mean
    [median] Median
   *[ratio] Ratio
 }
reporting-insight-denominator = Denominator
reporting-insight-per = Per
reporting-insight-by = Compare by
reporting-insight-group = { $group ->
    [institution] Institution
   *[municipality] Municipality
 }
reporting-insight-no-place = without a municipality
reporting-insight-of-reports = of reports
reporting-insight-interval-low = lower bound (95%)
reporting-insight-interval-high = upper bound (95%)
reporting-insight-questions-title = Answers by question
reporting-insight-table = Table
reporting-insight-csv = Table as CSV
reporting-insight-answer = Answer
reporting-insight-count = Count
reporting-insight-share = Share
reporting-insight-answered = Answers
reporting-insight-range = Range
reporting-insight-bin = { $from } to below { $to }
reporting-insight-month = Month
reporting-insight-least = Smallest value
reporting-insight-first-quartile = Lower quartile
reporting-insight-median = Median
reporting-insight-third-quartile = Upper quartile
reporting-insight-largest = Largest value
reporting-insight-mean = Mean
reporting-insight-filled = { $filled } of { $reports } reports say something here. What they say is part of no figure.
reporting-insight-states-title = State of all reports
reporting-insight-states-caption = Reports of this collection by state, without filters
reporting-insight-why = What is evaluated here?
reporting-insight-because = Counted are the reports of your health office, each in its latest version. Free text and what tells who somebody is are part of no figure. Opening this page is recorded.
reporting-insight-counts-only-title = Counts only
reporting-insight-counts-only = You see how many reports there are. Answers are opened only by those who review reports at the health office in charge.
reporting-insight-counts-caption = Reports by period
reporting-insight-offices = Health offices

## List
reporting-insight-list-title = List of reports
reporting-insight-list-caption = Reports by the chosen filters
reporting-insight-sent = Sent

## Filters
reporting-insight-edit-title = Filters and columns
reporting-insight-edit-text = Choose which reports you see, which answers the list shows and what the chart measures. Without a name the selection is there for you only.
reporting-insight-edit-reports = Reports
reporting-insight-municipality = Municipality of the institution
reporting-insight-edit-conditions = Conditions on answers
reporting-insight-edit-conditions-text = A report is shown if it meets all conditions. Of repeated questions one answer is enough.
reporting-insight-condition-number = Condition { $number }
reporting-insight-question = Question
reporting-insight-comparison = Comparison
reporting-insight-value = Value
reporting-insight-more-conditions = Show further conditions and lists of choices
reporting-insight-edit-list = List
reporting-insight-columns = Columns
reporting-insight-columns-hint = At most { $count } questions. Without a choice the list shows period, institution and state only.
reporting-insight-identified = free text or personal
reporting-insight-sorted-by = Sort by
reporting-insight-sort = { $sort ->
    [period] Period
    [institution] Institution
    [sent] Arrival
   *[answer] Answer
 }
reporting-insight-direction = Direction
reporting-insight-descending = largest or latest first
reporting-insight-ascending = smallest or earliest first
reporting-insight-edit-chart = Chart
reporting-insight-apply-list = Show the list
reporting-insight-apply-figures = Show the figures
reporting-insight-edit-save = Save as a view
reporting-insight-name = Name
reporting-insight-name-hint = Needed for saving only.
reporting-insight-share-with-office = Visible to all who open reports at the health office
reporting-insight-save = Save the view
reporting-insight-save-as-new = Save as a new view
reporting-insight-saved = The view is saved.
reporting-insight-outdated = Somebody has changed this view in the meantime. Open it again to see it as it is now. Your change was not saved.
reporting-insight-edit-why = Where are the conditions kept?
reporting-insight-edit-because = Conditions stay encrypted on the server. The address of the page names an identifier only, so that histories and bookmarks hold nothing from reports.
reporting-insight-fault-name-missing = Enter a name.
reporting-insight-fault-name-long = Shorten the name to at most 100 characters.
reporting-insight-fault-order = The period ends before it begins. Enter a later day.
reporting-insight-fault-state-missing = Choose at least one state.
reporting-insight-fault-question-unknown = The form has no such question. Choose one from the list.
reporting-insight-fault-operator-unfit = This comparison does not fit the question. Choose another.
reporting-insight-fault-value-missing = Enter a value.
reporting-insight-fault-value-no-number = Enter a number, such as 12.5.
reporting-insight-fault-value-no-day = Enter a day, such as 2026-11-18.
reporting-insight-fault-question-no-number = Choose a question with numbers.
reporting-insight-fault-denominator-missing = Choose a denominator.
reporting-insight-fault-per-unknown = Choose a number from the list.
reporting-insight-fault-value-unfit = Enter a number that fits this rule.
reporting-insight-fault-past-unfit = Enter a whole number from 3 to 104.

## Views
reporting-insight-views-title = Saved views
reporting-insight-views-caption = Views of this collection
reporting-insight-views-none-title = No view yet
reporting-insight-views-none-text = Choose filters and columns and save them under a name.
reporting-insight-view-new = New view
reporting-insight-visible = Visible to
reporting-insight-shared-by = the health office, made by { $name }
reporting-insight-private = you only
reporting-insight-changed = Last saved
reporting-insight-change = Change
reporting-insight-remove = Delete
reporting-insight-remove-title = Delete the view
reporting-insight-remove-own = The view “{ $name }” will be deleted. This changes no report.
reporting-insight-remove-shared = The view “{ $name }” will be deleted for all at the health office. This changes no report.
reporting-insight-removed = The view is deleted.

## Export
reporting-insight-file-title = Export the view
reporting-insight-file-count = { $count ->
    [one] The file contains one report.
   *[other] The file contains { $count } reports.
 }
reporting-insight-file-all-columns = It contains all questions.
reporting-insight-file-columns = It contains these questions: { $columns }.

## Alerts
reporting-nav-alerts = Alerts
reporting-alert-caption = Alerts, the latest first
reporting-alert-count = { $count ->
    [one] One alert
   *[other] { $count } alerts
 }
reporting-alert-show-all = Show settled ones, too
reporting-alert-none-title = No alerts
reporting-alert-none-text = An alert comes about when a rule finds something. Rules are made beside the figures of a collection.
reporting-alert-rule = Rule
reporting-alert-says = Meaning
reporting-alert-about = About
reporting-alert-fired = Fired
reporting-alert-bound = Bound
reporting-alert-level = { $level ->
    [office] the whole health office
   *[institution] each institution by itself
 }
reporting-alert-state = { $state ->
    [open] open
    [acknowledged] being dealt with
    [closed] closed
   *[false-alarm] false alarm
 }
reporting-alert-title = { $name }: { $about }, { $period }
reporting-alert-hidden = The figure is seen by those who may open reports of this health office.
reporting-alert-decide-title = Deal with the alert
reporting-alert-comment = Comment
reporting-alert-comment-hint = What have you found or arranged? The comment stays at the health office.
reporting-alert-comment-missing = Write a short comment.
reporting-alert-comment-long = Shorten the comment to at most 2,000 characters.
reporting-alert-do = { $deed ->
    [acknowledged] Take it over
    [closed] Close
    [false-alarm] Mark as false alarm
   *[reopened] Open again
 }
reporting-alert-deed = { $deed ->
    [fired] Alert fired
    [acknowledged] Taken over
    [closed] Closed
    [false-alarm] Marked as false alarm
   *[reopened] Opened again
 }
reporting-alert-by-rule = Alert rule
reporting-alert-outdated = Somebody has dealt with this alert in the meantime. Open it again to see it as it is now. Your input was not saved.
reporting-alert-done = The alert is updated.
reporting-alert-history = History
reporting-alert-mail-title = Notification
reporting-alert-mail-on = You get a mail when there are new alerts at this health office. It says no figures.
reporting-alert-mail-off = You get no mail about new alerts.
reporting-alert-subscribe = Get mails
reporting-alert-unsubscribe = Get no mails any more
reporting-alert-subscribed = From now on you get a mail about new alerts.
reporting-alert-unsubscribed = You get no mails about alerts any more.
reporting-mail-alert-subject = Deich: new alerts
reporting-mail-alert-text =
    Hello { $name },

    { $count ->
        [one] there is a new alert in the collection “{ $collection }”.
       *[other] there are { $count } new alerts in the collection “{ $collection }”.
    }

    You see the alerts after signing in:
    { $link }

    This mail contains nothing from reports. You can turn it off on the same page.
reporting-task-alert = Alert “{ $name }”: { $collection }, { $period }
reporting-task-alert-action = Look

## Alert rules
reporting-alert-rules-title = Alert rules
reporting-alert-rules-text = Rules are applied shortly after new reports and every night.
reporting-alert-rules-caption = Rules of this collection
reporting-alert-rules-none-title = No rule yet
reporting-alert-rules-none-text = Say when the health office is to be told of something.
reporting-alert-rule-new = New rule
reporting-alert-rule-save = Save the rule
reporting-alert-rule-saved = The rule is saved.
reporting-alert-rule-outdated = Somebody has changed this rule in the meantime. Open it again to see it as it is now. Your change was not saved.
reporting-alert-rule-state = { $state ->
    [active] active
    [paused] paused
   *[ended] ended
 }
reporting-alert-rule-remove = Delete
reporting-alert-rule-remove-title = Delete the alert rule
reporting-alert-rule-remove-consequence = The rule “{ $name }” will not be applied any more. Its alerts so far are kept.
reporting-alert-rule-removed = The rule is deleted.
reporting-alert-kinds-text = What is the rule to look for?
reporting-alert-kind-choose = Choose
reporting-alert-kind = { $kind ->
    [threshold] Threshold
    [missing-share] Missing reports
    [missing-row] Repeatedly missing reports
   *[signal] Remarkable rise
 }
reporting-alert-kind-text = { $kind ->
    [threshold] A figure lies above or below a value that you choose.
    [missing-share] After the deadline a share of the expected reports is missing.
    [missing-row] An institution has not reported for several periods in a row.
   *[signal] A figure lies well above those of the past periods.
 }
reporting-alert-name-hint = What the rule is called in lists. Do not name people.
reporting-alert-side = Fire at
reporting-alert-side-name = { $side ->
    [above] more than the value
   *[below] less than the value, after the deadline
 }
reporting-alert-method = Method
reporting-alert-method-name = { $method ->
    [deviation] Mean and standard deviations
    [ears-c1] EARS C1: 7 periods before
    [ears-c2] EARS C2: 7 periods, 2 periods apart
   *[poisson] Poisson bound, for small counts
 }
reporting-alert-past = Past periods
reporting-alert-past-hint = From 3 to 104. EARS always uses 7.
reporting-alert-value = { $kind ->
    [threshold] Value
    [missing-share] Missing share in per cent
    [missing-row] Periods in a row
   *[signal] Sensitivity
 }
reporting-alert-value-hint = { $kind ->
    [threshold] Such as 12.5.
    [missing-share] Above 0 and up to 100.
    [missing-row] A whole number from 1 to 52.
   *[signal] The number of standard deviations, usually 3. For the Poisson bound: per cent from 50 to below 100, usually 99.
 }
reporting-alert-from = Applies from
reporting-alert-from-hint = Earlier periods fire no alert; the preview shows them all the same.
reporting-alert-active = The rule is active
reporting-alert-preview = Preview
reporting-alert-preview-title = Preview
reporting-alert-preview-count = { $count ->
    [0] In { $periods } periods the rule would never have fired.
    [one] In { $periods } periods the rule would have fired once.
   *[other] In { $periods } periods the rule would have fired { $count } times.
 }
reporting-alert-preview-caption = What the rule would have found, the latest first
reporting-alert-preview-hidden = The preview is seen by those who may open reports of this health office.
reporting-alert-says-threshold = { $measure } { $side ->
    [above] above
   *[below] below
 } { $value }
reporting-alert-says-missing-share = At least { $value } % of the expected reports are missing after the deadline
reporting-alert-says-missing-row = No report for { $value } periods in a row
reporting-alert-says-signal = { $measure } { $method ->
    [poisson] above the Poisson bound of { $value }% of { $past } periods
    [ears-c1] above EARS C1 with { $value } standard deviations
    [ears-c2] above EARS C2 with { $value } standard deviations
   *[deviation] above the mean of { $past } periods and { $value } standard deviations
 }

## Distributions by institution and municipality
reporting-insight-more = By institution and municipality
reporting-insight-groups-title = Distribution by institution and municipality
reporting-insight-groups-count = { $count ->
    [one] One group
   *[other] { $count } groups
 }
reporting-insight-groups-table = Distribution of the answers: { $question }

## An institution's own numbers
reporting-own-title = Own numbers
reporting-own-ours = Own value
reporting-own-median = Median of the others
reporting-own-description = The own line and, where enough others have reported, their median.
reporting-own-few = Where fewer than { $least } other institutions have reported there is no median. So nothing can be concluded about another institution.
reporting-own-none-title = No own numbers yet
reporting-own-none-text = As soon as you have reported to this collection, the course stands here.
reporting-own-why = What is this compared with?
reporting-own-because = With the other institutions of your health office that have reported about the same period. Only the middle of their values is shown.
reporting-insight-middle-half = Middle half
reporting-insight-span = Range
reporting-insight-between = { $from } to { $to }
reporting-insight-all-equal = { $count ->
    [one] One answer: { $value }
   *[other] All { $count } answers: { $value }
  }
