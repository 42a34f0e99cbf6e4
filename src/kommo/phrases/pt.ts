import type { en } from './en';

export const pt: Readonly<Record<keyof typeof en, string>> = {
  'kommo.unreadable': 'A Kommo respondeu {status} com um conteúdo que não pôde ser lido.',
  'kommo.fewer-requests': 'A Kommo pede menos solicitações.',
  'kommo.not-now': 'A Kommo não pode atender a solicitação agora (HTTP {status}).',
  'kommo.internal': 'A Kommo teve um erro interno (HTTP {status}).',
  'kommo.not-reached': 'Não foi possível contatar a Kommo: {why}.',
  'kommo.no-answer': 'A Kommo não respondeu: {why}.',
  'kommo.unsent': 'A solicitação não segue as regras da Kommo: {why}.',

  'crm.token':
    'A Kommo não aceita o acesso: ele terminou, ou a integração está desativada na conta. (HTTP {status}){more}',
  'crm.payment': 'A conta da Kommo não está paga, ou o plano dela não inclui isto. (HTTP {status}){more}',
  'crm.forbidden':
    'A Kommo não permite isto: o acesso não foi dado por um administrador, ou falta uma permissão. (HTTP {status}){more}',
  'crm.blocked':
    'A Kommo recusou a solicitação sem dizer por quê; ela pode ter bloqueado este servidor. (HTTP {status}){more}',
  'crm.moved': 'Não há mais nenhuma conta da Kommo neste endereço. (HTTP {status}){more}',
  'crm.not-found': 'A Kommo não conhece o que a solicitação indica. (HTTP {status}){more}',
  'crm.conflict': 'A Kommo não pode fazer isto no estado atual, ou um limite foi atingido. (HTTP {status}){more}',
  'crm.too-large': 'A Kommo considera a solicitação grande demais. (HTTP {status}){more}',
  'crm.invalid': 'A Kommo não aceitou os dados. (HTTP {status}){more}',
  'crm.other': 'A Kommo recusou a solicitação. (HTTP {status}){more}',

  'oauth.host': 'O endereço não é de nenhuma conta da Kommo; nada foi enviado.{more}',
  'oauth.code': 'A Kommo não aceita o código: é antigo demais, já foi usado ou é de outra conta.{more}',
  'oauth.revoked': 'O acesso à conta da Kommo terminou; é preciso autorizá-lo de novo.{more}',
  'oauth.client': 'A Kommo não aceita o id da integração, a chave secreta ou o endereço de redirecionamento.{more}',
  'oauth.moved': 'A conta da Kommo não responde aqui; talvez agora ela tenha outro endereço.{more}',
  'oauth.blocked': 'A Kommo não admite este servidor.{more}',
  'oauth.invalid': 'A Kommo não aceitou a solicitação; a chave secreta da integração pode estar errada.{more}',
  'oauth.other': 'A Kommo recusou a solicitação.{more}',

  'chats.signature':
    'A Kommo não aceitou a assinatura: a chave secreta do canal ou o relógio deste servidor está errado. (HTTP {status}){more}',
  'chats.not-connected':
    'A Kommo não conhece o canal, ou o canal não está conectado a esta conta. (HTTP {status}){more}',
  'chats.blocked':
    'A Kommo recusou a solicitação sem dizer por quê; ela pode ter bloqueado este servidor. (HTTP {status}){more}',
  'chats.repeated-msgid': 'A Kommo já tem uma mensagem com este id. (HTTP {status}){more}',
  'chats.unknown-sender': 'A Kommo não conhece o autor da mensagem. (HTTP {status}){more}',
  'chats.unknown-message': 'A Kommo não conhece a mensagem. (HTTP {status}){more}',
  'chats.too-large': 'A Kommo considera a solicitação grande demais. (HTTP {status}){more}',
  'chats.invalid': 'A Kommo não aceitou os dados. (HTTP {status}){more}',
  'chats.other': 'A Kommo recusou a solicitação. (HTTP {status}){more}',
};
