/** A round plane of 14 by 14. */
export const ICON = `<?xml version="1.0" encoding="UTF-8"?>
<!-- drawn by hand -->
<svg xmlns="http://www.w3.org/2000/svg" width="14" height="14" viewBox="0 0 14 14">
  <defs><linearGradient id="sky"><stop offset="0" stop-color="#2aabee"/></linearGradient></defs>
  <circle cx="7" cy="7" r="7" fill="url(#sky)"/>
  <path d="M3 7l8-3-2 6-3-2z" fill="#fff"/>
</svg>
`;

/** A request with nothing wrong, as a file of JSON has it. */
export const REQUEST = {
  name: 'Green Shop-Chat_2',
  hookUrl: 'https://courier.example.com/hooks/kommo/:scope_id',
  accountIds: [30000001, 30000002],
  writeFirst: true,
  windowSeconds: 86400,
  templatesAfterWindow: true,
  email: 'ops@example.com',
  icon: ICON,
  integrationId: 'adbda5d2-21e2-40ee-8da5-2121e21e2e5a',
  widgetCode: 'sadedf234fdq2easd2312sdws',
  audience: 'private',
  storesFiles: true,
  reactions: '👍😳',
  quoting: true,
  voice: false,
  maxFileMb: 50,
};
