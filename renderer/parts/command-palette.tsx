// Finds any case, customer or command as one types (Ctrl+K).
import { useRef, useState, type RefObject } from 'react';
import { Command } from 'cmdk';
import { useAsked } from '../state/asked.ts';
import { signOut } from '../state/session.ts';
import { setLanguage, setTheme } from '../state/looks.ts';
import { goToCase, showOverlay, showPanel, showScreen, useView } from '../state/view.ts';
import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';
import { pressKey, type KeyId } from './keys.ts';
import { useDesk } from './use-pack.ts';

type Entry = { readonly id: string; readonly text: string; readonly run: () => void; readonly keyId?: KeyId };

const close = (): void => showOverlay(null);

export const CommandPalette = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'palette');
  const entry = useRef<HTMLInputElement>(null);
  return (
    <Dialog open={open} onClose={close} title={t('palette.title')} hideTitle first={entry}>
      {open ? <Inside entry={entry} /> : null}
    </Dialog>
  );
};

const OF_CASE = ['escalate', 'lateral', 'consult', 'promise', 'links', 'approval', 'resolve'] as const;

const useCommands = (): readonly Entry[] => {
  const { t, me } = useDesk();
  const caseId = useView((view) => view.caseId);
  const onDesk = (run: () => void) => (): void => {
    showScreen('desk');
    run();
  };
  const lead: readonly Entry[] =
    me.role === 'agent'
      ? []
      : [
          { id: 'lead', text: t('keys.screenLead'), run: () => showScreen('lead'), keyId: 'screenLead' },
          { id: 'phone', text: t('phone.title'), run: () => showOverlay('phone') },
          { id: 'budgets', text: t('budget.title'), run: () => showOverlay('budgets') },
        ];
  // What belongs to the case on screen; what cannot be done now says why where it opens.
  const ofCase: readonly Entry[] =
    caseId === null
      ? []
      : OF_CASE.map((keyId) => ({
          id: keyId,
          text: t(`keys.${keyId}`),
          run: onDesk(() => window.setTimeout(() => pressKey(keyId))),
          keyId,
        }));
  return [
    ...ofCase,
    { id: 'new', text: t('keys.newCase'), run: onDesk(() => showPanel('new-case')), keyId: 'newCase' },
    { id: 'desk', text: t('keys.screenDesk'), run: () => showScreen('desk'), keyId: 'screenDesk' },
    ...lead,
    { id: 'refused', text: t('refused.title'), run: onDesk(() => showPanel('refused')) },
    { id: 'alerts', text: t('alert.title'), run: () => showOverlay('alerts'), keyId: 'alerts' },
    { id: 'sync', text: t('sync.title'), run: () => showOverlay('sync') },
    { id: 'absence', text: t('absence.open'), run: () => showOverlay('absence') },
    { id: 'shift', text: t('shift.open'), run: () => showOverlay('shift') },
    { id: 'keys', text: t('keys.title'), run: () => showOverlay('keys'), keyId: 'help' },
    { id: 'light', text: t('palette.light'), run: () => setTheme('light') },
    { id: 'dark', text: t('palette.dark'), run: () => setTheme('dark') },
    { id: 'de', text: t('palette.de'), run: () => setLanguage('de') },
    { id: 'en', text: t('palette.en'), run: () => setLanguage('en') },
    { id: 'out', text: t('person.signOut'), run: () => void signOut() },
  ];
};

const commandName = (id: string): string => `do ${id}`;

const Inside = ({ entry }: { readonly entry: RefObject<HTMLInputElement | null> }) => {
  const { t, person } = useDesk();
  const [text, setText] = useState('');
  const commands = useCommands().filter((entry) => entry.text.toLowerCase().includes(text.trim().toLowerCase()));
  const { value: cases, fresh } = useAsked('search', text.trim() === '' ? null : { text: text.trim(), limit: 12 }, 60);
  const [chosen, choose] = useState('');
  const listed = [...(cases ?? []).map(({ caseId }) => caseId), ...commands.map(({ id }) => commandName(id))];
  const run = (entry: () => void) => (): void => {
    close();
    entry();
  };
  const item = 'flex items-center justify-between gap-3 rounded-md px-3 py-1.5 data-[selected=true]:bg-accent-soft';
  return (
    <Command
      shouldFilter={false}
      label={t('palette.title')}
      // What is chosen must be on the list at every moment: whoever types quickly presses Enter before the list has settled.
      value={listed.includes(chosen) ? chosen : (listed[0] ?? '')}
      onValueChange={choose}
      className="flex min-h-0 flex-col"
    >
      <Command.Input
        ref={entry}
        value={text}
        onValueChange={setText}
        placeholder={t('palette.open')}
        className="border-b border-line bg-transparent px-4 py-3 text-large outline-none"
      />
      <Command.List className="min-h-40 overflow-auto p-2" label={t('palette.results')}>
        {(cases ?? []).map((row) => (
          <Command.Item key={row.caseId} value={row.caseId} onSelect={run(() => goToCase(row.caseId))} className={item}>
            <span className="flex min-w-0 flex-col">
              <span className="truncate font-semibold">{row.title}</span>
              <span className="truncate text-small text-ink-2">
                {[row.number, row.ref, row.customer, person(row.holder.person)].filter(Boolean).join(' · ')}
              </span>
            </span>
            <span className="text-small text-ink-2">{t(`phase.${row.phase}`)}</span>
          </Command.Item>
        ))}
        {fresh && cases?.length === 0 ? <p className="px-3 py-2 text-ink-2">{t('palette.nothing', { text })}</p> : null}
        {commands.map((entry) => (
          <Command.Item key={entry.id} value={commandName(entry.id)} onSelect={run(entry.run)} className={item}>
            <span>{entry.text}</span>
            {entry.keyId === undefined ? null : <Kbd id={entry.keyId} />}
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
};
