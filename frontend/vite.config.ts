/// <reference types="vitest/config" />
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig, type Plugin, type Rolldown } from "vite";
import { BEGINNINGS, EVERYWHERE } from "./src/app/beginnings";

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

/** Tells the server which files a page begins with: `beginnings.json`, beside `index.html`. */
function tellBeginnings(): Plugin {
  return {
    name: "tell-beginnings",
    apply: "build",
    enforce: "post", // style sheets have their names by then
    generateBundle(_, bundle) {
      const chunks = Object.values(bundle).filter((file) => file.type === "chunk");
      const pages = BEGINNINGS.map(({ path, modules, answers }) => ({ path, files: filesOf(modules, chunks), answers }));
      this.emitFile({ type: "asset", fileName: "beginnings.json", source: JSON.stringify({ everywhere: EVERYWHERE, pages }) });
    },
  };
}

/** The files of some modules, with all they import; the shell stands in `index.html` already. */
function filesOf(modules: readonly string[], chunks: readonly Rolldown.OutputChunk[]): string[] {
  const found = new Set<string>();
  const add = (chunk: Rolldown.OutputChunk | undefined): void => {
    if (!chunk || chunk.name === "shell" || found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style);
    for (const name of chunk.imports) add(chunks.find(({ fileName }) => fileName === name));
  };
  for (const module of modules) {
    const page = chunks.find(({ facadeModuleId }) => facadeModuleId?.endsWith(`/src/${module}`));
    if (!page) throw new Error(`src/app/beginnings.ts names ${module}, which is no chunk of its own.`);
    add(page);
  }
  return [...found];
}

const SHELL = /src\/(main|app\/(?!search|KeyList|words|preferences|kits)|look\/|parts\/Failure)|node_modules\/(svelte|clsx|esm-env)\//;
const LEARNING = /src\/(learning\/(text\/(Prose|Said|dress)|editor\/(Editor|nonce)|results\/(Outcome|Figure|Table)|session)|app\/preferences)/;

export default defineConfig({
  plugins: [woff2Only(), svelte(), tellBeginnings()],
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
        // What pages share is one file, or two for those where one learns: ten small ones cost ten requests, and pack worse.
        codeSplitting: { groups: [{ name: "shell", test: SHELL }, { name: "learning", test: LEARNING }] },
      },
    },
  },
  test: { css: true }, // the tokens are tested as they are written
  server: { proxy: { "/api": "http://127.0.0.1:8765" } },
});
