import { useWords } from '../lib/language';
import { moment } from '../lib/times';

interface CompletenessProps {
  readonly gaps: number;
  /** null: not all of the account was compared yet. */
  readonly checkedAt: string | null;
}

/** “0 gaps in the last 24 h, checked at 14:05” */
export function Completeness({ gaps, checkedAt }: CompletenessProps) {
  const { t, language } = useWords();
  const { gaps: count, checked, unchecked } = t.complete;
  const tone = gaps > 0 ? 'warn' : checkedAt === null ? 'calm' : 'good';
  return (
    <span className="complete" data-tone={tone}>
      <span className="dot" aria-hidden="true" />
      {count(gaps)}, {checkedAt === null ? unchecked : checked(moment(checkedAt, language))}
    </span>
  );
}
