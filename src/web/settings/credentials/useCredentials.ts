import { useState } from 'react';
import type { CredentialField, MessengerChoice } from '../../../api/settings/contract';
import { useWords } from '../lib/language';
import type { Fault } from '../session/fault';

export interface Credentials {
  readonly values: Readonly<Record<string, string>>;
  readonly faults: Readonly<Record<string, string>>;
  /** The messenger refused one of them, and its field says so. */
  readonly refused: boolean;
  readonly set: (name: string, value: string) => void;
  /** @returns what to send, or nothing where a field is not right yet; its field says why, and has the focus. */
  readonly check: () => Readonly<Record<string, string>> | null;
  readonly refuse: (fault: Fault) => void;
}

interface Typed {
  readonly kind: string | null;
  readonly values: Readonly<Record<string, string>>;
}

/** What was typed into the form of one messenger. It lives as long as the form and is kept nowhere. */
export function useCredentials(messenger: MessengerChoice | null): Credentials {
  const { t } = useWords();
  const [typed, setTyped] = useState<Typed>({ kind: null, values: {} });
  const kind = messenger?.kind ?? null;
  // What was typed for one messenger is never sent to another.
  const values = typed.kind === kind ? typed.values : {};
  const [faults, setFaults] = useState<Readonly<Record<string, string>>>({});
  const [refused, setRefused] = useState(false);

  function set(name: string, value: string): void {
    setTyped({ kind, values: { ...values, [name]: value } });
    setFaults((before) => Object.fromEntries(Object.entries(before).filter(([faulty]) => faulty !== name)));
    setRefused(false);
  }

  function check(): Readonly<Record<string, string>> | null {
    const given: Record<string, string> = {};
    const found: Record<string, string> = {};
    for (const field of messenger?.fields ?? []) {
      const value = (values[field.name] ?? '').trim();
      if (value === '') {
        if (field.required) found[field.name] = t.required;
      } else if (!matches(field, value)) {
        found[field.name] = t.wrongForm;
      } else {
        given[field.name] = value;
      }
    }
    setFaults(found);
    setRefused(false);
    if (Object.keys(found).length === 0) return given;
    focusFirst(messenger, found);
    return null;
  }

  function refuse(fault: Fault): void {
    if (fault.kind !== 'refused') return;
    const { field, detail } = fault.problem;
    if (field === null || !(messenger?.fields ?? []).some(({ name }) => name === field)) return;
    const found = { [field]: detail === '' ? t.faults.credentialsRefused.title : detail };
    setFaults(found);
    setRefused(true);
    focusFirst(messenger, found);
  }

  return { values, faults, refused, set, check, refuse };
}

function matches({ pattern }: CredentialField, value: string): boolean {
  if (pattern === null) return true;
  try {
    return new RegExp(pattern, 'u').test(value);
  } catch {
    // A pattern that this browser does not know: the api checks it.
    return true;
  }
}

function focusFirst(messenger: MessengerChoice | null, faults: Readonly<Record<string, string>>): void {
  const first = messenger?.fields.find(({ name }) => name in faults);
  if (first === undefined) return;
  // After the fault is drawn, so that it is read out with the field.
  window.requestAnimationFrame(() => document.getElementsByName(first.name)[0]?.focus());
}
