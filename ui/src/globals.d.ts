// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2
declare module "htmx.org/dist/htmx.esm.js";
declare module "htmx.org/dist/ext/hx-csp.js";
