import type { SourceFault } from '../../../../api/settings/contract';
import type { ReferralPiece } from '../../../../model/referral-pieces';

interface FaultTexts {
  readonly title: (messenger: string) => string;
  readonly text: (messenger: string) => string;
}

export const sources = {
  states: {
    ok: 'Works',
    connecting: 'Connecting',
    paused: 'Paused',
    broken: 'Does not work',
    removing: 'Being removed',
    waits: 'Waits for access',
    unreachable: 'No answer',
  },
  facts: {
    pipeline: 'Pipeline',
    mainPipeline: 'Main pipeline',
    pipelineNumber: (id: number) => `Pipeline ${id}`,
    archived: 'Archived',
    lastMessage: 'Last message',
    none: 'None yet',
    window: 'Time to answer',
    noWindow: 'No limit',
    withinWindow: (time: string) => `Within ${time}`,
  },
  connecting: (name: string) => `Connecting ${name}`,
  sourceSteps: (messenger: string) => ({
    'check-credentials': { title: 'Check the credentials', text: `Does ${messenger} accept them?` },
    'point-webhook': { title: 'Receive messages', text: `${messenger} sends new messages to Courier.` },
    'register-in-kommo': { title: 'Show it in Kommo', text: 'It gets its place in the pipeline.' },
    'check-health': { title: 'Try the whole way', text: 'One last look at everything together.' },
  }),
  paused: {
    title: (by: string | null, since: string | null) =>
      `Paused${by === null ? '' : ` by ${by}`}${since === null ? '' : `, since ${since}`}`,
    text: 'Messages wait in both directions until you resume.',
  },
  removing: {
    title: 'Being removed',
    text: 'The last messages are finished, then it disappears from here and from Kommo.',
  },
  since: (at: string) => `Since ${at}.`,
  broken: {
    credentials: {
      title: (messenger: string) => `${messenger} no longer accepts the credentials`,
      text: (messenger: string) => `They were changed or withdrawn at ${messenger}. Enter the new ones and it goes on.`,
    },
    webhook: {
      title: () => 'Its messages go somewhere else',
      text: () => 'Another service has taken over, so new messages do not reach Kommo. One click takes them back.',
    },
    unreachable: {
      title: (messenger: string) => `${messenger} does not answer`,
      text: () => 'There is nothing to do: Courier keeps trying, and messages wait meanwhile.',
    },
    kommo: {
      title: () => 'It is missing in Kommo',
      text: () => 'Somebody removed it there, or Kommo refused it. Repairing puts it back.',
    },
    pipeline: {
      title: () => 'Its pipeline was archived',
      text: () => 'New messages have no place to arrive. Choose another pipeline.',
    },
  } as Readonly<Record<SourceFault, FaultTexts>>,
  fixes: {
    credentials: 'Enter new credentials',
    takeBack: 'Take it back',
    takeOver: 'Take it over',
    repair: 'Repair',
    pipeline: 'Choose a pipeline',
  },
  menu: {
    of: (name: string) => `More for ${name}`,
    test: 'Send yourself a test',
    rename: 'Rename',
    move: 'Move to another pipeline',
    contacts: 'Contacts and leads',
    conversations: 'Conversations',
    makeDefault: 'Make it the default',
    credentials: 'Enter new credentials',
    pause: 'Pause',
    resume: 'Resume',
    remove: 'Remove',
  },
  rename: { title: 'Rename the source', name: 'Name', help: 'Managers see it in Kommo. Customers do not.' },
  move: {
    title: 'Move to another pipeline',
    pipeline: 'Pipeline',
    help: 'New leads will arrive there. Leads that exist stay where they are.',
    save: 'Move',
  },
  contacts: {
    title: 'Contacts and leads',
    preLink: 'Look for the contact first',
    preLinkHelp:
      'Before a new chat’s first message, Courier looks for a contact with exactly the customer’s phone number or e-mail, for two seconds at most. If just one has it, the chat belongs to that contact and no incoming lead is made.',
    referral: 'What brought the customer',
    referralHelp:
      'When somebody comes by an ad or a link, this is written into the lead’s fields, unless they are filled in.',
    nowhere: 'Not written',
    gone: (id: number) => `A field that is gone (${id})`,
    pieces: {
      title: 'Title of the ad',
      text: 'Text of the ad',
      url: 'Address of the ad or page',
      ad_id: 'Id of the ad or post',
      ref: 'What the link carried (ref)',
      utm_source: 'utm_source',
      utm_medium: 'utm_medium',
      utm_campaign: 'utm_campaign',
      utm_term: 'utm_term',
      utm_content: 'utm_content',
    } as Readonly<Record<ReferralPiece, string>>,
  },
  conversations: {
    title: 'Conversations',
    closing: 'Closing',
    closingHelp: 'When Courier closes a conversation in Kommo. What the customer writes next begins another.',
    afterWindow: 'When the time to answer is over',
    afterWindowHelp: 'From then on only a template reaches the customer.',
    noWindow: (messenger: string) => `${messenger} lets managers answer at any time.`,
    withCustomer: 'When the customer closes it',
    withCustomerHelp:
      'Told by Apple Messages for Business and by chats of your own website; other messengers do not tell.',
    withSurvey: 'Ask for a score first',
    withSurveyHelp:
      'Kommo’s survey bot writes to the customer before the conversation is closed, where you have switched it on.',
    bots: 'Bots',
    marks: 'Mark what a bot wrote',
    marksHelp: 'Customers see that Salesbot wrote to them, and not a person.',
    mark: 'Mark',
    markHelp: (mark: string) => `On their phone: “${mark} We are open until six.”`,
  },
  newCredentials: {
    title: 'Enter new credentials',
    text: (name: string) => `For ${name}. The old ones are replaced once the new ones are accepted.`,
    save: 'Check and save',
  },
  remove: {
    title: (name: string) => `Remove ${name}?`,
    text: 'This is what happens:',
    consequences: (messenger: string) => [
      `Customers can still write in ${messenger}, but nothing arrives in Kommo any more.`,
      'Messages that wait to be delivered are ended as not delivered.',
      'Chats and leads in Kommo stay. If you connect it again, its chats go on.',
    ],
    confirm: 'Remove',
  },
  test: {
    title: 'Send yourself a test',
    write: (messenger: string) => `Write anything from your phone, in ${messenger}, to`,
    open: (messenger: string) => `Open in ${messenger}`,
    scan: 'Scan with your phone',
    qr: (address: string) => `QR code that opens ${address}`,
    stations: ['Your phone', 'Courier', 'Kommo'],
    starting: 'One moment…',
    waiting: 'Waiting for your message…',
    received: 'It is here, and on its way to Kommo…',
    inKommo: (took: string) => `Your message is in Kommo, after ${took}.`,
    long: (address: string) => `Nothing yet? Make sure that you wrote to ${address} and not to another chat.`,
    failed: 'Your message did not get to Kommo',
    showPath: 'See its path',
    hidePath: 'Hide its path',
    path: 'The path of your message',
  },
};
