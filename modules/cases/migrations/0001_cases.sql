-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What says who somebody is lies in sealed columns only, under the key of the office. Whatever is
-- open beside it (numbers, steps, days, states) names nobody.

-- Kinds of case files: data of the state, for all its offices, or of one office. `collection` is what
-- the latest published version names, so that an event finds its kind.
CREATE TABLE case_types (
    id UUID PRIMARY KEY,
    owner UUID NOT NULL,
    title TEXT NOT NULL,
    collection UUID,
    draft TEXT NOT NULL,
    revision BIGINT NOT NULL,
    latest BIGINT NOT NULL,
    retired BOOLEAN NOT NULL,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL
);
CREATE INDEX case_types_owner ON case_types (owner, title);
CREATE INDEX case_types_collection ON case_types (collection);
CREATE TABLE case_type_versions (
    case_type UUID NOT NULL REFERENCES case_types (id),
    number BIGINT NOT NULL,
    definition TEXT NOT NULL,
    published_at BIGINT NOT NULL,
    published_by UUID,
    PRIMARY KEY (case_type, number)
);

-- File numbers are counted per office and year.
CREATE TABLE case_numbers (
    office UUID NOT NULL,
    year BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    PRIMARY KEY (office, year)
);

-- version: counts every change, so that two people never overwrite each other.
-- delete_on: the day from which a closed file is deleted; hold: kept nevertheless.
CREATE TABLE case_files (
    id UUID PRIMARY KEY,
    number TEXT NOT NULL,
    office UUID NOT NULL,
    state_agency UUID NOT NULL,
    case_type UUID NOT NULL REFERENCES case_types (id),
    type_version BIGINT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'closed', 'merged')),
    merged_into UUID,
    institution UUID,
    sealed_person BYTEA NOT NULL,
    assignee UUID,
    opened_at BIGINT NOT NULL,
    opened_by UUID,
    closed_at BIGINT,
    closed_by UUID,
    closing_reason TEXT,
    delete_on TEXT,
    hold BOOLEAN NOT NULL,
    version BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    changed_by UUID,
    UNIQUE (office, number)
);
CREATE INDEX case_files_office ON case_files (office, state, opened_at);
CREATE INDEX case_files_deletion ON case_files (delete_on) WHERE delete_on IS NOT NULL;

-- The reports that a file is about, with what each says of the person. place: which person of the report.
CREATE TABLE case_reports (
    submission UUID NOT NULL,
    place BIGINT NOT NULL,
    case_file UUID NOT NULL REFERENCES case_files (id),
    institution UUID NOT NULL,
    receipt TEXT NOT NULL,
    version BIGINT NOT NULL,
    state TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    differs BOOLEAN NOT NULL,
    sent_at BIGINT NOT NULL,
    PRIMARY KEY (submission, place)
);
CREATE INDEX case_reports_file ON case_reports (case_file);
CREATE INDEX case_reports_institution ON case_reports (institution, sent_at);

CREATE TABLE case_steps (
    id UUID PRIMARY KEY,
    case_file UUID NOT NULL REFERENCES case_files (id),
    plan TEXT NOT NULL,
    title TEXT NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'dropped')),
    due_on TEXT NOT NULL,
    assignee UUID,
    decided_on TEXT,
    person_due_on TEXT,
    sealed BYTEA,
    done_at BIGINT,
    done_by UUID,
    created_at BIGINT NOT NULL
);
CREATE INDEX case_steps_file ON case_steps (case_file, state, due_on);

-- A letter as it was sent, as PDF.
CREATE TABLE case_letters (
    id UUID PRIMARY KEY,
    case_file UUID NOT NULL REFERENCES case_files (id),
    step UUID,
    title TEXT NOT NULL,
    sealed BYTEA NOT NULL,
    made_at BIGINT NOT NULL,
    made_by UUID
);
CREATE INDEX case_letters_file ON case_letters (case_file, made_at);

CREATE TABLE case_uploads (
    id UUID PRIMARY KEY,
    case_file UUID NOT NULL REFERENCES case_files (id),
    sealed_name BYTEA NOT NULL,
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    added_at BIGINT NOT NULL,
    added_by UUID
);
CREATE INDEX case_uploads_file ON case_uploads (case_file, added_at);

-- History and accesses: what happened, and who opened what.
CREATE TABLE case_events (
    id UUID PRIMARY KEY,
    case_file UUID NOT NULL REFERENCES case_files (id),
    office UUID NOT NULL,
    at BIGINT NOT NULL,
    by_person UUID,
    kind TEXT NOT NULL,
    about TEXT NOT NULL,
    sealed_note BYTEA
);
CREATE INDEX case_events_file ON case_events (case_file, at);
CREATE INDEX case_events_office ON case_events (office, kind, at);

-- What an institution says about a person that it has notified: settled, why and since when.
CREATE TABLE case_statements (
    id UUID PRIMARY KEY,
    case_file UUID NOT NULL REFERENCES case_files (id),
    submission UUID NOT NULL,
    place BIGINT NOT NULL,
    institution UUID NOT NULL,
    reason TEXT NOT NULL,
    settled_on TEXT NOT NULL,
    sealed_note BYTEA,
    state TEXT NOT NULL CHECK (state IN ('open', 'accepted', 'objected')),
    sealed_answer BYTEA,
    said_at BIGINT NOT NULL,
    said_by UUID,
    answered_at BIGINT,
    answered_by UUID
);
CREATE INDEX case_statements_file ON case_statements (case_file, said_at);
CREATE INDEX case_statements_report ON case_statements (submission, place);

-- Files that somebody has looked at and found to be about different people.
CREATE TABLE case_apart (
    one UUID NOT NULL,
    other UUID NOT NULL,
    PRIMARY KEY (one, other)
);

-- The proof of a deletion: what was deleted by which rule, and nothing about anybody.
CREATE TABLE case_deletions (
    id UUID PRIMARY KEY,
    office UUID NOT NULL,
    number TEXT NOT NULL,
    case_type UUID NOT NULL,
    type_title TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    closed_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    months BIGINT NOT NULL,
    pieces BIGINT NOT NULL,
    content_hash TEXT NOT NULL,
    deleted_at BIGINT NOT NULL
);
CREATE INDEX case_deletions_office ON case_deletions (office, deleted_at);
