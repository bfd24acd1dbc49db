-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What is shown of the indicators of a set (share, rate, from which numbers on, as JSON), where somebody has said so. version: counts the
-- changes of the row.
CREATE TABLE indicator_definitions (
    set_key TEXT NOT NULL REFERENCES data_sets (set_key),
    indicator TEXT NOT NULL,
    definition TEXT NOT NULL,
    changed_by UUID,
    changed_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (set_key, indicator)
);

-- What is written beside the figures of an indicator or a disease. draft: the texts by language and part with their validity, as JSON. id: for the
-- audit trail. version: counts the changes of the draft.
CREATE TABLE editorial_texts (
    subject_kind TEXT NOT NULL CHECK (subject_kind IN ('indicator', 'disease')),
    subject_key TEXT NOT NULL,
    id UUID NOT NULL UNIQUE,
    draft TEXT NOT NULL,
    written_by UUID,
    written_at BIGINT NOT NULL,
    version BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_key)
);

-- What was published of it never changes. Of those that are valid on a day the one with the highest number is shown. valid_from, valid_until: the
-- first and the last day; an empty one has no bound. People are missing where the demo or the command line wrote.
CREATE TABLE editorial_text_versions (
    subject_kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    number BIGINT NOT NULL,
    content TEXT NOT NULL,
    valid_from TEXT NOT NULL,
    valid_until TEXT NOT NULL,
    written_by UUID,
    published_by UUID,
    published_at BIGINT NOT NULL,
    PRIMARY KEY (subject_kind, subject_key, number),
    FOREIGN KEY (subject_kind, subject_key) REFERENCES editorial_texts (subject_kind, subject_key)
);
