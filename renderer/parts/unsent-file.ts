// Writes what waits for the centre as a text somebody can read elsewhere: when, who, which case, what was done, and every word of it.
import type { Json } from '../../shared/kernel/result.ts';
import type { UnsentRow } from '../../shared/views/shapes.ts';
import { momentSaid } from './time-words.ts';
import type { Desk } from './use-pack.ts';

/** Every text inside, one line each; what is no text stands below as the machine wrote it. */
const textsIn = (value: Json): readonly string[] => {
  if (typeof value === 'string') return value.trim() === '' ? [] : value.split('\n');
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap((part: Json) => textsIn(part));
};

const stepText = (row: UnsentRow, { t, person, telling }: Desk, now: number): string => {
  const name = t([`command.${row.type}`, 'event.unknown'], { type: row.type });
  const head = [momentSaid(row.at, now, telling), person(row.by), row.number, row.title, name].filter(Boolean).join(' · ');
  const said = row.body === null ? [] : textsIn(row.body);
  return [head, ...said.map((line) => `  ${line}`), `  ${JSON.stringify({ type: row.type, caseId: row.caseId, data: row.data })}`].join(
    '\n',
  );
};

/** The name of the file and what stands in it. */
export const unsentText = (rows: readonly UnsentRow[], desk: Desk, now: number): { readonly name: string; readonly text: string } => {
  const { t } = desk;
  const day = new Intl.DateTimeFormat('sv-SE', { timeZone: desk.telling.zone }).format(now);
  const title = t('hubway.fileTitle', { desk: desk.pack.name });
  const text = [title, t('hubway.fileNote'), ...rows.map((row) => stepText(row, desk, now))].join('\n\n');
  return { name: `${t('hubway.fileName')}-${day}.txt`, text: `${text}\n` };
};

/** The browser and the desktop program both put it where the person's downloads go. */
export const saveText = (name: string, text: string): void => {
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
};
