import { type RefObject, useEffect, useId, useRef, useState } from 'react';
import type { InboxChat, KommoView } from '../../../control/contract';
import { Composer } from '../../compose/Composer';
import { control, type FirstWords } from '../../data/control';
import type { Drafts } from '../../data/useDrafts';
import { CustomerFace } from '../../inbox/CustomerFace';
import { choicesFor } from '../../inbox/templates';
import { TemplateSheet } from '../../inbox/TemplateSheet';
import { useLanguage } from '../../lib/language';
import { Icon } from '../../parts/Icon';
import { useScene } from '../context';
import type { LeadContact } from '../crmControl';
import type { WritableSource } from './writableSources';

interface Props {
  readonly contact: LeadContact;
  readonly phone: string;
  readonly source: WritableSource;
  /** The user's id in chats. */
  readonly userId: string;
  readonly kommo: KommoView;
  readonly drafts: Drafts;
  readonly begun: (chat: InboxChat) => void;
  readonly giveUp: () => void;
}

/** A chat that nobody has written in: a manager writes first, to a contact's number (kommo-chat-api.md §11.3). */
export function FirstMessage({ contact, phone, source, userId, kommo, drafts, begun, giveUp }: Props) {
  const { t, site } = useScene();
  const { t: common } = useLanguage();
  const hintId = useId();
  const input = useRef<HTMLTextAreaElement>(null);
  const templates = useRef<HTMLButtonElement>(null);
  const [picking, setPicking] = useState(false);
  const draftKey = `first:${source.key}:${phone}`;
  const name = contact.name === '' ? t.noName : contact.name;
  useFocusAtFirst(input);

  async function write(words: Pick<FirstWords, 'text' | 'file' | 'template'>): Promise<void> {
    const { scopeId, externalId } = source;
    begun(
      await control.writeFirst({
        scopeId,
        phone,
        contactId: contact.id,
        userId,
        ...(externalId === null ? {} : { sourceExternalId: externalId }),
        ...words,
      }),
    );
  }

  return (
    <article className="conversation" aria-label={t.card.firstTo(name)} data-testid="first-message">
      <header className="conversation-head">
        <CustomerFace name={name} messenger={source.messenger} />
        <div className="conversation-title">
          <h3>{name}</h3>
          <p>{t.card.through(phone, source.name)}</p>
        </div>
        <button
          type="button"
          className="icon-button card-end"
          aria-label={common.cancel}
          title={common.cancel}
          onClick={giveUp}
        >
          <Icon name="close" />
        </button>
      </header>
      <div className="thread card-blank">
        <span aria-hidden="true">
          <Icon name="edit" size={26} />
        </span>
        <h4>{t.card.firstTo(name)}</h4>
        <p>{t.card.firstHint}</p>
      </div>
      <Composer
        testId="inbox"
        inputRef={input}
        draft={drafts.get(draftKey)}
        label={common.inbox.input(name)}
        placeholder={t.card.write}
        hintId={hintId}
        addFiles={() => undefined}
        change={(part) => drafts.change(draftKey, part)}
        send={(letter) => drafts.send(draftKey, [letter], ({ text }) => write({ text }))}
        below={
          <div className="composer-tools">
            <button type="button" ref={templates} className="button button-quiet" onClick={() => setPicking(true)}>
              <Icon name="template" size={18} />
              {common.talk.inbox.template}
            </button>
            <p className="composer-hint" id={hintId}>
              {common.inbox.edge}
            </p>
          </div>
        }
      />
      {picking ? (
        <TemplateSheet
          choices={choicesFor(kommo, { amojoId: site.amojoId, messenger: source.messenger, refusal: '', t: common })}
          send={write}
          close={() => setPicking(false)}
          refocus={() => templates.current?.focus()}
        />
      ) : null}
    </article>
  );
}

/** The menu that was chosen from has let go of the focus. */
function useFocusAtFirst(input: RefObject<HTMLTextAreaElement>): void {
  useEffect(() => {
    const frame = requestAnimationFrame(() => input.current?.focus());
    return () => cancelAnimationFrame(frame);
  }, [input]);
}
