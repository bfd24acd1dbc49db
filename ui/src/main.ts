// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * What every page gets. Each part is an improvement of something that works without it:
 * no part here may be the only way to do a thing.
 */
import "./main.css";
import "./mark/favicon.svg";
import "htmx.org/dist/htmx.esm.js";
import "htmx.org/dist/ext/hx-csp.js";
import { confirmBeforeSubmit } from "./confirm";
import { focusErrorSummary, guardUnsavedChanges, submitFiltersAtOnce, submitOnce } from "./forms";
import { closeMenus, dismissFlashes, keepOpen, offerPrinting, switchThemeInPlace } from "./frame";

confirmBeforeSubmit(document);
guardUnsavedChanges(window);
submitFiltersAtOnce(document);
submitOnce(window);
closeMenus(document);
keepOpen(document);
switchThemeInPlace(document);
dismissFlashes(document);
offerPrinting(document);
focusErrorSummary(document);

// A fragment that htmx put in place gets the same care as a fresh page.
document.addEventListener("htmx:after:swap", () => {
  dismissFlashes(document);
  offerPrinting(document);
  focusErrorSummary(document);
});
