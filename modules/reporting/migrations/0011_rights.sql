-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A report that is restricted (Article 18 GDPR) is not changed, not exported and not released.
ALTER TABLE submissions ADD COLUMN restricted_at BIGINT;
ALTER TABLE submissions ADD COLUMN restricted_for TEXT;
CREATE INDEX submissions_by_restriction ON submissions (office, restricted_at);

-- What has left stays counted when the report is deleted: the figures that left stay, and the ledgers are
-- checked against these rows. They name a report by an identifier that leads nowhere any more.
CREATE TABLE released_versions_new (
    submission UUID NOT NULL,
    version BIGINT NOT NULL,
    office UUID NOT NULL,
    collection UUID NOT NULL,
    sequence BIGINT NOT NULL,
    PRIMARY KEY (submission, version)
);
INSERT INTO released_versions_new (submission, version, office, collection, sequence)
    SELECT submission, version, office, collection, sequence FROM released_versions;
DROP TABLE released_versions;
ALTER TABLE released_versions_new RENAME TO released_versions;
CREATE INDEX released_versions_by_ledger ON released_versions (office, collection, sequence);

-- Reports whose case file was deleted after its time: the office deletes them too, or keeps them and says why.
CREATE TABLE leftover_reports (
    submission UUID PRIMARY KEY,
    office UUID NOT NULL,
    case_deleted_at BIGINT NOT NULL,
    kept_at BIGINT,
    kept_by UUID,
    sealed_reason BYTEA
);
CREATE INDEX leftover_reports_by_office ON leftover_reports (office, kept_at, case_deleted_at);

-- Who has opened a restricted report, and why.
CREATE TABLE restricted_openings (
    id UUID PRIMARY KEY,
    submission UUID NOT NULL REFERENCES submissions (id),
    at BIGINT NOT NULL,
    by_person UUID NOT NULL,
    sealed_reason BYTEA NOT NULL
);
CREATE INDEX restricted_openings_by_submission ON restricted_openings (submission, at);
