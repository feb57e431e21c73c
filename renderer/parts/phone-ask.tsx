// The office's side of an approval by telephone: what to read out and to whom, how long it counts, and the code that comes back.
import { useEffect, useRef, useState } from 'react';
import { readCode } from '../../shared/case/telephone-code.ts';
import type { CallOutput } from '../../shared/api.ts';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { call } from '../api/api.ts';
import { wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import { requestWords } from './approval-words.ts';
import { Button } from './button.tsx';
import { focusHome } from './focus-home.ts';
import { useKey } from './keys.ts';
import { deskNow, useNow } from './now.ts';
import { faultWords, refusalWords } from './refusal-words.ts';
import { CodeEntry, SpokenCode } from './spoken-code.tsx';
import { clockTime } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Asked = Extract<CallOutput<'telephone.challenge'>, { readonly ok: true }>['value'];

const TOPICS = ['queue', 'lead', 'sync'];

export const PhoneAsk = ({ approval, onDone }: { readonly approval: ApprovalRow; readonly onDone: () => void }) => {
  const desk = useDesk();
  const { t } = desk;
  const [asked, setAsked] = useState<Asked | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [again, setAgain] = useState(0);
  const box = useRef<HTMLElement>(null);
  const { caseId, approval: id, corrected } = approval;
  useEffect(() => {
    let isOver = false;
    void call('telephone.challenge', { caseId, approval: id }).then((answer) => {
      if (isOver) return;
      if (answer.ok && answer.value.ok) {
        setAsked(answer.value.value);
        setSaid(null);
      } else
        setSaid(answer.ok ? (answer.value.ok ? null : refusalWords(answer.value.refusal, desk, deskNow())) : faultWords(answer.fault, t));
    });
    return () => {
      isOver = true;
    };
  }, [caseId, id, corrected, again, desk, t]);
  useKey('back', onDone, true, 1, box);
  return (
    <section ref={box} aria-label={t('phone.askTitle')} className="mt-1 flex flex-col gap-2 rounded-lg border border-edge p-3">
      <h2 className="font-semibold">{t('phone.askTitle')}</h2>
      {asked === null ? (
        <p role="status" className={said === null ? 'text-ink-2' : 'text-bad'}>
          {said ?? t('sync.asking')}
        </p>
      ) : (
        <Entry asked={asked} approval={approval} onDone={onDone} onAgain={() => setAgain(again + 1)} />
      )}
    </section>
  );
};

type Props = { readonly asked: Asked; readonly approval: ApprovalRow; readonly onDone: () => void; readonly onAgain: () => void };

const Entry = ({ asked, approval, onDone, onAgain }: Props) => {
  const desk = useDesk();
  const { t, telling, tier } = desk;
  const now = useNow(10_000);
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const send = useSend();
  const entry = useRef<HTMLInputElement>(null);
  useEffect(() => entry.current?.focus(), []);
  const isOver = now > asked.until;
  const read = readCode(code);
  const blocked = isOver ? t('phone.over') : !read.ok ? t('phone.needsCode') : asking ? t('enrol.asking') : null;
  const redeem = async (): Promise<void> => {
    if (blocked !== null) return;
    setAsking(true);
    const answer = await call('telephone.redeem', { caseId: approval.caseId, approval: approval.approval, code });
    setAsking(false);
    if (!answer.ok) return setSaid(faultWords(answer.fault, t));
    if (answer.value.ok) {
      const done = t('phone.redeemed', { what: requestWords(approval, desk), name: answer.value.value.lead.name });
      showToast('done', done);
      announce(done);
      wake([approval.caseId], TOPICS);
      focusHome();
      return onDone();
    }
    setSaid(refusalWords(answer.value.refusal, desk, deskNow()));
    setCode('');
    entry.current?.focus();
    return onAgain();
  };
  const decline = async (lead: string, name: string): Promise<void> => {
    const sent = await send('withdraw-approval', approval.caseId, { approval: approval.approval, declinedBy: lead });
    if (!sent.ok) return;
    showToast('note', t('phone.saidNo', { name }));
    announce(t('phone.saidNo', { name }));
    onDone();
  };
  const names = asked.leads.map(({ name, tier: of }) => `${name} (${tier(of)})`).join(', ');
  return (
    <>
      <p>{names === '' ? t('phone.callNobody') : t('phone.call', { names })}</p>
      <p className="text-ink-2">{t('phone.read', { number: asked.number, what: requestWords(approval, desk), name: asked.asker.name })}</p>
      <SpokenCode code={asked.challenge} label={t('phone.challenge')} />
      <p className="flex flex-wrap gap-x-3 text-small text-ink-2">
        <span>{isOver ? t('phone.over') : t('phone.until', { moment: clockTime(asked.until, telling) })}</span>
        <span>{t('phone.tries', { count: asked.left })}</span>
        {isOver ? (
          <Button small onPress={onAgain}>
            {t('phone.anew')}
          </Button>
        ) : null}
      </p>
      {asked.leads.length === 0 ? null : (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-small text-ink-2">
          {t('phone.orNo')}
          {asked.leads.map(({ person, name }) => (
            <Button key={person} small kind="quiet" onPress={() => void decline(person, name)}>
              {t('phone.saysNo', { name })}
            </Button>
          ))}
        </p>
      )}
      <form
        className="flex max-w-[48rem] items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          void redeem();
        }}
      >
        <CodeEntry
          ref={entry}
          label={t('phone.code')}
          value={code}
          said={said}
          read={readCode}
          onChange={(next) => {
            setSaid(null);
            setCode(next);
          }}
        />
        <div className="flex gap-2 pt-1.5">
          <Button submit kind="primary" blocked={blocked} onPress={() => undefined}>
            {t('phone.redeem')}
          </Button>
          <Button kind="quiet" onPress={onDone}>
            {t('bar.back')}
          </Button>
        </div>
      </form>
    </>
  );
};
