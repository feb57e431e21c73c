// The colour of the principal one speaks for, and the ink that is read upon it, for as long as the screen that wears it stands.
import { useEffect } from 'react';
import { useLooks } from '../state/looks.ts';
import { useDesk } from './use-pack.ts';

export const useAccent = (): void => {
  const { shade, contrast } = useLooks();
  const { pack } = useDesk();
  const own = pack.accent[shade];
  // Whoever asked for hard contrast is not served by a middling colour of the house.
  const accent = contrast ? `color-mix(in oklab, ${own} 65%, ${shade === 'dark' ? 'white' : 'black'})` : own;
  useEffect(() => {
    const { style } = document.documentElement;
    style.setProperty('--accent', accent);
    style.setProperty('--accent-ink', shade === 'dark' ? '#0b1416' : '#ffffff');
    return () => {
      style.removeProperty('--accent');
      style.removeProperty('--accent-ink');
    };
  }, [accent, shade]);
};
