import { useLanguage } from '../lib/language';
import { useThread } from '../parts/threadContext';
import type { Quoted } from './said';

/** The quoted words; where the message is known, a way to it. */
export function Quote({ quote }: { readonly quote: Quoted }) {
  const { t } = useLanguage();
  const { goTo } = useThread();
  const { key, author, text } = quote;
  const words = (
    <>
      <strong>{author}</strong>
      <span>{text === '' ? t.talk.untitled : text}</span>
    </>
  );
  if (key === null) return <blockquote className="quote">{words}</blockquote>;
  return (
    <button type="button" className="quote" title={t.talk.toQuoted(author)} onClick={() => goTo(key)}>
      {words}
    </button>
  );
}
