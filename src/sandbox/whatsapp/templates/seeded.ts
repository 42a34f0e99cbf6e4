import type { Waba } from '../state';
import type { Template } from './template';

const COMMON = { parameterFormat: 'POSITIONAL', status: 'APPROVED', rejectedReason: 'NONE', quality: 'GREEN' } as const;

type Seed = Pick<Template, 'id' | 'name' | 'language' | 'category' | 'components'> &
  Partial<Pick<Template, 'parameterFormat' | 'status' | 'rejectedReason' | 'quality'>>;

/** Of each kind one, and one that is not good to send. */
const SEEDS: readonly Seed[] = [
  {
    id: '25944254792600001',
    name: 'order_ready',
    language: 'en_US',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Hi {{1}}, your order {{2}} is ready.', example: { body_text: [['Ann', 'A-17']] } },
      { type: 'FOOTER', text: 'Sandbox Shop' },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'On my way' },
          {
            type: 'URL',
            text: 'Track',
            url: 'https://shop.example.com/orders/{{1}}',
            example: ['https://shop.example.com/orders/A-17'],
          },
        ],
      },
    ],
  },
  {
    id: '25944254792600003',
    name: 'order_ready',
    language: 'es',
    category: 'UTILITY',
    components: [
      { type: 'BODY', text: 'Hola {{1}}, tu pedido {{2}} está listo.', example: { body_text: [['Ana', 'A-17']] } },
    ],
  },
  {
    id: '25944254792600005',
    name: 'spring_sale',
    language: 'en_US',
    category: 'MARKETING',
    parameterFormat: 'NAMED',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: { header_handle: ['https://scontent.example.com/sale.jpg'] } },
      {
        type: 'BODY',
        text: 'Good news, {{first_name}}: everything is cheaper until Sunday.',
        example: { body_text_named_params: [{ param_name: 'first_name', example: 'Ann' }] },
      },
      {
        type: 'BUTTONS',
        buttons: [{ type: 'COPY_CODE', example: 'SALE20' }],
      },
    ],
  },
  {
    id: '25944254792600007',
    name: 'hello',
    language: 'en_US',
    category: 'UTILITY',
    components: [{ type: 'BODY', text: 'Hello, we have news about your order. May we tell you here?' }],
  },
  {
    id: '25944254792600009',
    name: 'old_offer',
    language: 'en_US',
    category: 'MARKETING',
    status: 'REJECTED',
    rejectedReason: 'TAG_CONTENT_MISMATCH',
    components: [{ type: 'BODY', text: 'Buy now, and only now.' }],
  },
];

/** Puts an account's templates as a fresh sandbox has them. */
export function seedTemplates(waba: Waba): void {
  waba.templates.clear();
  for (const seed of SEEDS) {
    waba.templates.set(seed.id, { ...structuredClone({ ...COMMON, ...seed }), editedAt: [], seeded: true });
  }
}
