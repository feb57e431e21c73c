// Knows the command `authority explain`: judges requests from the standard input, one answer line each, for integrators and tests.
import { explain } from '../../shared/policy/explain.ts';
import { explainLines } from './answer-lines.ts';
import type { CliCommand } from './command.ts';
import { packSource } from './pack-source.ts';

export const authorityCommand: CliCommand = {
  name: 'authority',
  about: {
    de: 'beantwortet Anfragen an die Entscheidungsbefugnis (JSON von der Standardeingabe)',
    en: 'answers requests about decision authority (JSON from standard input)',
  },
  usage: 'explain < request.json',
  more: {
    de: [
      'Liest ein JSON-Objekt oder eines je Zeile und schreibt je Anfrage eine Zeile: Urteil, bindende Grenze, alle Grenzen, wer freigeben',
      'könnte, und den Satz dazu. Eine falsche Anfrage bekommt {"error":{"path","message"}}, die übrigen gehen weiter; Ende dann mit 2.',
      'README.md beschreibt jedes Feld.',
    ].join('\n'),
    en: [
      'Reads one JSON object, or one per line, and writes one line per request: the verdict, the cap that binds, every cap, who could',
      'approve, and its sentence. A wrong request gets {"error":{"path","message"}}, the others go on; the exit code is then 2.',
      'README.md describes every field.',
    ].join('\n'),
  },
  args: ['explain'],
  options: {},
  run: explainLines('authority', () => {
    const packs = packSource();
    return (request) => explain(request, packs);
  }),
};
