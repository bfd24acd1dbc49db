-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What lies in the files beside a form, by its hash. Which file has which name stands in the
-- definitions of drafts and versions, so that a version's hash covers its files.
CREATE TABLE form_contents (
    form UUID NOT NULL REFERENCES forms (id),
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    bytes BYTEA NOT NULL,
    PRIMARY KEY (form, sha256)
);
