// Decides whether the desktop program can open on this machine, and runs it.
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { electronOrFetch, installedElectron, noDisplay } from '../build/electron-binary.ts';
import { projectRoot } from '../build/paths.ts';
import type { WhyBrowser } from './start-words.ts';

export type DesktopChoice = { readonly binary: string } | { readonly why: WhyBrowser };

const fetchWithin = 180_000;
const probeWithin = 1500;

/** A proxy or a mirror answers for itself; else one quick knock, because a network that swallows packets would cost minutes. */
const canFetch = (): Promise<boolean> => {
  const env = process.env;
  if (env['ELECTRON_MIRROR'] || env['HTTPS_PROXY'] || env['https_proxy']) return Promise.resolve(true);
  return new Promise((resolve) => {
    const socket = connect({ host: 'github.com', port: 443, timeout: probeWithin });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    const late = setTimeout(() => end(false), probeWithin);
    socket.on('connect', () => end(true));
    socket.on('error', () => end(false));
    socket.on('close', () => clearTimeout(late));
  });
};

/** `STAFETTE_HOST=browser` or `--host browser` skips all of it; `fetching` is told before the one long step. */
export const chooseDesktop = async (asked: 'browser' | 'desktop' | null, fetching: () => void): Promise<DesktopChoice> => {
  if ((asked ?? process.env['STAFETTE_HOST']) === 'browser') return { why: 'asked' };
  if (noDisplay() !== undefined) return { why: 'no-display' };
  // Chromium's sandbox refuses root, and without the sandbox we do not open a window.
  if (process.platform === 'linux' && process.getuid?.() === 0) return { why: 'root' };
  const installed = installedElectron();
  if (installed !== undefined) return { binary: installed };
  if (!(await canFetch())) return { why: 'no-binary' };
  fetching();
  const fetched = await electronOrFetch(fetchWithin);
  return fetched === undefined ? { why: 'no-binary' } : { binary: fetched };
};

/** Resolves with its exit code when the last window is closed. Ctrl-C reaches it as part of the same process group. */
export const runDesktop = (binary: string, args: readonly string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    // Set by some editors' terminals; it would turn the desktop program into a plain Node.
    const { ELECTRON_RUN_AS_NODE: _off, ...env } = process.env;
    const child = spawn(binary, [projectRoot, ...args], { stdio: 'inherit', env });
    const forward = (signal: NodeJS.Signals): void => void child.kill(signal);
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, forward);
    const done = (): void => signals.forEach((signal) => process.off(signal, forward));
    child.on('error', (error) => {
      done();
      reject(error);
    });
    child.on('exit', (code) => {
      done();
      resolve(code ?? 0);
    });
  });
