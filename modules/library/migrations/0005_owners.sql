-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Forms belong to the state agency or to a health office. The state that an owner lies in stands
-- beside it, so that rights can be asked for without another look.
ALTER TABLE forms ADD COLUMN state UUID;
UPDATE forms SET state = owner;

-- The version of another form that a form was copied from.
ALTER TABLE forms ADD COLUMN origin UUID REFERENCES form_versions (id);

-- With whom a form is shared: with an office, or with everybody in the state (its identifier).
-- Whom it is shared with sees its published versions, uses them and copies them.
CREATE TABLE form_shares (
    form UUID NOT NULL REFERENCES forms (id),
    organisation UUID NOT NULL,
    person UUID NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (form, organisation)
);
CREATE INDEX form_shares_organisation ON form_shares (organisation);
