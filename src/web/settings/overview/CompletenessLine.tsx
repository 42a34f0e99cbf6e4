import type { Overview } from '../../../api/settings/contract';
import { ago } from '../lib/format';
import { useWords } from '../lib/language';
import { useNow } from '../lib/useNow';

/** Whether anything is missing in Kommo or at the messengers, and when that was looked for. */
export function CompletenessLine({ completeness }: Pick<Overview, 'completeness'>) {
  const { t, language } = useWords();
  const now = useNow();
  if (completeness === null) return null;
  const { missing, asks, checkedAt } = completeness;
  const when = ago(checkedAt, now, t, language);
  return (
    <p className="footnote">
      {missing - asks > 0 || asks === 0 ? said(missing - asks, when) : null}
      {asks > 0 ? ` ${t.completeness.asks(asks)}` : null}
    </p>
  );

  function said(count: number, time: string): string {
    return count === 0 ? t.completeness.complete(time) : t.completeness.missing(count, time);
  }
}
