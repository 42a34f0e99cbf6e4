import type { Live } from '../data/watch';
import { useLanguage } from '../lib/language';

export function LiveState({ live }: { readonly live: Live }) {
  const { t } = useLanguage();
  return (
    <span className="live" role="status" data-testid="live-state" data-state={live}>
      <span className="dot" aria-hidden="true" />
      {t.live[live]}
    </span>
  );
}
