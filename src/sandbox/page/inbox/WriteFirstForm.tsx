import { useState } from 'react';
import type { InboxChat, KommoView } from '../../control/contract';
import { Field, TickField } from '../compose/Field';
import { Sheet } from '../compose/Sheet';
import { Refused } from '../data/call';
import { control } from '../data/control';
import { useLanguage } from '../lib/language';
import { Select } from '../parts/Select';
import { messengerOf } from './accounts';
import { TemplateFields } from './TemplateFields';
import { choicesFor } from './templates';
import { useTemplate } from './useTemplate';

interface Props {
  readonly kommo: KommoView;
  readonly done: (chat: InboxChat) => void;
  readonly close: () => void;
  readonly refocus: () => void;
}

/** Every place where a chat can be begun: a channel that is connected to an account. */
function scopesOf({ channels, accounts }: KommoView) {
  return channels.flatMap((channel) =>
    channel.connected.map(({ scopeId, accountAmojoId }) => {
      const account = accounts.find(({ amojoId }) => amojoId === accountAmojoId);
      return {
        scopeId,
        title: `${channel.name} · ${account?.subdomain ?? accountAmojoId}`,
        amojoId: accountAmojoId,
        users: account?.users ?? [],
      };
    }),
  );
}

/** A manager writes first, to a phone number (kommo-chat-api.md §11.3). */
export function WriteFirstForm({ kommo, done, close, refocus }: Props) {
  const { t } = useLanguage();
  const words = t.talk.inbox;
  const scopes = scopesOf(kommo);
  const [scopeId, setScopeId] = useState(scopes[0]?.scopeId ?? '');
  const scope = scopes.find((one) => one.scopeId === scopeId) ?? scopes[0];
  const [userId, setUserId] = useState('');
  const user = scope?.users.find(({ id }) => id === userId) ?? scope?.users[0];
  const sources = [
    ...new Set(
      kommo.chats.flatMap((chat) =>
        chat.scopeId === scope?.scopeId && chat.sourceExternalId !== null ? [chat.sourceExternalId] : [],
      ),
    ),
  ];
  const [phone, setPhone] = useState('+1 202 555 0163');
  const [name, setName] = useState('');
  const [source, setSource] = useState(sources[0] ?? '');
  const [text, setText] = useState('');
  const [template, setTemplate] = useState(false);
  const messenger = messengerOf(source);
  const chosen = useTemplate(choicesFor(kommo, { amojoId: scope?.amojoId, messenger, refusal: '', t }));
  const [error, setError] = useState<string | null>(null);

  async function begin(): Promise<void> {
    if (scope === undefined || user === undefined) return;
    try {
      const chat = await control.writeFirst({
        scopeId: scope.scopeId,
        phone: phone.trim(),
        ...(name.trim() === '' ? {} : { name: name.trim() }),
        userId: user.id,
        ...(source.trim() === '' ? {} : { sourceExternalId: source.trim() }),
        ...(template ? await chosen.written() : { text: text.trim() }),
      });
      done(chat);
    } catch (reason) {
      setError(reason instanceof Refused ? reason.message : String(reason));
    }
  }

  return (
    <Sheet
      title={words.newChatTitle}
      hint={words.newChatHint}
      action={t.send}
      error={error}
      submit={() => void begin()}
      close={close}
      refocus={refocus}
    >
      <div className="sheet-pair">
        <Field label={words.phone} type="tel" value={phone} change={setPhone} required />
        <Field label={words.name} value={name} change={setName} />
      </div>
      {scopes.length > 1 ? (
        <Select
          label={words.channel}
          value={scope?.scopeId ?? ''}
          options={scopes.map((one) => [one.scopeId, one.title] as const)}
          choose={setScopeId}
        />
      ) : null}
      {scope !== undefined && scope.users.length > 1 ? (
        <Select
          label={t.inbox.manager}
          value={user?.id ?? ''}
          options={scope.users.map((one) => [one.id, one.name] as const)}
          choose={setUserId}
        />
      ) : null}
      <Field label={words.source} value={source} change={setSource} />
      {template ? (
        <TemplateFields chosen={chosen} />
      ) : (
        <Field label={words.text} value={text} change={setText} rows={3} required />
      )}
      <TickField label={words.asTemplate} value={template} change={setTemplate} />
    </Sheet>
  );
}
