import { botframework } from '../../src/messengers/botframework';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

type Readings = Readonly<Record<string, string | number>>;

const benchOf = (channel: 'msteams' | 'skype', readings?: Readings) => () =>
  LinesBench.start({
    messenger: 'botframework',
    driver: botframework,
    isLine: ({ credentials }) => credentials.channel === channel,
    chatOf: ({ id }) => `${channel}/${id}`,
    strange: (entered) => ({ ...entered, clientSecret: 'a-secret-of-another-bot' }),
    paste: (url) => ({ act: 'endpoint', url }),
    // A token that is refused once is healed by a fresh one.
    lasting: [401],
    ...(readings === undefined ? {} : { readings }),
  });

const webhook = 'The endpoint is entered by hand in Azure, and no call tells it';

const teams = { webhook, inbound: { typing: 'Teams tells no bot who types; Skype and Web Chat do' } };

gradeMessenger('Teams', benchOf('msteams'), teams);

/** What the sheet leaves open, the other way round (skype.md). */
const OTHERWISE: Readings = {
  'botframework-html-copy': 'where-needed',
  'botframework-image-type': 'image/*',
  'botframework-reaction-target': 'id',
  'botframework-message-back-value': 'text',
  'botframework-attachment-redirect': 'on',
  'botframework-order': 'none',
  'botframework-send-status': 202,
  'botframework-typing-answer': 'empty',
  'botframework-teams-kb': 24,
};
gradeMessenger('Teams, read otherwise', benchOf('msteams', OTHERWISE), teams);

const asItIs = 'Claimed is what Teams makes of it, a button that opens it; Skype shows the file itself';
const notTold = 'Skype told bots of no such thing; Teams does';

gradeMessenger('Skype', benchOf('skype'), {
  webhook,
  inbound: {
    edit: notTold,
    removal: notTold,
    reaction: notTold,
    press: 'A press is the label, written: Skype hands back nothing else that a button carries',
  },
  outbound: { video: asItIs, file: asItIs, audio: asItIs },
});
