// Help where one is (F1): what this screen is for, the first steps of one's role, every key, and how to find more; searchable.
import { useRef, useState } from 'react';
import { showOverlay, useView } from '../state/view.ts';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { helpOf, isFound, type HelpPart } from './help-parts.ts';
import { Kbd } from './kbd.tsx';
import { KEY_GROUPS } from './keys-editor.tsx';
import { KEY_IDS, rowOf } from './key-table.ts';
import { showSettings } from './settings-dialog.tsx';
import { useRestartTour } from './tour.tsx';
import { useKeyWords } from './use-key-words.ts';
import { useDesk } from './use-pack.ts';

export const HelpOverlay = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'help');
  const entry = useRef<HTMLInputElement>(null);
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('help.title')} first={entry} wide flowing>
      {open ? <Inside entry={entry} /> : null}
    </Dialog>
  );
};

const Inside = ({ entry }: { readonly entry: React.RefObject<HTMLInputElement | null> }) => {
  const { t, me } = useDesk();
  const keys = useKeyWords();
  const screen = useView((view) => view.screen);
  const restart = useRestartTour();
  const [text, setText] = useState('');
  const parts = helpOf(screen, me.role).map(({ id, count }): HelpPart => ({
    id,
    title: t(`help.${id}.title`),
    lines: Array.from({ length: count }, (_, at) => t(`help.${id}.${at + 1}`, keys)),
  }));
  const shown = parts.filter((part) => isFound(part, text));
  const found = KEY_IDS.filter((id) => isFound({ id, title: t(`keys.${id}`), lines: [keys[id] ?? ''] }, text));
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <div className="min-w-48 grow">
          <input
            ref={entry}
            type="search"
            className="entry"
            aria-label={t('help.search')}
            placeholder={t('help.search')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <Button small onPress={restart}>
          {t('tour.again')}
        </Button>
        <Button small keyId="settings" onPress={() => showSettings('keys')}>
          {t('help.changeKeys')}
        </Button>
      </div>
      <div className="grid grid-cols-2 gap-x-8 gap-y-4 p-4 max-[60rem]:grid-cols-1">
        <div className="flex flex-col gap-4">
          {shown.map((part) => (
            <section key={part.id} aria-label={part.title} className="flex flex-col gap-1">
              <h3 className="heading">{part.title}</h3>
              <ul className="flex list-disc flex-col gap-1 pl-4">
                {part.lines.map((line) => (
                  <li key={line}>{line}</li>
                ))}
              </ul>
            </section>
          ))}
          {shown.length === 0 && found.length === 0 ? <p className="text-ink-2">{t('help.nothing', { text, ...keys })}</p> : null}
        </div>
        <div className="flex flex-col gap-4">
          {KEY_GROUPS.filter((group) => found.some((id) => rowOf(id).group === group)).map((group) => (
            <section key={group} aria-label={t(`keys.group.${group}`)}>
              <h3 className="heading pb-1">{t(`keys.group.${group}`)}</h3>
              <dl>
                {found
                  .filter((id) => rowOf(id).group === group)
                  .map((id) => (
                    <div key={id} className="flex items-center justify-between border-t border-line py-1">
                      <dt>{t(`keys.${id}`)}</dt>
                      <dd>
                        <span className="sr-only">{keys[id]}</span>
                        <Kbd id={id} />
                      </dd>
                    </div>
                  ))}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </>
  );
};
