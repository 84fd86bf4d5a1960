/**
 * Words that passwords are made of most, in small letters and without tricks of spelling: what lists of leaked
 * passwords begin with, the names that people take, and what anybody at a university would think of. A
 * password of twelve characters or more is common when it is one or two of them with little beside.
 */
const WORDS = `
  password passwort passwd kennwort motdepasse contrasena senha parola wachtwoord secret secretly geheim
  pegasus lecture lectures recording student students university universitaet college campus semester exam exams
  professor school studium bachelor master library
  admin administrator root superuser guest default login signin account user username test testing tester demo
  changeme letmein welcome hello hallo bonjour access computer internet server database system windows android
  iphone google facebook amazon netflix twitter instagram linkedin microsoft samsung
  iloveyou loveyou lovely love lover forever princess prince angel sunshine flower butterfly rainbow chocolate
  cookie banana orange cherry pumpkin cheese pepper ginger summer winter spring autumn january february march
  april june july august september october november december monday tuesday wednesday thursday friday saturday
  sunday morning midnight
  dragon monkey tiger panther eagle falcon phoenix wolf shadow master killer hunter ranger soldier warrior
  ninja pirate wizard merlin batman superman spiderman ironman starwars startrek pokemon pikachu minecraft
  fortnite matrix hacker trustno
  football fussball soccer baseball basketball hockey tennis cricket liverpool chelsea arsenal barcelona
  realmadrid juventus bayern dortmund yankees cowboys steelers lakers
  michael jennifer jessica ashley daniel joshua matthew andrew anthony robert william thomas charlie jordan
  michelle nicole hannah samantha elizabeth alexander benjamin christopher jonathan patrick richard george
  maria martin peter stefan sabine claudia andrea thorsten mohammed muhammad
  mercedes porsche ferrari mustang corvette harley yamaha honda toyota
  london berlin paris newyork america england germany france canada australia
  superstar rockstar whatever nothing something anything freedom liberty money dollar diamond silver golden
  purple yellow black white green blue
`
  .trim()
  .split(/\s+/);

/** Longest first, so that the whole of a word goes before a part of it. */
export const COMMON_WORDS: readonly string[] = [...new Set(WORDS)].sort(
  (one, other) => other.length - one.length,
);

/** Rows of keyboards and of the alphabet, along which a finger slides. */
export const ROWS: readonly string[] = [
  '1234567890',
  'qwertyuiop',
  'asdfghjkl',
  'zxcvbnm',
  'qwertzuiop',
  'yxcvbnm',
  'azertyuiop',
  'qsdfghjklm',
  'wxcvbn',
  'abcdefghijklmnopqrstuvwxyz',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
];
