import type { SourceCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { useWords } from '../lib/language';
import { TestMessage } from '../test-message/TestMessage';

interface TryItProps {
  readonly source: SourceCard;
  readonly done: () => void;
}

export function TryIt({ source, done }: TryItProps) {
  const { t } = useWords();
  return (
    <>
      <TestMessage source={source} />
      <div className="wizard-actions">
        <Button look="primary" onClick={done}>
          {t.done}
        </Button>
      </div>
    </>
  );
}
