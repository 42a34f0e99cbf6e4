import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';

interface OriginChoiceProps {
  readonly messenger: string;
  readonly fromFile: boolean;
  readonly choose: (fromFile: boolean) => void;
  readonly disabled: boolean;
}

/** Of a source whose messenger keeps old conversations: it is asked for them, or somebody has an export. */
export function OriginChoice({ messenger, fromFile, choose, disabled }: OriginChoiceProps) {
  const { t } = useWords();
  const { file } = t.imports;
  const choices = [
    { isFile: false, name: file.messenger(messenger), text: file.messengerText },
    { isFile: true, name: file.export, text: file.exportText },
  ];
  return (
    <fieldset className="field-group" disabled={disabled}>
      <legend className="field-label">{file.origin}</legend>
      <div className="import-sources">
        {choices.map(({ isFile, name, text }) => (
          <label key={name} className="import-source">
            <input type="radio" name="origin" checked={isFile === fromFile} onChange={() => choose(isFile)} />
            <span className="import-source-words">
              <span className="import-name">{name}</span>
              <span className="quiet">{text}</span>
            </span>
            <span className="import-source-sign">
              <Icon name="check" size={16} />
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
