import { DropdownMenu } from 'radix-ui';
import type { NewInboxMessage } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { overMain } from '../parts/overMain';
import { sampleList, sampleTemplate } from './samples';

/** Messages that only Kommo's robots write. */
export function SampleMenu({ send }: { readonly send: (message: Omit<NewInboxMessage, 'userId'>) => void }) {
  const { t } = useLanguage();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label={t.talk.inbox.more} title={t.talk.inbox.more}>
          <Icon name="more" />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={overMain()}>
        <DropdownMenu.Content
          className="menu"
          aria-label={t.talk.inbox.more}
          side="top"
          align="start"
          sideOffset={6}
          collisionPadding={12}
        >
          <DropdownMenu.Item className="menu-item" onSelect={() => send(sampleList(t))}>
            <Icon name="list" size={18} />
            {t.talk.inbox.list}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => send(sampleTemplate(t))}>
            <Icon name="template" size={18} />
            {t.talk.inbox.template}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
