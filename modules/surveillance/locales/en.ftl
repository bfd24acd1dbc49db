# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

# --- Rights, audit trail, schedule
action-signal-read = See signals
action-signal-assess = Assess signals and hand them over
action-signal-configure = Set up watching for signals
deed-signal-read = Mails about signals ordered or ended
deed-signal-assess = Signal assessed, commented on or handed over
deed-signal-configure = Watching for signals set up or started
schedule-surveillance-watch = Search watched data sets for signals
schedule-surveillance-digest = Write mails about new signals

# --- List
surveillance-nav = Signals
surveillance-lead = Weeks with more notified cases than expected. A signal is a hint, not a finding.
surveillance-looked = Last search: { $ended }, in { $series } series.
surveillance-state = Assessment
surveillance-filter-state = { $state ->
    [offen] Open
    [alle] All
    [new] New
    [verifying] In verification
    [dismissed] Dismissed
   *[outbreak] Outbreak
  }
surveillance-assessment = { $state ->
    [new] New
    [verifying] In verification
    [dismissed] Dismissed
   *[outbreak] Outbreak
  }
surveillance-disease = Disease
surveillance-place = Place
surveillance-week = Week
surveillance-column = { $column ->
    [krankheit] Disease
    [ort] Place
    [woche] Week
    [faelle] Cases
   *[verhaeltnis] Ratio
  }
surveillance-expected = Expected (bound)
surveillance-expected-bound = { $expected } ({ $bound })
surveillance-gone = (not found any more)
surveillance-count = { $count ->
    [one] 1 signal
   *[other] { $count } signals
  }
surveillance-csv = List as CSV
surveillance-none-title = No signals
surveillance-none-text = There is no signal for this choice. Signals that were assessed, and those that do not stand out any more, are under “All”.
surveillance-none-all = Show all signals
surveillance-unwatched-title = Nothing is watched yet
surveillance-unwatched-text = Choose a data set with case numbers and switch watching on. Deich then searches for signals every night.
surveillance-unwatched-wait = As soon as the state watches a data set, the signals for your districts are listed here.
surveillance-why-list = Why are weak signals listed, too?
surveillance-why-list-text = The bound is chosen so that it warns too often rather than too seldom. The ratio says how far the number of cases is above the bound: 2 means twice as many cases as the bound.

# --- Groups
surveillance-stratum = Group
surveillance-stratum-all = Everybody
surveillance-stratum-sex = { $sex ->
    [female] female
    [male] male
    [diverse] diverse
   *[unknown] sex not known
  }
surveillance-stratum-age = { $shape ->
    [open] { $from } years and older
    [one] { $from } years
   *[between] { $from }–{ $to } years
  }

# --- A signal
surveillance-cases-title = Cases
surveillance-expected-title = Expected
surveillance-bound-title = Bound
surveillance-method = Method
surveillance-method-name = { $method ->
    [farrington] Farrington: compared with the same season of earlier years
   *[ears] EARS C2: compared with the weeks before
  }
surveillance-found-at = First found
surveillance-set = Data set
surveillance-set-version = { $set }, version { $version }
surveillance-reason = Reason
surveillance-reason-name = { $reason ->
    [artefact] Late reports or a change of reporting
    [data-error] Errors in the data
    [chance] Single cases without a connection
    [known] Known and dealt with
    [imported] Brought along from elsewhere
   *[other] Another reason
  }
surveillance-handed-to = Handed over to
surveillance-gone-title = Does not stand out in the newest search
surveillance-gone-text = The numbers or the settings have changed. The signal is kept with its history.
surveillance-series = Series and map of this disease
surveillance-why = Why is this a signal?
surveillance-why-found = In { $week } { $count ->
    [one] 1 case was
   *[other] { $number } cases were
  } notified. { $expected } were expected. More than { $bound } stand out.
surveillance-why-ratio = That is { $ratio } times the bound.
surveillance-why-years = { $years ->
    [one] In the same week of the year before, as far as known, there were { $high }.
   *[other] In the same week of the { $years } years before there were { $low } to { $high }.
  }
surveillance-calculated = How it was calculated
surveillance-why-learned = { $method ->
    [farrington] What is expected comes from a model. It has learned from { $weeks } weeks of the last { $years } years how many cases are usual at this time of the year. The last 26 weeks do not count, so that a beginning outbreak is not taken for usual.
   *[ears] The series is too short or too empty to be compared with earlier years, or it is set up so. What is expected is the mean of { $weeks } weeks before; the last two weeks do not count.
  }
surveillance-why-trend = { $trend ->
    [kept] That numbers rise or fall over the years is taken into account.
   *[none] A rise or fall over the years was not clear enough and is not taken into account.
  }
surveillance-why-alpha = Without an outbreak about { $share }% of the weeks would be above the bound.
surveillance-why-light = { $count ->
    [one] One week with unusually many cases counts less than the others.
   *[other] { $count } weeks with unusually many cases count less than the others.
  }
surveillance-why-intervention = { $kind ->
    [excluded] { $from } to { $to } do not count: { $reason }
   *[split] The series begins anew with { $from }: { $reason }
  }
surveillance-tick = W { $week }
surveillance-cases = { $count ->
    [one] 1 case
   *[other] { $number } cases
  }
surveillance-tooltip = expected { $expected }, bound { $bound }
surveillance-line-cases = cases
surveillance-line-expected = expected
surveillance-range = up to the bound
surveillance-band-learned = learned
surveillance-axis = Notified cases per week
surveillance-chart-recent = Cases, expectation and bound in the last two years
surveillance-chart-recent-description = The line shows the notified cases per week. The area ends at the bound; what is above it stands out.
surveillance-chart-learned = What was learned from
surveillance-chart-learned-description = The whole series. The weeks that were learned from are shaded.
surveillance-learned = { $what ->
    [used] learned from
   *[unused] not learned from
  }
surveillance-as-table = As a table
surveillance-above = Above the bound
surveillance-yes = yes
surveillance-past = Weeks that were learned from
surveillance-weight = Weight
surveillance-years = The same week in earlier years
surveillance-near = From three weeks before to three after

# --- Assessment
surveillance-assess = Assess
surveillance-assess-legend = What do you do?
surveillance-deed = { $deed ->
    [verify] Take into verification
    [dismiss] Dismiss
    [confirm] Assess as outbreak
    [reopen] Open again
   *[comment] Comment only
  }
surveillance-choose = Please choose
surveillance-reason-hint = Only needed to dismiss.
surveillance-reason-missing = Choose a reason.
surveillance-comment = Comment
surveillance-comment-hint = Name no persons. At most 2,000 characters.
surveillance-comment-long = Shorten the text to 2,000 characters.
surveillance-comment-missing = Write a comment.
surveillance-save = Save
surveillance-done = { $deed ->
    [verify] The signal is in verification.
    [dismiss] The signal is dismissed.
    [confirm] The signal is assessed as an outbreak.
    [reopen] The signal is in verification again.
   *[comment] The comment is saved.
  }
surveillance-outdated = The signal has changed meanwhile. Open it again and check whether your assessment still fits.
surveillance-hand-over = Hand over to a health office
surveillance-hand-over-text = The signal is then listed there under Tasks until it is assessed.
surveillance-office = Health office
surveillance-office-missing = Choose a health office.
surveillance-hand-over-note = Note for the office
surveillance-handed = The signal is handed over to { $office }.
surveillance-history = History
surveillance-by-look = Nightly search
surveillance-nobody = Unknown
surveillance-step = { $kind ->
    [found] Found: { $count } cases
    [updated] New numbers: { $count } cases
    [gone] Not found any more
    [found-again] Found again: { $count } cases
    [verify] Taken into verification
    [dismiss] Dismissed: { $reason }
    [confirm] Assessed as outbreak
    [reopen] Opened again
    [hand-over] Handed over to { $office }
   *[comment] Comment
  }
surveillance-task-new = { $count ->
    [one] Assess 1 new signal
   *[other] Assess { $count } new signals
  }
surveillance-task-handed = Check signal: { $signal }
surveillance-task-assess = Assess

# --- Setting up what is watched
surveillance-plans-title = Watching
surveillance-plans-lead = Which data sets are searched for signals every night.
surveillance-plans-none-title = No case numbers yet
surveillance-plans-none-text = First read in a data set with case numbers.
surveillance-plans-none-action = Data sets
surveillance-watched = Watched
surveillance-on = Watched
surveillance-off = Not watched
surveillance-as-of = As of
surveillance-last-look = Last search
surveillance-plan-title = Watching: { $set }
surveillance-plan-lead = Changes hold from the next search on.
surveillance-plan-active = Search this data set for signals every night
surveillance-plan-active-hint = Signals that were found stay, even if you switch watching off.
surveillance-plan-method = Method
surveillance-method-hint = Farrington needs several years, EARS some weeks.
surveillance-alpha = Alpha for Farrington
surveillance-alpha-hint = So often a week without an outbreak would be above the bound: 0.1 means every tenth. From 0.0001 to 0.5. Smaller means fewer signals.
surveillance-alpha-wrong = Enter a number from 0.0001 to 0.5.
surveillance-bound-kind = Bound for Farrington
surveillance-bound-kind-hint = The first is that of the RKI. The two others use the negative binomial distribution.
surveillance-bound-name = { $bound ->
    [delta] Prediction interval (delta)
    [muan] Negative binomial with uncertainty (muan)
   *[nb-plugin] Negative binomial (nbPlugin)
  }
surveillance-years-back = Years back
surveillance-years-back-hint = From 2 to 10.
surveillance-min-history = At least so many weeks of history
surveillance-min-history-hint = From 104 to 520. 208 are four years.
surveillance-fallback = Use EARS where the history is too short or nearly empty
surveillance-ears-alpha = Alpha for EARS
surveillance-ears-history = At least so many weeks of history for EARS
surveillance-ears-history-hint = From 9 to 104.
surveillance-number-wrong = Enter a whole number from { $low } to { $high }.
surveillance-plan-series = Series
surveillance-least-cases = Smallest number of cases
surveillance-least-cases-hint = Fewer cases in a week are never a signal. From 1 to 100.
surveillance-weeks-tested = Tested weeks
surveillance-weeks-tested-hint = From 1 to 8. The last weeks are tested anew each time, because cases keep coming in.
surveillance-plan-districts = Test each district beside the state
surveillance-plan-sexes = By sex
surveillance-plan-ages = By age group
surveillance-depth = { $depth ->
    [nowhere] No
    [state] For the state
   *[districts] For the state and each district
  }
surveillance-interventions = Times that were different
surveillance-interventions-text = For example contact restrictions, a new test or a new definition of a case. Empty rows are removed.
surveillance-intervention = Time { $number }
surveillance-intervention-kind = Meaning
surveillance-intervention-kind-name = { $kind ->
    [excluded] Do not learn from these weeks
   *[split] The series begins anew with the first week
  }
surveillance-all-diseases = All diseases
surveillance-intervention-from = First week
surveillance-intervention-to = Last week
surveillance-intervention-reason = Reason why
surveillance-intervention-reason-wrong = Enter a reason, at most 200 characters.
surveillance-week-hint = For example 2020-W12.
surveillance-week-wrong = Enter a week such as 2020-W12.
surveillance-week-until-wrong = Enter a week such as 2021-W20, not before the first one.
surveillance-interventions-many = At most 40 times are possible.
surveillance-plan-unsound = These settings do not fit together.
surveillance-plan-saved = The settings are saved.
surveillance-plan-outdated = Somebody has changed the settings meanwhile. Open the page again.
surveillance-plan-made = Set up
surveillance-plan-change = { $what ->
    [active] Watching switched on or off
    [method] Method
    [numbers] Alpha, years or history
    [strata] Districts and groups
    [least-cases] Smallest number of cases
    [weeks] Tested weeks
   *[interventions] Times that were different
  }
surveillance-run = Search now
surveillance-run-begun = The search has begun.
surveillance-run-under-way = A search is under way. Wait until it is done.
surveillance-run-unwatched = First switch watching on and save.
surveillance-running-title = The search is under way
surveillance-running-text = { $done } of { $all } series. The page is loaded again by itself.
surveillance-looks = Searches
surveillance-look-at = Begin
surveillance-look-by = By
surveillance-look-state = State
surveillance-look-state-name = { $state ->
    [running] Under way
    [done] Done
   *[failed] Given up
  }
surveillance-look-series = Series
surveillance-look-signals = Signals
surveillance-look-found = { $new } new, { $again } known, { $gone } not found any more
surveillance-look-tally = What became of the series
surveillance-tally = { $what ->
    [signal] signal
    [quiet] no signal
    [below-least-cases] fewer cases than the smallest number
    [few-recent-cases] too few cases in the last weeks
    [not-enough-history] history too short
    [too-few-weeks-left] too few weeks to learn from
    [no-variation] all earlier weeks equal
    [not-converged] model cannot be calculated
    [too-uncertain] model too uncertain
   *[other] missing weeks
  }: { $count }

# --- Mails
surveillance-mails-title = Mails about new signals
surveillance-mails-lead = Once a day Deich writes to you how many new signals fit your rules. The mail names no disease and no number of cases.
surveillance-mails-none = You get no mails about signals.
surveillance-rules = Your rules
surveillance-diseases = Diseases
surveillance-places = Places
surveillance-rule-ratio = At least this ratio
surveillance-rule-ratio-hint = Cases divided by bound, from 1 to 100. 1 means: all signals.
surveillance-ratio-wrong = Enter a number from 1 to 100.
surveillance-action = Action
surveillance-rule-end = End
surveillance-rule-new = New rule
surveillance-rule-states = Assessment on the morning of the mail
surveillance-rule-states-hint = Without a choice all count.
surveillance-rule-diseases = Certain diseases only
surveillance-rule-places = Certain places only
surveillance-rule-none-means-all = Without a choice all count.
surveillance-rule-all = all
surveillance-rule-add = Order mails
surveillance-rule-added = You get mails by this rule from tomorrow on.
surveillance-rule-removed = The rule is ended.
surveillance-rules-many = More than 20 rules are not possible. End another one first.
surveillance-mail-subject = { $count ->
    [one] Deich: 1 new signal
   *[other] Deich: { $count } new signals
  }
surveillance-mail-text = Hello { $name },

    { $count ->
        [one] there is 1 new signal that fits your rules.
       *[other] there are { $count } new signals that fit your rules.
    }

    Have a look: { $link }

    Change rules or end mails: { $rules }
