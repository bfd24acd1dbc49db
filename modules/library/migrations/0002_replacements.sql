-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A workbook that waits until the person who uploaded it has seen what it would change. One per
-- person and form; the next upload takes its place.
CREATE TABLE form_proposals (
    form UUID NOT NULL REFERENCES forms (id),
    person UUID NOT NULL,
    source_name TEXT NOT NULL,
    source BYTEA NOT NULL,
    proposed_at BIGINT NOT NULL,
    PRIMARY KEY (form, person)
);

-- The draft of a form as it was before it was replaced last. It can be brought back once.
CREATE TABLE form_replaced_drafts (
    form UUID PRIMARY KEY REFERENCES forms (id),
    spec TEXT NOT NULL,
    notes TEXT NOT NULL,
    source_name TEXT NOT NULL,
    source BYTEA NOT NULL,
    edited_by UUID,
    edited_at BIGINT NOT NULL
);
