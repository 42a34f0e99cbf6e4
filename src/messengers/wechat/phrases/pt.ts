import type { WeChatPhrase } from './en';

export const pt: Readonly<Record<WeChatPhrase, string>> = {
  'wechat.about': 'Uma conta oficial que seus clientes seguem',
  'wechat.guide.console': 'Abrir o console do WeChat',
  'wechat.check.token': 'Token de acesso',
  'wechat.check.address': 'Endereço do servidor',
  'wechat.guide.account': 'Tenha uma conta de serviço',
  'wechat.guide.account.how':
    'Uma conta oficial verificada. Contas de serviço podem responder aos clientes; das outras, o WeChat diz quais. Abra o console dela.',
  'wechat.guide.keys': 'Copie o AppID e o AppSecret',
  'wechat.guide.keys.how':
    'Eles ficam em Configuração básica (基本配置). Adicione o endereço de onde este servidor chama à lista de IPs permitidos (IP白名单) da mesma página.',
  'wechat.guide.server': 'Escolha um Token',
  'wechat.guide.server.how':
    'Digite o Token, e uma EncodingAESKey se usar uma, aqui e depois em Configuração do servidor (服务器配置). A URL a digitar lá aparece depois deste passo; salve lá por último.',

  'wechat.field.app-id': 'AppID',
  'wechat.field.app-id.help': 'De Configuração básica, no console da conta.',
  'wechat.field.secret': 'AppSecret',
  'wechat.field.secret.help': 'Da mesma página. O WeChat o mostra uma única vez; um novo anula o anterior.',
  'wechat.field.token': 'Token',
  'wechat.field.token.help': 'Você escolhe: de 3 a 32 letras e algarismos, o mesmo do console.',
  'wechat.field.aes-key': 'EncodingAESKey',
  'wechat.field.aes-key.help':
    'As 43 letras e algarismos do console. Com ela só mensagens criptografadas são aceitas: escolha lá o modo compatível ou o seguro. Deixe vazia para o modo sem criptografia.',
  'wechat.field.api': 'Endereço da API',
  'wechat.field.api.help': 'Deixe como está, a não ser que outro servidor do WeChat fique mais perto.',
  'wechat.wrong.app-id': 'Isto não é um AppID: ele se parece com wx0123456789abcdef',
  'wechat.wrong.secret': 'Isto não é um AppSecret: ele tem 32 algarismos e letras de a a f',
  'wechat.wrong.token': 'Um Token tem de 3 a 32 letras e algarismos',
  'wechat.wrong.aes-key': 'Uma EncodingAESKey tem 43 letras e algarismos',

  'wechat.check.token.ok': 'O WeChat aceita o AppID e o AppSecret.',
  'wechat.check.address.ok': 'O WeChat chamou {url} e conhecia o Token.',
  'wechat.check.address.unknown': 'O WeChat não diz para onde envia as mensagens. Tem de ser {url}.',
  'wechat.check.address.missing':
    'As mensagens ainda não chegam. No console da conta, em Configuração do servidor (服务器配置), digite a URL {url}, o seu Token e a sua EncodingAESKey, e salve. Depois verifique de novo.',

  'wechat.no-records':
    'O WeChat não fornece os registros desta conta. Ative no console o atendimento ao cliente (客服功能), na versão mais recente.',
  'wechat.unknown-customer': 'O WeChat não conhece este cliente como seguidor da conta. Ele precisa escrever primeiro.',
  'wechat.unfollowed': 'O cliente não segue mais a conta. As mensagens voltam a chegar quando ele a seguir e escrever.',
  'wechat.blocked': 'O cliente bloqueou a conta ou desativou as mensagens dela.',
  'wechat.window':
    'O WeChat não aceita: o cliente escreveu há mais de 48 horas ou não segue mais a conta. Espere até que ele escreva de novo.',
  'wechat.allowance':
    'O WeChat não aceita mais mensagens até que o cliente responda: depois de cada uma dele, aceita cinco.',
  'wechat.too-long': 'A mensagem é longa demais para o WeChat.',
  'wechat.empty': 'A mensagem está vazia.',
  'wechat.too-big': 'O arquivo é grande demais para o WeChat. Envie um link.',
  'wechat.file': 'O WeChat não conseguiu usar o arquivo.',
  'wechat.file-gone': 'O WeChat não tem mais o arquivo: ele os guarda por três dias.',
  'wechat.too-many-buttons': 'O WeChat não aceita tantos botões.',
  'wechat.not-read': 'O WeChat não conseguiu ler a mensagem.',
  'wechat.not-an-address': 'O endereço do chat não é do WeChat.',

  'wechat.closed':
    'As mensagens do WeChat não podem ser abertas: a EncodingAESKey não é a do console da conta. Digite a atual.',
  'wechat.credentials': 'O WeChat não aceita o AppID ou o AppSecret. Digite os atuais.',
  'wechat.frozen': 'O AppSecret está congelado no WeChat. Descongele ou redefina no console e digite o atual.',
  'wechat.ip':
    'O WeChat não aceita chamadas de {ip}. Adicione este endereço à lista de IPs permitidos (IP白名单) da conta, em Configuração básica.',
  'wechat.token': 'O WeChat recusa o próprio token de acesso novo. Outro sistema pode estar renovando-o sem parar.',
  'wechat.token-renewed': 'O WeChat queria outro token de acesso, e demorou para obter um.',
  'wechat.not-granted':
    'O WeChat não concedeu isto à conta. Ela precisa ser verificada, e nem toda conta pode responder aos clientes.',
  'wechat.banned': 'O WeChat retirou este direito da conta. Veja os avisos no console.',
  'wechat.restricted': 'O WeChat restringiu a conta. Veja os avisos no console.',
  'wechat.busy': 'O WeChat está ocupado.',
  'wechat.slower': 'O WeChat pede que a conta envie mais devagar.',
  'wechat.daily': 'A conta usou tudo o que o WeChat permite em um dia. Tente de novo amanhã.',
  'wechat.internal': 'O WeChat está com um erro interno (HTTP {status}).',
  'wechat.unsure': 'O WeChat não disse se aceitou a mensagem (HTTP {status}).',
  'wechat.refused': 'O WeChat recusou: {detail}',
  'wechat.not-reached': 'Não foi possível contatar o WeChat: {why}.',
  'wechat.no-answer': 'O WeChat não respondeu: {why}.',
  'wechat.unreadable': 'O WeChat respondeu de um jeito que não foi entendido.',

  'wechat.note.back': 'O cliente segue a conta de novo.',
  'wechat.note.back-by': 'O cliente segue a conta de novo pelo código QR “{scene}”.',
  'wechat.note.left': 'O cliente não segue mais a conta. As mensagens não chegam até que ele a siga de novo e escreva.',
  'wechat.note.came': 'O cliente voltou.',
  'wechat.note.came-by': 'O cliente voltou pelo código QR “{scene}”.',
};
