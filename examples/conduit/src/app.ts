import { defineSetup } from '@monojs/core';
import { printFirstSteps } from './first-steps.js';
import { renderError } from './shared/errors/render-error.js';

/** What holds for every service: how errors look, and what a newcomer reads first. */
export default defineSetup({ renderError, onListen: printFirstSteps });
