'use strict';
// The process that imports an application to describe it: see src/reflect/reflect-app.ts. A file of its own, so that it is found from the sources and from what is built.
require('../dist/reflect/reflect-process.js').serveReflection();
