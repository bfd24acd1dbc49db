-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Who asks, what was found and what was written lies in sealed columns only, under the key of the office.
-- Whatever is open beside it (numbers, kinds, days, states) names nobody.

-- What an office says about itself in its register, and how long its requests are kept. version: counts the
-- changes, so that two people never overwrite each other.
CREATE TABLE privacy_offices (
    office UUID PRIMARY KEY,
    controller TEXT NOT NULL,
    officer TEXT NOT NULL,
    keep_months BIGINT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID
);
CREATE TABLE privacy_numbers (
    office UUID NOT NULL,
    year BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    PRIMARY KEY (office, year)
);

CREATE TABLE privacy_requests (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL,
    office UUID NOT NULL,
    state_agency UUID NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed')),
    received_on TEXT NOT NULL,
    due_on TEXT NOT NULL,
    extended BOOLEAN NOT NULL,
    identity TEXT NOT NULL,
    sealed_person BYTEA NOT NULL,
    assignee UUID,
    search TEXT NOT NULL CHECK (search IN ('none', 'running', 'done')),
    search_read BIGINT NOT NULL,
    search_at BIGINT,
    deletion_ground TEXT,
    deletion_by UUID,
    deletion_at BIGINT,
    outcome TEXT,
    opened_at BIGINT NOT NULL,
    closed_at BIGINT,
    delete_on TEXT,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID,
    UNIQUE (office, number)
);
CREATE INDEX privacy_requests_office ON privacy_requests (office, state, due_on);
CREATE INDEX privacy_requests_deletion ON privacy_requests (delete_on) WHERE delete_on IS NOT NULL;

-- What a search has found, and what somebody thinks of it.
CREATE TABLE privacy_hits (
    id UUID PRIMARY KEY,
    request UUID NOT NULL REFERENCES privacy_requests (id),
    module TEXT NOT NULL,
    item TEXT NOT NULL,
    activity TEXT NOT NULL,
    institution UUID,
    day TEXT NOT NULL,
    born TEXT NOT NULL,
    likeness TEXT NOT NULL,
    verdict TEXT NOT NULL CHECK (verdict IN ('open', 'person', 'other', 'unsure')),
    restricted BOOLEAN NOT NULL,
    deleted_at BIGINT,
    sealed BYTEA NOT NULL,
    sealed_left_out BYTEA,
    UNIQUE (request, module, item)
);

-- The journal: every step, and every look at something found.
CREATE TABLE privacy_steps (
    id UUID PRIMARY KEY,
    request UUID NOT NULL REFERENCES privacy_requests (id),
    at BIGINT NOT NULL,
    by_person UUID,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    sealed_note BYTEA
);
CREATE INDEX privacy_steps_request ON privacy_steps (request, at);

CREATE TABLE privacy_letters (
    id UUID PRIMARY KEY,
    request UUID NOT NULL REFERENCES privacy_requests (id),
    kind TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID
);
CREATE INDEX privacy_letters_request ON privacy_letters (request, made_at);

-- The proofs that something was deleted on a request. They name nobody and outlive the request.
CREATE TABLE privacy_proofs (
    id UUID PRIMARY KEY,
    office UUID NOT NULL,
    request_number TEXT NOT NULL,
    module TEXT NOT NULL,
    ground TEXT NOT NULL,
    pieces BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    proposed_by UUID,
    confirmed_by UUID,
    deleted_at BIGINT NOT NULL
);
CREATE INDEX privacy_proofs_office ON privacy_proofs (office, deleted_at);

-- The proofs that a request itself was deleted after its time.
CREATE TABLE privacy_deletions (
    id UUID PRIMARY KEY,
    office UUID NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL,
    received_on TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    outcome TEXT NOT NULL,
    pieces BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    deleted_at BIGINT NOT NULL
);
CREATE INDEX privacy_deletions_office ON privacy_deletions (office, deleted_at);

-- What an office adds to an activity of its register, or says in other words. content: JSON.
CREATE TABLE privacy_additions (
    office UUID NOT NULL,
    activity TEXT NOT NULL,
    content TEXT NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID,
    PRIMARY KEY (office, activity)
);

-- The register as it was when somebody kept it. content: JSON.
CREATE TABLE privacy_registers (
    office UUID NOT NULL,
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    kept_at BIGINT NOT NULL,
    kept_by UUID,
    PRIMARY KEY (office, number)
);
