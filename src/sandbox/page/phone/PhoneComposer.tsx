import { type RefObject, useRef, useState } from 'react';
import { Composer } from '../compose/Composer';
import { type Intent, stage } from '../data/staged';
import { tellStopped, tellTyping } from '../data/typingSignal';
import type { Drafts } from '../data/useDrafts';
import { useLanguage } from '../lib/language';
import { themeOf } from '../messengers/themes';
import { sampleSticker, samplePhoto, sampleVoice, type StickerName } from '../samples/samples';
import { AttachMenu, type Form } from './AttachMenu';
import { ContactForm } from './ContactForm';
import { deliver } from './deliver';
import { lettersOf } from './lettersOf';
import { LocationForm } from './LocationForm';
import type { NewMessage, Phone, PhoneLine } from './phone';
import { PollForm } from './PollForm';

interface Props {
  readonly line: PhoneLine;
  readonly phone: Phone;
  readonly drafts: Drafts;
  readonly draftKey: string;
  readonly inputRef: RefObject<HTMLTextAreaElement>;
  readonly editLast: () => void;
  readonly run: (action: () => Promise<unknown>) => void;
}

/** Where the customer writes, and everything else a customer can send. */
export function PhoneComposer({ line, phone, drafts, draftKey, inputRef, editLast, run }: Props) {
  const { t } = useLanguage();
  const [form, setForm] = useState<Form | null>(null);
  const attachButton = useRef<HTMLButtonElement>(null);
  const draft = drafts.get(draftKey);
  const { acts, can } = phone;
  const theme = themeOf(line.messenger);

  function add(files: readonly File[], intent: Intent): void {
    drafts.change(draftKey, { files: [...draft.files, ...files.map((file) => stage(file, intent))] });
    inputRef.current?.focus();
  }

  /** What needs no words goes at once, as an answer where one was begun. */
  function sendAtOnce(message: NewMessage): void {
    const { about } = draft;
    setForm(null);
    if (about?.what === 'reply') drafts.change(draftKey, { about: null });
    run(() => acts.write({ ...message, ...(about?.what === 'reply' ? { replyTo: about.key } : {}) }));
  }

  /** Of files that the page itself makes. */
  function sendFile(make: () => Promise<File>, intent: Intent): void {
    run(async () => {
      const letter = { text: '', files: [stage(await make(), intent)], about: null, buttons: '' };
      await deliver(acts, letter);
    });
  }

  const forms = {
    can,
    send: sendAtOnce,
    close: () => setForm(null),
    refocus: () => attachButton.current?.focus(),
  };

  return (
    <>
      <Composer
        testId="phone"
        inputRef={inputRef}
        draft={draft}
        label={t.phone.input(line.name)}
        placeholder={t.phone.write}
        change={(part) => {
          drafts.change(draftKey, part);
          if (part.text === undefined) return;
          if (part.text === '') tellStopped(phone.key, acts.tellStopped);
          else if (acts.tellTyping !== undefined) tellTyping(phone.key, acts.tellTyping);
        }}
        send={(letter) => drafts.send(draftKey, lettersOf(letter, theme), (one) => deliver(acts, one))}
        addFiles={(files) => add(files, 'media')}
        editLast={editLast}
        start={
          <AttachMenu
            can={can}
            buttonRef={attachButton}
            add={add}
            open={setForm}
            sendDice={() => sendAtOnce({ dice: true })}
            sendVoice={() => sendFile(sampleVoice, 'voice')}
            sendPhoto={() => sendFile(samplePhoto, 'media')}
            sendSticker={(name: StickerName) => sendFile(() => sampleSticker(name), 'sticker')}
          />
        }
      />
      {form === 'location' ? <LocationForm {...forms} /> : null}
      {form === 'contact' ? <ContactForm {...forms} owner={phone.owner} /> : null}
      {form === 'poll' ? <PollForm {...forms} /> : null}
    </>
  );
}
