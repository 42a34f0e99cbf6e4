/** Support's answer as Kommo's page shows it, with ids that are well-formed and a webhook that is ours. */
export const ANSWER = {
  id: '0b5d4a1e-929f-47c3-b1e7-c845a941833b',
  code: 'amo.ext.12345678',
  secret_key: '1eqadw323ead22wW2E1SA',
  name: 'Chat',
  webhook_url: 'https://courier.example.com/hooks/kommo/:scope_id',
  enabled: true,
  test_mode: true,
  allowed_acc_list: [{ id: '7c1f232d-d75c-4ee0-8a5d-21ea5da21200', external_id: 'amocrm:1234567' }],
  contact_email: 'ops@example.com',
  created_at: 1732273375,
  updated_at: 1732273375,
  widget_code: 'sadedf234fdq2easd2312sdws',
  supports_reply: true,
  write_first: true,
  webhook_url_v2: 'https://courier.example.com/hooks/kommo/:scope_id',
  time_window: { enabled: true, expires: 100000, tags: null, need_template: true },
  bot: { id: 'ada6d312-7ad0-4a5d-93d2-13a2435130aa', name: 'Chat bot', is_bot: true },
  webhook_events: ['messages', 'typing'],
  saves_files: true,
  supports_voice: true,
  supports_delivery_notification: true,
  icon: 'https://st1.amocrm.com/origins_icons/Chat.svg?1732273375',
  webhook_v2: true,
  time_window_support: true,
  need_display_template: true,
  time_window_enum: 100000,
  reactions_all: true,
  reactions_list: '',
  picture_size: 2,
  video_size: 20,
  voice_size: 2,
  file_size: 2,
  opposite_platform_enabled: false,
  client_uuid: 'adbda5d2-21e2-40ee-8da5-2121e21e2e5a',
} as const;

export const ENVELOPE = { result: { en: ANSWER }, error: null };

/** The sample of Kommo's page as it stands there. */
export const PAGE_SAMPLE = `{
    "result": {
        "en": {
            "id": "dw2asda2-929f-47c3-b1e7-c845a941833b",
            "code": "Codechat",
            "secret_key": "1eqadw323ead22wW2E1SA",
            "name": "Chat",
            "webhook_url": "https://webhook.site/4e6a83e5-90d02-4212192c-9c6d-adwdas212",
            "enabled": true,
            "test_mode": true,
            "allowed_acc_list": [
                {
                    "id": "1232d-d75c-4ee0-2dasd3-21easda212",
                    "external_id": "amocrm:1234567"
                }
            ],
            "contact_email": "[email protected]",
            "widget_code": "sadedf234fdq2easd2312sdws",
            "time_window": { "enabled": true, "expires": 100000, "tags": null, "need_template": true },
            "bot": { "id": "adads312-7ad01b-asdw3d23-das213-243r513sa", "name": "Chat", "is_bot": true },
            "webhook_events": ["messages", "typing"],
            "client_uuid": "adwdasd2-21e2sdd-40ee-2dasd21-21e21e2esa"
        }
    },
    "error": null
}`;

export const CHANNEL_ID = '12345678-12be-4cf6-abe3-0012345446a2';
export const BOT_ID = '55c5555a-5ad5-4555-a555-555d55b5e5b5';
export const SECRET = '12345678supersecret1234567';

/** The same tables, as they come out of mail programs and copied pages. */
export const TABLES = {
  'with nothing between name and value, as a copied page has it': `Example of access credentials for online chats

ParameterExample
Channel codeamo.ext.12345678
Channel ID${CHANNEL_ID}
Channel secret${SECRET}
An account connected to the channel12345678

Bot Parameters of the example registered channel

ParameterData typeDescriptionExample
idstringChat participant ID on the Kommo side (amojo_id)${BOT_ID}
client_idstringChat participant ID on the integration side987654321-48d75-r4c89nt7-9ct4c
namestringBot nameMyKommo
`,
  'with tabs': `Parameter\tExample
Channel code\tamo.ext.12345678
Channel ID\t${CHANNEL_ID}
Channel secret\t${SECRET}
An account connected to the channel\t12345678
Bot parameters
Parameter\tData type\tDescription\tExample
id\tstring\tChat participant ID on the Kommo side (amojo_id)\t${BOT_ID}
client_id\tstring\tChat participant ID on the integration side\t987654321-48d75-r4c89nt7-9ct4c
name\tstring\tBot name\tMyKommo`,
  'with colons, in a mail': `Hello!

Your channel is ready.

Channel code: amo.ext.12345678
Channel ID: ${CHANNEL_ID}
Channel secret: ${SECRET}
An account connected to the channel: 12345678

Bot parameters:
id: ${BOT_ID}
client_id: 987654321-48d75-r4c89nt7-9ct4c
name: MyKommo

Kind regards
Support`,
  'as a table of Markdown': `| Parameter | Example |
| --- | --- |
| **Channel code** | amo.ext.12345678 |
| **Channel ID** | \`${CHANNEL_ID}\` |
| **Channel secret** | \`${SECRET}\` |
| An account connected to the channel | 12345678 |

**Bot Parameters of the registered channel**

| Parameter | Data type | Description | Example |
|---|---|---|---|
| id | string | Chat participant ID on the Kommo side (amojo_id) | ${BOT_ID} |
| client_id | string | Chat participant ID on the integration side | 987654321-48d75 |
| name | string | Bot name | MyKommo |`,
  'with several blanks': `Channel code     amo.ext.12345678
Channel ID       ${CHANNEL_ID}
Channel secret   ${SECRET}
An account connected to the channel   12345678
Bot parameters
id      ${BOT_ID}
name    MyKommo`,
  'with line breaks between name and value': `Channel code
amo.ext.12345678
Channel ID

${CHANNEL_ID}
Channel secret
${SECRET}
An account connected to the channel
12345678

Bot Parameters
id
string
Chat participant ID on the Kommo side (amojo_id)
${BOT_ID}
client_id
string
Chat participant ID on the integration side
987654321-48d75
name
string
Bot name
MyKommo`,
  'mixed, with Windows line ends': [
    `Channel code:\tamo.ext.12345678`,
    `CHANNEL ID :  ${CHANNEL_ID.toUpperCase()}`,
    `Channel secret:`,
    `\t${SECRET}`,
    `Account connected to the channel | 12345678`,
    `Bot ID: ${BOT_ID}`,
    `Bot name: MyKommo`,
  ].join('\r\n'),
} as const;
