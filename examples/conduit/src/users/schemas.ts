import { ProfileAnswer, wrapped } from '../shared/schemas.js';

export const profile = {
  response: wrapped('profile', ProfileAnswer),
};
