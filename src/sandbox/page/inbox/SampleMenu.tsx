import { DropdownMenu } from 'radix-ui';
import { type Ref, useRef } from 'react';
import type { NewInboxMessage } from '../../control/contract';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { overMain } from '../parts/overMain';
import { sampleList } from './sampleList';
import { sampleTimes } from './sampleTimes';

interface Props {
  readonly buttonRef: Ref<HTMLButtonElement>;
  readonly send: (message: Omit<NewInboxMessage, 'userId'>) => void;
  readonly openTemplates: () => void;
}

/** Messages that Kommo's robots write, and managers do not type. */
export function SampleMenu({ buttonRef, send, openTemplates }: Props) {
  const { t, language } = useLanguage();
  /** The sheet takes the focus. */
  const staysAway = useRef(false);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button
          ref={buttonRef}
          type="button"
          className="icon-button"
          aria-label={t.talk.inbox.more}
          title={t.talk.inbox.more}
        >
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
          onCloseAutoFocus={(event) => {
            if (staysAway.current) event.preventDefault();
            staysAway.current = false;
          }}
        >
          <DropdownMenu.Item className="menu-item" onSelect={() => send(sampleList(t))}>
            <Icon name="list" size={18} />
            {t.talk.inbox.list}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={() => send(sampleTimes(t, language))}>
            <Icon name="clock" size={18} />
            {t.talk.inbox.times}
          </DropdownMenu.Item>
          <DropdownMenu.Item
            className="menu-item"
            onSelect={() => {
              staysAway.current = true;
              openTemplates();
            }}
          >
            <Icon name="template" size={18} />
            {t.talk.inbox.template}
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
