import { useId, useRef } from 'react';
import { Field } from '../compose/Field';
import { FilePicker } from '../compose/FilePicker';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import type { ChosenTemplate } from './useTemplate';

/** Which template, and what is filled into it. */
export function TemplateFields({ chosen }: { readonly chosen: ChosenTemplate }) {
  const { t } = useLanguage();
  const name = useId();
  const picker = useRef<HTMLInputElement>(null);
  const words = t.talk.inbox;
  const { choices, choice, choose, valueOf, fill, picture, takePicture } = chosen;
  return (
    <>
      <fieldset className="template-choices">
        <legend className="hidden">{words.template}</legend>
        {choices.map((each) => (
          <label key={each.key} className="template-choice">
            <input type="radio" name={name} checked={each === choice} onChange={() => choose(each.key)} />
            <span>
              <strong>{each.name}</strong>
              <span>{each.content}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {choice === undefined || choice.values.length === 0 ? null : (
        <div className="sheet-pair">
          {choice.values.map(([marker]) => (
            <Field
              key={`${choice.key} ${marker}`}
              label={marker}
              value={valueOf(marker)}
              change={(value) => fill(marker, value)}
              required
            />
          ))}
        </div>
      )}
      {choice?.hasPicture === true ? (
        <div className="template-picture">
          <button type="button" className="button" onClick={() => picker.current?.click()}>
            <Icon name="picture" size={16} />
            {words.picture}
          </button>
          <span>{picture?.name ?? t.talk.phone.samplePhoto}</span>
          <FilePicker
            inputRef={picker}
            accept="image/jpeg,image/png"
            testId="template-pick"
            pick={([file]) => takePicture(file ?? null)}
          />
        </div>
      ) : null}
    </>
  );
}
