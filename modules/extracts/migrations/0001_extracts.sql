-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Rows of tables lie in sealed pieces only, under the key of the state agency; so do figures and what went
-- wrong, which may name values. Whatever is open beside it (titles, names of columns, states) names nobody.

-- run and job: of the calculation under way. version: counts the changes, so that two people never overwrite
-- each other. delete_at: when the rows are deleted; empty once they are.
CREATE TABLE extracts (
    id UUID PRIMARY KEY,
    state_agency UUID NOT NULL,
    title TEXT NOT NULL,
    use_of TEXT NOT NULL,
    purpose TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'running', 'done', 'failed')),
    source_rows BIGINT NOT NULL,
    plan TEXT NOT NULL,
    run UUID,
    job UUID,
    decided BIGINT NOT NULL,
    combinations BIGINT NOT NULL,
    sealed_fault BYTEA,
    sealed_figures BYTEA,
    decision TEXT,
    decided_by UUID,
    decided_at BIGINT,
    reason TEXT NOT NULL,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    changed_by UUID NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    delete_at BIGINT
);
CREATE INDEX extracts_made ON extracts (state_agency, made_at);
CREATE INDEX extracts_deletion ON extracts (delete_at) WHERE delete_at IS NOT NULL;

-- kind: source, csv, parquet, or hierarchy/ and the place of the column.
CREATE TABLE extract_pieces (
    extract UUID NOT NULL REFERENCES extracts (id),
    kind TEXT NOT NULL,
    place BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (extract, kind, place)
);

-- Who has worked on an extract and therefore does not sign it.
CREATE TABLE extract_workers (
    extract UUID NOT NULL REFERENCES extracts (id),
    person UUID NOT NULL,
    PRIMARY KEY (extract, person)
);
