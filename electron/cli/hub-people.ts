// Lists a person in the directory of a hub with a secret that is asked for, never given on the command line.
import { join, resolve } from 'node:path';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { writeEntry } from '../../hub/server/directory-file.ts';
import { hashSecret } from '../../hub/server/secrets.ts';
import { EXIT, type Given, type Io } from './command.ts';
import { atHub, knownLane, random } from './hub-place.ts';

const [LEAST, MOST] = [8, 200];

/** Refusals: `missing-option`, `unknown-lane`, `unknown-person`, `secret-length` {least, most}, `person-not-listed`, `directory-broken`. */
export const listPerson = (given: Given, io: Io): Promise<Result<number>> => {
  const [lane, person] = [given.text('lane'), given.text('person')];
  if (lane === null) return Promise.resolve(refuse('missing-option', { command: 'hub person', option: '--lane', value: 'ID' }));
  if (person === null) return Promise.resolve(refuse('missing-option', { command: 'hub person', option: '--person', value: 'ID' }));
  const disabled = given.flag('disable');
  const german = io.language === 'de';
  return atHub(given, io, false, async ({ packs, dir }) => {
    const known = knownLane(packs, lane);
    if (!known.ok) return known;
    if (!disabled && packs.policy(lane)?.people.get(person)?.signIn !== true) return refuse('unknown-person', { lane, person });
    const secret = disabled ? null : await readSecret(io);
    if (secret !== null && (secret.length < LEAST || secret.length > MOST)) return refuse('secret-length', { least: LEAST, most: MOST });
    const hash = secret === null ? null : await hashSecret(secret, random);
    const written = writeEntry(resolve(given.text('directory') ?? join(dir, 'directory')), { lane, person, secret: hash, disabled });
    if (!written.ok) return written;
    if (written.value === null) return refuse('person-not-listed', { lane, person });
    const { file } = written.value;
    if (disabled) io.out(german ? `${person} darf sich nicht mehr anmelden (${file}).` : `${person} may no longer sign in (${file}).`);
    else io.out(german ? `${person} darf sich anmelden (${file}).` : `${person} may sign in (${file}).`);
    return ok(EXIT.done);
  });
};

/** The first line of the input; at a terminal it is not shown while it is typed. */
const readSecret = async (io: Io): Promise<string> => {
  const { stdin } = process;
  const typed = io.input === undefined && stdin.isTTY;
  if (typed) {
    io.err(
      io.language === 'de'
        ? 'Kennwort eingeben (wird nicht angezeigt), dann Eingabetaste:'
        : 'Type the secret (it is not shown), then Enter:',
    );
    stdin.setRawMode(true);
  }
  let text = '';
  try {
    for await (const bytes of io.input ?? stdin) {
      text = edited(text, Buffer.from(bytes).toString('utf8'), typed);
      if (/[\r\n]/.test(text)) break;
    }
  } finally {
    if (typed) {
      stdin.setRawMode(false);
      stdin.pause();
    }
  }
  return text.split(/[\r\n]/)[0]!;
};

/** Raw keys: the erase key takes a letter back, Ctrl+C leaves. */
const edited = (before: string, piece: string, typed: boolean): string => {
  if (!typed) return before + piece;
  let text = before;
  for (const key of piece) {
    if (key === '\u0003') process.exit(EXIT.refused);
    text = key === '\u007f' || key === '\b' ? text.slice(0, -1) : text + key;
  }
  return text;
};
