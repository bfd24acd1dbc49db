-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2
-- due_at: when a ready job may start, or when the lease of a running job ends.
-- dedupe: set while the job waits, so that the same work does not wait twice.
CREATE TABLE jobs (
    id UUID PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('ready', 'running', 'done', 'dead')),
    due_at BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    max_attempts BIGINT NOT NULL,
    lease UUID,
    last_error TEXT,
    dedupe TEXT UNIQUE,
    created_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE INDEX jobs_due ON jobs (due_at, id) WHERE state IN ('ready', 'running');
CREATE INDEX jobs_ended ON jobs (state, ended_at);
-- One row per moment at which a schedule fired, in whichever process.
CREATE TABLE job_fires (
    name TEXT NOT NULL,
    fire_at BIGINT NOT NULL,
    PRIMARY KEY (name, fire_at)
);
