// The development loop: `npm run dev` serves the page with hot reload before a browser host that restarts with its sources;
// `npm run dev -- --desktop` rebuilds all bundles on a change and restarts Electron. Further arguments go to `stafette start`.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer as listen, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createBuilder, createServer } from 'vite';
import { electronOrFetch, noDisplay } from './electron-binary.ts';
import { projectRoot } from './paths.ts';

const configFile = join(projectRoot, 'build/vite.config.ts');
const args = process.argv.slice(2).filter((arg) => arg !== '--desktop');

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = listen().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}

/** The host answers its own address only, so the calls that pass through Vite have to speak as if they came from there. */
async function servePage(hostPort: number): Promise<number> {
  const target = `http://127.0.0.1:${hostPort}`;
  const proxied = { target, changeOrigin: true, headers: { origin: target } };
  const server = await createServer({
    configFile,
    logLevel: 'warn',
    server: { host: '127.0.0.1', proxy: { '/rpc': proxied, '/open': proxied, '/events': { ...proxied, ws: true, rewriteWsOrigin: true } } },
  });
  await server.listen();
  const address = server.httpServer?.address();
  if (typeof address !== 'object' || address === null) throw new Error('The development server has no port.');
  return address.port;
}

async function browserLoop(): Promise<void> {
  const hostPort = await freePort();
  const pagePort = await servePage(hostPort);
  const cli = join(projectRoot, 'electron/cli.ts');
  const host = spawn(
    process.execPath,
    ['--watch', '--watch-preserve-output', cli, 'start', '--browser', '--no-open', '--port', String(hostPort), ...args],
    {
      stdio: ['inherit', 'pipe', 'inherit'],
    },
  );
  // The link the host prints opens the built page; the same link at Vite's port opens the live one.
  host.stdout.on('data', (chunk) => process.stdout.write(String(chunk).replaceAll(`127.0.0.1:${hostPort}/`, `127.0.0.1:${pagePort}/`)));
  host.on('exit', (code) => process.exit(code ?? 1));
}

async function desktopLoop(electron: string): Promise<void> {
  const builder = await createBuilder({ configFile, logLevel: 'warn' });
  let running: ChildProcess | undefined;
  let pending: NodeJS.Timeout | undefined;
  const restart = (): void => {
    running?.removeAllListeners('exit').kill();
    running = spawn(electron, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectRoot, ...args], { stdio: 'inherit' });
    running.on('exit', (code) => process.exit(code ?? 0));
  };
  const built = new Set<string>();
  const names = ['client', 'main', 'preload'];
  for (const name of names) {
    const environment = builder.environments[name];
    if (environment === undefined) throw new Error(`The build knows no environment "${name}".`);
    environment.config.build.watch = {};
    const watcher = await builder.build(environment);
    if (!('on' in watcher)) continue;
    watcher.on('event', (event) => {
      if (event.code === 'ERROR') console.error(event.error.message);
      if (event.code !== 'BUNDLE_END') return;
      void event.result.close();
      built.add(name);
      // One saved file of `shared` ends several builds within milliseconds: one restart for all of them.
      clearTimeout(pending);
      if (built.size === names.length) pending = setTimeout(restart, 100);
    });
  }
}

if (process.argv.includes('--desktop')) {
  const electron = noDisplay() === undefined ? await electronOrFetch(120_000) : undefined;
  if (electron === undefined)
    console.error(`No desktop here: ${noDisplay() ?? 'the Electron binary could not be fetched'}. Try "npm run dev".`);
  else await desktopLoop(electron);
} else {
  await browserLoop();
}
