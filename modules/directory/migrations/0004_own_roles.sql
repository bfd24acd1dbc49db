-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Roles that an organisation makes itself out of permitted actions (their names, one blank between
-- them). A role that has ended stays, for what was done with it. `search` holds the name in lower case.
CREATE TABLE own_roles (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    name TEXT NOT NULL,
    search TEXT NOT NULL,
    description TEXT NOT NULL,
    actions TEXT NOT NULL,
    version BIGINT NOT NULL,
    created_by UUID,
    created_at BIGINT NOT NULL,
    changed_at BIGINT NOT NULL,
    ended_at BIGINT
);
CREATE UNIQUE INDEX own_roles_by_name ON own_roles (organisation, search) WHERE ended_at IS NULL;

-- Somebody stands in for a colleague of the same organisation for a while (`valid_to` no longer
-- included). What she holds thereby are memberships of her own that name the delegation.
CREATE TABLE delegations (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL REFERENCES organisations (id),
    from_person UUID NOT NULL REFERENCES people (id),
    to_person UUID NOT NULL REFERENCES people (id),
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    ended_by UUID
);
CREATE INDEX delegations_by_organisation ON delegations (organisation, valid_from);
CREATE INDEX delegations_by_from ON delegations (from_person, valid_from);
CREATE INDEX delegations_by_to ON delegations (to_person, valid_from);

-- A membership of the role `own` names the role and, if it is limited, the institutions in which it
-- holds (identifiers, one blank between them). One that comes from a delegation names it and the
-- membership it stands for. `last_used_at` is the first moment of the last day on
-- which its person worked signed in: a request that reads should not have to write.
ALTER TABLE memberships ADD COLUMN own_role UUID REFERENCES own_roles (id);
ALTER TABLE memberships ADD COLUMN institutions TEXT;
ALTER TABLE memberships ADD COLUMN delegation UUID REFERENCES delegations (id);
ALTER TABLE memberships ADD COLUMN delegated_from UUID REFERENCES memberships (id);
ALTER TABLE memberships ADD COLUMN last_used_at BIGINT;
ALTER TABLE memberships ADD COLUMN reviewed_at BIGINT;
ALTER TABLE memberships ADD COLUMN reviewed_by UUID;
CREATE INDEX memberships_by_own_role ON memberships (own_role);
CREATE INDEX memberships_by_delegation ON memberships (delegation);
CREATE INDEX memberships_by_delegated_from ON memberships (delegated_from);
ALTER TABLE access_keys ADD COLUMN reviewed_at BIGINT;
ALTER TABLE access_keys ADD COLUMN reviewed_by UUID;
