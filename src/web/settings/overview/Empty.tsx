import { useWords } from '../lib/language';
import { Button } from '../parts/Button';
import { MessengerMark } from '../parts/MessengerMark';

interface EmptyProps {
  readonly addSource: () => void;
  readonly mayChange: boolean;
}

export function Empty({ addSource, mayChange }: EmptyProps) {
  const { t } = useWords();
  return (
    <div className="card empty">
      <div className="empty-marks">
        <MessengerMark kind="whatsapp" size={44} />
        <MessengerMark kind="telegram" size={56} />
        <MessengerMark kind="messenger" size={44} />
      </div>
      <h3>{t.empty.title}</h3>
      <p>{t.empty.text}</p>
      {mayChange ? (
        <Button look="primary" icon="plus" onClick={addSource}>
          {t.sources.add}
        </Button>
      ) : null}
    </div>
  );
}
