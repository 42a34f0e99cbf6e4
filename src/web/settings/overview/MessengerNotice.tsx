import type { SourceCard } from '../../../api/settings/contract';
import { Callout } from '../../parts/Callout';
import { day } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';

const DAY_MS = 24 * 60 * 60_000;
/** What is only to be known is old news after a week; what limits may last. */
const SHOWN_FOR_MS = { limited: 30 * DAY_MS, information: 7 * DAY_MS } as const;

/** What the messenger told of a source by itself. */
export function MessengerNotice({ source }: { readonly source: SourceCard }) {
  const { t, language } = useWords();
  const now = useNow();
  const { notice, messengerTitle } = source;
  if (notice === null || !isShown(source, now)) return null;
  const tone = { broken: 'bad', limited: 'warn', information: 'calm' } as const;
  return (
    <Callout
      tone={tone[notice.weight]}
      icon={notice.weight === 'information' ? 'info' : 'alert'}
      title={t.told[notice.weight](messengerTitle)}
    >
      <p>{notice.text}</p>
      <p className="quiet">{day(notice.at, now, language)}</p>
    </Callout>
  );
}

function isShown({ notice, state }: SourceCard, now: number): boolean {
  if (notice === null) return false;
  // What broke it is over when a check finds it well, and is what its state says already until then.
  if (notice.weight === 'broken') return state.kind === 'broken' && state.text !== notice.text;
  return now - notice.at < SHOWN_FOR_MS[notice.weight];
}
