// Knows the files of the built page, read once: what is not in this table does not exist, whatever a path says.
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, relative, sep } from 'node:path';

export type PageFile = { readonly type: string; readonly body: Buffer; readonly lasting: boolean };

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.webmanifest': 'application/manifest+json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
};

/**
 * In memory, so that a rebuild beneath a running host changes nothing under an open window. Source maps stay out.
 * Names under assets/ carry a hash of their content and may be kept for ever.
 */
export const readPageFiles = (folder: string): ReadonlyMap<string, PageFile> => {
  const files = new Map<string, PageFile>();
  for (const file of filesBelow(folder)) {
    const type = types[extname(file)];
    const path = `/${relative(folder, file).split(sep).join('/')}`;
    if (type !== undefined) files.set(path, { type, body: readFileSync(file), lasting: path.startsWith('/assets/') });
  }
  const start = files.get('/index.html');
  if (start === undefined) throw new Error(`There is no built page in ${folder}.`);
  files.set('/', start);
  return files;
};

// Folder by folder: the packed archive of the desktop app knows no recursive listing.
const filesBelow = (folder: string): readonly string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
    entry.isDirectory() ? filesBelow(join(folder, entry.name)) : [join(folder, entry.name)],
  );

/** The file behind the path of an address, or undefined; a path that cannot be decoded names nothing. */
export const pageFile = (files: ReadonlyMap<string, PageFile>, path: string): PageFile | undefined => {
  try {
    return files.get(decodeURIComponent(path));
  } catch {
    return undefined;
  }
};
