// Tests of a Mono application: the whole pipeline, no port.
export { testApp, type TestApp, type TestAppOptions } from './test-app.js';
export type { TestAnswer, TestRequest } from './send-request.js';
export type { ImportModule } from './import-module.js';
