import { botframework } from '../../src/messengers/botframework';
import { LinesBench } from './conformance/lines-bench';
import { gradeMessenger } from './conformance/suite';

const benchOf = (channel: 'msteams' | 'skype') => () =>
  LinesBench.start({
    messenger: 'botframework',
    driver: botframework,
    isLine: ({ credentials }) => credentials.channel === channel,
    chatOf: ({ id }) => `${channel}/${id}`,
    strange: (entered) => ({ ...entered, clientSecret: 'a-secret-of-another-bot' }),
    paste: (url) => ({ act: 'endpoint', url }),
    // A token that is refused once is healed by a fresh one.
    lasting: [401],
  });

const webhook = 'The endpoint is entered by hand in Azure, and no call tells it';

gradeMessenger('Teams', benchOf('msteams'), {
  webhook,
  inbound: { typing: 'Teams tells no bot who types; Skype and Web Chat do' },
});

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
