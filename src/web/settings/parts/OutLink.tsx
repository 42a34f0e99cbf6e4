import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';
import { safeLink } from '../lib/safeLink';

interface OutLinkProps {
  readonly href: string;
  readonly look: 'text' | 'button button-plain' | 'button button-primary';
  readonly children: string;
  readonly onClick?: () => void;
}

/** Opens in a window of its own, which cannot reach back into this one. */
export function OutLink({ href, look, children, onClick }: OutLinkProps) {
  const { t } = useWords();
  const address = safeLink(href);
  if (address === null) return <span>{children}</span>;
  return (
    <a
      className={look === 'text' ? 'text-link' : look}
      href={address}
      target="_blank"
      rel="noopener noreferrer"
      onClick={onClick}
    >
      <span>{children}</span>
      <Icon name="out" size={14} />
      <span className="hidden">({t.newWindow})</span>
    </a>
  );
}
