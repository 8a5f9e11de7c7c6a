/**
 * Every code that Mono can raise, with one sentence on what it means.
 *
 * This is the only table: `docs/reference/errors.md` documents the same codes, and a test holds the two together both ways.
 * Codes are public API: never rename one, never reuse one.
 */
export const codes = {
  // Finding the application and its services
  MONO_APP_NOT_FOUND: 'No application was found where the command looked.',
  MONO_CONFIG_INVALID: 'mono.config.ts has a value of the wrong shape.',
  MONO_CONFIG_NOT_DATA: 'mono.config.ts holds something other than plain data.',
  MONO_SOURCE_NOT_FOUND: 'A source named in the configuration does not exist.',
  MONO_SYNTAX_ERROR: 'A source file could not be parsed.',
  MONO_NO_SERVICES: 'No class marked @Service and no defineService was found.',
  MONO_SERVICE_NAME_INVALID: 'A service name is not of the form [a-z][a-z0-9-]*, or is the reserved word "all".',
  MONO_SERVICE_NAME_NOT_LITERAL: 'A service name is computed, so the scan cannot know it.',
  MONO_SERVICE_NOT_EXPORTED: 'A class marked @Service, or a defineService, is not exported from its file.',
  MONO_SERVICE_DUPLICATE: 'Two defineService calls name the same service.',
  MONO_SERVICE_UNKNOWN: 'A service or group was asked for that the application does not have.',
  MONO_SERVICE_EMPTY: 'The files of a service brought neither a controller nor a defineService of that name.',
  MONO_SERVICE_LOAD_FAILED: 'A file of a service, or the setup file, threw while it was imported.',
  MONO_GROUP_INVALID: 'A group bears the name of a service, or names a service that does not exist.',
  MONO_SETUP_INVALID: 'The setup file does not export a defineSetup as its default.',
  MONO_IMPORT_CYCLE: 'Files import each other in a circle, and one of them needs a class before it exists.',

  // Routes
  MONO_PATH_INVALID: 'A route path or prefix cannot be understood.',
  MONO_ROUTE_CONFLICT: 'Two handlers of one service answer the same method and path.',
  MONO_ROUTE_SHADOWED: 'A route can never answer, because one that is tried before it answers all of its requests.',
  MONO_ROUTE_OVERLAP: 'Two services behind one listener own paths that overlap.',
  MONO_ROUTE_PARAMETER: 'A handler reads a path parameter that its path does not have.',
  MONO_HANDLER_INVALID: 'A handler mixes the two input styles, or has a parameter that nothing fills.',
  MONO_MIDDLEWARE_INVALID: 'Something in a list of middleware is no function.',
  MONO_SCHEMA_INEXPRESSIBLE: 'A schema cannot be written as JSON Schema, so that nothing can describe it to a client.',

  // Injection
  MONO_METADATA_MISSING: 'A decorated class has constructor parameters but no type metadata.',
  MONO_INJECT_TYPE: 'A constructor parameter has a type that names no class, and no token.',
  MONO_INJECT_CYCLE: 'Classes or tokens need each other in a circle.',
  MONO_INJECT_SUBCLASS: 'An undecorated subclass would silently be built without its dependencies.',
  MONO_PROVIDER_MISSING: 'A token is injected that nothing provides.',
  MONO_PROVIDER_DUPLICATE: 'One token is provided twice at the same level and injected once.',
  MONO_PROVIDER_SHARED: 'A service provides a token that code shared with another service needs.',
  MONO_PROVIDER_FAILED: 'A provider or a constructor threw.',
  MONO_TOKEN_FOREIGN: 'A raw tsyringe token is injected, which applications in one process would share.',
  MONO_CLASS_DUPLICATE: 'One class was loaded twice, so that what is shared by it is not shared.',
  MONO_CORE_DUPLICATE: 'Two copies of @monojs/core are loaded, which do not know each other.',

  // Checking the whole application
  MONO_REFLECT_FAILED: 'The process that imports the services to describe them ended early or did not finish.',
  MONO_TYPE_ERROR: 'The TypeScript compiler refuses a line.',
  MONO_TYPESCRIPT_MISSING: 'The application has a tsconfig.json, but no TypeScript to check its types with.',
  MONO_SETTINGS_INVALID: 'The config of a defineService is no schema.',
  MONO_BOUNDARY_CROSSED: 'A file imports something inside the folder of a service that it does not belong to.',
  MONO_BASELINE_INVALID: 'mono.baseline.json cannot be read.',
  MONO_BASELINE_STALE: 'mono.baseline.json excuses an import that is no longer there.',

  // Starting and stopping
  MONO_START_FAILED: 'An onStart hook threw; what had started was stopped again.',
  MONO_STOP_FAILED: 'One or more hooks threw while stopping; everything else was stopped all the same.',
  MONO_APP_STATE: 'An application was asked for something its state does not allow.',
  MONO_PORT_IN_USE: 'The port to listen on is taken.',
  MONO_PORT_INVALID: 'A port is not a whole number from 0 to 65535.',
  MONO_LISTEN_FAILED: 'The address could not be listened on.',

  // What a change touches
  MONO_GIT_REF_UNREADABLE: 'The state of the sources to compare with cannot be read from git.',
  MONO_MANIFEST_INVALID: 'A manifest is missing, damaged, or was changed by hand.',
  MONO_MANIFEST_NEWER: 'A manifest was written by a newer version of Mono.',
  MONO_PLAN_CONTRACT: 'A roll-out would leave services on two versions of a file that is marked as a contract.',
  MONO_PLAN_UNCLEAR:
    'It is not known which manifest a service runs, or a manifest does not hold the service it is said to run.',

  // Building, and starting what was built
  MONO_BUILD_FAILED: 'The application could not be bundled.',
  MONO_OUTPUT_FOREIGN: 'The output folder holds something that no build wrote, or cannot be made.',
  MONO_EXECUTABLE_AWAIT: 'A module awaits at its top, which an executable cannot.',
  MONO_EXECUTABLE_FAILED: 'The executable could not be made with this Node.',
  MONO_ARTIFACT_MISSING: 'There is no artifact to start.',
  MONO_ARTIFACT_INVALID: 'What lies in the folder of the artifact names no file to run.',

  // The command line and tests
  MONO_USAGE: 'The command line was not understood.',
  MONO_TEST_IMPORT: 'The test runner cannot import the source files of a service.',
} as const;

export type Code = keyof typeof codes;
