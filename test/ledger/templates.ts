import type { TemplateRecord } from '../../src/ledger/templates';
import type { TemplateCopy } from '../../src/model/template';

/** As an account at the messenger has it. */
export const copy: TemplateCopy = { holder: '881', state: 'approved', hash: 'a', agreed: 'b', sourceIds: [] };

/** One that was changed at the messenger. */
export const template: TemplateRecord = {
  messenger: 'whatsapp',
  remoteId: 'ready:en_US',
  kommoId: 7,
  origin: 'messenger',
  inKommo: 'listed',
  name: 'ready',
  language: 'en_US',
  category: 'UTILITY',
  body: 'Hi {{1}}, it is ready.',
  parameters: [],
  kommoHash: 'k',
  agreedHash: 'k',
  state: 'approved',
  drift: 'changed-at-messenger',
  obstacle: null,
  copies: [copy],
  takesRemote: false,
};
