-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Collections are about weeks, months, quarters, years or events. `season_from` and `season_to` are
-- periods of that kind (weeks for events). `due_after` counts days from the last day of a period,
-- `locks_after` from the day on which its reports were due.
ALTER TABLE collections ADD COLUMN kind TEXT NOT NULL DEFAULT 'week';
UPDATE collections SET kind = 'event' WHERE repeatable;
ALTER TABLE collections ADD COLUMN opens_at TEXT NOT NULL DEFAULT 'start';
ALTER TABLE collections ADD COLUMN due_after BIGINT;
UPDATE collections SET due_after = due_weekday - 7 WHERE kind = 'week';
ALTER TABLE collections ADD COLUMN locks_after BIGINT;
ALTER TABLE collections ADD COLUMN working_days BOOLEAN NOT NULL DEFAULT FALSE;
-- Whether an institution may say that it has nothing to report.
ALTER TABLE collections ADD COLUMN zero_reports BOOLEAN NOT NULL DEFAULT FALSE;
-- The levels on which a period is approved, as JSON; see the type `ApprovalLevel`.
ALTER TABLE collections ADD COLUMN approval TEXT NOT NULL DEFAULT '[]';
-- With this code institutions join by themselves; without one they cannot.
ALTER TABLE collections ADD COLUMN join_code TEXT;
ALTER TABLE collections DROP COLUMN repeatable;
ALTER TABLE collections DROP COLUMN due_weekday;
CREATE UNIQUE INDEX collections_by_join_code ON collections (join_code);

ALTER TABLE participants RENAME COLUMN from_week TO from_period;
ALTER TABLE participants RENAME COLUMN to_week TO to_period;
-- Whether a rule brought the institution in; then a rule can end its part.
ALTER TABLE participants ADD COLUMN by_rule BOOLEAN NOT NULL DEFAULT FALSE;

-- Who takes part by rule: institutions of a kind, everywhere or in a place (a prefix of the key of
-- territory). Those that begin to fit join, those that do not fit any more leave.
CREATE TABLE participant_rules (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    institution_kind TEXT NOT NULL,
    place TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID
);
CREATE INDEX participant_rules_by_collection ON participant_rules (collection);

-- Days without work beside the public holidays of the state.
CREATE TABLE free_days (
    state UUID NOT NULL,
    day TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (state, day)
);

-- What is owed can also be settled by saying that there is nothing to report, with a reason.
CREATE TABLE expected_reports_new (
    collection UUID NOT NULL REFERENCES collections (id),
    institution UUID NOT NULL,
    period TEXT NOT NULL,
    office UUID NOT NULL,
    opens_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('missing', 'draft', 'submitted', 'returned', 'accepted', 'zero')),
    submission UUID,
    zero_reason TEXT,
    zero_at BIGINT,
    zero_by UUID,
    PRIMARY KEY (collection, institution, period)
);
INSERT INTO expected_reports_new (collection, institution, period, office, opens_on, due_on, status, submission)
    SELECT collection, institution, period, office, '', due_on, status, submission FROM expected_reports;
DROP TABLE expected_reports;
ALTER TABLE expected_reports_new RENAME TO expected_reports;
CREATE INDEX expected_reports_by_office ON expected_reports (office, collection, period, status);
CREATE INDEX expected_reports_by_institution ON expected_reports (institution, status, due_on);
CREATE INDEX expected_reports_by_period ON expected_reports (collection, period, office);
-- What is reminded of: overdue and not come.
CREATE INDEX expected_reports_by_due_day ON expected_reports (status, due_on);

-- Whether somebody of the office sent it for the institution.
ALTER TABLE submissions ADD COLUMN on_behalf BOOLEAN NOT NULL DEFAULT FALSE;

-- How an office stands with a period of a collection: counts of what is owed and what has come, kept
-- in the transaction of every deed that changes them, and how far the period is approved. Events are
-- counted by week; nothing of them is owed.
CREATE TABLE office_periods (
    collection UUID NOT NULL REFERENCES collections (id),
    period TEXT NOT NULL,
    office UUID NOT NULL,
    opens_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    expected BIGINT NOT NULL,
    missing BIGINT NOT NULL,
    drafts BIGINT NOT NULL,
    submitted BIGINT NOT NULL,
    returned BIGINT NOT NULL,
    accepted BIGINT NOT NULL,
    zero BIGINT NOT NULL,
    late BIGINT NOT NULL,
    with_warnings BIGINT NOT NULL,
    corrected BIGINT NOT NULL,
    approvals BIGINT NOT NULL,
    open_until TEXT,
    PRIMARY KEY (collection, period, office)
);
CREATE INDEX office_periods_by_office ON office_periods (office, due_on);
INSERT INTO office_periods (collection, period, office, opens_on, due_on, expected, missing, drafts,
        submitted, returned, accepted, zero, late, with_warnings, corrected, approvals)
    SELECT e.collection, e.period, e.office, '', MIN(e.due_on), COUNT(*),
        SUM(CASE WHEN e.status = 'missing' THEN 1 ELSE 0 END),
        SUM(CASE WHEN e.status = 'draft' THEN 1 ELSE 0 END),
        SUM(CASE WHEN e.status = 'submitted' THEN 1 ELSE 0 END),
        SUM(CASE WHEN e.status = 'returned' THEN 1 ELSE 0 END),
        SUM(CASE WHEN e.status = 'accepted' THEN 1 ELSE 0 END),
        0,
        SUM(CASE WHEN s.late THEN 1 ELSE 0 END),
        SUM(CASE WHEN e.status = 'submitted' AND s.warnings > 0 THEN 1 ELSE 0 END),
        SUM(CASE WHEN e.status = 'submitted' AND s.version > 1 THEN 1 ELSE 0 END),
        0
    FROM expected_reports e LEFT JOIN submissions s ON s.id = e.submission
    GROUP BY e.collection, e.period, e.office;

-- What was decided about a period of an office. A comment is sealed under the key of the state.
CREATE TABLE office_period_events (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    period TEXT NOT NULL,
    office UUID NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    kind TEXT NOT NULL CHECK (kind IN ('approved', 'taken-back', 'opened-again')),
    level BIGINT NOT NULL,
    open_until TEXT,
    sealed_note BYTEA
);
CREATE INDEX office_period_events_by_period ON office_period_events (collection, period, office, at);
