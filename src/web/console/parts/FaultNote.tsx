import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { useWords } from '../lib/language';
import type { Fault } from '../session/client';

interface FaultNoteProps {
  readonly fault: Fault;
  readonly again: () => void;
}

/** Nothing came. Without a key the sign-in is shown, so that is said there. */
export function FaultNote({ fault, again }: FaultNoteProps) {
  const { t } = useWords();
  switch (fault.kind) {
    case 'unauthorized':
      return null;
    case 'unreachable':
      return (
        <Callout
          tone="warn"
          icon="offline"
          title={t.faults.unreachable}
          role="alert"
          actions={<Button onClick={again}>{t.tryAgain}</Button>}
        >
          <p>{t.faults.unreachableText}</p>
        </Callout>
      );
    case 'refused': {
      const { status, detail } = fault.problem;
      return (
        <Callout tone="warn" icon="alert" title={status === 404 ? t.faults.notFound : t.faults.refused} role="alert">
          <p>{detail}</p>
        </Callout>
      );
    }
  }
}
