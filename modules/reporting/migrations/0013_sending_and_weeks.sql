-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- The job that sends an upload: when the queue has given it up, the upload is open again. `interrupted`
-- says that this is how its last sending ended.
ALTER TABLE uploads ADD COLUMN job UUID;
ALTER TABLE uploads ADD COLUMN interrupted BOOLEAN NOT NULL DEFAULT FALSE;
CREATE INDEX uploads_by_state ON uploads (state);

-- How much of what is owed is accepted, or is nothing to report. Of events this is counted by institution,
-- where each of them confirms each week that all has been reported.
ALTER TABLE office_periods ADD COLUMN settled BIGINT NOT NULL DEFAULT 0;
UPDATE office_periods SET settled = accepted + zero WHERE expected > 0;
