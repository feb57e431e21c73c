// Shows how many alerts press: on the program's icon where the system has a place for it, and by a flash of windows nobody looks at.
import { app, BrowserWindow, nativeImage } from 'electron';
import { DOT_PICTURE } from './pictures.ts';

/** Adds up what the windows say: each person counts once, by the window that spoke last. */
export const createBadgeSum = () => {
  const bySession = new Map<string, { readonly person: string; readonly count: number }>();
  return {
    say: (session: string, person: string, count: number): void => {
      for (const [other, said] of bySession) if (said.person === person) bySession.delete(other);
      bySession.set(session, { person, count });
    },
    left: (session: string): void => void bySession.delete(session),
    total: (): number => [...bySession.values()].reduce((sum, { count }) => sum + count, 0),
  };
};

/** `system`: this desktop has no place for a number; on Linux only trying tells. Windows gets a dot on the taskbar instead of a number. */
export const badgeHere = (platform: NodeJS.Platform = process.platform): 'yes' | 'system' =>
  platform === 'darwin' || platform === 'win32' || app.setBadgeCount(0) ? 'yes' : 'system';

export const showBadge = (count: number, words: string, platform: NodeJS.Platform = process.platform): void => {
  if (platform !== 'win32') return void app.setBadgeCount(count);
  const dot = count === 0 ? null : nativeImage.createFromDataURL(DOT_PICTURE);
  for (const window of BrowserWindow.getAllWindows()) window.setOverlayIcon(dot, words);
};

/** Until somebody looks: a window that has the focus is looked at already. */
export const flashWindows = (): void => {
  for (const window of BrowserWindow.getAllWindows()) {
    if (window.isFocused()) continue;
    window.flashFrame(true);
    window.once('focus', () => window.flashFrame(false));
  }
};
