// Words that a hub's file keeps beside a command are moved under their own hash, whatever else the command says.
import { expect, it } from 'vitest';
import { withHash } from '../../hub/server/moving.ts';
import { digest } from '../../hub/server/secrets.ts';
import { bodyHash } from '../../shared/sync/protocol.ts';
import { MARK_DIGITS } from '../../shared/store/migrations/ledger-004.ts';

it('[HS32] words are moved under their own hash, also where the command names another one that begins alike', () => {
  const [salt, text] = ['s'.repeat(16), '{"text":"Worte"}'];
  const hash = bodyHash(digest, salt, text);
  const start = hash.slice(0, MARK_DIGITS);
  const command = JSON.stringify({ id: start.padEnd(64, '0'), body: hash });
  expect(withHash({ command, mark: Number.parseInt(start, 16), salt, text })).toMatchObject({ hash });
});
