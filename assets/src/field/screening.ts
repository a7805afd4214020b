/** Free text that seems to name a person, told before it leaves the phone. A simple sieve; the server has a finer one. */

export type MarkKind = "identity_number" | "mail" | "telephone";

// the same signs as on the server: any dash, day 61-91 for a coordination number
const IDENTITY = /(?<!\d)(?:19|20)?(\d{2})[ .-]?(\d{2})[ .-]?(\d{2}) ?[-+–−‐]? ?(\d{4})(?!\d)/g;
const TELEPHONE = /(?<![\d+/.,:-])(?:(?:\+|00)46[ .-]?(?:\(0\))?[ .-]?[1-9]\d{0,2}|0[1-9]\d{0,2})[ /-]{0,3}\d(?:[ .-]?\d){4,7}(?![\d:])/g;
const MAIL = /[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\]|snabel-a)\s?[\w-]{1,63}(?:\.|\s?\(dot\)\s?)[\w.-]{2,}/i;
const PLAIN_DATE = /^0?\d{1,2}[ -]\d{1,2}[ -]\d{2,4}$/;

/** Whether the check digit of ten digits holds. Source: ISO/IEC 7812-1, annex B. */
function luhn(digits: string): boolean {
  const total = [...digits].reduce((sum, digit, place) => {
    const doubled = Number(digit) * (place % 2 === 0 ? 2 : 1);
    return sum + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return total % 10 === 0;
}

function isIdentityNumber([, year = "", month = "", day = "", last = ""]: RegExpMatchArray): boolean {
  const born = Number(day) > 60 ? Number(day) - 60 : Number(day);
  return Number(month) >= 1 && Number(month) <= 12 && born >= 1 && born <= 31 && luhn(year + month + day + last);
}

const isTelephone = (found: string): boolean => found.replace(/\D/g, "").length >= 8 && !PLAIN_DATE.test(found);

/** What the text seems to hold of a person, the gravest first; null for nothing. */
export function personalMark(text: string): MarkKind | null {
  const plain = text.normalize("NFKC");
  if ([...plain.matchAll(IDENTITY)].some(isIdentityNumber)) return "identity_number";
  if (MAIL.test(plain)) return "mail";
  if ([...plain.matchAll(TELEPHONE)].some(([found]) => isTelephone(found))) return "telephone";
  return null;
}
