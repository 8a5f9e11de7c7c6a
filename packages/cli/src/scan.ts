/** Find an application and what it is made of, without running it. */
export { findApp, type FoundApp } from './scan/find-app.js';
export { scanApp, type ScanOptions } from './scan/scan-app.js';
export type { AppScan, Closure, ScannedGroup, ScannedService, ServiceEntry, Unfollowable } from './scan/app-scan.js';

/** Load it, and say where in it a mistake is. */
export { describeApp, type ImportModule } from './scan/describe-app.js';
export { locate, locateError } from './scan/locate.js';
