import type { TemplateCard, TemplateList } from '../../../src/api/settings/contract';

export function template(change: Partial<TemplateCard> = {}): TemplateCard {
  return {
    id: '00000000-0000-4000-8000-000000000001',
    messengerTitle: 'WhatsApp',
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    text: 'Hi {{contact.name}}, your order {{lead.id}} is ready.',
    state: 'approved',
    reason: null,
    drift: null,
    inKommo: true,
    obstacle: null,
    parameters: [
      { marker: '{{contact.name}}', placeholder: '{{1}}', example: 'Ann' },
      { marker: '{{lead.id}}', placeholder: '{{2}}', example: 'A-17' },
    ],
    accounts: [],
    mayTake: false,
    isTaking: false,
    ...change,
  };
}

const plain = (id: number, change: Partial<TemplateCard>): TemplateCard =>
  template({ id: `00000000-0000-4000-8000-00000000000${String(id)}`, parameters: [], ...change });

export const DRIFTED = plain(2, {
  name: 'spring_offer',
  category: 'MARKETING',
  text: 'Spring is here, and everything is cheaper until Sunday.',
  drift: 'changed-in-kommo',
  mayTake: true,
});

/** One of each kind. */
export const TEMPLATES: TemplateList = {
  isAvailable: true,
  sync: { state: 'idle', begunAt: Date.now() - 305_000, endedAt: Date.now() - 300_000, done: 4, all: 4, trouble: null },
  templates: [
    template({
      accounts: [
        { sources: ['Flower hotline', 'Workshop'], state: 'approved', reason: null },
        { sources: ['Garden centre'], state: 'stopped', reason: 'Paused for 3 hours' },
      ],
    }),
    DRIFTED,
    plain(3, { name: 'delivery_today', text: 'Your flowers arrive today.', state: 'in-review' }),
    plain(4, {
      name: 'old_offer',
      text: 'Buy now, and only now.',
      state: 'rejected',
      reason: 'Change the words and send it again.',
    }),
    plain(5, { name: 'thank_you', text: 'Thank you, and see you soon.', state: 'draft', language: null }),
    plain(6, {
      name: 'catalogue',
      text: 'Have a look at our new catalogue.',
      inKommo: false,
      obstacle: 'Its header is a picture, a video or a file, which Kommo cannot hold for it.',
    }),
    plain(7, {
      name: 'welcome',
      text: 'Welcome to the flower shop!',
      state: 'gone',
      reason: 'The messenger has this template no more.',
      drift: 'removed-at-messenger',
      mayTake: true,
    }),
  ],
};
