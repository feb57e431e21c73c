// One build, four bundles: the renderer (a web page), Electron's main process and preload, and the browser host.
import { join } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type EnvironmentOptions } from 'vite';
import { outFolder, projectRoot } from './paths.ts';

// Everything else is bundled, so that a packed app carries no second copy of zod, ws and the rest in node_modules.
const external = ['electron', 'better-sqlite3', /^node:/];

function nodeBundle(name: string, entry: string): EnvironmentOptions {
  return {
    consumer: 'server',
    resolve: { noExternal: true, external: ['electron', 'better-sqlite3'], conditions: ['node', 'import', 'module', 'default'] },
    build: {
      outDir: join(outFolder, name),
      emptyOutDir: true,
      ssr: true,
      target: 'node24',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: { [name === 'host' ? 'cli' : 'main']: join(projectRoot, entry) },
        external,
        output: { format: 'es', entryFileNames: '[name].js' },
      },
    },
  };
}

// A sandboxed preload can only be CommonJS and may require nothing but electron.
const preloadBundle: EnvironmentOptions = {
  consumer: 'server',
  resolve: { noExternal: true, external: ['electron'] },
  build: {
    outDir: join(outFolder, 'preload'),
    emptyOutDir: true,
    ssr: true,
    target: 'chrome150',
    minify: false,
    rolldownOptions: {
      input: { preload: join(projectRoot, 'electron/preload.ts') },
      external: ['electron'],
      output: { format: 'cjs', entryFileNames: '[name].cjs' },
    },
  },
};

export default defineConfig({
  root: join(projectRoot, 'renderer'),
  cacheDir: join(projectRoot, 'node_modules/.cache/vite'),
  base: './',
  plugins: [react({ compiler: true }), tailwindcss()],
  build: { outDir: join(outFolder, 'renderer'), emptyOutDir: true, target: 'chrome150' },
  environments: {
    main: nodeBundle('main', 'electron/main.ts'),
    preload: preloadBundle,
    host: nodeBundle('host', 'electron/cli.ts'),
  },
  builder: {
    async buildApp(builder) {
      for (const name of ['client', 'main', 'preload', 'host']) {
        const environment = builder.environments[name];
        if (environment === undefined) throw new Error(`The build knows no environment "${name}".`);
        await builder.build(environment);
      }
    },
  },
});
