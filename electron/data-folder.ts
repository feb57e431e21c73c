// Knows where a person's data stands on this system when nobody names a folder.
import { join } from 'node:path';

type Env = Readonly<Record<string, string | undefined>>;

/** `STAFETTE_DATA` first; then what each system asks of programs. Both hosts use the same folder, so that one may follow the other. */
export const defaultDataFolder = (platform: NodeJS.Platform, env: Env, home: string): string => {
  const named = env['STAFETTE_DATA'];
  if (named !== undefined && named !== '') return named;
  if (platform === 'darwin') return join(home, 'Library/Application Support/Stafette');
  if (platform === 'win32') return join(env['LOCALAPPDATA'] || join(home, 'AppData/Local'), 'Stafette');
  // The XDG rule: a relative path is to be ignored.
  const data = env['XDG_DATA_HOME'];
  return join(data?.startsWith('/') === true ? data : join(home, '.local/share'), 'stafette');
};
