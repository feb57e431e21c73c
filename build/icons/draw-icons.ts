// Draws the application's icons from the one SVG; run it after changing the drawing: `node build/icons/draw-icons.ts`.
// The Windows and macOS files are put together here, because electron-builder would fetch a tool for that.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { launchBrowser } from '../../test/browser/browser.ts';

const folder = import.meta.dirname;
const linuxSizes = [16, 32, 48, 64, 128, 256, 512];
const windowsSizes = [16, 32, 48, 256];
const macTypes = { 128: 'ic07', 256: 'ic08', 512: 'ic09', 1024: 'ic10' };

async function drawAll(sizes: number[]): Promise<Map<number, Buffer>> {
  const svg = readFileSync(join(folder, 'stafette.svg'), 'utf8');
  const browser = await launchBrowser();
  const page = await browser.newPage();
  const images = new Map<number, Buffer>();
  for (const size of sizes) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block;width:${size}px;height:${size}px}</style>${svg}`);
    images.set(size, await page.screenshot({ omitBackground: true }));
  }
  await browser.close();
  return images;
}

/** ICO: a header, one 16-byte entry per image (0 stands for 256 pixels), then the PNG files as they are. */
function ico(images: [size: number, png: Buffer][]): Buffer {
  const head = Buffer.alloc(6 + 16 * images.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(images.length, 4);
  let offset = head.length;
  for (const [index, [size, png]] of images.entries()) {
    const at = 6 + 16 * index;
    head.writeUInt8(size % 256, at);
    head.writeUInt8(size % 256, at + 1);
    head.writeUInt16LE(1, at + 4);
    head.writeUInt16LE(32, at + 6);
    head.writeUInt32LE(png.length, at + 8);
    head.writeUInt32LE(offset, at + 12);
    offset += png.length;
  }
  return Buffer.concat([head, ...images.map(([, png]) => png)]);
}

/** ICNS: blocks of a four-letter type, a length that counts its own eight bytes, and a PNG. */
function icns(images: [type: string, png: Buffer][]): Buffer {
  const block = (type: string, body: Buffer): Buffer => {
    const head = Buffer.alloc(8);
    head.write(type, 'latin1');
    head.writeUInt32BE(body.length + 8, 4);
    return Buffer.concat([head, body]);
  };
  return block('icns', Buffer.concat(images.map(([type, png]) => block(type, png))));
}

const images = await drawAll([...linuxSizes, 1024]);
const image = (size: number): Buffer => images.get(size) ?? Buffer.alloc(0);
for (const size of linuxSizes) writeFileSync(join(folder, `${size}x${size}.png`), image(size));
writeFileSync(join(folder, 'stafette.ico'), ico(windowsSizes.map((size) => [size, image(size)])));
writeFileSync(join(folder, 'stafette.icns'), icns(Object.entries(macTypes).map(([size, type]) => [type, image(Number(size))])));
