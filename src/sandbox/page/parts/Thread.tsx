import { Fragment, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import { day, dayKey } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Icon } from './Icon';

interface Props<Message> {
  readonly messages: readonly Message[];
  readonly now: number;
  readonly label: string;
  readonly empty: ReactNode;
  /** `first`: the first of a run by the same author on the same day; `last`: the last of it. */
  readonly render: (message: Message, place: { readonly first: boolean; readonly last: boolean }) => ReactNode;
  readonly authorOf: (message: Message) => string;
  /** Whoever writes is taken to what they wrote. */
  readonly isMine: (message: Message) => boolean;
}

const PAGE = 150;
const NEAR_END_PX = 80;

/**
 * A conversation: days, runs of bubbles, and the view kept at the newest message as long as the reader is there.
 * Mount it anew for another chat (by key), so that only what arrives is read aloud.
 */
export function Thread<Message extends { readonly id: string | number; readonly at: number }>(props: Props<Message>) {
  const { messages, now, label, empty, render, authorOf, isMine } = props;
  const { t, language } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const isEmpty = useRef(true);
  isEmpty.current = messages.length === 0;
  const [limit, setLimit] = useState(PAGE);
  const [behind, setBehind] = useState(false);
  const newest = messages.at(-1);
  const shown = messages.slice(-limit);
  const hidden = messages.length - shown.length;

  function toEnd(): void {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }

  useLayoutEffect(() => {
    if (newest === undefined) return;
    if (atEnd.current || isMine(newest)) toEnd();
    else setBehind(true);
    // Only a new message moves the view; the message itself is a new object at every read.
  }, [newest?.id]);

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      if (atEnd.current && !isEmpty.current) toEnd();
    });
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, []);

  function onScroll(): void {
    const element = box.current;
    if (!element) return;
    atEnd.current = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    if (atEnd.current) setBehind(false);
  }

  return (
    <div className="thread">
      <div className="thread-scroll" ref={box} onScroll={onScroll} role="log" aria-label={label} tabIndex={0}>
        <div className="thread-inner">
          {messages.length === 0 ? empty : null}
          {hidden > 0 ? (
            <button type="button" className="thread-earlier" onClick={() => setLimit(limit + PAGE)}>
              {t.earlier(Math.min(hidden, PAGE))}
            </button>
          ) : null}
          {shown.map((message, index) => {
            const before = shown[index - 1];
            const after = shown[index + 1];
            const newDay = before === undefined || dayKey(before.at) !== dayKey(message.at);
            const lastOfDay = after === undefined || dayKey(after.at) !== dayKey(message.at);
            const first = newDay || authorOf(before) !== authorOf(message);
            const last = lastOfDay || authorOf(after) !== authorOf(message);
            return (
              <Fragment key={message.id}>
                {newDay ? <p className="thread-day">{day(message.at, now, language)}</p> : null}
                {render(message, { first, last })}
              </Fragment>
            );
          })}
        </div>
      </div>
      {behind ? (
        <button type="button" className="thread-newest" onClick={toEnd}>
          <Icon name="down" size={16} />
          {t.toNewest}
        </button>
      ) : null}
    </div>
  );
}
