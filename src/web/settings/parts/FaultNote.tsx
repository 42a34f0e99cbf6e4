import type { ReactNode } from 'react';
import { Callout } from '../../parts/Callout';
import { faultWords } from '../lib/faultWords';
import { useWords } from '../lib/language';
import type { Fault } from '../session/fault';

/** A failure: its cause, the next step, and the button for it. */
export function FaultNote({ fault, actions }: { readonly fault: Fault; readonly actions?: ReactNode }) {
  const { t } = useWords();
  const { title, text, detail } = faultWords(fault, t);
  return (
    <Callout tone="bad" icon="alert" title={title} role="alert" actions={actions}>
      <p>{text}</p>
      {detail === null ? null : <p className="quiet">{detail}</p>}
    </Callout>
  );
}
