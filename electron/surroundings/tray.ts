// Puts the program beside the clock: open it, see the alerts, end it.
import { Menu, nativeImage, Tray } from 'electron';
import { PROGRAM_PICTURE } from './pictures.ts';
import { trayWords, type Language } from './words.ts';

export type TrayActs = { readonly open: () => void; readonly alerts: () => void; readonly quit: () => void };
export type ProgramTray = { readonly tell: (count: number) => void };

/** Null where this desktop has no such place. */
export const createTray = (language: Language, acts: TrayActs): ProgramTray | null => {
  const words = trayWords(language);
  try {
    const tray = new Tray(nativeImage.createFromDataURL(PROGRAM_PICTURE));
    const tell = (count: number): void => {
      tray.setToolTip(words.tip(count));
      tray.setContextMenu(
        Menu.buildFromTemplate([
          { label: words.open, click: acts.open },
          { label: words.alerts(count), click: acts.alerts },
          { type: 'separator' },
          { label: words.quit, click: acts.quit },
        ]),
      );
    };
    tray.on('click', acts.open);
    tell(0);
    return { tell };
  } catch {
    // Electron throws where the session offers no status area; the windows say all of it, too.
    return null;
  }
};
