import type { MessengerKind } from '../../../model/messenger-kind';
import type { Theme } from './theme';

/** Meta's apps offer the same six, but for the laughing face. */
const LIKES = ['❤️', '😆', '😮', '😢', '😡', '👍'] as const;

export const themes: Readonly<Record<MessengerKind, Theme>> = {
  telegram: {
    title: 'Telegram',
    line: 'bot',
    // Those that everybody has, the heart without a variation selector (telegram.md §2).
    emojis: ['👍', '👎', '❤', '🔥', '👏', '😁', '🤔', '😢', '🎉', '🤩', '🙏', '👌'],
    album: { most: 10, quotes: false },
    captions: ['picture', 'video', 'animation', 'voice', 'audio', 'file'],
    hasWindow: false,
    hasTemplates: false,
    buttons: 'below',
    handed: 'ticks',
    asks: ['lastName', 'username'],
  },
  whatsapp: {
    title: 'WhatsApp',
    line: 'number',
    emojis: ['👍', '❤️', '😂', '😮', '😢', '🙏'],
    album: null,
    captions: ['picture', 'video', 'animation', 'file'],
    hasWindow: true,
    hasTemplates: true,
    buttons: 'joined',
    handed: 'ticks',
    asks: ['phone', 'username'],
  },
  messenger: {
    title: 'Messenger',
    line: 'page',
    emojis: LIKES,
    album: { most: 30, quotes: true },
    // Words and files are messages of their own (facebook.md §2).
    captions: [],
    hasWindow: true,
    hasTemplates: false,
    buttons: 'chips',
    handed: 'circles',
    asks: [],
  },
  instagram: {
    title: 'Instagram',
    line: 'account',
    emojis: LIKES,
    album: { most: 10, quotes: true },
    captions: [],
    hasWindow: true,
    hasTemplates: false,
    buttons: 'chips',
    handed: 'words',
    asks: ['username'],
  },
  viber: {
    title: 'Viber',
    line: 'bot',
    emojis: ['❤️', '😂', '😮', '😢', '😡', '👍'],
    album: null,
    captions: ['picture', 'video', 'animation'],
    hasWindow: false,
    hasTemplates: false,
    buttons: 'docked',
    handed: 'ticks',
    asks: ['phone'],
  },
  wechat: {
    title: 'WeChat',
    line: 'account',
    emojis: ['👍', '❤️', '😂', '😮', '😢', '🌹'],
    album: null,
    captions: [],
    hasWindow: true,
    hasTemplates: false,
    buttons: 'joined',
    handed: 'words',
    asks: [],
  },
  apple: {
    title: 'Messages',
    line: 'account',
    emojis: ['❤️', '👍', '👎', '😂', '‼️', '❓'],
    album: { most: 10, quotes: true },
    captions: ['picture', 'video', 'animation', 'file'],
    hasWindow: false,
    hasTemplates: false,
    buttons: 'joined',
    handed: 'words',
    asks: [],
  },
  botframework: {
    title: 'Teams and Skype',
    line: 'bot',
    // Those that bots are told of (skype.md §2).
    emojis: ['👍', '❤️', '😆', '😮', '😢', '😠'],
    album: { most: 10, quotes: true },
    captions: ['picture', 'video', 'animation', 'voice', 'audio', 'file'],
    hasWindow: false,
    hasTemplates: false,
    buttons: 'joined',
    handed: 'circles',
    asks: [],
  },
  custom: {
    title: 'Website',
    line: 'website',
    emojis: ['👍', '❤️', '😂', '😮', '😢', '🎉'],
    album: null,
    captions: ['picture', 'video', 'animation', 'voice', 'audio', 'file'],
    hasWindow: false,
    hasTemplates: false,
    buttons: 'chips',
    handed: 'ticks',
    asks: ['phone', 'username'],
  },
};

export function themeOf(messenger: MessengerKind): Theme {
  return themes[messenger];
}
