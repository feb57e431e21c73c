// What came back to the reader, at the top of the case: answers, fallen-back handovers, closings; gone once he says he has seen it.
import { BellRing } from 'lucide-react';
import type { CaseView, NewsView } from '../../shared/views/shapes.ts';
import { askedWords } from './asked-words.ts';
import { Button } from './button.tsx';
import { tellEvent } from './event-words.ts';
import { amountWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { momentSaid, momentWords } from './time-words.ts';
import { useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useSend } from './use-send.ts';

/** Whoever leads is told that a request went past him; whoever asked, and whoever has the case in hand, can ask anew. */
const isOthers = (askedBy: string, { person, waiting }: CaseView['row']['holder'], reader: string): boolean =>
  askedBy !== reader && (waiting || person !== reader);

/** What is told, in one sentence; where it is about a request, with the sum. */
export const newsWords = ({ kind, by, about }: NewsView, view: Pick<CaseView, 'approvals' | 'row'>, desk: Desk): string => {
  const { t, person, word, language, me, pack, say } = desk;
  const request = view.approvals.find(({ approval }) => approval === about);
  const what =
    request === undefined
      ? t('news.request')
      : `${word('decisions', request.decisionType)} ${amountWords(request.amount, request.unit, request.currency, language)}`;
  const name = by === null ? t('news.somebody') : person(by);
  if (kind === 'approval-expired' && request !== undefined && isOthers(request.askedBy, view.row.holder, me.person))
    return t('news.approval-expired-lead', { name: person(request.askedBy), what });
  const article = kind === 'gap-reported' ? pack.articles.find(({ id }) => id === about) : undefined;
  if (article !== undefined) return t('news.gap-in', { name, title: say(article.title) });
  if (kind !== 'proposal-went-up' || request?.proposed === undefined) return t([`news.${kind}`, 'news.other'], { name, what });
  const until = momentSaid(request.proposed.until, deskNow(), desk.telling);
  return t('news.proposal-went-up', { what, who: askedWords(request.to, desk), until });
};

export const NewsStrip = () => {
  const { t } = useDesk();
  const view = useCase();
  const send = useSend();
  const { news, row } = view;
  if (news.length === 0) return null;
  const seen = (): void => void send('acknowledge-news', row.caseId, { news: news.map((one) => one.news) });
  return (
    <section aria-label={t('news.title')} className="flex items-start gap-3 rounded-lg border border-accent bg-accent-soft px-3 py-2">
      <BellRing aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <ul className="flex min-w-0 grow flex-col gap-1.5">
        {news.map((one) => (
          <One key={one.news} news={one} />
        ))}
      </ul>
      <Button small onPress={seen}>
        {t('news.seen')}
      </Button>
    </section>
  );
};

const One = ({ news }: { readonly news: NewsView }) => {
  const desk = useDesk();
  const view = useCase();
  const now = useNow(60_000);
  // The news has the id of its event: what was written there is the answer one waited for.
  const item = view.timeline.find(({ id }) => id === news.news);
  const { quote } = item === undefined ? { quote: '' } : tellEvent(item, view.timeline, desk, now);
  return (
    <li>
      <p>
        <span className="font-semibold">{newsWords(news, view, desk)}</span>
        <span className="text-small text-ink-2">{` · ${momentWords(news.at, now, desk.telling)}`}</span>
      </p>
      {quote === '' ? null : <p className="break-words whitespace-pre-line text-ink-2">{quote}</p>}
    </li>
  );
};
