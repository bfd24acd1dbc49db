// SPDX-FileCopyrightText: Deich contributors
// SPDX-License-Identifier: EUPL-1.2
import { defineConfig } from "vite";

/** Five entries, hashed names, and a manifest that the server reads to find them. Nothing is inlined: the policy forbids it. */
export default defineConfig({
  base: "/assets/",
  publicDir: false,
  build: {
    outDir: "dist",
    emptyOutDir: true,
    manifest: "manifest.json",
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: "es2022",
    cssTarget: ["chrome111", "firefox121", "safari16.4"],
    rollupOptions: { input: ["src/main.ts", "src/figures.ts", "src/questions.ts", "src/build.ts", "src/passkeys.ts"] },
  },
});
