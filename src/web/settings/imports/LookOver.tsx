import { useState } from 'react';
import type { ImportCard } from '../../../api/settings/contract';
import { Button } from '../../parts/Button';
import { useChange } from '../data/useChange';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { Field } from '../parts/Field';
import { CancelImport } from './CancelImport';
import { type Chosen, chosenOf, isPace, needsAddress, optionsOf, sameOptions } from './chosenOptions';
import type { OfImport } from './of-import';
import { OptionFields } from './OptionFields';
import { PeopleForm } from './PeopleForm';
import { SurveyReport } from './SurveyReport';
import { useWord } from './useWord';

/** What the dry run found, what may be said otherwise, and the go. What was said otherwise is looked at before anything else. */
export function LookOver(of: OfImport) {
  const { card, learn } = of;
  return card.survey === null ? null : <Form card={card} learn={learn} survey={card.survey} />;
}

function Form({ card, learn, survey }: OfImport & { readonly survey: NonNullable<ImportCard['survey']> }) {
  const { t } = useWords();
  const { options: words } = t.imports;
  const [untouched] = useState(() => chosenOf(card, survey));
  const [chosen, setChosen] = useState(untouched);
  const looking = useChange();
  const starting = useWord({ card, learn });
  const options = optionsOf(chosen, card, survey);
  const isChanged = !sameOptions(options, optionsOf(untouched, card, survey));
  const fault = looking.doing.kind === 'failed' ? looking.doing.fault : null;
  const badField = fault?.kind === 'refused' ? fault.problem.field : null;
  const startFault = starting.doing.kind === 'failed' ? starting.doing.fault : null;

  function choose(change: Partial<Chosen>): void {
    looking.forget();
    setChosen((before) => ({ ...before, ...change }));
  }

  async function go(): Promise<void> {
    if (!isChanged) {
      await starting.say('start');
    } else if (isPace(chosen.perSecond)) {
      const answer = await looking.run<ImportCard>('PATCH', `imports/${card.id}`, options);
      if (answer.ok) learn(answer.value);
    }
  }

  const isBusy = looking.doing.kind === 'saving' || starting.doing.kind === 'saving';
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!isBusy && (isChanged || survey.messages > 0)) void go();
      }}
    >
      <SurveyReport survey={survey} />
      {needsAddress(card, survey) ? <div className="import-address">{addressField()}</div> : null}
      {survey.people.length === 0 ? null : <PeopleForm people={survey.people} chosen={chosen} choose={choose} />}
      <OptionFields chosen={chosen} choose={choose} hasOrder={survey.format === 'whatsapp'} />
      {fault === null || badField === 'customer' ? null : <FaultNote fault={fault} />}
      {startFault === null ? null : <FaultNote fault={startFault} />}
      <div className="save-bar">
        <p className="save-state" role="status">
          {isChanged ? words.changed : t.imports.nothingWritten}
        </p>
        <CancelImport card={card} learn={learn} />
        {isChanged ? (
          <Button type="submit" look="primary" icon="refresh" busy={isBusy}>
            {words.again}
          </Button>
        ) : (
          <Button type="submit" look="primary" icon="play" busy={isBusy} off={survey.messages === 0}>
            {t.imports.start}
          </Button>
        )}
      </div>
    </form>
  );

  /** A number is an address at WhatsApp; elsewhere only the messenger's id is. */
  function addressField() {
    const { messenger, messengerTitle } = card.source;
    const isPhone = messenger === 'whatsapp';
    return (
      <Field
        label={isPhone ? words.phone : words.address(messengerTitle)}
        help={isPhone ? words.phoneHelp : words.addressHelp}
        fault={badField === 'customer' ? words.phoneFault : null}
      >
        {(ties) => (
          <input
            {...ties}
            className="input"
            type={isPhone ? 'tel' : 'text'}
            autoComplete="off"
            value={isPhone ? chosen.phone : chosen.address}
            onChange={(event) => choose(isPhone ? { phone: event.target.value } : { address: event.target.value })}
          />
        )}
      </Field>
    );
  }
}
