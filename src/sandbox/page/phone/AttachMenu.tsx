import { DropdownMenu } from 'radix-ui';
import { type Ref, useRef } from 'react';
import { FilePicker } from '../compose/FilePicker';
import type { Intent } from '../data/staged';
import { useLanguage } from '../lib/language';
import { Icon, type IconName } from '../parts/Icon';
import { menuGrid } from '../parts/menuGrid';
import { overMain } from '../parts/overMain';
import { stickerPictures, STICKERS, type StickerName } from '../samples/samples';
import type { Ability } from './phone';

export type Form = 'location' | 'contact' | 'poll';

interface Props {
  readonly can: ReadonlySet<Ability>;
  readonly buttonRef: Ref<HTMLButtonElement>;
  readonly add: (files: readonly File[], intent: Intent) => void;
  readonly open: (form: Form) => void;
  readonly sendDice: () => void;
  readonly sendVoice: () => void;
  readonly sendPhoto: () => void;
  readonly sendSticker: (name: StickerName) => void;
}

const OTHERS = ['location', 'contact', 'poll', 'dice'] as const;
const moveAmongStickers = menuGrid(STICKERS.length);

/** Everything a customer can send beside words. */
export function AttachMenu(props: Props) {
  const { can, buttonRef, add, open, sendDice, sendVoice, sendPhoto, sendSticker } = props;
  const { t } = useLanguage();
  const media = useRef<HTMLInputElement>(null);
  const file = useRef<HTMLInputElement>(null);
  const audio = useRef<HTMLInputElement>(null);
  const voice = useRef<HTMLInputElement>(null);
  /** A form or the browser's dialog takes the focus. */
  const staysAway = useRef(false);
  const words = t.talk.phone;

  function item(icon: IconName, label: string, run: () => void, away = false) {
    return (
      <DropdownMenu.Item
        className="menu-item"
        onSelect={() => {
          staysAway.current = away;
          run();
        }}
      >
        <Icon name={icon} size={18} />
        {label}
      </DropdownMenu.Item>
    );
  }

  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button
            ref={buttonRef}
            type="button"
            className="composer-attach"
            aria-label={t.talk.attach}
            title={t.talk.attach}
          >
            <Icon name="paperclip" />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal container={overMain()}>
          <DropdownMenu.Content
            className="menu"
            aria-label={t.talk.attach}
            side="top"
            align="start"
            sideOffset={8}
            collisionPadding={12}
            onCloseAutoFocus={(event) => {
              if (staysAway.current) event.preventDefault();
              staysAway.current = false;
            }}
          >
            {can.has('picture') || can.has('video')
              ? item('picture', words.media, () => media.current?.click(), true)
              : null}
            {can.has('file') ? item('file', words.file, () => file.current?.click(), true) : null}
            {can.has('audio') ? item('music', words.audio, () => audio.current?.click(), true) : null}
            {can.has('voice') ? item('mic', words.voice, () => voice.current?.click(), true) : null}
            <DropdownMenu.Separator className="menu-line" />
            {can.has('voice') ? item('wave', words.sampleVoice, sendVoice) : null}
            {can.has('picture') ? item('picture', words.samplePhoto, sendPhoto) : null}
            {can.has('sticker') ? (
              <DropdownMenu.Group className="menu-stickers" aria-label={words.sticker}>
                {STICKERS.map((name) => (
                  <DropdownMenu.Item
                    key={name}
                    className="menu-sticker"
                    aria-label={`${words.sticker}: ${t.talk.stickers[name]}`}
                    onKeyDown={moveAmongStickers}
                    onSelect={() => sendSticker(name)}
                  >
                    <img src={stickerPictures[name]} alt="" width={44} height={44} />
                  </DropdownMenu.Item>
                ))}
              </DropdownMenu.Group>
            ) : null}
            {OTHERS.some((each) => can.has(each)) ? <DropdownMenu.Separator className="menu-line" /> : null}
            {can.has('location') ? item('pin', words.location, () => open('location'), true) : null}
            {can.has('contact') ? item('person', words.contact, () => open('contact'), true) : null}
            {can.has('poll') ? item('poll', words.poll, () => open('poll'), true) : null}
            {can.has('dice') ? item('dice', words.dice, sendDice) : null}
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <FilePicker
        inputRef={media}
        accept="image/*,video/*"
        testId="phone-pick-media"
        pick={(files) => add(files, 'media')}
      />
      <FilePicker inputRef={file} testId="phone-pick-file" pick={(files) => add(files, 'file')} />
      <FilePicker inputRef={audio} accept="audio/*" testId="phone-pick-audio" pick={(files) => add(files, 'file')} />
      <FilePicker inputRef={voice} accept="audio/*" testId="phone-pick-voice" pick={(files) => add(files, 'voice')} />
    </>
  );
}
