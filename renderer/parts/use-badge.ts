// Shows how many alerts press where one sees it without the window: in its title, and on the program's icon where the host can.
import { useEffect } from 'react';
import { call } from '../api/api.ts';
import { useLive } from '../state/live.ts';
import { alertLevel } from './alert-words.ts';
import { useDesk } from './use-pack.ts';
import { ALERTS } from './use-signals.ts';

/** Installed pages have an icon of their own; not every browser knows the word. */
type Badged = { readonly setAppBadge?: (count: number) => Promise<void>; readonly clearAppBadge?: () => Promise<void> };

const badgePage = async (count: number): Promise<void> => {
  const page = navigator as unknown as Badged;
  try {
    await (count === 0 ? page.clearAppBadge?.() : page.setAppBadge?.(count));
  } catch {
    // A page that is not installed has no icon to write on; the title says the same.
  }
};

export const useBadge = (): void => {
  const { pack, t } = useDesk();
  const { value } = useLive('alerts.list', ALERTS);
  const count = (value?.alerts ?? []).filter((row) => alertLevel(row) === 'late').length;
  const name = `${pack.name} · ${t('app.name')}`;
  useEffect(() => {
    document.title = count === 0 ? name : `(${count}) ${name}`;
  }, [count, name]);
  const known = value !== undefined;
  useEffect(() => {
    if (!known) return;
    void call('host.badge', { count });
    void badgePage(count);
  }, [count, known]);
  useEffect(() => () => void badgePage(0), []);
};
