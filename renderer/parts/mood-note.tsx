// Notes the mood with one press, or by its key and the arrows; what it was before stands beside it.
import { useRef } from 'react';
import { ToggleGroup } from 'radix-ui';
import { announce } from './announce.tsx';
import { Kbd, shortcutOf } from './kbd.tsx';
import { useKey } from './keys.ts';
import { MOODS, MoodPoints, MoodShape, MoodStanding, MoodTrend } from './mood-mark.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useRefusing, useSend } from './use-send.ts';

export const MoodNote = () => {
  const { t } = useDesk();
  const { row, mood, can } = useCase();
  const send = useSend();
  const refuse = useRefusing('note-mood');
  const box = useRef<HTMLDivElement>(null);
  const may = can['note-mood'] === null;
  const lead = (): void => {
    const buttons = box.current?.querySelectorAll<HTMLElement>('button');
    (box.current?.querySelector<HTMLElement>('[data-state="on"]') ?? buttons?.[0])?.focus();
  };
  useKey('mood', () => (may ? lead() : refuse()));
  if (!may) return mood === undefined ? null : <MoodStanding mood={mood} />;
  const note = async (value: string): Promise<void> => {
    // Pressed once more it is noted once more: he still sounds like that.
    const level = MOODS.find((known) => known === value) ?? mood?.level;
    if (level === undefined) return;
    const sent = await send('note-mood', row.caseId, { level });
    if (sent.ok) announce(t('mood.noted', { level: t(`mood.${level}`) }));
  };
  return (
    <div ref={box} className="flex flex-wrap items-center gap-x-2.5 gap-y-1 text-small">
      <ToggleGroup.Root
        type="single"
        aria-label={t('mood.title')}
        aria-keyshortcuts={shortcutOf('mood')}
        value={mood?.level ?? ''}
        onValueChange={(value) => void note(value)}
        className="flex items-center rounded-md border border-edge"
      >
        {MOODS.map((level) => (
          <ToggleGroup.Item
            key={level}
            value={level}
            className="flex h-[26px] items-center gap-1.5 border-r border-line px-2 text-ink-2 first:rounded-l-md last:rounded-r-md last:border-r-0 hover:bg-panel data-[state=on]:bg-accent-soft data-[state=on]:font-semibold data-[state=on]:text-ink"
          >
            <MoodShape level={level} />
            {t(`mood.${level}`)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      <Kbd id="mood" />
      {mood === undefined ? null : (
        <>
          <MoodTrend mood={mood} />
          <MoodPoints mood={mood} />
        </>
      )}
    </div>
  );
};
