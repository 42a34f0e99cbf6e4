import { useLanguage } from '../lib/language';

/** How many new messages there are; nothing where there are none. */
export function Badge({ count }: { readonly count: number }) {
  const { t } = useLanguage();
  if (count === 0) return null;
  return (
    <span className="badge">
      <span aria-hidden="true">{count}</span>
      <span className="hidden">, {t.unread(count)}</span>
    </span>
  );
}
