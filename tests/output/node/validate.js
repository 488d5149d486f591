// Reads an array of FHIR resources on standard input, writes the validator's messages for each.
const { Fhir } = require("fhir");
const fhir = new Fhir();
const resources = JSON.parse(require("fs").readFileSync(0, "utf8"));
const verdicts = resources.map((resource) => fhir.validate(resource, { errorOnUnexpected: true }));
process.stdout.write(JSON.stringify(verdicts));
