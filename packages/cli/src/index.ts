/** The command as a function, for a program that is not called `mono`. What it knows about applications is `@monojs/cli/scan`. */
export { main } from './main.js';
