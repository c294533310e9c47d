// What must never leave the browser: personal numbers, phone numbers, e-mail addresses and plates of cars.
// Only what the guard (samsyn/guard) calls certain is found here, so that nobody is stopped by the browser
// who would not be stopped by the server: tests/data/guard/browser.json holds both to the same examples.
window.samsynPlainPatterns = (() => {
  const GAP = "[-–—‑−+./ \\u00a0\\u202f]";
  const NUMBER = new RegExp(
    `(?<![\\p{L}\\d_/:])(?<!\\d[-–.,+])(?:18|19|20)?(\\d\\d)${GAP}?(\\d\\d)${GAP}?(\\d\\d)[ \\u00a0\\u202f]?[-–—‑−+./]?[ \\u00a0\\u202f]?(\\d{4})(?![\\p{L}\\d_])(?![-–/+]\\d)`,
    "gu",
  );
  const EMAIL = /(?<![\p{L}\d_.+%-])[\p{L}\d_.+%'-]{1,64}@[\p{L}\d_-]{1,63}(?:\.[\p{L}\d_-]{1,63}){1,5}/gu;
  const PHONE =
    /(?<![\p{L}\d_,:])(?<!\d[-–./])(?:\+46[ -]?(?:\(0\)[ -]?)?|0)[1-9]\d{0,2}[ -–]?\d{2,3}(?:[ -]?\d{2,3}){1,2}(?!\d)(?![-–/:]\d)/gu;
  const MONEY = /^[ \u00a0]?(?:kr(?![\p{L}])|kronor|%|procent|SEK|tkr|mnkr|mkr|:-)/u;
  const PLATE = /(?<![\p{L}\d_/-])[A-HJ-PR-UW-Z]{3}[ \u00a0-]?\d{2}[\dA-HJ-NPR-UW-Z](?![\p{L}\d_/-])(?![.,:]\d)(?! \d{2,})/gu;
  const CAR = /(?:registrering|reg\.?\s?-?n(?:umme)?r|\bbil(?:en|ar)?(?![\p{L}])|volvo)[^\n]{0,20}$/iu;
  const NO_PLATE = new Set(
    ("ABC ADD ADL BRÅ BUP BUS BVC DBT DNR DSM EKG FBT HAB HSL HSN HVB ICD KBT LEX LPT LSS LVM LVU NPF OCD " +
     "OSL PDL SFB SFS SIP SKR SOC SOL SOS SOU SPF SSK VAB").split(" "),
  );

  const luhnHolds = (ten) =>
    [...ten].reduce((sum, digit, place) => {
      const doubled = Number(digit) * (2 - (place % 2));
      return sum + Math.floor(doubled / 10) + (doubled % 10);
    }, 0) % 10 === 0;

  const isDay = (year, month, day) => {
    const number = Number(day) > 60 ? Number(day) - 60 : Number(day);
    const made = new Date(Date.UTC(2000 + Number(year), Number(month) - 1, number));
    return made.getUTCMonth() === Number(month) - 1 && made.getUTCDate() === number && number > 0;
  };

  const digits = (text) => text.replace(/\D/g, "");
  const certain = {
    PERSONNUMMER: [NUMBER, "[personnummer]", ([, y, m, d, last]) => isDay(y, m, d) && luhnHolds(y + m + d + last)],
    EMAIL: [EMAIL, "[e-postadress]", () => true],
    PHONE: [PHONE, "[telefonnummer]", (match, after) => {
      const many = digits(match[0].replace(/^\+46[ -]?(?:\(0\))?/, "0")).length;
      return many >= 8 && many <= 10 && !MONEY.test(after) && !/^0\d[.:]\d\d ?[-–]/.test(match[0]);
    }],
    PLATE: [PLATE, "[bil]", (match, _after, before) => CAR.test(before) && !NO_PLATE.has(match[0].slice(0, 3))],
  };

  // Every finding as {start, end, label, suggestion, words}, places as JavaScript counts them; none in [...].
  const find = (typed) => {
    const text = typed.replace(/\[[^[\]\n]{1,80}\](?!\()/gu, (inside) => "\0".repeat(inside.length));
    const found = [];
    for (const [label, [pattern, suggestion, holds]] of Object.entries(certain)) {
      for (const match of text.matchAll(pattern)) {
        const start = match.index;
        const words = match[0].replace(/[.'-]+$/u, "");
        const end = start + words.length;
        const isFree = found.every((one) => one.end <= start || end <= one.start);
        if (isFree && holds(match, text.slice(end), text.slice(Math.max(0, start - 40), start))) {
          found.push({ start, end, label, suggestion, words });
        }
      }
    }
    return found.sort((one, other) => one.start - other.start);
  };

  return { find };
})();
