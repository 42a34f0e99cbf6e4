import { type FormEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../parts/Button';
import { Callout } from '../../parts/Callout';
import { Icon } from '../../parts/Icon';
import { Mark } from '../../parts/Mark';
import { useWords } from '../lib/language';
import { Client } from './client';

type Trying = 'idle' | 'asking' | 'wrong' | 'closed' | 'unreachable';

interface SignInProps {
  /** A key that was good is refused now. */
  readonly ended: boolean;
  readonly open: (key: string) => void;
}

/** The key is asked for, tried, and given on; where it came from nobody else looks. */
export function SignIn({ ended, open }: SignInProps) {
  const { t } = useWords();
  const [key, setKey] = useState('');
  const [trying, setTrying] = useState<Trying>('idle');
  const input = useRef<HTMLInputElement>(null);
  useEffect(() => {
    document.title = `${t.signIn.title} · ${t.title}`;
    input.current?.focus();
  }, [t]);

  async function submit(event: FormEvent): Promise<void> {
    event.preventDefault();
    const given = key.trim();
    if (given === '' || trying === 'asking') return;
    setTrying('asking');
    const answer = await new Client(given).get('accounts?limit=1');
    if (answer.ok) {
      open(given);
      return;
    }
    setTrying(whyNot(answer.fault));
    input.current?.focus();
  }

  const fault = trying === 'idle' || trying === 'asking' ? null : t.signIn.faults[trying];
  return (
    <main className="sign-in">
      <form className="card sign-in-card" onSubmit={(event) => void submit(event)}>
        <div className="sign-in-head">
          <Mark size={36} />
          <h1>{t.signIn.title}</h1>
        </div>
        {ended && trying === 'idle' ? <Callout tone="warn" icon="key" title={t.signIn.ended} role="status" /> : null}
        <div className="field">
          <label className="field-label" htmlFor="key">
            {t.signIn.key}
          </label>
          <input
            ref={input}
            id="key"
            className="input sign-in-key"
            type="password"
            autoComplete="off"
            spellCheck={false}
            required
            value={key}
            aria-invalid={trying === 'wrong' || undefined}
            aria-describedby="key-help"
            onChange={(event) => {
              setKey(event.target.value);
              if (trying !== 'asking') setTrying('idle');
            }}
          />
          {fault === null ? null : (
            <p className="field-fault" role="alert">
              <Icon name="alert" size={16} />
              {fault}
            </p>
          )}
          <p className="field-help" id="key-help">
            {t.signIn.help}
          </p>
        </div>
        <Button type="submit" look="primary" busy={trying === 'asking'}>
          {t.signIn.submit}
        </Button>
      </form>
    </main>
  );
}

function whyNot(fault: Exclude<Awaited<ReturnType<Client['get']>>, { ok: true }>['fault']): Trying {
  switch (fault.kind) {
    case 'unauthorized':
      return 'wrong';
    // Without a key of the deployment there is no admin API at this address.
    case 'refused':
      return fault.problem.status === 404 ? 'closed' : 'unreachable';
    case 'unreachable':
      return 'unreachable';
  }
}
