// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2

/**
 * Loads the demo state once and prints the folder in which it lies, for DEICH_DEMO_STATE: the tests begin with a copy,
 * because loading takes longer than most of them.
 */
import { startServer } from "./harness.mjs";

const { folder, stop } = await startServer();
await stop({ keep: true });
process.stdout.write(folder);
