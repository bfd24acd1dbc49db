-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- Nothing here says who somebody is: identifiers, states and moments only. The secrets of endpoints lie
-- in sealed columns under the key of their organisation.

-- last_sequence: the number of the newest event of an organisation. The row is held from the moment at
-- which a number is taken until the event is committed, so that whoever sees a number sees all before it.
CREATE TABLE integration_feeds (
    organisation UUID PRIMARY KEY,
    last_sequence BIGINT NOT NULL
);
-- once: what makes the event this event; a job that runs twice writes it once.
-- data: identifiers as JSON, as receivers get them, without links.
CREATE TABLE integration_events (
    organisation UUID NOT NULL,
    sequence BIGINT NOT NULL,
    id UUID NOT NULL,
    kind TEXT NOT NULL,
    once TEXT NOT NULL,
    subject TEXT NOT NULL,
    collection UUID,
    institution UUID,
    data TEXT NOT NULL,
    happened_at BIGINT NOT NULL,
    recorded_at BIGINT NOT NULL,
    PRIMARY KEY (organisation, sequence),
    UNIQUE (organisation, once)
);
CREATE INDEX integration_events_recorded ON integration_events (recorded_at);

-- What collections are called, for the choice on pages.
CREATE TABLE integration_collections (
    collection UUID PRIMARY KEY,
    title TEXT NOT NULL,
    opened_at BIGINT NOT NULL
);

-- kinds, collections: separated by spaces; no collection means all.
-- sealed_former: the secret before the last change, which signs beside the new one until former_until.
-- failing_since: when the first attempt failed after the last one that did not.
-- resting_until: nothing is tried before; pumped_until: until when one worker alone delivers.
CREATE TABLE webhook_endpoints (
    id UUID PRIMARY KEY,
    organisation UUID NOT NULL,
    name TEXT NOT NULL,
    url TEXT NOT NULL,
    kinds TEXT NOT NULL,
    collections TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
    reason TEXT,
    sealed_secret BYTEA NOT NULL,
    sealed_former BYTEA,
    former_until BIGINT,
    failures BIGINT NOT NULL,
    failing_since BIGINT,
    resting_until BIGINT,
    pumped_until BIGINT,
    succeeded_at BIGINT,
    version BIGINT NOT NULL,
    created_at BIGINT NOT NULL,
    created_by UUID,
    changed_at BIGINT NOT NULL
);
CREATE INDEX webhook_endpoints_organisation ON webhook_endpoints (organisation, name);

-- sequence: the number of the event in the feed; 0 for a trial.
-- since: when this series of attempts began; tries: how many it had. attempts: how many there were in all.
CREATE TABLE webhook_deliveries (
    id UUID PRIMARY KEY,
    endpoint UUID NOT NULL REFERENCES webhook_endpoints (id),
    sequence BIGINT NOT NULL,
    event UUID NOT NULL,
    kind TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'given-up')),
    attempts BIGINT NOT NULL,
    tries BIGINT NOT NULL,
    since BIGINT NOT NULL,
    due_at BIGINT NOT NULL,
    status BIGINT,
    fault TEXT,
    created_at BIGINT NOT NULL,
    ended_at BIGINT,
    UNIQUE (endpoint, event)
);
CREATE INDEX webhook_deliveries_endpoint ON webhook_deliveries (endpoint, created_at, id);
CREATE INDEX webhook_deliveries_waiting ON webhook_deliveries (endpoint, sequence, id) WHERE state = 'waiting';
CREATE INDEX webhook_deliveries_created ON webhook_deliveries (created_at);
CREATE TABLE webhook_attempts (
    delivery UUID NOT NULL REFERENCES webhook_deliveries (id),
    number BIGINT NOT NULL,
    at BIGINT NOT NULL,
    status BIGINT,
    fault TEXT,
    millis BIGINT NOT NULL,
    PRIMARY KEY (delivery, number)
);
