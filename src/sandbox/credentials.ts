/**
 * What the sandbox knows at start. Constants on purpose, so that outside tools can be pointed at it;
 * Courier refuses them wherever the far side is not on this machine.
 */
export const SANDBOX = {
  kommo: {
    account: { id: 30000001, amojoId: '5a0db0c5-0000-4000-8000-00000000a001', subdomain: 'sandbox' },
    users: [
      { id: '5a0db0c5-0000-4000-8000-00000000b001', name: 'Maria Souza' },
      { id: '5a0db0c5-0000-4000-8000-00000000b002', name: 'Daniel Reyes' },
    ],
    integration: {
      clientId: '5a0db0c5-0000-4000-8000-00000000d001',
      clientSecret: 'sandbox-client-secret-not-for-production',
      widgetCode: 'courier_sandbox',
      /** Until 2031, of the account above; ends when the integration is disabled there. */
      longLivedToken:
        'eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzI1NiJ9.eyJhdWQiOiI1YTBkYjBjNS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMGQwMDEiLCJqdGkiOiI1YTBkYjBjNS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMGYwMDEiLCJpYXQiOjE3NjczMTIwMDAsIm5iZiI6MTc2NzMxMjAwMCwiZXhwIjoxOTI0OTkyMDAwLCJzdWIiOiIxIiwiYWNjb3VudF9pZCI6MzAwMDAwMDEsImJhc2VfZG9tYWluIjoia29tbW8uY29tIiwic2NvcGVzIjpbImNybSJdLCJhcGlfZG9tYWluIjoiYXBpLWMua29tbW8uY29tIn0.KwUk0D_Oa_4V3GevbPaXyRhIZwMwTBU7Api2MCseqlI',
    },
    channel: {
      id: '5a0db0c5-0000-4000-8000-00000000c001',
      secret: '5a0db05a0db05a0db05a0db05a0db05a0db05a0d',
      code: 'amo.ext.30000001',
      name: 'Courier sandbox',
      bot: { id: '5a0db0c5-0000-4000-8000-00000000e001', name: 'Courier sandbox' },
    },
  },
  telegram: {
    bot: { token: '500000001:sandbox-telegram-bot-token', name: 'Sandbox Shop', username: 'sandbox_shop_bot' },
    /** The phone on the sandbox page. */
    customer: { id: 700000001, firstName: 'Ana', lastName: 'Lima', username: 'ana_lima', language: 'en' },
  },
  viber: {
    bot: {
      id: 'pa:5000000000000000001',
      authToken: '5a0db05a0db05a0d-5a0db05a0db05a0d-5a0db05a0db05a0d',
      name: 'Sandbox Shop',
      uri: 'sandboxshop',
    },
    /** Ids are of one bot and person, and in base64: one has a slash and a plus, as Viber's have. */
    customers: [
      {
        id: 'T2xlbmFLb3ZhbGVua28xPQ==',
        name: 'Olena Kovalenko',
        phone: '+380501234567',
        country: 'UA',
        language: 'uk',
      },
      { id: 'bm9A/XmF+kl2YW5vdjIwMQ==', name: 'Nikolay Ivanov', phone: '+359881234567', country: 'BG', language: 'bg' },
    ],
  },
  wechat: {
    account: {
      id: 'gh_5a0db0c5e001',
      name: 'Sandbox Shop',
      appId: 'wx5a0db05a0db05a01',
      appSecret: '5a0db05a0db05a0db05a0db05a0db0a1',
      token: 'SandboxWeChatToken',
      encodingAesKey: 'SandboxEncodingKeyNotForProduction000000000',
      mode: 'safe',
    },
    /** Both follow the account. */
    customers: [
      {
        id: 'oSandbox1_mei-lin-AbCdEfGh01',
        name: 'Lin Mei',
        language: 'zh_CN',
        since: 1_767_225_600_000,
        unionId: 'oSandboxUnion_mei-lin-0000001',
      },
      {
        id: 'oSandbox2_jonas-berg-XyZ0002',
        name: 'Jonas Berg',
        language: 'en',
        since: 1_769_904_000_000,
        unionId: 'oSandboxUnion_jonas-berg-0002',
      },
    ],
  },
  apple: {
    /** The provider: Courier. The secret is Base64. */
    msp: {
      id: '5a0db0c5-0000-4000-8000-00000000f101',
      secret: 'U2FuZGJveEFwcGxlU2VjcmV0Tm90Rm9yUHJvZHVjdGlvbiE=',
    },
    business: { id: '5a0db0c5-0000-4000-8000-00000000f201', name: 'Sandbox Shop' },
    /** An iPhone, and a Mac that shows no quick replies. */
    customers: [
      {
        id: 'urn:mbid:AQAAYsandbox0001GraceHall0iPhone==',
        name: 'Grace Hall',
        locale: 'en_US',
        agent: 'iPhone OS',
        capabilities: 'LIST,TIME,AUTH,AUTH2,QUICK,FORM',
      },
      {
        id: 'urn:mbid:AQAAYsandbox0002MateoVega0Mac000==',
        name: 'Mateo Vega',
        locale: 'es_MX',
        agent: 'Mac OS X',
        capabilities: 'LIST,TIME,AUTH,AUTH2',
      },
    ],
  },
  botframework: {
    tenantId: '5a0db0c5-0000-4000-8000-0000000b0001',
    teams: {
      appId: '5a0db0c5-0000-4000-8000-0000000b1001',
      clientSecret: 'sandbox-teams-secret-not-for-production',
      name: 'Sandbox Shop',
      customers: [
        {
          id: 'a:1SandboxTalkOfAstridHolm-7Qx2',
          name: 'Astrid Holm',
          userId: '29:1SandboxAstridHolm-4bT9',
          aadObjectId: '5a0db0c5-0000-4000-8000-0000000b2001',
          email: 'astrid.holm@example.com',
          locale: 'en-GB',
        },
        {
          id: 'a:1SandboxTalkOfRaviMenon-0Lk8',
          name: 'Ravi Menon',
          userId: '29:1SandboxRaviMenon-8cW1',
          aadObjectId: '5a0db0c5-0000-4000-8000-0000000b2002',
          email: 'ravi.menon@example.com',
          locale: 'en-US',
        },
      ],
    },
    /** Skype is switched off; here it works. Its conversations are called as the person is. */
    skype: {
      appId: '5a0db0c5-0000-4000-8000-0000000b1002',
      clientSecret: 'sandbox-skype-secret-not-for-production',
      name: 'Shop in Skype',
      customers: [
        { id: '29:1SandboxMarcoRossi-3vN5', name: 'Marco Rossi', locale: 'it-IT' },
        { id: '8:live:joana.k_7', name: 'Joana Kaczmarek', locale: 'pl-PL' },
      ],
    },
  },
  custom: {
    service: {
      id: 'website-5a0db0c5',
      name: 'Sandbox Shop',
      /** Courier signs with the first, the service with the second. */
      outboundSecret: 'whsec_Q291cmllckluVGhlU2FuZGJveE5vdEZvclByb2R1Y3Q=',
      inboundSecret: 'whsec_U2VydmljZUluVGhlU2FuZGJveE5vdEZvclByb2R1Y3Q=',
    },
    /** A conversation has another id than its contact. */
    visitors: [
      {
        id: 'c-5a0db0c5-0001',
        contactId: 'u-5a0db0c5-0001',
        name: 'Ida Holm',
        email: 'ida.holm@example.com',
        phone: '+4530123456',
        language: 'da',
        page: 'https://shop.example.com/lamps/7',
      },
      {
        id: 'c-5a0db0c5-0002',
        contactId: 'u-5a0db0c5-0002',
        name: 'Marek Nowak',
        email: 'marek.nowak@example.com',
        phone: '+48601234567',
        language: 'pl',
        page: 'https://shop.example.com/delivery',
      },
    ],
  },
  messenger: {
    /** Carries Messenger and Instagram. Its id is past 2^53: whoever reads it as a number gets another one. */
    app: { id: '18900000000000001', secret: '5a0db05a0db05a0db05a0db05a0db0f1', name: 'Courier sandbox pages' },
    page: { id: '189100000000001', name: 'Sandbox Shop', username: 'sandbox.shop' },
    pageAccessToken: 'EAASandboxPageTokenNotForProduction',
    /** Whose token lists the Pages. */
    user: { id: '189200000000001', name: 'Courier' },
    userToken: 'EAASandboxPagesSystemUserTokenNotForProduction',
    customers: [
      { id: '6891000000000001', name: 'Clara Weber', phone: '+4915550108801' },
      { id: '6891000000000002', name: 'João Pereira' },
    ],
  },
  instagram: {
    /** Linked with the Page above, and reached by its app and token. */
    account: { id: '17841400000000001', name: 'Sandbox Shop', username: 'sandbox_shop' },
    customers: [
      { id: '1789100000000001', name: 'Lena Fischer', username: 'lena.fischer' },
      { id: '1789100000000002', name: 'Diego Santos', username: 'diego_santos' },
    ],
  },
  whatsapp: {
    app: {
      id: '880000000000001',
      secret: '5a0db05a0db05a0db05a0db05a0db0e1',
      name: 'Courier sandbox',
    },
    waba: { id: '881000000000001', name: 'Sandbox Shop' },
    number: { id: '882000000000001', phone: '+1 555-010-0000', name: 'Sandbox Shop' },
    accessToken: 'EAASandboxWhatsAppSystemUserTokenNotForProduction',
    systemUser: { id: '883000000000001', name: 'Courier' },
    /** Rosa's phone is known to the business; Nuria goes by her username. */
    customers: [
      { name: 'Rosa Castillo', phone: '+15550107701' },
      { name: 'Tom Becker', phone: '+4915550107702' },
      { name: 'Nuria Vidal', username: 'nuria.vidal', hiddenPhone: '+34555107703' },
    ],
  },
} as const;
