import { AlertDialog } from 'radix-ui';
import { type FormEvent, useId, useState } from 'react';
import { Button } from '../../parts/Button';
import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';
import type { Fault } from '../session/client';
import { useClient } from '../session/context';
import { keepName, keptName } from '../session/key';
import type { Texts } from '../texts';
import type { CommandToGive } from './commands';

interface CommandDialogProps {
  readonly command: CommandToGive;
  readonly close: () => void;
  readonly giveFocusBack: () => void;
}

/** Says what a command does, asks who says so and why, and gives it. What does not fit is said here, and nothing was changed. */
export function CommandDialog({ command, close, giveFocusBack }: CommandDialogProps) {
  const { t } = useWords();
  const client = useClient();
  const words = t.commands[command.name];
  const [by, setBy] = useState(keptName);
  const [why, setWhy] = useState('');
  const [doing, setDoing] = useState<'idle' | 'missing' | 'asking' | Fault>('idle');
  const [byId, whyId] = [useId(), useId()];

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const [name, reason] = [by.trim(), why.trim()];
    if (doing === 'asking') return;
    if (name === '' || (command.why === 'needed' && reason === '')) {
      setDoing('missing');
      document.getElementById(name === '' && (command.why !== 'needed' || reason !== '') ? byId : whyId)?.focus();
      return;
    }
    keepName(name);
    setDoing('asking');
    const answer = await client.post(command.path, {
      ...command.body,
      by: name,
      ...(reason === '' || command.why === 'none' ? {} : { why: reason }),
    });
    if (answer.ok) close();
    else setDoing(answer.fault);
  }

  const isMissing = (value: string): boolean => doing === 'missing' && value.trim() === '';
  return (
    <AlertDialog.Root open onOpenChange={(open) => (open ? undefined : close())}>
      <AlertDialog.Portal>
        {/* Radix's overlay makes a style sheet on the fly, which our policy refuses. */}
        <div className="curtain" aria-hidden="true" />
        <AlertDialog.Content
          className="dialog command-dialog"
          aria-modal
          onCloseAutoFocus={(event) => {
            event.preventDefault();
            giveFocusBack();
          }}
        >
          <AlertDialog.Title className="dialog-title">{words.title}</AlertDialog.Title>
          <AlertDialog.Description className="dialog-text">{words.text}</AlertDialog.Description>
          <form noValidate onSubmit={(event) => void submit(event)}>
            {command.why === 'none' ? null : (
              <Line
                id={whyId}
                label={t.commands.why}
                optional={command.why === 'optional'}
                help={command.why === 'needed' ? t.commands.whyNeeded : t.commands.whyOptional}
                longest={500}
                missing={command.why === 'needed' && isMissing(why)}
                value={why}
                change={setWhy}
              />
            )}
            <Line
              id={byId}
              label={t.commands.by}
              help={t.commands.byHelp}
              longest={100}
              missing={isMissing(by)}
              value={by}
              change={setBy}
            />
            {typeof doing === 'string' ? null : (
              <p className="field-fault command-fault" role="alert">
                <Icon name="alert" size={16} />
                {faultText(doing, t)}
              </p>
            )}
            <div className="dialog-actions">
              <AlertDialog.Cancel asChild>
                <Button>{t.cancel}</Button>
              </AlertDialog.Cancel>
              <Button type="submit" look={command.danger === true ? 'danger' : 'primary'} busy={doing === 'asking'}>
                {words.confirm}
              </Button>
            </div>
          </form>
        </AlertDialog.Content>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function faultText(fault: Fault, t: Texts): string {
  switch (fault.kind) {
    case 'refused':
      return fault.problem.detail;
    case 'unreachable':
      return t.commands.unsure;
    case 'unauthorized':
      return t.signIn.ended;
  }
}

interface LineProps {
  readonly id: string;
  readonly label: string;
  readonly optional?: boolean;
  readonly help: string;
  readonly longest: number;
  readonly missing: boolean;
  readonly value: string;
  readonly change: (value: string) => void;
}

function Line({ id, label, optional = false, help, longest, missing, value, change }: LineProps) {
  const { t } = useWords();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label} {optional ? <span className="field-optional">{t.commands.optional}</span> : null}
      </label>
      <input
        id={id}
        className="input"
        autoComplete="off"
        maxLength={longest}
        required={!optional}
        aria-invalid={missing || undefined}
        aria-describedby={`${id}-help`}
        value={value}
        onChange={(event) => change(event.target.value)}
      />
      {missing ? (
        <p className="field-fault" role="alert">
          <Icon name="alert" size={16} />
          {t.commands.missing}
        </p>
      ) : null}
      <p className="field-help" id={`${id}-help`}>
        {help}
      </p>
    </div>
  );
}
