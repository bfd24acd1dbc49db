-- SPDX-FileCopyrightText: Deich contributors
-- SPDX-License-Identifier: EUPL-1.2

-- A record that is restricted (Article 18 GDPR) is not changed, not given to programs, and opened only with a
-- reason. restricted_for: the number of the request because of which it is.
ALTER TABLE fieldwork_records ADD COLUMN restricted_at BIGINT;
ALTER TABLE fieldwork_records ADD COLUMN restricted_for TEXT;
