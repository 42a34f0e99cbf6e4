import type { MessengerChoice } from '../../../api/settings/contract';
import { Icon } from '../../parts/Icon';
import { MessengerMark } from '../../parts/MessengerMark';
import type { Watched } from '../data/usePolled';
import { useWords } from '../lib/language';
import { Shown } from '../states/Shown';
import { WizardActions } from './WizardActions';

interface ChooseMessengerProps {
  readonly messengers: Watched<readonly MessengerChoice[]>;
  readonly chosen: MessengerChoice | null;
  readonly choose: (kind: string) => void;
  readonly next: () => void;
}

export function ChooseMessenger({ messengers, chosen, choose, next }: ChooseMessengerProps) {
  const { t } = useWords();
  return (
    <Shown watched={messengers} rows={1}>
      {(kinds) => (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen !== null) next();
          }}
        >
          <fieldset className="tiles">
            <legend className="hidden">{t.wizard.names.messenger}</legend>
            {kinds.map(({ kind, title, about }) => (
              <label key={kind} className="tile">
                <input
                  type="radio"
                  name="messenger"
                  value={kind}
                  checked={chosen?.kind === kind}
                  onChange={() => choose(kind)}
                />
                <MessengerMark kind={kind} size={44} />
                <span className="tile-words">
                  <span className="tile-title">{title}</span>
                  <span className="tile-text">{about ?? t.wizard.anyMessenger}</span>
                </span>
                <span className="tile-check">
                  <Icon name="check" size={14} />
                </span>
              </label>
            ))}
          </fieldset>
          <WizardActions next={t.continue} off={chosen === null} />
        </form>
      )}
    </Shown>
  );
}
