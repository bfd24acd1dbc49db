-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- What the directory says otherwise than a plan, until a planner takes it over or leaves the plan as it is.
-- said: what the directory said when it was noticed; a decision holds until it says something else.
-- kept_on: the day on which a planner left the plan as it is.
CREATE TABLE fieldwork_plan_changes (
    project BIGINT NOT NULL REFERENCES fieldwork_plans (project),
    institution UUID NOT NULL,
    kind TEXT NOT NULL,
    said TEXT NOT NULL,
    noticed_on TEXT NOT NULL,
    kept_on TEXT,
    PRIMARY KEY (project, institution)
);
