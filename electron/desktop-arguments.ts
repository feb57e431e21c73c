// Reads the desktop program's own arguments among those Electron and Chromium add.

/** `--name VALUE` or `--name=VALUE`; the last one counts. Null where it is missing or has no value. */
export const argumentOf = (argv: readonly string[], name: string): string | null => {
  let found: string | null = null;
  for (const [at, word] of argv.entries()) {
    const next = argv[at + 1];
    if (word.startsWith(`--${name}=`)) found = word.slice(name.length + 3);
    else if (word === `--${name}` && next !== undefined && !next.startsWith('--')) found = next;
  }
  return found === '' ? null : found;
};
