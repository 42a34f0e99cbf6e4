import { useRef, useState } from 'react';
import type { TemplateCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { Pill, type Tone } from '../../parts/Pill';
import { focusAgain } from '../lib/focus';
import { useWords } from '../lib/language';
import { TakeQuestion } from './TakeQuestion';

const TONES: Readonly<Record<TemplateCard['state'], Tone>> = {
  draft: 'calm',
  'in-review': 'busy',
  approved: 'good',
  rejected: 'bad',
  stopped: 'warn',
  gone: 'bad',
};

interface TemplateItemProps {
  readonly template: TemplateCard;
  readonly mayTake: boolean;
  /** @returns whether it was asked for */
  readonly take: () => Promise<boolean>;
}

export function TemplateItem({ template, mayTake, take }: TemplateItemProps) {
  const { t } = useWords();
  const [asking, setAsking] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const { name, language, text, state, reason, drift, inKommo, obstacle, isTaking, messengerTitle } = template;
  return (
    <li className="template">
      <div className="template-head">
        <h3 ref={heading} tabIndex={-1}>
          {name}
          {language === null ? null : <span className="tag">{language}</span>}
        </h3>
        <Pill tone={TONES[state]}>{t.templates.states[state]}</Pill>
      </div>
      <p className="template-text">{text}</p>
      <Parameters parameters={template.parameters} messenger={messengerTitle} />
      {reason === null ? null : <p className="template-reason">{t.templates.reason(reason)}</p>}
      {inKommo || drift !== null ? null : (
        <p className="quiet">{obstacle ?? t.templates.notInKommo[state](messengerTitle)}</p>
      )}
      <Accounts accounts={template.accounts} />
      {drift === null ? null : (
        <Callout
          tone="warn"
          icon="alert"
          title={t.templates.drifts[drift].title(messengerTitle)}
          actions={
            !mayTake ? null : (
              <Button ref={button} busy={isTaking} onClick={() => setAsking(true)}>
                {t.templates.take[drift === 'removed-at-messenger' ? 'remove' : 'replace'](messengerTitle)}
              </Button>
            )
          }
        >
          <p>{t.templates.drifts[drift].text(messengerTitle)}</p>
        </Callout>
      )}
      {asking && drift !== null ? (
        <TakeQuestion
          name={name}
          messenger={messengerTitle}
          kind={drift === 'removed-at-messenger' ? 'remove' : 'replace'}
          take={take}
          close={() => setAsking(false)}
          opener={button.current}
          giveFocusBack={() => focusAgain(button.current, heading.current)}
        />
      ) : null}
    </li>
  );
}

/** What fills which place, where the two sides call it differently. */
function Parameters({
  parameters,
  messenger,
}: {
  readonly parameters: TemplateCard['parameters'];
  readonly messenger: string;
}) {
  const { t } = useWords();
  const different = parameters.filter(({ marker, placeholder }) => marker !== placeholder);
  if (different.length === 0) return null;
  return (
    <dl className="template-parameters">
      {different.map(({ marker, placeholder, example }) => (
        <div key={placeholder}>
          <dt>
            <code>{marker}</code>
          </dt>
          <dd>
            {t.templates.fills(messenger)} <code>{placeholder}</code>
            {example === null ? null : <span className="quiet"> {t.templates.example(example)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where several accounts of the messenger have it, each for itself. */
function Accounts({ accounts }: Pick<TemplateCard, 'accounts'>) {
  const { t } = useWords();
  if (accounts.length < 2) return null;
  return (
    <ul className="template-accounts">
      {accounts.map(({ sources, state, reason }) => (
        <li key={sources.join()}>
          <Pill tone={TONES[state]}>{t.templates.states[state]}</Pill>
          <span>{sources.join(', ')}</span>
          {reason === null ? null : <span className="quiet">{reason}</span>}
        </li>
      ))}
    </ul>
  );
}
