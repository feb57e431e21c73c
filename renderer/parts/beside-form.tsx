// Somebody else acts at this workstation with his own secret: who, what, one act; whoever sits here keeps his case, his drafts and his place.
import { useEffect, useRef, useState } from 'react';
import type { CallInput } from '../../shared/api.ts';
import type { Json } from '../../shared/kernel/result.ts';
import type { HandoverCard } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { useAsked } from '../state/asked.ts';
import { wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { AmountEntry } from './amount-entry.tsx';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { Pick, Select } from './fields/inputs.tsx';
import { CardFacts } from './handover-card.tsx';
import { doorWords } from './hub-words.ts';
import { useKey } from './keys.ts';
import { deficiencyData, DeficiencyFields, deficiencyMissing, NO_DEFICIENCY } from './lead-forms.tsx';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { faultSaid } from './too-long.tsx';

type Verb = CallInput<'beside.act'>['command']['type'];

/** What may be done here, with its data; an amount replaces `amount` where one is given. */
export type BesideAct = { readonly verb: Verb; readonly data: Readonly<Record<string, Json>> };

type Props = {
  readonly caseId: string;
  readonly acts: readonly BesideAct[];
  /** Of a request: what is asked, so that another amount can be granted. */
  readonly amount: { readonly minor: number; readonly unit: 'money' | 'count' } | null;
  /** Of a handover: whoever accepts it reads back its facts, here as anywhere. */
  readonly card?: HandoverCard;
  readonly onDone: () => void;
};

const TOPICS = ['queue', 'lead', 'sync'];
const DOOR = new Set(['wrong-secret', 'sign-in-locked', 'secret-needed', 'hub-unreachable']);

export const BesideForm = ({ caseId, acts, amount, card, onDone }: Props) => {
  const desk = useDesk();
  const { t, telling, tier } = desk;
  const { value: choices } = useAsked('beside.choices', {}, 0);
  const [person, setPerson] = useState('');
  const [secret, setSecret] = useState('');
  const [verb, setVerb] = useState<Verb>(acts[0]!.verb);
  const [minor, setMinor] = useState(amount?.minor ?? null);
  const [ticks, setTicks] = useState<readonly string[]>([]);
  const view = useCase();
  const [returning, setReturning] = useState(NO_DEFICIENCY);
  const [said, setSaid] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const entry = useRef<HTMLInputElement>(null);
  const act = acts.find((one) => one.verb === verb) ?? acts[0]!;
  const isThere = choices !== undefined;
  useEffect(() => (isThere ? form.current?.querySelector('select')?.focus() : undefined), [isThere]);
  useKey('back', onDone, true, 1, form);
  const needsAmount = verb === 'approve' && amount !== null;
  const isReturn = verb === 'return-handover' && card !== undefined;
  const unread = verb === 'accept-handover' && card !== undefined && !card.facts.every(({ id }) => ticks.includes(id));
  const blocked =
    person === ''
      ? t('beside.needsPerson')
      : secret === ''
        ? t('refusal.secret-needed')
        : unread
          ? t('beside.needsFacts')
          : isReturn && deficiencyMissing(returning, desk) !== null
            ? deficiencyMissing(returning, desk)
            : needsAmount && minor === null
              ? t('approval.needsAmount')
              : asking
                ? t('sign.asking')
                : null;
  const put = async (): Promise<void> => {
    if (blocked !== null) return;
    setAsking(true);
    const data = {
      ...act.data,
      ...(needsAmount && minor !== null ? { amount: minor } : {}),
      ...(verb === 'accept-handover' ? { facts: [...ticks] } : {}),
      ...(isReturn ? deficiencyData(returning, desk) : {}),
    };
    const words = isReturn ? returning.text.trim() : '';
    const body = words === '' ? {} : { text: words };
    const answer = await call('beside.act', { person, secret, command: { type: verb, caseId, data, body } });
    setAsking(false);
    // A secret stays on no screen, whatever became of it.
    setSecret('');
    if (answer.ok && answer.value.ok) {
      const done = t(`beside.done-${verb}`, { name: desk.person(person) });
      showToast('done', done);
      announce(done);
      wake([caseId], TOPICS);
      return onDone();
    }
    entry.current?.focus();
    if (!answer.ok) return setSaid(faultSaid(answer.fault, t));
    if (answer.value.ok) return undefined;
    const { refusal } = answer.value;
    return setSaid(DOOR.has(refusal.code) ? doorWords(refusal, deskNow(), telling) : refusalWords(refusal, desk, deskNow()));
  };
  if (choices?.length === 0)
    return (
      <p role="status" className="mt-1 rounded-lg border border-edge p-3">
        {t('beside.nobody')}
      </p>
    );
  return (
    <form
      ref={form}
      aria-label={t('beside.title')}
      className="mt-1 flex flex-col gap-2 rounded-lg border border-edge p-3"
      onSubmit={(event) => {
        event.preventDefault();
        void put();
      }}
    >
      <h2 className="font-semibold">{t('beside.title')}</h2>
      <p className="text-small text-ink-2">{t('beside.explain')}</p>
      <div className="grid grid-cols-2 gap-2">
        <Select
          label={t('beside.who')}
          empty={t('beside.who')}
          value={person}
          options={(choices ?? []).map(({ person: id, name, tier: of, ready }) => ({
            id,
            label: `${name} · ${tier(of)}${ready ? '' : ` · ${t('beside.notReady')}`}`,
          }))}
          onChange={setPerson}
        />
        <input
          ref={entry}
          type="password"
          autoComplete="off"
          className="entry"
          aria-label={t('beside.secret')}
          aria-invalid={said !== null}
          placeholder={t('beside.secret')}
          value={secret}
          onChange={(event) => setSecret(event.target.value)}
        />
      </div>
      <div className="flex flex-wrap items-start gap-2">
        <Pick
          label={t('beside.what')}
          value={verb}
          options={acts.map((one) => ({ id: one.verb, label: t(`beside.do-${one.verb}`) }))}
          onChange={(id) => setVerb(acts.find((one) => one.verb === id)?.verb ?? verb)}
        />
        {needsAmount ? <AmountEntry label={t('decide.amount')} unit={amount.unit} minor={minor} onChange={setMinor} /> : null}
      </div>
      {card === undefined || verb !== 'accept-handover' ? null : <CardFacts card={card} ticks={ticks} onTick={setTicks} />}
      {isReturn ? <DeficiencyFields view={view} card={card} said={returning} onChange={setReturning} /> : null}
      <p role="alert" className="text-bad empty:hidden">
        {said ?? ''}
      </p>
      <div className="flex gap-2">
        <Button submit kind="primary" blocked={blocked} onPress={() => undefined}>
          {t(`beside.go-${verb}`, { name: person === '' ? t('beside.lead') : desk.person(person) })}
        </Button>
        <Button kind="quiet" onPress={onDone}>
          {t('bar.back')}
        </Button>
      </div>
    </form>
  );
};
