// Passes on what the machine notices of its network: a hint, on which the desk looks for its hub at once.
import { call } from '../api/api.ts';
import { wake } from './live.ts';

/** Answers how to stop listening. */
export const startLine = (): (() => void) => {
  const tell = async (there: boolean): Promise<void> => {
    await call('host.line', { there });
    wake([], ['sync']);
  };
  const [goes, comes] = [(): void => void tell(false), (): void => void tell(true)];
  window.addEventListener('offline', goes);
  window.addEventListener('online', comes);
  return () => {
    window.removeEventListener('offline', goes);
    window.removeEventListener('online', comes);
  };
};
