import { Button } from '../../parts/Button';
import { MessengerMark } from '../../parts/MessengerMark';
import { useWords } from '../lib/language';

interface EmptyProps {
  readonly addSource: () => void;
  readonly mayChange: boolean;
}

/** What connecting takes, before the first source. */
export function Empty({ addSource, mayChange }: EmptyProps) {
  const { t } = useWords();
  return (
    <div className="card empty">
      <div className="empty-marks">
        <MessengerMark kind="whatsapp" size={44} />
        <MessengerMark kind="telegram" size={56} />
        <MessengerMark kind="messenger" size={44} />
      </div>
      <h2>{t.empty.title}</h2>
      <p>{t.empty.text}</p>
      <ol className="empty-steps">
        {t.empty.steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {mayChange ? (
        <Button look="primary" icon="plus" onClick={addSource}>
          {t.sources.add}
        </Button>
      ) : null}
    </div>
  );
}
