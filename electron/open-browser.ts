// Opens a link in the person's own browser without leaving its key where another user of the machine could use it.
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;
export type Opener = { readonly command: string; readonly args: readonly string[]; readonly stdin: string };

const onPath = (name: string, env: Env): boolean =>
  (env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });

/**
 * macOS hands the link over on standard input, so that it stands on no command line. Windows shows command lines to nobody
 * else. On Linux every way to a browser ends in its arguments, readable by all users: there the host honours a link only from
 * its own user (browser-host/peer.ts). Null where no browser can open: no display, or no opener.
 */
export const openerFor = (platform: NodeJS.Platform, env: Env, link: string): Opener | null => {
  if (platform === 'darwin') return { command: 'osascript', args: ['-'], stdin: `open location "${link}"\n` };
  if (platform === 'win32') return { command: 'rundll32.exe', args: ['url.dll,FileProtocolHandler', link], stdin: '' };
  if (!env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return null;
  return onPath('xdg-open', env) ? { command: 'xdg-open', args: [link], stdin: '' } : null;
};

/** True when something was started that should open it; whether it did, only the person can see. */
export const openBrowser = (opener: Opener | null): Promise<boolean> =>
  new Promise((resolve) => {
    if (opener === null) {
      resolve(false);
      return;
    }
    const child = spawn(opener.command, [...opener.args], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
    child.on('error', () => resolve(false));
    child.on('spawn', () => resolve(true));
    // An opener that reads nothing may close its input first.
    child.stdin.on('error', () => resolve(true));
    child.stdin.end(opener.stdin);
    child.unref();
  });
