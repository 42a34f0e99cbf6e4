import type { ReactNode } from 'react';
import { useLanguage } from '../lib/language';
import { Icon } from '../parts/Icon';
import { Album } from './Album';
import { ContactCard } from './ContactCard';
import { ListCard } from './ListCard';
import { MediaView } from './MediaView';
import { PlaceCard } from './PlaceCard';
import { PostCard } from './PostCard';
import { Quote } from './Quote';
import { isVisual, type Media, type Said } from './said';
import { Words } from './Words';

interface Props {
  /** One message, or the pieces of an album. */
  readonly parts: readonly [Said, ...Said[]];
  /** The time and what belongs to it. */
  readonly meta: ReactNode;
}

/** How a bubble is cut: `bare` has no ground, `frame` is a picture alone, `captioned` a picture and something to read. */
export type Cut = 'bare' | 'frame' | 'captioned' | 'full';

export function cutOf(parts: Props['parts']): Cut {
  const [{ media, forwarded, quote, commentOn, sharedPost }] = parts;
  if (media?.state === 'there' && (media.kind === 'sticker' || media.kind === 'round')) return 'bare';
  if (!isVisual(media) || media?.state !== 'there') return 'full';
  const silent = parts.every(({ text }) => text === '');
  const alone = [forwarded, quote, commentOn, sharedPost].every((each) => each === null);
  return silent && alone ? 'frame' : 'captioned';
}

/** What is inside a bubble, in the order people expect: whence, about what, what. */
export function Body({ parts, meta }: Props) {
  const { t } = useLanguage();
  const [said] = parts;
  const { forwarded, quote, media, place, contact, list, commentOn, sharedPost, label, header, footer } = said;
  const text = parts.find((one) => one.text !== '')?.text ?? '';
  const album = parts.flatMap((one): { key: string; media: Media }[] =>
    one.media === null ? [] : [{ key: one.key, media: one.media }],
  );
  return (
    <>
      {forwarded === null ? null : (
        <div className="forwarded">
          <span>
            <Icon name="forward" size={14} />
            {forwarded.author === '' ? t.talk.forwarded : t.talk.forwardedFrom(forwarded.author)}
          </span>
          {forwarded.text === '' || forwarded.text === text ? null : <blockquote>{forwarded.text}</blockquote>}
        </div>
      )}
      {commentOn === null ? null : <PostCard post={commentOn} as="commented" />}
      {quote === null ? null : <Quote quote={quote} />}
      {album.length > 1 ? <Album items={album} /> : media === null ? null : <MediaView id={said.key} media={media} />}
      {place === null ? null : <PlaceCard place={place} />}
      {contact === null ? null : <ContactCard {...contact} />}
      {sharedPost === null ? null : <PostCard post={sharedPost} as="shared" />}
      {list === null ? null : (
        <>
          {text === '' || text === list.body ? null : <Words text={text} />}
          <ListCard list={list} />
        </>
      )}
      <div className="said">
        {header === null ? null : <strong className="said-header">{header}</strong>}
        {label === null ? null : <span className="said-label">{label}</span>}
        {text === '' || list !== null ? null : <Words text={text} />}
        {footer === null ? null : <small className="said-footer">{footer}</small>}
        {meta}
      </div>
    </>
  );
}
