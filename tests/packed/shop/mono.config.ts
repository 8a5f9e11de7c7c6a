export default { topology: { edge: ['users', 'posts'] }, setup: './src/app.ts' };
