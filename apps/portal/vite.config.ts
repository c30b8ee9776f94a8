import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

// No inlined assets: the server's content security policy allows nothing inline.
export default defineConfig({
  plugins: [react()],
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, target: 'es2022', sourcemap: false },
});
