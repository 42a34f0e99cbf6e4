import type { en } from './en';

export const pt: Readonly<Record<keyof typeof en, string>> = {
  'not-sent.switched-off': 'A integração foi desativada na Kommo.',
  'not-sent.removed': 'A fonte foi removida nas configurações do Courier. Responda por outra.',
  'not-sent.no-driver': 'Esta versão do Courier não funciona com este mensageiro.',
  'not-sent.no-address':
    'O cliente precisa escrever primeiro: {messenger} não dá nenhum endereço para começar uma conversa.',
  'not-sent.by-phone': 'Não enviada. O {messenger} não deixa escrever a ninguém pelo número de telefone.',
  'works.link': 'Envie este link ao cliente por outro meio; depois que ele escrever, você poderá responder: {link}',
  'works.customer-first': 'O cliente precisa escrever primeiro; fale com ele por outro meio até lá.',
  'not-sent.no-whole-number':
    'Não enviada. O número de telefone não está completo: escreva-o com o país, como +1 555 010 0042, e escreva de novo ao cliente.',
  'not-sent.ambiguous-number':
    'Não enviada. O número de telefone pode ser deste país, ou de outro se tiver o país na frente: escreva-o com +, por exemplo +1 555 010 0042, e escreva de novo ao cliente.',
  'not-sent.not-found-in-time': 'Não enviada. Não foi possível encontrar o cliente a tempo; escreva mais uma vez.',
  'not-sent.blocked':
    'Não enviada. O cliente bloqueou você em {messenger}. As mensagens não chegam até que desbloqueie ou escreva.',
  'not-sent.left': 'Não enviada. O cliente cancelou a inscrição em {messenger}. As mensagens não chegam até que volte.',
  'not-sent.ended':
    'Não enviada. O cliente encerrou a conversa em {messenger}. As mensagens não chegam até que escreva de novo.',
  'not-sent.restricted-starting':
    'Não enviada. O {messenger} não deixa que seu número comece conversas nem envie modelos agora. Quem escreveu pode receber resposta, sem modelo.',
  'not-sent.restricted-answering':
    'Não enviada. O {messenger} não deixa que seu número responda aos clientes agora. Os modelos ainda saem.',
  'not-sent.restricted-everything':
    'Não enviada. O {messenger} não deixa que seu número envie nada agora. Fale com o cliente por outro meio.',
  'works.restricted': 'Quem cuida do número pode ver o motivo no {messenger} e pedir uma revisão lá.',
  'works.restricted-until':
    'Isso termina em {until}; quem cuida do número pode ver o motivo no {messenger} e pedir uma revisão lá.',

  'not-sent.window':
    'Não enviada. O cliente escreveu pela última vez há {ago}, e {messenger} aceita respostas por {window}.',
  'not-sent.never-wrote': 'Não enviada. O cliente ainda não escreveu.',
  'works.template': 'Envie um modelo; quando o cliente responder, você poderá escrever de novo.',
  'works.such-template': 'Envie um modelo, como {names}; quando o cliente responder, você poderá escrever de novo.',
  'works.nothing': 'Espere até que o cliente escreva de novo: {messenger} não tem nada que passe agora.',
  'not-sent.quota-used':
    'Não enviada. {messenger} aceita {most} mensagens até que o cliente responda, e todas já foram usadas. Espere até que ele escreva.',
  'not-sent.quota-short':
    'Não enviada. Seriam {sends} mensagens, e {messenger} aceita mais {left} até que o cliente responda. Encurte ou espere até que ele escreva.',

  'not-sent.unsupported': 'Não é possível enviar isto para {messenger}: {what}. Envie um texto.',
  'not-sent.empty': 'A mensagem está vazia.',
  'not-sent.file-gone': 'O arquivo da mensagem não está mais aqui.',
  'not-sent.file-not-had': 'Não foi possível obter o arquivo da Kommo. {why}',
  'not-sent.no-files': '{messenger} não aceita arquivos. Envie um link.',
  'not-sent.file-type': '{messenger} não aceita arquivos deste tipo. Envie um link.',
  'not-sent.file-size': 'O arquivo é grande demais para {messenger}: {size}, no máximo {most}. Envie um link.',
  'not-shown.reaction': '{messenger} não mostra suas reações.',
  'not-shown.no-answer': '{messenger} não respondeu.',

  'not-sent.expired': 'Não foi entregue a tempo e não foi enviada.',
  verbatim: '{text}',
  'in-doubt.no-answer':
    'Pode ter chegado: a conexão caiu antes que {messenger} respondesse. Pergunte ao cliente antes de enviar de novo.',
  'in-doubt.expired': 'Pode ter chegado: não foi confirmada a tempo. Pergunte ao cliente antes de enviar de novo.',

  'note.waits': 'Sua mensagem está esperando.',
  'note.reaction': 'O cliente não vê sua reação.',
  'note.not-linked': 'Este chat não está vinculado ao contato {contact}.',
  'note.link-by-hand': 'Vincule-o manualmente.',
  'note.last-send': 'Essa foi a última mensagem que {messenger} aceita até que o cliente responda.',
  'note.one-send': '{messenger} aceita mais uma mensagem até que o cliente responda.',
  'note.one-send-within': '{messenger} aceita mais uma mensagem até que o cliente responda, em {time}.',
  'note.sends': '{messenger} aceita mais {count} mensagens até que o cliente responda.',
  'note.sends-within': '{messenger} aceita mais {count} mensagens até que o cliente responda, em {time}.',
  'time.hour': 'uma hora',
  'time.one-hour': '1 hora',
  'time.hours': '{count} horas',
  'time.days': '{count} dias',
};
