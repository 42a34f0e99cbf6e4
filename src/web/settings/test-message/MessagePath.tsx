import { useMemo, useState } from 'react';
import type { MessageTrace } from '../../../api/settings/contract';
import { describeTrace, drawTrace } from '../../../trace/picture/draw';
import { headingOf, tellIn } from '../../../trace/words';
import { Button } from '../../parts/Button';
import { Spinner } from '../../parts/Spinner';
import { usePolled } from '../data/usePolled';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { useSession } from '../session/context';

/** The way of a message, opened by whoever wants to know more than that it came. */
export function MessagePath({ deliveryId }: { readonly deliveryId: string }) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  return (
    <div className="path">
      <Button look="quiet" aria-expanded={isOpen} onClick={() => setOpen((open) => !open)}>
        {isOpen ? t.test.hidePath : t.test.showPath}
      </Button>
      {isOpen ? <Picture deliveryId={deliveryId} /> : null}
    </div>
  );
}

function Picture({ deliveryId }: { readonly deliveryId: string }) {
  const { t, language } = useWords();
  const { theme } = useSession().open;
  const { data, fault } = usePolled<MessageTrace>(`deliveries/${deliveryId}/trace`, null);
  const shown = useMemo(() => {
    if (data === null) return null;
    const telling = tellIn(language, data);
    const drawn = drawTrace(data, { language, theme });
    return {
      src: `data:image/svg+xml,${encodeURIComponent(drawn)}`,
      alt: `${headingOf(telling, data)}. ${describeTrace(data, telling)}`,
    };
  }, [data, language, theme]);
  if (shown === null) return fault === null ? <Spinner /> : <FaultNote fault={fault} />;
  return (
    // It is wider than the window, and whoever has no mouse moves it by keys.
    <figure className="path-picture" tabIndex={0} aria-label={t.test.path}>
      <img src={shown.src} alt={shown.alt} />
    </figure>
  );
}
