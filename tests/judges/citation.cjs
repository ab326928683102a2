// Reads citation files with citation-js and writes what it found as JSON: {file: [CSL-JSON items]}.
// Usage: node citation.cjs FOLDER-OF-PACKAGES < LIST-OF-FILES
const { createRequire } = require("node:module");
const { readFileSync } = require("node:fs");

const load = createRequire(`${process.argv[2]}/`);
const { Cite } = load("@citation-js/core");
load("@citation-js/plugin-bibtex");

const files = JSON.parse(readFileSync(0, "utf8"));
const read = (file) => new Cite(readFileSync(file, "utf8"), { generateGraph: false }).data;
process.stdout.write(JSON.stringify(Object.fromEntries(files.map((file) => [file, read(file)]))));
