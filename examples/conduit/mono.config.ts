import type { AppConfig } from '@monojs/core';

export default {
  sources: ['src'],
  setup: './src/app.ts',
  topology: {
    edge: ['auth', 'users'],
    content: { services: ['posts'], scale: { min: 2, max: 10 } },
  },
} satisfies AppConfig;
