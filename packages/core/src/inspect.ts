/** What tools read of an application that is declared and never started: `@monojs/core/inspect`. */
export { inspectApp, type InspectedNode, type InspectedRoute, type InspectedService } from './app/inspect-app.js';
