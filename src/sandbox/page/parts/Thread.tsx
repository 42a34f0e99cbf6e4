import { Fragment, type KeyboardEvent, type ReactNode, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Bundle } from '../content/bundle';
import { day, dayKey } from '../lib/format';
import { useLanguage } from '../lib/language';
import { Icon } from './Icon';
import { ThreadContext } from './threadContext';
import { useFound } from './useFound';

/** Where a message stands. */
export interface Place {
  /** The first of a run by the same author on the same day. */
  readonly first: boolean;
  /** The last of it. */
  readonly last: boolean;
  /** Somebody came here from a quote. */
  readonly found: boolean;
  /** Its menu is the one that Tab stops at. */
  readonly stop: boolean;
}

interface Props<Message> {
  readonly messages: readonly Bundle<Message>[];
  readonly now: number;
  readonly label: string;
  readonly empty: ReactNode;
  /** After the newest message. */
  readonly after?: ReactNode;
  readonly render: (message: Bundle<Message>, place: Place) => ReactNode;
  readonly authorOf: (message: Message) => string;
  /** Whoever writes is taken to what they wrote. */
  readonly isMine: (message: Message) => boolean;
}

const PAGE = 150;
const NEAR_END_PX = 80;
/** The button that opens a message's menu. */
const MENUS = 'button.message-menu';

const STEPS: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/**
 * A conversation: days, runs of bubbles, and the view kept at the newest message as long as the reader is there.
 * The messages' menus are one tab stop; the arrow keys go from message to message.
 * Mount it anew for another chat (by key), so that only what arrives is read aloud.
 */
export function Thread<Message extends { readonly id: string | number; readonly at: number }>(props: Props<Message>) {
  const { messages, now, label, empty, after, render, authorOf, isMine } = props;
  const { t, language } = useLanguage();
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const lastTop = useRef(0);
  const isEmpty = useRef(true);
  isEmpty.current = messages.length === 0;
  const [limit, setLimit] = useState(PAGE);
  const [behind, setBehind] = useState(false);
  const [stop, setStop] = useState<string | null>(null);
  const { found, find } = useFound(box);
  const newest = messages.at(-1);
  const shown = messages.slice(-limit);
  const hidden = messages.length - shown.length;
  const stopId = shown.some(({ id }) => String(id) === stop) ? stop : String(newest?.id);

  function toEnd(): void {
    const element = box.current;
    if (element) element.scrollTop = element.scrollHeight;
  }

  useLayoutEffect(() => {
    if (newest === undefined) return;
    if (atEnd.current || isMine(newest.parts[0])) toEnd();
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
    const isNear = element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END_PX;
    // Only whoever goes up leaves the end: pictures that are loaded push it away, too.
    if (isNear || element.scrollTop < lastTop.current) atEnd.current = isNear;
    lastTop.current = element.scrollTop;
    if (isNear) setBehind(false);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const step = STEPS[event.key];
    if (!step || !(event.target instanceof Element) || !event.target.matches(MENUS)) return;
    const menus = [...(box.current?.querySelectorAll<HTMLElement>(MENUS) ?? [])];
    const next = menus[step(menus.indexOf(event.target as HTMLElement), menus.length - 1)];
    event.preventDefault();
    setStop(next?.closest('[data-key]')?.getAttribute('data-key') ?? null);
    next?.focus();
  }

  const way = useMemo(
    () => ({
      goTo: (key: string) => {
        setLimit(Number.POSITIVE_INFINITY);
        find(key);
      },
    }),
    [find],
  );

  return (
    <div className="thread">
      <div
        className="thread-scroll"
        ref={box}
        onScroll={onScroll}
        onKeyDown={onKeyDown}
        role="log"
        aria-label={label}
        tabIndex={0}
      >
        <div className="thread-inner">
          {messages.length === 0 ? empty : null}
          {hidden > 0 ? (
            <button type="button" className="thread-earlier" onClick={() => setLimit(limit + PAGE)}>
              {t.earlier(Math.min(hidden, PAGE))}
            </button>
          ) : null}
          <ThreadContext.Provider value={way}>
            {shown.map((message, index) => {
              const before = shown[index - 1];
              const next = shown[index + 1];
              const newDay = before === undefined || dayKey(before.at) !== dayKey(message.at);
              const lastOfDay = next === undefined || dayKey(next.at) !== dayKey(message.at);
              const first = newDay || authorOf(before.parts[0]) !== authorOf(message.parts[0]);
              const last = lastOfDay || authorOf(next.parts[0]) !== authorOf(message.parts[0]);
              const place = {
                first,
                last,
                found: message.parts.some(({ id }) => String(id) === found),
                stop: String(message.id) === stopId,
              };
              return (
                <Fragment key={message.id}>
                  {newDay ? <p className="thread-day">{day(message.at, now, language)}</p> : null}
                  {render(message, place)}
                </Fragment>
              );
            })}
          </ThreadContext.Provider>
          {after}
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
