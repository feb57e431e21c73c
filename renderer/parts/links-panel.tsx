// Cases that belong together: what is linked, a new link by number or words, merging, and what a master case says to its parts.
import { useEffect, useRef, useState } from 'react';
import type { CaseRow, LinkView } from '../../shared/views/shapes.ts';
import type { CallInput } from '../../shared/api.ts';
import { call } from '../api/api.ts';
import { useAsked } from '../state/asked.ts';
import { wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { once } from '../state/under-way.ts';
import { goToCase } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { Pick } from './fields/inputs.tsx';
import { focusFirst } from './first-focus.ts';
import { focusHome } from './focus-home.ts';
import { MasterPanel } from './master-panel.tsx';
import { deskNow } from './now.ts';
import { faultWords, refusalWords } from './refusal-words.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

type Relation = 'related' | 'part-of' | 'has-part';
const RELATIONS: readonly Relation[] = ['related', 'part-of', 'has-part'];
const TOPICS = ['queue', 'lead', 'alerts'];

/** Asks the desk to link or merge; the answer is a sentence where it refuses, and both cases are shown anew where it does not. */
const useRelate = (): {
  readonly relate: (input: CallInput<'cases.relate'>, done: string) => Promise<boolean>;
  readonly merge: (input: CallInput<'cases.merge'>, done: string) => Promise<boolean>;
} => {
  const desk = useDesk();
  const said = (text: string, tone: 'done' | 'refused'): boolean => {
    showToast(tone, text);
    announce(text);
    return tone === 'done';
  };
  const heard = (answer: Awaited<ReturnType<typeof call<'cases.relate'>>> | null, cases: readonly string[], done: string): boolean => {
    if (answer === null) return false;
    if (!answer.ok) return said(faultWords(answer.fault, desk.t), 'refused');
    if (!answer.value.ok) return said(refusalWords(answer.value.refusal, desk, deskNow()), 'refused');
    wake(cases, TOPICS);
    focusHome();
    return said(done, 'done');
  };
  return {
    relate: async (input, done) =>
      heard(await once(['cases.relate', input], () => call('cases.relate', input)), [input.caseId, input.other], done),
    merge: async (input, done) =>
      heard(await once(['cases.merge', input], () => call('cases.merge', input)), [input.from, input.into], done),
  };
};

export const LinksPanel = () => {
  const { t } = useDesk();
  const { links } = useCase();
  return (
    <div className="flex max-w-4xl flex-col gap-5">
      <section aria-label={t('links.title')} className="flex flex-col gap-1.5">
        <h2 className="heading">{t('links.title')}</h2>
        {links.length === 0 ? <p className="text-ink-2">{t('links.empty')}</p> : null}
        <ul className="border-line not-empty:border-t">
          {links.map((link) => (
            <Linked key={`${link.relation} ${link.other}`} link={link} />
          ))}
        </ul>
      </section>
      {links.some(({ relation }) => relation === 'has-part') ? <MasterPanel /> : null}
      <Find />
    </div>
  );
};

const Linked = ({ link }: { readonly link: LinkView }) => {
  const { t } = useDesk();
  const { row } = useCase();
  const { relate } = useRelate();
  const blocked = useBlocked('unlink-case');
  const forGood = link.relation === 'merged-into' || link.relation === 'absorbed';
  const name = link.number ?? t('links.unseen');
  return (
    <li className="flex items-center gap-3 border-b border-line py-1.5">
      <span className="w-36 shrink-0 text-small text-ink-2">{t(`links.is-${link.relation}`)}</span>
      <span className="min-w-0 grow truncate">
        <span className="font-medium">{name}</span>
        {link.title === null ? null : ` · ${link.title}`}
        {link.phase === null ? null : <span className="text-ink-2">{` · ${t(`phase.${link.phase}`)}`}</span>}
      </span>
      {link.number === null ? null : (
        <Button small label={t('links.openOne', { number: name })} onPress={() => goToCase(link.other)}>
          {t('links.open')}
        </Button>
      )}
      {forGood || blocked !== null ? null : (
        <Button
          small
          kind="quiet"
          label={t('links.unlinkOne', { number: name })}
          onPress={() => void relate({ caseId: row.caseId, other: link.other, relation: null }, t('links.unlinked', { number: name }))}
        >
          {t('links.unlink')}
        </Button>
      )}
    </li>
  );
};

const Find = () => {
  const { t } = useDesk();
  const { row, links, earlier } = useCase();
  const blocked = useBlocked('link-case');
  const [text, setText] = useState('');
  const [relation, setRelation] = useState<Relation>('related');
  const words = text.trim();
  const entry = useRef<HTMLInputElement>(null);
  // Opened by a press: what is looked for is typed at once.
  useEffect(() => focusFirst(entry.current), []);
  const { value, fresh } = useAsked('search', words === '' ? null : { text: words, limit: 8 }, 80);
  if (blocked !== null) return null;
  const known = new Set([row.caseId, ...links.map(({ other }) => other)]);
  // Before anything is typed, the other cases of the same customer are the likeliest.
  const found = (words === '' ? earlier.filter(({ phase }) => phase !== 'closed').slice(0, 5) : (value ?? [])).filter(
    ({ caseId }) => !known.has(caseId),
  );
  return (
    <section aria-label={t('links.find')} className="flex flex-col gap-2">
      <h2 className="heading">{t('links.find')}</h2>
      <input
        ref={entry}
        type="search"
        data-home
        className="entry max-w-md"
        aria-label={t('links.search')}
        placeholder={t('links.search')}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <div className="flex flex-wrap items-center gap-3">
        <span aria-hidden className="text-small text-ink-2">
          {t('links.relation')}
        </span>
        <Pick
          label={t('links.relation')}
          value={relation}
          options={RELATIONS.map((id) => ({ id, label: t(`links.as-${id}`) }))}
          onChange={(id) => setRelation(RELATIONS.find((one) => one === id) ?? 'related')}
        />
      </div>
      {words !== '' && fresh && value?.length === 0 ? <p className="text-ink-2">{t('links.nothing', { text: words })}</p> : null}
      <ul className="border-line not-empty:border-t">
        {found.map((other) => (
          <Candidate key={other.caseId} other={other} relation={relation} />
        ))}
      </ul>
    </section>
  );
};

const Candidate = ({ other, relation }: { readonly other: CaseRow; readonly relation: Relation }) => {
  const { t } = useDesk();
  const { row } = useCase();
  const { relate, merge } = useRelate();
  const mergeBlocked = useBlocked('merge-case');
  const [isMerging, setMerging] = useState(false);
  const { number } = other;
  const numbers = { from: row.number, into: number };
  const into = async (): Promise<void> => {
    const done = await merge({ from: row.caseId, into: other.caseId, text: '' }, t('links.merged', numbers));
    if (done) goToCase(other.caseId);
  };
  return (
    <li className="flex flex-col gap-2 border-b border-line py-1.5">
      <div className="flex items-center gap-2">
        <span className="min-w-0 grow truncate">
          <span className="font-medium">{number}</span>
          {` · ${other.title}`}
          <span className="text-ink-2">
            {[other.customer, t(`phase.${other.phase}`)]
              .filter(Boolean)
              .map((part) => ` · ${part}`)
              .join('')}
          </span>
        </span>
        <Button
          small
          label={t('links.linkOne', { number })}
          onPress={() => void relate({ caseId: row.caseId, other: other.caseId, relation }, t('links.linked', { number }))}
        >
          {t('links.link')}
        </Button>
        {mergeBlocked === null ? (
          <Button small kind="quiet" pressed={isMerging} label={t('links.mergeOne', { number })} onPress={() => setMerging(!isMerging)}>
            {t('links.merge')}
          </Button>
        ) : null}
      </div>
      {isMerging ? (
        <div className="flex items-center gap-3 rounded-md border border-warn-line bg-warn-soft px-3 py-2">
          <p className="grow">{t('links.mergeExplain', numbers)}</p>
          <Button small kind="primary" onPress={() => void into()}>
            {t('links.mergeNow', { number })}
          </Button>
        </div>
      ) : null}
    </li>
  );
};
