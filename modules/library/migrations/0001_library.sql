-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A form of the library. Its identifier for people and files (`key`) is the same over all versions.
CREATE TABLE forms (
    id UUID PRIMARY KEY,
    owner UUID NOT NULL,
    key TEXT NOT NULL,
    title TEXT NOT NULL,
    search TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    UNIQUE (owner, key)
);

-- What is being worked on. Every form has one draft; `revision` tells apart what two people saw.
CREATE TABLE form_drafts (
    form UUID PRIMARY KEY REFERENCES forms (id),
    spec TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    revision BIGINT NOT NULL,
    notes TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source BYTEA NOT NULL,
    edited_by UUID,
    edited_at BIGINT NOT NULL
);

-- Published versions. Rows are only ever added.
CREATE TABLE form_versions (
    id UUID PRIMARY KEY,
    form UUID NOT NULL REFERENCES forms (id),
    number BIGINT NOT NULL,
    title TEXT NOT NULL,
    spec TEXT NOT NULL,
    spec_hash TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source BYTEA NOT NULL,
    published_by UUID,
    published_at BIGINT NOT NULL,
    UNIQUE (form, number)
);

-- What happened to a form, for its page. The proof is the audit trail.
CREATE TABLE form_history (
    id UUID PRIMARY KEY,
    form UUID NOT NULL REFERENCES forms (id),
    at BIGINT NOT NULL,
    person UUID,
    what TEXT NOT NULL,
    number BIGINT NOT NULL
);
CREATE INDEX form_history_form ON form_history (form, at);
