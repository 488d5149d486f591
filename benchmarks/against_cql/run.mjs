// Translates a CQL file to ELM and answers it for every patient of an NDJSON file of Bundles:
// node run.mjs questions.cql PATIENTS. Writes one JSON object to standard output: milliseconds of
// each part, those that the processor spent on parsing and executing, and the answers.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { SystemModelInfoProvider } from "@cqframework/cql/cql";
import {
  CqlTranslator,
  LibraryManager,
  ModelManager,
  createModelInfoProvider,
  stringAsSource,
} from "@cqframework/cql/cql-to-elm";

const require = createRequire(import.meta.url);
const cql = require("cql-execution");
const fhir = require("cql-exec-fhir");

const clock = (work) => {
  const start = performance.now();
  const done = work();
  return [done, performance.now() - start];
};

const [questions, patients] = process.argv.slice(2);
const modelInfo = readFileSync(
  new URL("node_modules/cql-exec-fhir/lib/modelInfos/fhir-modelinfo-4.0.1.xml", import.meta.url),
  "utf8",
);
const [elm, translating] = clock(() => {
  const models = new ModelManager();
  models.modelInfoLoader.registerModelInfoProvider(new SystemModelInfoProvider());
  models.modelInfoLoader.registerModelInfoProvider(
    createModelInfoProvider((name) => (name === "FHIR" ? stringAsSource(modelInfo) : null)),
  );
  const text = readFileSync(new URL(questions, import.meta.url), "utf8");
  return JSON.parse(CqlTranslator.fromText(text, new LibraryManager(models)).toJson());
});
const faults = (elm.library.annotation ?? []).filter((a) => a.errorSeverity === "error");
if (faults.length) {
  for (const fault of faults) console.error(`line ${fault.startLine}: ${fault.message}`);
  process.exit(1);
}

const lines = readFileSync(patients, "utf8").trimEnd().split("\n");
const spent = process.cpuUsage();
const [bundles, parsing] = clock(() => lines.map((line) => JSON.parse(line)));
const source = fhir.PatientSource.FHIRv401();
const executor = new cql.Executor(new cql.Library(elm));
const started = performance.now();
source.loadBundles(bundles);
const { patientResults } = await executor.exec(source);
const executing = performance.now() - started;
const used = process.cpuUsage(spent);
const processor = (used.user + used.system) / 1e3;

const answers = {};
for (const [id, found] of Object.entries(patientResults)) {
  answers[id] = {
    total_b12: found["Total B12"],
    metabolites: found["Metabolites"],
    deficiency: found["Deficiency"],
  };
}
process.stdout.write(JSON.stringify({ translating, parsing, executing, processor, answers }));
