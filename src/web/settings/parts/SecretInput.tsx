import { useState } from 'react';
import { Icon } from '../../parts/Icon';
import { useWords } from '../lib/language';
import type { Ties } from './Field';

interface SecretInputProps {
  readonly ties: Ties;
  readonly name: string;
  readonly value: string;
  readonly maxLength: number | null;
  readonly change: (value: string) => void;
}

/** Masked; seen only while the eye is held down. Browsers are asked not to offer to keep it. */
export function SecretInput({ ties, name, value, maxLength, change }: SecretInputProps) {
  const { t } = useWords();
  const [shown, setShown] = useState(false);
  const hide = () => setShown(false);
  return (
    <div className="secret">
      <input
        {...ties}
        className="input"
        name={name}
        type={shown ? 'text' : 'password'}
        value={value}
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        data-1p-ignore
        data-lpignore="true"
        {...(maxLength === null ? {} : { maxLength })}
        onChange={(event) => change(event.target.value)}
      />
      <button
        type="button"
        className="icon-button secret-eye"
        aria-label={t.holdToShow}
        title={t.holdToShow}
        data-held={shown || undefined}
        onPointerDown={() => setShown(true)}
        onPointerUp={hide}
        onPointerLeave={hide}
        onPointerCancel={hide}
        onBlur={hide}
        onKeyDown={(event) => {
          if (event.key !== ' ' && event.key !== 'Enter') return;
          event.preventDefault();
          setShown(true);
        }}
        onKeyUp={hide}
      >
        <Icon name="eye" />
      </button>
    </div>
  );
}
