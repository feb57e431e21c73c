// A folder that looks like an unpacked Electron to electron-builder: enough to pack offline and to read the fuses back.
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The mark fuses are found by inside Electron's binary, then the wire's version, its length and one character per fuse.
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';
const asDelivered = '101100011';

export function fakeElectron(): string {
  const folder = mkdtempSync(join(tmpdir(), 'fake-electron-'));
  for (const name of ['locales', 'resources']) mkdirSync(join(folder, name));
  writeFileSync(join(folder, 'locales', 'en-US.pak'), '');
  writeFileSync(join(folder, 'locales', 'de.pak'), '');
  writeFileSync(join(folder, 'LICENSE'), '');
  writeFileSync(join(folder, 'version'), '45.4.1');
  const wire = Buffer.concat([Buffer.from(sentinel), Buffer.from([1, asDelivered.length]), Buffer.from(asDelivered)]);
  const binary = join(folder, 'electron');
  writeFileSync(binary, Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(2000), wire, Buffer.alloc(2000)]));
  chmodSync(binary, 0o755);
  return folder;
}
