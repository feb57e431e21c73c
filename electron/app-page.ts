// Knows the desktop's own address, what counts as it, and what its files are served with.
import { protectiveHeaders } from './browser-host/headers.ts';
import { pageFile, type PageFile } from './page-files.ts';

export const scheme = 'app';
const house = 'stafette';
export const pageAddress = (language: 'de' | 'en' | null): string =>
  `${scheme}://${house}/${language === null ? '' : `?language=${language}`}`;

/** Compared in parts: a prefix test would also take app://stafette.example/. */
export const isOwnAddress = (address: string): boolean => {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${scheme}:` && url.host === house && url.username === '' && url.port === '';
};

// The page speaks to the desk by its bridge alone, so scripts may connect to nothing at all.
const headers = protectiveHeaders("'none'");

/** Answers a request of the page; whatever is not a file of the built page does not exist. */
export const servePage = (files: ReadonlyMap<string, PageFile>, request: { readonly url: string; readonly method: string }): Response => {
  if (!isOwnAddress(request.url) || request.method !== 'GET') return new Response('Not here.', { status: 403, headers });
  const found = pageFile(files, new URL(request.url).pathname);
  if (found === undefined) return new Response('There is nothing here.', { status: 404, headers });
  return new Response(new Uint8Array(found.body), { status: 200, headers: { ...headers, 'content-type': found.type } });
};
