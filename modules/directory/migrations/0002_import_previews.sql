-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Uploaded tables that wait for a confirmation: the text as read, for the person who uploaded it.
-- Deleted when confirmed or discarded, at the latest after a day.
CREATE TABLE import_previews (
    id UUID PRIMARY KEY,
    person UUID NOT NULL REFERENCES people (id),
    content TEXT NOT NULL,
    created_at BIGINT NOT NULL
);
CREATE INDEX import_previews_by_time ON import_previews (created_at);
