-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A file on its way to becoming a version of a set. kind: what its numbers are. indicator: which one they are of, if the file does not say so; may
-- be empty. wish: what was said about it, as JSON. source: the digest of its bytes; empty once they
-- were removed. look: its first rows, as JSON. mapping: what its columns mean, as JSON; empty until somebody says so or something is suggested.
-- columns_digest: of its headings, by which a mapping is found again. phase, rows_read, rows_about: how far it is. run and job: of the reading
-- under way. fault: why it was not read, as JSON. number: the version that it became. version: counts what people changed.
CREATE TABLE set_imports (
    id UUID NOT NULL PRIMARY KEY,
    set_key TEXT NOT NULL,
    kind TEXT NOT NULL,
    indicator TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('reading', 'mapping', 'failed', 'done', 'cancelled')),
    wish TEXT NOT NULL,
    source TEXT,
    source_name TEXT NOT NULL,
    look TEXT,
    mapping TEXT,
    columns_digest TEXT,
    phase TEXT NOT NULL,
    rows_read BIGINT NOT NULL,
    rows_about BIGINT NOT NULL,
    run UUID,
    job UUID,
    fault TEXT,
    number BIGINT,
    made_by UUID NOT NULL,
    made_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL
);
CREATE INDEX set_imports_state ON set_imports (state, made_at);

-- mapping and columns_digest: how the file was read, if somebody said so. errors: the digest of the list of all rows with errors.
-- restored_from: the version that was brought back. public_at: since when everybody saw it as the current one. removed_at: when the files of a version
-- that was withdrawn were removed.
ALTER TABLE data_set_versions ADD COLUMN mapping TEXT;
ALTER TABLE data_set_versions ADD COLUMN columns_digest TEXT;
ALTER TABLE data_set_versions ADD COLUMN errors TEXT;
ALTER TABLE data_set_versions ADD COLUMN restored_from BIGINT;
ALTER TABLE data_set_versions ADD COLUMN public_at BIGINT;
ALTER TABLE data_set_versions ADD COLUMN removed_at BIGINT;
CREATE INDEX data_set_versions_columns ON data_set_versions (columns_digest);

-- What everybody sees now.
UPDATE data_set_versions SET public_at = taken_at
WHERE state = 'taken'
    AND set_key IN (SELECT set_key FROM data_sets WHERE publication = 'as-published')
    AND NOT EXISTS (
        SELECT 1 FROM data_set_versions AS later
        WHERE later.set_key = data_set_versions.set_key AND later.state = 'taken' AND later.number > data_set_versions.number
    );
