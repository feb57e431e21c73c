// Cuts the examples of a README section into what is asked and what is answered, so that they are run as they stand there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../build/paths.ts';

/** Each `json` block that is followed by "answers …" and another `json` block; the answer is cut at every new object. */
export const readmeExamples = (heading: string): readonly { readonly asked: string; readonly answered: readonly unknown[] }[] => {
  const section = readFileSync(join(projectRoot, 'README.md'), 'utf8').split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/```json\n([\s\S]*?)```\n+answers[^\n]*\n+```json\n([\s\S]*?)```/g)].map(([, asked, answered]) => ({
    asked: asked!,
    answered: answered!
      .trim()
      .split(/\n(?=\{)/)
      .map((text) => JSON.parse(text) as unknown),
  }));
};
