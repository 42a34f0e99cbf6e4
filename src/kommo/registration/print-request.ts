import type { ChannelRequest } from './request';

/** The request as a mail to Kommo's support: in English, with the numbers and titles of Kommo's own page. */
export function printRequest(request: ChannelRequest): string {
  return [
    `Subject: Registration of a chat channel: ${request.name}`,
    '',
    'Hello,',
    '',
    'please register a new channel for the Chat API:',
    '',
    ...points(request),
    '',
    'Thank you.',
    '',
    'Source of the SVG icon, should the attachment be lost:',
    '',
    request.icon.trim().replace(/\r\n/g, '\n'),
    '',
  ].join('\n');
}

function points(request: ChannelRequest): string[] {
  const { audience, reactions, maxFileMb } = request;
  return [
    `1. Name of the service: ${request.name}`,
    `2. Webhook URL: ${request.hookUrl}`,
    `3. Kommo account ID: ${request.accountIds.join(', ')}`,
    `4. Write First feature: ${yesNo(request.writeFirst)}`,
    ...timeWindow(request),
    `6. Email: ${request.email}`,
    `7. SVG icon: attached as ${iconFileName(request.name)} (14x14px)`,
    `8. Integration ID: ${request.integrationId}`,
    `9. Integration widget code: ${request.widgetCode}`,
    `10. Private/public: ${audience}`,
    ...(audience === 'public' ? publication(request) : []),
    `11. Does the integration store files? ${yesNo(request.storesFiles)}`,
    `12. Does the integration support reactions? ${reactionsText(reactions)}`,
    `13. Does the integration support quoting messages? ${yesNo(request.quoting)}`,
    `14. Does the integration support voice messages? ${yesNo(request.voice)}`,
    `15. Maximum file size available to send in the chat: ${maxFileMb === null ? 'files cannot be sent' : `${maxFileMb} MB`}`,
  ];
}

function timeWindow({ windowSeconds, templatesAfterWindow }: ChannelRequest): string[] {
  if (windowSeconds === null) return ['5. Time Window: none'];
  return [
    '5. Time Window: yes',
    `   5.1 Duration: ${windowSeconds} seconds${inHours(windowSeconds)}`,
    `   5.2 Chat templates are displayed after the Time Window has expired: ${yesNo(templatesAfterWindow === true)}`,
  ];
}

function publication({ similarSolution, unique }: ChannelRequest): string[] {
  return [
    `   Is there already a similar solution in Kommo? ${yesNo(similarSolution === true)}`,
    ...(unique === undefined ? [] : [`   What is unique about ours: ${unique.replace(/\s*\r?\n\s*/g, '\n   ')}`]),
  ];
}

function reactionsText(reactions: ChannelRequest['reactions']): string {
  if (reactions === 'none') return 'no';
  return reactions === 'all' ? 'yes, all' : `yes: ${reactions.join('')}`;
}

function inHours(seconds: number): string {
  const hours = seconds / 3_600;
  return Number.isInteger(hours) ? ` (${hours} ${hours === 1 ? 'hour' : 'hours'})` : '';
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no';
}

/** What the icon is called in the mail. */
export function iconFileName(name: string): string {
  return `${
    name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '') || 'icon'
  }.svg`;
}
