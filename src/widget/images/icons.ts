import { INK, markAt, plane, round, svg } from './mark';

/** What a person uploads or mails beside the archive (kommo-platform.md §11.1). */
export const ICONS = {
  /** For Kommo's light ground, `#FFFFFF`. */
  'branding-light.svg': svg(32, 32, markAt(16, 16, 32)),
  /** For its dark one, `#153043`: the tile in paper, since ink would sink into it. */
  'branding-dark.svg': svg(
    32,
    32,
    `<rect width="32" height="32" rx="9" fill="#ffffff"/>${plane({ wing: INK, fold: '#c46a12' })}`,
  ),
  /** For the request of the channel: 14×14 and round. */
  'channel.svg': svg(
    14,
    14,
    `<circle cx="7" cy="7" r="7" fill="${INK}"/>` +
      `<g transform="translate(${round(7 - 16 * (14 / 29))} ${round(7 - 16.2 * (14 / 29))}) scale(${round(14 / 29)})">` +
      `${plane()}</g>`,
  ),
} as const;
