import { useState } from 'react';
import { LANGUAGES, type Language } from '../../../model/words';
import type { Alerts, AlertsChange, People } from '../../../api/settings/contract';
import { useChange } from '../data/useChange';
import { useWords } from '../lib/language';
import { FaultNote } from '../parts/FaultNote';
import { Field } from '../parts/Field';
import { SaveBar } from '../parts/SaveBar';
import { Select } from '../parts/Select';
import { useMayChange } from '../session/context';
import { checkAlerts } from './checkAlerts';

interface AlertsFormProps {
  readonly alerts: Alerts;
  readonly users: People['users'];
  readonly saved: (alerts: Alerts) => void;
}

interface Draft {
  readonly email: string;
  readonly webhook: string;
  readonly taskUserId: number | null;
  readonly language: Language;
}

/** As their speakers write them. */
const NAMES: Readonly<Record<Language, string>> = { en: 'English', es: 'Español', pt: 'Português' };

export function AlertsForm({ alerts, users, saved }: AlertsFormProps) {
  const { t } = useWords();
  const mayChange = useMayChange();
  const [edits, setEdits] = useState<Partial<Draft>>({});
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const { doing, run, forget } = useChange();

  const { taskUserId, language } = alerts;
  const stored: Draft = { email: alerts.email ?? '', webhook: alerts.webhook ?? '', taskUserId, language };
  const draft: Draft = { ...stored, ...edits };
  const changed = (['email', 'webhook', 'taskUserId', 'language'] as const).some(
    (name) => draft[name] !== stored[name],
  );

  function edit(change: Partial<Draft>): void {
    forget();
    setFaults({});
    setEdits((before) => ({ ...before, ...change }));
  }

  function undo(): void {
    setEdits({});
    setFaults({});
    forget();
  }

  async function save(): Promise<void> {
    const change = {
      email: draft.email.trim() || null,
      webhook: draft.webhook.trim() || null,
      taskUserId: draft.taskUserId,
      language: draft.language,
    } satisfies AlertsChange;
    const found = checkAlerts(change);
    setFaults(Object.fromEntries(Object.entries(found).map(([name, fault]) => [name, t.alerts.faults[fault]])));
    const first = (['email', 'webhook'] as const).find((name) => name in found);
    if (first !== undefined) {
      document.getElementsByName(first)[0]?.focus();
      return;
    }
    const answer = await run('PUT', 'alerts', change);
    if (answer.ok) {
      saved({ ...change, emailAvailable: alerts.emailAvailable });
      setEdits({});
    } else if (answer.fault.kind === 'refused' && answer.fault.problem.field !== null) {
      setFaults({ [answer.fault.problem.field]: answer.fault.problem.detail });
    }
  }

  const wordsOf = (name: keyof Draft): string | null => faults[name] ?? null;
  const named = Object.keys(faults).length > 0;

  return (
    <form
      className="card form-card"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (changed && doing.kind !== 'saving') void save();
      }}
    >
      <h2>{t.alerts.title}</h2>
      <p className="lead">{t.alerts.text}</p>
      <Field
        label={t.alerts.email}
        help={alerts.emailAvailable ? t.alerts.emailHelp : t.alerts.emailAway}
        fault={wordsOf('email')}
      >
        {(ties) => (
          <input
            {...ties}
            className="input"
            type="email"
            name="email"
            autoComplete="email"
            value={draft.email}
            readOnly={!mayChange}
            disabled={!alerts.emailAvailable}
            onChange={(event) => edit({ email: event.target.value })}
          />
        )}
      </Field>
      <Field label={t.alerts.task} help={t.alerts.taskHelp} fault={wordsOf('taskUserId')}>
        {(ties) => (
          <Select
            {...ties}
            value={draft.taskUserId ?? ''}
            disabled={!mayChange}
            onChange={(event) => edit({ taskUserId: event.target.value === '' ? null : Number(event.target.value) })}
          >
            <option value="">{t.alerts.noTask}</option>
            {draft.taskUserId !== null && !users.some(({ id }) => id === draft.taskUserId) ? (
              <option value={draft.taskUserId}>{t.people.user(draft.taskUserId)}</option>
            ) : null}
            {users.map(({ id, name }) => (
              <option key={id} value={id}>
                {name ?? t.people.user(id)}
              </option>
            ))}
          </Select>
        )}
      </Field>
      <Field label={t.alerts.webhook} help={t.alerts.webhookHelp} fault={wordsOf('webhook')}>
        {(ties) => (
          <input
            {...ties}
            className="input"
            type="url"
            inputMode="url"
            name="webhook"
            autoComplete="off"
            spellCheck={false}
            placeholder="https://"
            value={draft.webhook}
            readOnly={!mayChange}
            onChange={(event) => edit({ webhook: event.target.value })}
          />
        )}
      </Field>
      <Field label={t.alerts.language} help={t.alerts.languageHelp} fault={wordsOf('language')}>
        {(ties) => (
          <Select
            {...ties}
            value={draft.language}
            disabled={!mayChange}
            onChange={({ target }) => {
              const language = LANGUAGES.find((each) => each === target.value);
              if (language !== undefined) edit({ language });
            }}
          >
            {LANGUAGES.map((each) => (
              <option key={each} value={each} lang={each}>
                {NAMES[each]}
              </option>
            ))}
          </Select>
        )}
      </Field>
      {doing.kind === 'failed' && !named ? <FaultNote fault={doing.fault} /> : null}
      {mayChange ? <SaveBar doing={doing} changed={changed} undo={undo} /> : null}
    </form>
  );
}
