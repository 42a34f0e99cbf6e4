import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  // The api serves the folder below any address; nothing in the page begins with a slash.
  base: './',
  plugins: [react()],
  build: {
    outDir: resolve(import.meta.dirname, '../../../dist/web/console'),
    emptyOutDir: true,
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
  },
});
