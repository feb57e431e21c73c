// Finds any case, customer, article or command as one types (Ctrl+K).
import { useRef, useState, type RefObject } from 'react';
import { Command } from 'cmdk';
import type { CaseRow, CustomerHit } from '../../shared/views/shapes.ts';
import { useAsked } from '../state/asked.ts';
import { setDraft, useDraft } from '../state/drafts.ts';
import { goToCase, showArticle, showOverlay, showPanel, showScreen, useView } from '../state/view.ts';
import { Dialog } from './dialog.tsx';
import { Kbd } from './kbd.tsx';
import { usePaletteCommands } from './palette-commands.ts';
import { useChosen } from './use-chosen.ts';
import { useEarlyEnter } from './use-early-enter.ts';
import { useNamedChoice } from './use-named-choice.ts';
import { useDesk } from './use-pack.ts';

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

/** One line of the list, whatever it leads to; `stays` = the palette stays open on what it leads to. */
type Row = {
  readonly value: string;
  readonly one: string;
  readonly two?: string;
  readonly end?: React.ReactNode;
  readonly run: () => void;
  readonly stays?: true;
};
type Group = {
  readonly id: 'cases' | 'customers' | 'articles' | 'commands';
  readonly title: string;
  /** Its rows stand for the words as they are typed now, not for earlier ones. */
  readonly fresh: boolean;
  readonly rows: readonly Row[];
};

/** `settled`: nothing more comes for the words as they are typed now. */
type Found = { readonly groups: readonly Group[]; readonly none: boolean; readonly settled: boolean };

const useRows = (text: string, showCustomer: (hit: CustomerHit) => void): Found => {
  const { t, say, language } = useDesk();
  const asked = text.trim();
  const caseRow = useCaseRow();
  const cases = useAsked('search', asked === '' ? null : { text: asked, limit: 12 }, 60);
  const customers = useAsked('customers.find', asked.length < 2 ? null : { text: asked, limit: 5 }, 60);
  const articles = useAsked('articles.search', asked.length < 2 ? null : { text: asked, category: null, language, limit: 5 }, 60);
  const commands = usePaletteCommands().filter((entry) => entry.text.toLowerCase().includes(asked.toLowerCase()));
  const article = (id: string): void => {
    showScreen('desk');
    showArticle(id);
  };
  // Of what could not be asked nothing more will come: then it is as it is.
  const isFresh = ({ fresh, fault }: { readonly fresh: boolean; readonly fault: unknown }): boolean => fresh || fault !== null;
  const groups: readonly Group[] = [
    { id: 'cases', title: t('palette.group.cases'), fresh: isFresh(cases), rows: (cases.value ?? []).map(caseRow) },
    {
      id: 'customers',
      title: t('palette.group.customers'),
      fresh: isFresh(customers),
      rows: (customers.value ?? []).map((hit) => ({
        value: `customer ${hit.customer.id}`,
        one: hit.customer.name,
        two: [...hit.customer.numbers, ...hit.customer.contracts].join(' · '),
        end: t('new.open', { count: hit.open.length }),
        run: () => showCustomer(hit),
        stays: true,
      })),
    },
    {
      id: 'articles',
      title: t('palette.group.articles'),
      fresh: isFresh(articles),
      rows: (articles.value ?? []).map(({ id, title, part, steps }) => ({
        value: `article ${id}`,
        one: say(title),
        two: part,
        end: steps === 0 ? '' : t('palette.steps', { count: steps }),
        run: () => article(id),
      })),
    },
    {
      id: 'commands',
      title: t('palette.group.commands'),
      fresh: true,
      rows: commands.map(({ id, text: words, run, keyId }) => ({
        value: `do ${id}`,
        one: words,
        end: keyId === undefined ? null : <Kbd id={keyId} />,
        run,
      })),
    },
  ];
  const settled = (asked === '' ? [] : asked.length < 2 ? [cases] : [cases, customers, articles]).every(isFresh);
  return { groups, none: cases.fresh && groups.every(({ rows }) => rows.length === 0), settled };
};

const useCaseRow = (): ((row: CaseRow) => Row) => {
  const { t, person } = useDesk();
  return (row) => ({
    value: row.caseId,
    one: row.title,
    two: [row.number, row.ref, row.customer, person(row.holder.person)].filter(Boolean).join(' · '),
    end: t(`phase.${row.phase}`),
    run: () => goToCase(row.caseId),
  });
};

/** What is open for one customer, and a new case for him; words already typed for a new case stay. */
const useCustomerRows = (hit: CustomerHit | null, back: () => void): readonly Group[] => {
  const { t } = useDesk();
  const caseRow = useCaseRow();
  const [kept] = useDraft('new-case');
  if (hit === null) return [];
  const { id, name } = hit.customer;
  const begin = (): void => {
    const form = typeof kept === 'object' && kept !== null && 'form' in kept ? kept.form : {};
    showScreen('desk');
    showPanel('case');
    setDraft('new-case', { search: name, customer: id, form });
    window.setTimeout(() => showPanel('new-case'));
  };
  return [
    { id: 'cases', title: t('palette.of', { name }), fresh: true, rows: hit.open.map(caseRow) },
    {
      id: 'commands',
      title: t('palette.group.commands'),
      fresh: true,
      rows: [
        { value: 'do new-for', one: t('palette.newFor', { name }), run: begin },
        { value: 'do back', one: t('palette.all'), run: back, stays: true },
      ],
    },
  ];
};

const Inside = ({ entry }: { readonly entry: RefObject<HTMLInputElement | null> }) => {
  const { t } = useDesk();
  const box = useRef<HTMLDivElement>(null);
  useNamedChoice(box);
  const [text, setText] = useState('');
  const [customer, showCustomer] = useState<CustomerHit | null>(null);
  const found = useRows(text, showCustomer);
  const his = useCustomerRows(customer, () => showCustomer(null));
  const groups = (customer === null ? found.groups : his).filter(({ rows }) => rows.length > 0);
  // What is chosen must be on the list at every moment: whoever types quickly presses Enter before the list has settled.
  const { current, list } = useChosen(groups.flatMap(({ rows }) => rows.map(({ value }) => value)));
  const run = (row: Row) => (): void => {
    if (row.stays !== true) close();
    row.run();
  };
  // Pressed while an older line stands there, or none yet, Enter means what stands first once the list has answered.
  const { press, typed } = useEarlyEnter({
    settled: customer !== null || found.settled,
    stands: groups.some(({ fresh, rows }) => fresh && rows.some(({ value }) => value === current)),
    takeFirst: () => {
      const [first] = groups.flatMap(({ rows }) => rows);
      if (first !== undefined) run(first)();
    },
  });
  return (
    <Command ref={box} shouldFilter={false} label={t('palette.title')} {...list} onKeyDown={press} className="flex min-h-0 flex-col">
      <Command.Input
        ref={entry}
        value={text}
        onValueChange={(next) => {
          setText(next);
          showCustomer(null);
          typed();
        }}
        placeholder={t('palette.open')}
        className="border-b border-line bg-transparent px-4 py-3 text-large -outline-offset-2"
      />
      {/* Above the list, not in it: a list holds what can be chosen, and nothing else. */}
      {customer === null && found.none ? (
        <p role="status" className="px-5 pt-4 text-ink-2">
          {t('palette.nothing', { text })}
        </p>
      ) : null}
      <Command.List className="min-h-40 overflow-auto p-2" label={t('palette.results')}>
        {groups.map(({ id, title, rows }) => (
          <Command.Group key={id} heading={<span className="heading block px-3 pt-2 pb-1">{title}</span>}>
            {rows.map((row) => (
              <Command.Item
                key={row.value}
                value={row.value}
                onSelect={run(row)}
                className="flex items-center justify-between gap-3 rounded-md px-3 py-1.5 data-[selected=true]:bg-accent-soft"
              >
                <span className="flex min-w-0 flex-col">
                  <span className={`truncate ${id === 'commands' ? '' : 'font-semibold'}`}>{row.one}</span>
                  {row.two === undefined ? null : <span className="truncate text-small text-ink-2">{row.two}</span>}
                </span>
                <span className="shrink-0 text-small text-ink-2">{row.end}</span>
              </Command.Item>
            ))}
          </Command.Group>
        ))}
      </Command.List>
    </Command>
  );
};
