# SPDX-FileCopyrightText: Deich contributors
# SPDX-License-Identifier: EUPL-1.2

## Counts with noise: workshop
reporting-noise-way = Counting
reporting-noise-way-label = How to count
reporting-noise-way-hint = Another choice shows its fields after “Calculate anew”.
reporting-noise-way-name = { $way ->
    [noise] counts with noise (differential privacy)
   *[exact] exact counts from k on
 }
reporting-noise-period = Period
reporting-noise-period-hint = One table per period leaves the office.
reporting-noise-period-name = { $period ->
    [month] calendar month
   *[quarter] quarter
 }
reporting-noise-epsilon = Epsilon per release
reporting-noise-epsilon-hint = What a table costs of the budget, from 0.001 to 5. A small value protects better and changes the figures more.
reporting-noise-budget = Budget per year
reporting-noise-budget-hint = What all releases about a calendar year may cost together. 1 is considered strong protection.
reporting-noise-bound = Cells per person
reporting-noise-bound-hint = In so many cells of a period a person counts at most, in each once. Every further cell needs more noise.
reporting-noise-wait = Wait in weeks
reporting-noise-wait-hint = So long after its end a period waits for late reports. What comes later is not counted any more.
reporting-noise-axes-text = How the table is divided: a place from district on, and up to two other fields with fixed values. Fields that are forwarded can be chosen.
reporting-noise-axis = Division { $number }
reporting-noise-no-axis = none
reporting-noise-figures = What the noise means
reporting-noise-figures-text = The figures follow from the policy alone. They depend on no report.
reporting-noise-figure-deviation = Deviation that 95 of 100 cells keep
reporting-noise-figure-affordable = Releases that the budget of a year allows
reporting-noise-figure-needed = Releases that a year needs
reporting-noise-figure-left = Epsilon that is left of a year
reporting-noise-cells = Cells
reporting-noise-says = { $period ->
    [month] With noise, per calendar month
   *[quarter] With noise, per quarter
 }, { $axes ->
    [0] a single number
   *[other] by { $table }
 }; epsilon { $epsilon } per release, { $yearly } per year; at most { $bound ->
    [one] one cell
   *[other] { $bound } cells
 } per person; { $weeks ->
    [one] one week
   *[other] { $weeks } weeks
 } of waiting
reporting-noise-fault-epsilon = Give a number from 0.001 to 5.
reporting-noise-fault-year = The releases of a year cost more than the year may. Lower the epsilon per release, choose longer periods or raise the budget.
reporting-noise-fault-bound = Give 1 to 50 cells.
reporting-noise-fault-wait = Give 0 to 52 weeks.
reporting-noise-fault-dimensions = Choose each field only once.
reporting-noise-fault-field = Choose fields that are forwarded and have fixed values.
reporting-noise-fault-place = Choose the place as district or coarser.
reporting-noise-fault-level = The division is finer than the field may be forwarded.
reporting-noise-fault-cells = The table would have more than 2,000 cells. Choose coarser levels or fewer fields.

## Counts with noise: release and account
reporting-noise-count = Count with noise
reporting-noise-would-leave = A table about { $period } with { $cells ->
    [one] one cell
   *[other] { $cells } cells
 }. It costs an epsilon of { $epsilon }; after it { $left } of the year’s budget is left. 95 of 100 cells are within { $deviation } of the exact count. The noise is drawn only when it is released.
reporting-noise-consequence = The table is forwarded to the state. The period is closed then; later reports do not count any more.
reporting-noise-left-now = The table is released.
reporting-noise-exhausted = The budget for { $year } is spent: { $spent } of { $limit }. The release would cost { $needed }. Nothing was forwarded.
reporting-noise-released = { $period } was released before. Nothing was forwarded.
reporting-noise-account-broken = The account does not fit the ledger. Nothing was forwarded. Please ask those who run the installation.
reporting-noise-account = Budget for counts with noise
reporting-noise-account-text = Every table costs an epsilon. When the budget of a year is spent, nothing more is released about that year.
reporting-noise-year = Year
reporting-noise-spent = Spent
reporting-noise-left = Left
reporting-noise-limit = Budget
reporting-noise-releases = Releases
reporting-noise-why = Why is there a budget?
reporting-noise-because = Every table tells a little about each single person, even with noise. The budget bounds the sum. It belongs to the data of an office in a collection: a new release policy resets nothing, and can only lower the budget of a year that has begun.
reporting-noise-tables = Tables with noise
reporting-noise-tables-text = Every table is complete, with zeros. There is noise on every number; values below 0 are possible and stay, so that sums do not become too large. The cells are not adjusted to coarser figures.
reporting-noise-files = All tables as a file:
