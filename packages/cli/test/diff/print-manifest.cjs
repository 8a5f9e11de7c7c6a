// Prints the manifest of the application in a folder, as a build would write it.
const { createManifest } = require('../../dist/manifest/create-manifest.js');

createManifest(process.argv[2]).then((manifest) => process.stdout.write(JSON.stringify(manifest)));
