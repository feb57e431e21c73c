// Knows whether a data folder belongs to a hub, without reading anything: for commands that must answer quickly.
import { existsSync } from 'node:fs';
import { join } from 'node:path';

export const HUB_FILE = 'hub.json';

/** Whether the folder is a workstation of a hub; its file may still be unreadable. */
export const belongsToHub = (dir: string): boolean => existsSync(join(dir, HUB_FILE));
