/// <reference types="vitest/config" />
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin } from "vite";

/** KaTeX names each font three times; every browser that runs this page reads woff2. */
function woff2Only(): Plugin {
  return {
    name: "woff2-only",
    enforce: "pre",
    transform: (code, id) =>
      id.includes("katex") && id.endsWith(".css")
        ? code.replace(/,\s*url\([^)]*\.(?:woff|ttf)\)\s*format\(["'](?:woff|truetype)["']\)/g, "")
        : null,
  };
}

const SHELL = /src\/(main|app\/(?!search|KeyList|words|preferences)|look\/|parts\/Failure)|node_modules\/(svelte|clsx|esm-env)\//;

export default defineConfig({
  plugins: [woff2Only(), svelte()],
  build: {
    target: "es2022",
    cssTarget: ["chrome123", "firefox120", "safari17.5"], // light-dark() stays what it is
    assetsInlineLimit: 0, // the page's policy allows no data: fonts
    modulePreload: { polyfill: false }, // it would be an inline script
    sourcemap: false,
    rolldownOptions: {
      // The page makes no custom elements; Svelte's module for them looks as if it did something by itself.
      treeshake: { moduleSideEffects: [{ test: /svelte\/.*\/custom-element\.js$/, sideEffects: false }] },
      output: {
        // What every page needs is one file: ten small ones cost ten requests and pack worse.
        codeSplitting: { groups: [{ name: "shell", test: SHELL }] },
      },
    },
  },
  test: { css: true }, // the tokens are tested as they are written
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
