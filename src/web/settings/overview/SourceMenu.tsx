import { DropdownMenu } from 'radix-ui';
import { type RefObject, useRef } from 'react';
import type { SourceCard } from '../../../api/settings/contract';
import { Icon, type IconName } from '../../parts/Icon';
import { useWords } from '../lib/language';
import type { DialogKind } from './dialogs/SourceDialog';

interface SourceMenuProps {
  readonly source: SourceCard;
  readonly alone: boolean;
  readonly button: RefObject<HTMLButtonElement>;
  readonly open: (kind: DialogKind) => void;
  readonly act: (action: 'pause' | 'resume') => void;
  readonly makeDefault: () => void;
}

export function SourceMenu({ source, alone, button, open, act, makeDefault }: SourceMenuProps) {
  const { t } = useWords();
  /** Done when the menu has gone and given the focus back, so that a dialog finds it where it belongs. */
  const chosen = useRef<(() => void) | null>(null);
  const paused = source.state.kind === 'paused';

  function item(icon: IconName, text: string, action: () => void, tone?: 'bad') {
    return (
      <DropdownMenu.Item className="menu-item" data-tone={tone} onSelect={() => (chosen.current = action)}>
        <Icon name={icon} />
        {text}
      </DropdownMenu.Item>
    );
  }

  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button ref={button} type="button" className="icon-button" aria-label={t.menu.of(source.name)}>
          <Icon name="more" size={20} />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Content
        className="menu"
        align="end"
        sideOffset={6}
        collisionPadding={8}
        onCloseAutoFocus={() => {
          const action = chosen.current;
          chosen.current = null;
          if (action !== null) window.setTimeout(action);
        }}
      >
        {item('send', t.menu.test, () => open('test'))}
        {item('edit', t.menu.rename, () => open('rename'))}
        {item('move', t.menu.move, () => open('move'))}
        {item('people', t.menu.contacts, () => open('contacts'))}
        {item('sources', t.menu.conversations, () => open('conversations'))}
        {source.isDefault || alone ? null : item('star', t.menu.makeDefault, makeDefault)}
        {item('key', t.menu.credentials, () => open('credentials'))}
        {paused ? item('play', t.menu.resume, () => act('resume')) : item('pause', t.menu.pause, () => act('pause'))}
        <DropdownMenu.Separator className="menu-line" />
        {item('trash', t.menu.remove, () => open('remove'), 'bad')}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
