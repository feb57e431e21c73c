// Whatever works by itself in a principal's name is called in the language of the screen.
import { cleanup, renderHook } from '@testing-library/react';
import i18next from 'i18next';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { useDesk } from '../../renderer/parts/use-pack.ts';
import { useLooks } from '../../renderer/state/looks.ts';
import { sits } from './money-kit.ts';

beforeEach(() => sits());
afterEach(async () => {
  cleanup();
  useLooks.setState({ language: 'de' });
  await i18next.changeLanguage('de');
});

describe('whoever is no person', () => {
  it.each([
    ['de', 'Fristenwächter', 'Datenübernahme'],
    ['en', 'Watchdog', 'Import'],
  ] as const)('is called in %s by what it does; people keep their names', async (language, watchdog, importer) => {
    useLooks.setState({ language });
    await i18next.changeLanguage(language);
    const { person } = renderHook(() => useDesk()).result.current;
    expect(['watchdog', 'import', 'lena'].map(person)).toEqual([watchdog, importer, 'Lena Brandt']);
  });
});
