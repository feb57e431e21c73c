// Asks what a decision needs beside its amount: the reason where the type narrows it, the contract, and its terms.
import { useId, useState } from 'react';
import type { DecisionDraft, DecisionSpec, DecisionTerms, TermName } from './decision-draft.ts';
import { readCount, readMoney } from './money-entry.ts';
import { countWords } from './money-words.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

type Props = {
  readonly spec: DecisionSpec;
  readonly draft: DecisionDraft;
  readonly change: (next: Partial<DecisionDraft>) => void;
};

export const DecisionTermsEntry = ({ spec, draft, change }: Props) => {
  const { t, word } = useDesk();
  const contracts = useCase().customer?.contracts ?? [];
  return (
    <>
      {spec.reasons.length === 0 ? null : (
        <select
          className="entry"
          aria-label={t('decide.reason')}
          value={draft.reason ?? ''}
          onChange={(event) => change({ reason: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">{t('decide.chooseReason')}</option>
          {spec.reasons.map((id) => (
            <option key={id} value={id}>
              {word('reasons', id)}
            </option>
          ))}
        </select>
      )}
      {contracts.length < 2 ? null : (
        <select
          className="entry"
          aria-label={t('decide.contract')}
          value={draft.contract ?? ''}
          onChange={(event) => change({ contract: event.target.value === '' ? null : event.target.value })}
        >
          <option value="">{t('decide.anyContract')}</option>
          {contracts.map((id) => (
            <option key={id} value={id}>
              {t('decide.oneContract', { contract: id })}
            </option>
          ))}
        </select>
      )}
      {spec.terms.length === 0 ? null : (
        <div className="flex flex-wrap gap-x-3 gap-y-1.5">
          {spec.terms.map((name) => (
            <TermEntry
              key={`${spec.id} ${name}`}
              name={name}
              value={draft.terms[name]}
              onChange={(value) => change({ terms: withTerm(draft.terms, name, value) })}
            />
          ))}
        </div>
      )}
    </>
  );
};

const withTerm = (terms: DecisionTerms, name: TermName, value: number | null): DecisionTerms => {
  const { [name]: _before, ...rest } = terms;
  return value === null ? rest : { ...rest, [name]: value };
};

/** Hundredths of a percent are enough for every share a pack knows. */
const SHARE_DIGITS = 2;

/** A term as typed: a whole number from 1 on, a share of at most 100 %; null = not usable, undefined = nothing there. */
export const readTerm = (name: TermName, text: string): number | null | undefined => {
  const read = name === 'percent' ? readMoney(text.replace('%', ''), SHARE_DIGITS) : readCount(text);
  if (read.kind === 'empty') return undefined;
  if (read.kind === 'problem' || read.minor === 0) return null;
  if (name !== 'percent') return read.minor;
  const share = read.minor / 10 ** SHARE_DIGITS;
  return share <= 100 ? share : null;
};

const TermEntry = ({
  name,
  value,
  onChange,
}: {
  readonly name: TermName;
  readonly value: number | undefined;
  readonly onChange: (value: number | null) => void;
}) => {
  const { t, language } = useDesk();
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const written = value === undefined ? '' : countWords(value, language);
  // What was typed stands as long as it means the term at hand.
  const text = typed !== null && (readTerm(name, typed) ?? undefined) === value ? typed : written;
  const isWrong = readTerm(name, text) === null;
  return (
    <label className="flex flex-col gap-0.5 text-small text-ink-2">
      <span className="flex items-center gap-1.5">
        <input
          className="entry w-14 text-right text-base text-ink"
          inputMode="numeric"
          autoComplete="off"
          aria-invalid={isWrong}
          aria-describedby={isWrong ? id : undefined}
          value={text}
          onChange={(event) => {
            setTyped(event.target.value);
            onChange(readTerm(name, event.target.value) ?? null);
          }}
        />
        {t(`terms.${name}`)}
      </span>
      {isWrong ? (
        <span id={id} role="alert" className="text-bad">
          {t(name === 'percent' ? 'terms.badShare' : 'terms.badCount')}
        </span>
      ) : null}
    </label>
  );
};
