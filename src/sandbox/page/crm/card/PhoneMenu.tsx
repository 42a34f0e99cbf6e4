import { DropdownMenu } from 'radix-ui';
import { useRef } from 'react';
import { MessengerMark } from '../../../../web/parts/MessengerMark';
import { themeOf } from '../../messengers/themes';
import { Icon } from '../../parts/Icon';
import { overMain } from '../../parts/overMain';
import { useScene } from '../context';
import type { WritableSource } from './writableSources';

interface Props {
  readonly phone: string;
  readonly sources: readonly WritableSource[];
  readonly choose: (source: WritableSource) => void;
}

/** A number of the contact: pressed, it offers the sources through which it can be written to. */
export function PhoneMenu({ phone, sources, choose }: Props) {
  const { t } = useScene();
  /** The place to write takes the focus. */
  const staysAway = useRef(false);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="card-phone" aria-label={t.card.writeTo(phone)} title={t.card.writeTo(phone)}>
          <Icon name="phone" size={17} />
          <span>{phone}</span>
          <Icon name="chevron" size={14} />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal container={overMain()}>
        <DropdownMenu.Content
          className="menu card-sources"
          align="start"
          sideOffset={6}
          collisionPadding={12}
          onCloseAutoFocus={(event) => {
            if (staysAway.current) event.preventDefault();
            staysAway.current = false;
          }}
        >
          <DropdownMenu.Label className="card-sources-head">{t.card.writeThrough}</DropdownMenu.Label>
          {sources.length === 0 ? (
            <DropdownMenu.Item className="menu-item" disabled>
              {t.card.noSources}
            </DropdownMenu.Item>
          ) : null}
          {sources.map((source) => (
            <DropdownMenu.Item
              key={source.key}
              className="menu-item"
              onSelect={() => {
                staysAway.current = true;
                choose(source);
              }}
            >
              {source.messenger === null ? <Icon name="inbox" /> : <MessengerMark kind={source.messenger} size={22} />}
              <span className="card-source-words">
                <span>{source.name}</span>
                {source.messenger === null ? null : <small>{themeOf(source.messenger).title}</small>}
              </span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
