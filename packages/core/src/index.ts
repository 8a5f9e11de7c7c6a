/** Controllers: classes whose methods are routes. */
export { Service, type ControllerOptions } from './decorators/service.js';
export { All, Delete, Get, Head, Options, Patch, Post, Put } from './decorators/verbs.js';
export { Use } from './decorators/use.js';
export { defineMiddleware } from './decorators/define-middleware.js';
export { Body, Cookie, Ctx, Header, Param, Query } from './decorators/parameters.js';
export type { Input, PathParams, RouteSpec } from './metadata/route-spec.js';

/** Services and the application as a whole. */
export { defineService, defineSetup } from './decorators/define.js';
export type { ControllerClass, RenderError, ServiceDefinition } from './metadata/shapes.js';
export type { Address, HookOptions, Setup, SetupOptions } from './metadata/shapes.js';

/** Applications: from what is declared to what runs. */
export { createApp, type AppOptions } from './app/create-app.js';
export type { App, RequestHandler } from './app/app.js';
export type { AppService, RouteInfo } from './app/app-service.js';
export type { ServiceState } from './service/service-state.js';
export { loadServices, type LoadedServices, type ServicePart } from './app/load-services.js';
export { selectServices } from './app/select-services.js';
export type { AppDescription, ServiceLoader, ServiceSource } from './app/description.js';
export type { AppConfig, GroupConfig, ServiceConfig } from './app/description.js';

/** Injection. */
export { delay, inject, injectAll, injectable, singleton } from './container/tsyringe.js';
export { token, type Resolve, type Token, type TokenOptions } from './metadata/token.js';
export type { Class, Key, PublicOf, Replacement, Replacements } from './metadata/token.js';

/** Errors that answer a request. */
export { badRequest, conflict, forbidden, notFound, unauthorized, unprocessable } from './errors/http-errors.js';
export { httpError, isHttpError, type HttpError } from './errors/http-errors.js';
export { isValidationError, type InputIssue, type InputPart, type ValidationError } from './errors/validation-error.js';

/** Errors that keep an application from starting. */
export { assertNoFindings, MonoError, printFinding, type Finding, type Where } from './errors/mono-error.js';
export type { Code } from './errors/codes.js';
export { nearestNames } from './errors/nearest-names.js';

/** Koa's own types, so that an application needs no second import. */
export type { Context, Middleware, Next } from 'koa';
