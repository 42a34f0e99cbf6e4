import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { faultWords } from '../lib/faultWords';
import { useWords } from '../lib/language';
import type { Fault } from '../session/fault';

interface FaultNoteProps {
  readonly fault: Fault;
  /** Tries once more; without it there is a button elsewhere. */
  readonly again?: () => void;
}

/** A failure: its cause, the next step, and the button for it. */
export function FaultNote({ fault, again }: FaultNoteProps) {
  const { t } = useWords();
  const { title, text, detail } = faultWords(fault, t);
  const button =
    again === undefined ? null : (
      <Button icon="refresh" onClick={again}>
        {t.tryAgain}
      </Button>
    );
  return (
    <Callout tone="bad" icon="alert" title={title} role="alert" actions={button}>
      <p>{text}</p>
      {detail === null ? null : <p className="quiet">{detail}</p>}
    </Callout>
  );
}
