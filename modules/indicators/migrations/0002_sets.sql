-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Data from elsewhere. A set has a stable key, a description (title, source, licence and what else readers must know, as JSON)
-- and versions. kind: what its numbers are, such as cases. publication: whether the public sees it. version: counts the changes of the row.
CREATE TABLE data_sets (
    set_key TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    publication TEXT NOT NULL CHECK (publication IN ('internal', 'as-published')),
    description TEXT NOT NULL,
    made_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);

-- A version (Datenstand) never changes once it was taken over. file and source: digests of the numbers as they are read at start and of what was
-- uploaded. report: what was found while it was read, as JSON. imported_by is empty for the command line. id: for the
-- audit trail.
CREATE TABLE data_set_versions (
    set_key TEXT NOT NULL REFERENCES data_sets (set_key),
    number BIGINT NOT NULL,
    id UUID NOT NULL UNIQUE,
    state TEXT NOT NULL CHECK (state IN ('staged', 'taken', 'withdrawn')),
    as_of TEXT NOT NULL,
    file TEXT NOT NULL,
    source TEXT NOT NULL,
    source_name TEXT NOT NULL,
    observations BIGINT NOT NULL,
    refused BIGINT NOT NULL,
    report TEXT NOT NULL,
    imported_by UUID,
    imported_at BIGINT NOT NULL,
    taken_by UUID,
    taken_at BIGINT,
    PRIMARY KEY (set_key, number)
);
CREATE INDEX data_set_versions_state ON data_set_versions (state, imported_at);
