// Knows the command `route explain`: routes requests from the standard input, one answer line each, for integrators and tests.
import { explainRoute } from '../../shared/policy/route-explain.ts';
import { explainLines } from './answer-lines.ts';
import type { CliCommand } from './command.ts';
import { packSource } from './pack-source.ts';

export const routeCommand: CliCommand = {
  name: 'route',
  about: {
    de: 'sagt, wohin die Matrix einen Fall weitergibt und warum (JSON von der Standardeingabe)',
    en: 'tells where the matrix passes a case on to, and why (JSON from standard input)',
  },
  usage: 'explain < request.json',
  more: {
    de: [
      'Liest ein JSON-Objekt oder eines je Zeile und schreibt je Anfrage eine Zeile: Zeile der Matrix, Art, Ziel, Annahmefrist, und zu jeder',
      'übergangenen Zeile den Grund. Eine falsche Anfrage bekommt {"error":{"path","message"}}, die übrigen gehen weiter; Ende dann mit 2.',
      'README.md beschreibt jedes Feld.',
    ].join('\n'),
    en: [
      'Reads one JSON object, or one per line, and writes one line per request: the row of the matrix, the kind, the target, the time to',
      'accept, and for each row passed over the reason. A wrong request gets {"error":{"path","message"}}, the others go on; the exit code',
      'is then 2. README.md describes every field.',
    ].join('\n'),
  },
  args: ['explain'],
  options: {},
  run: explainLines('route', () => {
    const packs = packSource();
    return (request) => explainRoute(request, packs);
  }),
};
