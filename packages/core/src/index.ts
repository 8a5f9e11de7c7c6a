/** Controllers: classes whose methods are routes. */
export { Service, type ControllerOptions } from './decorators/service.js';
export { All, Delete, Get, Head, Options, Patch, Post, Put } from './decorators/verbs.js';
export { Use } from './decorators/use.js';
export { defineMiddleware } from './decorators/define-middleware.js';
export { Body, Cookie, Ctx, Header, Param, Query } from './decorators/parameters.js';
export type { Input, PathParams, RouteSpec } from './metadata/route-spec.js';

/** Services and the application as a whole. */
export { defineService, defineSetup } from './decorators/define.js';
export type {
  Address,
  ControllerClass,
  HookOptions,
  RenderError,
  ServiceDefinition,
  Setup,
  SetupOptions,
} from './metadata/shapes.js';

/** Applications: from what is declared to what runs. */
export { createApp, type AppOptions } from './app/create-app.js';
export type { App, RequestHandler } from './app/app.js';
export type { AppService, RouteInfo } from './app/app-service.js';
export type { ServiceState } from './service/service-state.js';
export { loadServices, type LoadedServices, type ServicePart } from './app/load-services.js';
export { selectServices } from './app/select-services.js';
export type {
  AppConfig,
  AppDescription,
  GroupConfig,
  ServiceConfig,
  ServiceLoader,
  ServiceSource,
} from './app/description.js';

/** Injection. */
export { delay, inject, injectAll, injectable, singleton } from './container/tsyringe.js';
export {
  token,
  type Class,
  type Key,
  type PublicOf,
  type Replacement,
  type Replacements,
  type Resolve,
  type Token,
  type TokenOptions,
} from './metadata/token.js';

/** Errors that answer a request. */
export {
  badRequest,
  conflict,
  forbidden,
  httpError,
  isHttpError,
  notFound,
  unauthorized,
  unprocessable,
  type HttpError,
} from './errors/http-errors.js';
export { isValidationError, type InputIssue, type InputPart, type ValidationError } from './errors/validation-error.js';

/** Errors that keep an application from starting. */
export { assertNoFindings, MonoError, printFinding, type Finding, type Where } from './errors/mono-error.js';
export { codes, type Code } from './errors/codes.js';
export { nearestNames } from './errors/nearest-names.js';

/** Koa's own types, so that an application needs no second import. */
export type { Context, Middleware, Next } from 'koa';
