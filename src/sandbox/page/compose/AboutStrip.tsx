import type { About } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';

/** Above the box: which message is answered, changed or passed on. */
export function AboutStrip({ about, drop }: { readonly about: About; readonly drop: () => void }) {
  const { t } = useLanguage();
  const { what, author, words } = about;
  const title = what === 'edit' ? t.talk.about.edit : t.talk.about[what](author);
  return (
    <div className="about" data-testid="about" data-what={what}>
      <Icon name={what} size={18} />
      <span className="about-words">
        <strong>{title}</strong>
        <span>{words}</span>
      </span>
      <button type="button" className="about-drop" aria-label={t.talk.drop} title={t.talk.drop} onClick={drop}>
        <Icon name="close" size={16} />
      </button>
    </div>
  );
}
