import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { useLanguage } from '../lib/language';
import { Icon, type IconName } from '../parts/Icon';
import { menuGrid } from '../parts/menuGrid';
import { overMain } from '../parts/overMain';

export interface Action {
  readonly icon: IconName;
  readonly label: string;
  readonly run: () => void;
  /** The focus goes to the composer, and not back to the message. */
  readonly writes?: boolean;
}

interface Props {
  readonly open: boolean;
  readonly setOpen: (open: boolean) => void;
  /** Where Tab stops. */
  readonly stop: boolean;
  /** Which edge of the button the menu keeps to. */
  readonly align: 'start' | 'end';
  readonly actions: readonly Action[];
  /** What the person who looks has reacted with. */
  readonly own: readonly string[];
  readonly emojis: readonly string[];
  /** Null: nobody reacts here. */
  readonly react: ((emoji: string | null) => void) | null;
}

/** Emojis in a row. */
const moveAmongEmojis = menuGrid(6);

/** What can be done with a message: reactions above, actions below. */
export function MessageMenu({ open, setOpen, stop, align, actions, own, emojis, react }: Props) {
  const { t } = useLanguage();
  const staysAway = useRef(false);
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={setOpen}>
      <DropdownMenu.Trigger asChild>
        <button
          type="button"
          className="message-menu"
          aria-label={t.talk.menu}
          title={t.talk.menu}
          tabIndex={stop ? 0 : -1}
          onKeyDown={(event) => {
            // These go from message to message; Enter and Space open.
            if (event.key === 'ArrowDown' || event.key === 'ArrowUp') event.preventDefault();
          }}
        >
          <Icon name="more" size={18} />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={overMain()}>
        <DropdownMenu.Content
          className="menu"
          aria-label={t.talk.menu}
          side="bottom"
          align={align}
          sideOffset={4}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            if (staysAway.current) event.preventDefault();
            staysAway.current = false;
          }}
        >
          {react === null ? null : (
            <DropdownMenu.Group className="menu-emojis" aria-label={t.talk.reactions}>
              {emojis.map((emoji) => {
                const mine = own.includes(emoji);
                return (
                  <DropdownMenu.Item
                    key={emoji}
                    className="menu-emoji"
                    textValue={emoji}
                    aria-label={mine ? t.talk.unreact(emoji) : t.talk.react(emoji)}
                    data-own={mine}
                    onKeyDown={moveAmongEmojis}
                    onSelect={() => react(mine ? null : emoji)}
                  >
                    <span className="emoji" aria-hidden="true">
                      {emoji}
                    </span>
                  </DropdownMenu.Item>
                );
              })}
            </DropdownMenu.Group>
          )}
          {actions.map(({ icon, label, run, writes = false }) => (
            <DropdownMenu.Item
              key={label}
              className="menu-item"
              onSelect={() => {
                staysAway.current = writes;
                run();
              }}
            >
              <Icon name={icon} size={18} />
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
