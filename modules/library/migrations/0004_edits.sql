-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What was changed in a draft step by step, so that it can be taken back. An edit can be undone as
-- long as the draft is what the edit left, and redone as long as it is what the edit found.
CREATE TABLE form_edits (
    form UUID NOT NULL REFERENCES forms (id),
    number BIGINT NOT NULL,
    person UUID NOT NULL,
    at BIGINT NOT NULL,
    edit TEXT NOT NULL,
    inverse TEXT NOT NULL,
    hash_before TEXT NOT NULL,
    hash_after TEXT NOT NULL,
    undone BOOLEAN NOT NULL,
    PRIMARY KEY (form, number)
);

-- Answers with which an author tries a draft again and again, and what came of them when they were
-- kept: what would be refused or asked, and what was calculated.
CREATE TABLE form_examples (
    id UUID NOT NULL PRIMARY KEY,
    form UUID NOT NULL REFERENCES forms (id),
    name TEXT NOT NULL,
    answers TEXT NOT NULL,
    outcome TEXT NOT NULL,
    person UUID NOT NULL,
    at BIGINT NOT NULL
);

CREATE INDEX form_examples_form ON form_examples (form, at);

-- When a version was withdrawn: no new collection may use it, those that run keep it.
ALTER TABLE form_versions ADD COLUMN retired_at BIGINT;
