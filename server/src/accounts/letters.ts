import type { Letter } from '../mail.ts';

type Words = Omit<Letter, 'to'>;

const IGNORE = 'If you did not ask for this, you need not do anything.';

export function confirmLetter(link: string): Words {
  return {
    subject: 'Confirm your e-mail address',
    text: `Somebody, probably you, asked for a Pegasus account with this address.\n\nOpen this link within a day and enter the password that you chose:\n${link}\n\n${IGNORE} Without the link there is no account.\n`,
  };
}

/** Instead of a confirmation, to whoever has an account already: the screen says the same to all. */
export function existsLetter(link: string): Words {
  return {
    subject: 'You have an account already',
    text: `Somebody, probably you, asked for a Pegasus account with this address. There is one already.\n\nSign in here, or choose a new password there:\n${link}\n\n${IGNORE}\n`,
  };
}

export function resetLetter(link: string): Words {
  return {
    subject: 'Choose a new password',
    text: `Somebody, probably you, asked for a new password of your Pegasus account.\n\nOpen this link within an hour:\n${link}\n\nIt signs every device out. ${IGNORE}\n`,
  };
}

export function inviteLetter(link: string): Words {
  return {
    subject: 'Your invitation to Pegasus',
    text: `You are invited to Pegasus, which turns recorded lectures into revision material.\n\nOpen this link within a week and choose a password:\n${link}\n\n${IGNORE}\n`,
  };
}

export function passkeyLetter(): Words {
  return {
    subject: 'A passkey was added to your account',
    text: 'From now on a new passkey signs in to your Pegasus account.\n\nIf that was not you, remove it under «Account», choose a new password with «Forgotten password», and tell whoever runs the server.\n',
  };
}

export function changedLetter(): Words {
  return {
    subject: 'Your password was changed',
    text: 'The password of your Pegasus account was changed, and other devices were signed out.\n\nIf that was not you, choose a new one with «Forgotten password» and tell whoever runs the server.\n',
  };
}
