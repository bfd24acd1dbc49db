-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Who at the office looks after a report, and by when. `version` counts changes, so that two people
-- notice each other.
CREATE TABLE review_assignments (
    submission UUID PRIMARY KEY REFERENCES submissions (id),
    office UUID NOT NULL,
    person UUID,
    due_on TEXT,
    version BIGINT NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID
);
CREATE INDEX review_assignments_by_person ON review_assignments (office, person);

-- Who at the office looks after the reports of a collection that nobody was given.
CREATE TABLE review_duties (
    office UUID NOT NULL,
    collection UUID NOT NULL REFERENCES collections (id),
    person UUID NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    PRIMARY KEY (office, collection)
);

-- What office and institution ask each other about a report, and what the office notes for itself.
-- The text is sealed under the office's key.
CREATE TABLE submission_messages (
    id UUID PRIMARY KEY,
    submission UUID NOT NULL REFERENCES submissions (id),
    at BIGINT NOT NULL,
    by_person UUID,
    kind TEXT NOT NULL CHECK (kind IN ('note', 'office', 'institution')),
    question TEXT,
    sealed_text BYTEA NOT NULL
);
CREATE INDEX submission_messages_by_submission ON submission_messages (submission, at);

-- Whose turn it is in the conversation about a report.
CREATE TABLE submission_talks (
    submission UUID PRIMARY KEY REFERENCES submissions (id),
    office UUID NOT NULL,
    institution UUID NOT NULL,
    turn TEXT NOT NULL CHECK (turn IN ('office', 'institution', 'nobody')),
    since BIGINT NOT NULL
);
CREATE INDEX submission_talks_by_office ON submission_talks (office, turn);
CREATE INDEX submission_talks_by_institution ON submission_talks (institution, turn);

-- What is open at an office, however many reports it has.
CREATE INDEX submissions_open ON submissions (office, submitted_at) WHERE state IN ('submitted', 'returned');

-- Whether what came was late, beside what was owed: how complete the periods of an office are is read out
-- of one index, however many reports there are.
ALTER TABLE expected_reports ADD COLUMN late BOOLEAN NOT NULL DEFAULT FALSE;
UPDATE expected_reports SET late = TRUE WHERE submission IN (SELECT id FROM submissions WHERE late = TRUE);
DROP INDEX expected_reports_by_office;
CREATE INDEX expected_reports_by_office
    ON expected_reports (office, collection, period, status, institution, due_on, late);
