// Knows `simulate --story`: three offices live through a week without a line as real processes, and a report tells what came of it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { tellStory } from '../story/reckon.ts';
import { reportOf } from '../story/report.ts';
import { dayName } from '../story/report-words.ts';
import { EXIT, type Io } from './command.ts';
import { newFolder } from './folder.ts';

/** `keep` null: everything is deleted at the end. Refusals: `folder-taken`, `not-a-folder`. */
export const runStory = async (keep: string | null, io: Io): Promise<Result<number>> => {
  const kept = keep === null ? null : newFolder(resolve(keep));
  if (kept?.ok === false) return kept;
  const root = kept === null ? mkdtempSync(join(tmpdir(), 'stafette-story-')) : kept.value;
  try {
    const story = await tellStory({ root, onDay: (day) => io.err(dayName(day, io.language)) });
    for (const line of reportOf(story, io.language)) io.out(line);
    return ok(story.problems.length === 0 ? EXIT.done : EXIT.bug);
  } finally {
    if (kept === null) rmSync(root, { recursive: true, force: true });
  }
};
