import { type RefObject, useId, useRef, useState } from 'react';
import type { InboxChat } from '../../control/contract';
import { Composer } from '../compose/Composer';
import { FilePicker } from '../compose/FilePicker';
import { inboxControl } from '../data/inboxControl';
import { tellTyping } from '../data/typingSignal';
import type { Drafts } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { Select } from '../parts/Select';
import { ButtonsEditor } from './ButtonsEditor';
import { deliver, lettersOf } from './letters';
import { SampleMenu } from './SampleMenu';

interface Props {
  readonly chat: InboxChat;
  readonly user: { readonly id: string; readonly name: string };
  readonly users: readonly { readonly id: string; readonly name: string }[];
  /** null: the page knows who writes. */
  readonly chooseUser: ((id: string) => void) | null;
  readonly drafts: Drafts;
  readonly draftKey: string;
  readonly inputRef: RefObject<HTMLTextAreaElement>;
  readonly moreButton: RefObject<HTMLButtonElement>;
  readonly openTemplates: () => void;
  readonly addFiles: (files: readonly File[]) => void;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** Where the manager writes. */
export function InboxComposer(props: Props) {
  const { chat, user, users, chooseUser, drafts, draftKey, inputRef, addFiles, run } = props;
  const { moreButton, openTemplates } = props;
  const { t } = useLanguage();
  const hintId = useId();
  const picker = useRef<HTMLInputElement>(null);
  const buttonsButton = useRef<HTMLButtonElement>(null);
  const draft = drafts.get(draftKey);
  const [editing, setEditing] = useState(false);
  const words = t.talk.inbox;
  const inbox = inboxControl(chat.id, user.id);

  return (
    <Composer
      testId="inbox"
      inputRef={inputRef}
      draft={draft}
      label={t.inbox.input(chat.customer.name)}
      placeholder={t.inbox.write}
      hintId={hintId}
      addFiles={addFiles}
      change={(part) => {
        drafts.change(draftKey, part);
        if (part.text !== undefined && part.text !== '') tellTyping(chat.id, inbox.typing);
      }}
      send={(letter) => {
        setEditing(false);
        drafts.send(draftKey, lettersOf(letter), (one) => deliver(inbox, one));
      }}
      above={
        editing || draft.buttons !== '' ? (
          <ButtonsEditor
            value={draft.buttons}
            change={(buttons) => drafts.change(draftKey, { buttons })}
            close={() => {
              setEditing(false);
              drafts.change(draftKey, { buttons: '' });
              buttonsButton.current?.focus();
            }}
          />
        ) : null
      }
      below={
        <div className="composer-tools">
          <button
            type="button"
            className="icon-button"
            aria-label={words.attach}
            title={words.attach}
            onClick={() => picker.current?.click()}
          >
            <Icon name="paperclip" />
          </button>
          <FilePicker inputRef={picker} testId="inbox-pick-file" pick={addFiles} />
          <button
            type="button"
            className="icon-button"
            ref={buttonsButton}
            aria-label={words.buttons}
            title={words.buttons}
            aria-expanded={editing || draft.buttons !== ''}
            onClick={() => {
              if (editing || draft.buttons !== '') drafts.change(draftKey, { buttons: '' });
              setEditing(!editing && draft.buttons === '');
            }}
          >
            <Icon name="buttons" />
          </button>
          <SampleMenu
            buttonRef={moreButton}
            send={(message) => run(() => inbox.write(message))}
            openTemplates={openTemplates}
          />
          <p className="composer-hint" id={hintId}>
            {t.inbox.edge}
          </p>
          {chooseUser === null ? null : (
            <div className="composer-as">
              <Select
                label={t.inbox.manager}
                value={user.id}
                options={users.map(({ id, name }) => [id, name] as const)}
                choose={chooseUser}
              />
            </div>
          )}
        </div>
      }
    />
  );
}
