/**
 * What a service can be:
 *
 *     new ──start──▶ starting ──▶ running ──stop──▶ stopping ──▶ stopped
 *                        │                             │
 *                        └──────────▶ failed ◀─────────┘
 *
 * A service that failed or stopped does not start again: a new application is created instead.
 */
export type ServiceState = 'new' | 'starting' | 'running' | 'stopping' | 'stopped' | 'failed';
