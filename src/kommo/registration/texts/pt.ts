import type { RegistrationTexts } from './en';

export const pt: RegistrationTexts = {
  faults: {
    missing: () => 'Falta este dado.',
    notText: () => 'Tem de ser texto.',
    notObject: () => 'Indique um objeto com uma chave por campo.',
    unknownField: () => 'Não há campo com este nome.',
    noJson: () => 'Isto não é JSON.',
    noFile: (what) => `Não é possível ler o arquivo ${what}.`,
    unreadable: () => 'Não é possível ler.',
    tooLong: () => 'É longo demais.',
    notYesNo: () => 'Responda sim ou não.',
    nameLetters: () => 'Use apenas letras latinas sem acentos, dígitos, espaços, - e _.',
    nameDigit: () => 'O nome não pode começar com um dígito.',
    hookNotUrl: () => 'Não é um endereço web. Tem a forma https://host/location/:scope_id.',
    hookNotHttps: () =>
      'O Kommo precisa chegar por https. Defina COURIER_PUBLIC_URL ou indique aqui o endereço público https.',
    hookMarker: () => 'Tem de terminar em /:scope_id, literalmente e uma só vez: o Kommo põe o id nesse lugar.',
    hookTooMuch: () => 'Sem usuário, ? nem #: nada pode vir depois de /:scope_id.',
    notAccounts: () => 'Indique os ids das contas do Kommo, separados por vírgulas.',
    accountId: (what) => `O id de uma conta do Kommo é um número inteiro como 30000001. Veja o n.º ${what}.`,
    notSeconds: () => 'Indique um número inteiro de segundos maior que 0, por exemplo 86400 para um dia, ou none.',
    notEmail: () => 'Não é um endereço de e-mail.',
    svgTooLarge: (what) => `O arquivo tem ${what}; são permitidos 100 KB.`,
    svgUnreadable: () => 'Não é um SVG bem formado.',
    svgRoot: (what) => `Um SVG começa com <svg xmlns="http://www.w3.org/2000/svg">; este, com ${what}.`,
    svgSize: (what) =>
      what === ''
        ? 'Não diz o seu tamanho. Escreva width="14" height="14" na raiz.'
        : `Tem de ter 14×14 pixels; este diz ${what}. Escreva width="14" height="14" na raiz.`,
    svgNotSquare: (what) => `Tem de ser quadrado; o viewBox é ${what}.`,
    svgElement: (what) => `Não pode conter ${what}: nada que execute, carregue ou se mova.`,
    svgEvent: (what) => `O atributo ${what} executaria um script. Retire-o.`,
    svgOutside: (what) => `${what} aponta para fora do arquivo. Só pode apontar para as próprias partes (#…).`,
    svgInstruction: (what) => `Retire ${what}.`,
    notUuid: () => 'Não é um id da forma 01234567-89ab-cdef-0123-456789abcdef: compare cada caractere.',
    notWidgetCode: () => 'Um código de widget tem apenas letras, dígitos, _, - e pontos.',
    notAudience: () => 'Escolha privada ou pública.',
    notReactions: () => 'Responda nenhuma, todas, ou com emojis como 👍😳.',
    notEmoji: (what) => `Não é um emoji: ${what}`,
    notMegabytes: () => 'Indique um número de megabytes maior que 0, ou none.',

    noAnswer: () => 'Aqui não há resposta do suporte: nem JSON nem uma tabela com “Channel ID”.',
    brokenJson: () => 'Parece JSON e não é: pode faltar uma parte. Copie da primeira { à última }.',
    answerIsError: () => 'Esta resposta é um erro, não um canal. Pergunte ao suporte.',
    noChannel: () => 'O JSON não contém um canal: nem "id" nem "secret_key".',
    notPrintable: () => 'O segredo tem caracteres fora do ASCII imprimível. O programa de e-mail pode tê-lo alterado.',
    notChannelCode: () => 'Não é um código de canal como amo.ext.12345678.',
    notHookText: () => 'Não é um endereço web.',
    notList: () => 'Tem de ser uma lista.',
    notSize: () => 'Tem de ser um número.',
    notOrigin: () => 'Indique apenas esquema e host, por exemplo https://amojo.kommo.com.',
    otherIntegration: (what) => `Segundo a resposta do suporte, o canal pertence à integração ${what}.`,
    integrationTaken: (what) =>
      `Esta integração já tem o canal ${what}. Uma integração tem um canal: crie outra integração.`,
  },

  warnings: {
    hookElsewhere: (what) =>
      `O Kommo vai chamar ${what}, que não é um endereço deste Courier. Nenhuma mensagem do Kommo chega até o suporte mudar isso.`,
    hookUnsaid: () =>
      'A resposta não diz qual endereço de webhook está registrado. Confirme com o suporte que é o deste Courier.',
    hookV1: () => 'O canal usa webhooks antigos (v1). O Courier lê v2: peça ao suporte que ative webhook_v2.',
    windowWithoutTemplate: () =>
      'Quando a janela termina, não são oferecidos modelos. Só o cliente pode reabrir a conversa.',
    testMode: (what) =>
      what === ''
        ? 'O canal está em modo de teste: só as contas listadas pelo suporte podem conectá-lo.'
        : `O canal está em modo de teste: só estas contas podem conectá-lo: ${what}.`,
    disabled: () => 'O canal está desativado. Peça ao suporte que o ative.',
    noMessageEvents: () =>
      'Os webhooks de mensagens estão desligados: nada do que um atendente escreve chegaria. Avise o suporte.',
    noTypingEvents: () =>
      'Os webhooks de digitação estão desligados: os clientes não verão que um atendente está digitando.',
    noReactionEvents: () =>
      'Os webhooks de reações estão desligados, embora o canal aceite reações. Peça-os ao suporte.',
    otherIntegrationBefore: (what) => `Este canal estava guardado para a integração ${what}. Isso foi substituído.`,
  },

  fields: {
    name: {
      label: 'Nome do serviço',
      hint: 'Aparece junto ao ícone, abaixo do nome do contato. Letras latinas, dígitos, espaços, - e _; sem dígito no início.',
    },
    hookUrl: { label: 'URL do webhook', hint: 'Para onde o Kommo envia as mensagens. Deixe :scope_id como está.' },
    accountIds: {
      label: 'Ids das contas do Kommo',
      hint: 'As contas que vão usar o canal, separadas por vírgulas. Um canal privado só funciona nelas.',
    },
    writeFirst: {
      label: 'Escrever primeiro',
      hint: 'Atendentes podem iniciar uma conversa. Os mensageiros costumam exigir modelos.',
    },
    windowSeconds: {
      label: 'Janela de tempo',
      hint: 'Por quanto tempo um atendente pode responder após a última mensagem do cliente, em segundos. 86400 é um dia.',
    },
    templatesAfterWindow: {
      label: 'Oferecer modelos quando a janela termina',
      hint: 'Senão, só o cliente pode reabrir a conversa.',
    },
    email: { label: 'E-mail', hint: 'Para onde o suporte do Kommo escreve se houver um problema.' },
    icon: { label: 'Ícone', hint: 'SVG de 14×14 pixels, redondo ou que caiba num círculo, no máximo 100 KB.' },
    integrationId: { label: 'ID da integração', hint: 'Nas propriedades da integração, aba Chaves.' },
    widgetCode: {
      label: 'Código do widget',
      hint: 'Integrações privadas: aba Chaves. Públicas: “Meus envios”. A integração precisa de um widget enviado.',
    },
    audience: { label: 'Privada ou pública', hint: 'Pública: você vai publicá-la para todos os usuários do Kommo.' },
    similarSolution: { label: 'Já existe uma solução parecida no Kommo?', hint: '' },
    unique: { label: 'O que a sua tem de único?', hint: 'Algumas frases.' },
    storesFiles: {
      label: 'Os arquivos são guardados',
      hint: 'Sim permite que o Kommo busque um arquivo mais tarde; o Courier os guarda para sempre e precisa de cada vez mais disco.',
    },
    reactions: { label: 'Reações', hint: 'Quais emojis o mensageiro aceita. Uma lista é como 👍😳.' },
    quoting: { label: 'Citar mensagens', hint: 'Uma mensagem pode referir-se a uma anterior.' },
    voice: { label: 'Mensagens de voz', hint: 'Atendentes podem gravar voz.' },
    maxFileMb: {
      label: 'Maior arquivo, em megabytes',
      hint: 'O que um atendente pode anexar. none se o mensageiro não aceita arquivos.',
    },
  },

  facts: {
    code: 'Código do canal',
    id: 'ID do canal',
    secret: 'Segredo do canal',
    clientId: 'ID da integração',
    widgetCode: 'Código do widget',
    bot: 'Bot',
    hookUrl: 'URL do webhook',
    webhookEvents: 'Webhooks de',
    chatApiOrigin: 'Chat API',
    allowedAccounts: 'Contas',
    writeFirst: 'Escrever primeiro',
    window: 'Janela de tempo',
    storesFiles: 'Guarda arquivos',
    reactions: 'Reações',
    quoting: 'Citações',
    voice: 'Mensagens de voz',
    sizes: 'Tamanhos máximos',
  },
  words: {
    yes: 'sim',
    no: 'não',
    none: 'nenhuma',
    all: 'todas',
    secret: (ending, length) => `${ending} (${length} caracteres)`,
    seconds: (count) => `${count} segundos`,
    templatesAfter: ', depois modelos',
    sizes: (picture, video, voice, file) =>
      `imagem ${picture}, vídeo ${video}, voz ${voice}, arquivo ${file} (MB, supomos)`,
  },

  iconRoundness:
    'O tamanho, a forma da tela e o conteúdo do ícone foram verificados. Que o desenho cabe num círculo não se vê no texto: olhe para ele.',
};
