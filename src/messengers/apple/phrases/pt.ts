import type { en } from './en';

export const pt: Readonly<Record<keyof typeof en, string>> = {
  'apple.not-accepted': 'A Apple não aceita o token do provedor. Confira o id e o segredo do provedor.',
  'apple.not-linked':
    'A Apple não deixa o provedor escrever por esta empresa. Confira o id e o segredo dele, e se a empresa está vinculada a ele.',
  'apple.unknown-customer': 'A Apple não conhece este cliente. Ele precisa escrever primeiro.',
  'apple.closed': 'O cliente apagou a conversa. As mensagens voltam a chegar quando ele escrever.',
  'apple.too-big': 'A mensagem é grande demais para a Apple.',
  'apple.slower': 'A Apple pede menos mensagens.',
  'apple.down': 'A Apple está com um erro interno (HTTP {status}).',
  'apple.unsure': 'A Apple não disse se aceitou a mensagem (HTTP {status}).',
  'apple.refused': 'A Apple recusou a mensagem (HTTP {status}).',
  'apple.refused-because': 'A Apple recusou a mensagem (HTTP {status}): {detail}',
  'apple.not-uploaded': 'A Apple não aceitou o arquivo (HTTP {status}).',
  'apple.not-reached': 'Não foi possível contatar a Apple: {why}.',
  'apple.no-answer': 'A Apple não respondeu: {why}.',
  'apple.unreadable': 'A Apple respondeu de um jeito que não foi entendido.',
  'apple.not-an-address': 'O endereço do chat não é do Apple Messages.',
  'apple.not-a-file': 'A Apple não disse onde está o arquivo nem como ele abre.',
  'apple.file-gone': 'A Apple não tem mais o arquivo.',
  'apple.not-given': 'A Apple não dá o arquivo (HTTP {status}).',

  'apple.about': 'Uma empresa para a qual os clientes escrevem no app Mensagens do iPhone, iPad ou Mac',
  'apple.check.token': 'Provedor',
  'apple.check.token.ok': 'A Apple aceita o provedor e o deixa escrever pela empresa.',
  'apple.check.address': 'Endereço do provedor',
  'apple.check.address.ok': 'A Apple chamou {url}.',
  'apple.check.address.uncalled':
    'A Apple ainda não chamou. O endereço do provedor no registro dela tem de ser {url}; isso se verá quando um cliente escrever.',
  'apple.guide.register': 'Abrir o registro',
  'apple.guide.provider': 'Ser provedor',
  'apple.guide.provider.how':
    'A Apple aprova os provedores de mensagens e dá a cada um um id e um segredo. Copie-os do registro dela.',
  'apple.guide.address': 'Informar o endereço à Apple',
  'apple.guide.address.how':
    'As verificações da conexão mostram o endereço do provedor. Informe-o uma vez no registro da Apple; ela acrescenta /message.',
  'apple.guide.business': 'Vincular a empresa',
  'apple.guide.business.how':
    'A empresa escolhe o provedor na própria conta do registro. O id dela está no link que abre o chat.',
  'apple.field.provider': 'Id do provedor',
  'apple.field.provider.help': 'O id do provedor (MSP id) no registro da Apple.',
  'apple.field.secret': 'Segredo da API',
  'apple.field.secret.help': 'Da mesma página. Também prova que as mensagens vêm da Apple.',
  'apple.field.business': 'Id da empresa',
  'apple.field.business.help': 'Como no link que abre o chat: o que vem depois de urn:biz:',
  'apple.field.api': 'Endereço da API',
  'apple.field.api.help': 'Deixe como está.',
  'apple.wrong.provider': 'Este não é o id de um provedor',
  'apple.wrong.secret': 'Este não é um segredo da API: ele é escrito em Base64',
  'apple.wrong.business': 'Este não é o id de uma empresa: ele se parece com 4f8c2b1e-0d6a-4c3f-9b7e-2a1d5c6e8f90',

  'apple.note.ended': 'O cliente apagou a conversa. As mensagens não chegam até que ele escreva de novo.',
  'apple.note.intent': 'O cliente chegou por um link: intenção “{intent}”.',
  'apple.note.group': 'O cliente chegou por um link: grupo “{group}”.',
  'apple.note.intent-group': 'O cliente chegou por um link: intenção “{intent}”, grupo “{group}”.',
};
