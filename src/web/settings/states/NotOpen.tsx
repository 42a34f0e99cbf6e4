import { Button } from '../../parts/Button';
import type { Begun } from '../session/client';
import { useWords } from '../lib/language';
import { Standalone } from '../parts/Standalone';

interface NotOpenProps {
  readonly begun: Exclude<Begun, { readonly kind: 'open' }>;
  readonly again: () => void;
}

/** There is no session: why, and what to do. */
export function NotOpen({ begun, again }: NotOpenProps) {
  const { t } = useWords();
  const retry = (
    <Button look="primary" icon="refresh" onClick={again}>
      {t.tryAgain}
    </Button>
  );
  switch (begun.kind) {
    case 'outside':
      return (
        <Standalone icon="mark" title={t.outside.title}>
          <p>{t.outside.text}</p>
          <ol className="plain-steps">
            {t.outside.steps.map((step) => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Standalone>
      );
    case 'silent':
      return (
        <Standalone icon="clock" title={t.notOpen.silent.title} actions={retry}>
          <p>{t.notOpen.silent.text}</p>
        </Standalone>
      );
    case 'refused':
      return (
        <Standalone icon="lock" title={t.notOpen.refused.title} actions={retry}>
          <p>{t.notOpen.refused.text}</p>
          {begun.text === '' ? null : <p className="quiet">{begun.text}</p>}
        </Standalone>
      );
    case 'unreachable':
      return (
        <Standalone icon="offline" title={t.notOpen.unreachable.title} actions={retry}>
          <p role="status">{t.notOpen.unreachable.text}</p>
        </Standalone>
      );
  }
}
