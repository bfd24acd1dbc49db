-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Files that answer questions. What they are called is sealed under the office's key, as is every
-- part of them. A file belongs to a draft until its report is sent, or from the beginning to the
-- report that is corrected with it. `named_at` says since when a draft or a sent version names it;
-- one that nothing names goes away after a while.
CREATE TABLE files (
    id UUID PRIMARY KEY,
    collection UUID NOT NULL REFERENCES collections (id),
    institution UUID NOT NULL,
    period TEXT NOT NULL,
    office UUID NOT NULL,
    submission UUID REFERENCES submissions (id),
    kind TEXT NOT NULL CHECK (kind IN ('image', 'audio', 'video', 'file')),
    media_type TEXT NOT NULL,
    size BIGINT NOT NULL,
    received BIGINT NOT NULL,
    parts BIGINT NOT NULL,
    sealed_name BYTEA NOT NULL,
    named_at BIGINT,
    created_at BIGINT NOT NULL,
    created_by UUID,
    updated_at BIGINT NOT NULL
);
CREATE INDEX files_by_draft ON files (collection, institution, period);
CREATE INDEX files_by_submission ON files (submission);
CREATE INDEX files_by_name ON files (named_at, updated_at);

CREATE TABLE file_parts (
    file UUID NOT NULL REFERENCES files (id) ON DELETE CASCADE,
    number BIGINT NOT NULL,
    sealed BYTEA NOT NULL,
    PRIMARY KEY (file, number)
);
