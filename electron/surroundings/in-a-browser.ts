// Knows what a page in a browser cannot reach of its system; the page shows the number in its title instead.
import type { Surroundings } from '../../shared/views/pop-shapes.ts';

export const IN_A_BROWSER: Surroundings = { badge: 'browser', tray: 'browser', links: 'browser' };
