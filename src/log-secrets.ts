/** What stands in a line in place of a secret. */
const HIDDEN = '[secret]';
/** Fields and settings whose value is a secret, by the end of their name without its signs: `x-api-key`, `AWS_SESSION_TOKEN`. */
const SECRET_NAME =
  /(?:token|secret|password|passwd|passphrase|apikey|accesskey|accesskeyid|privatekey|authorization|cookie|cookies|signature|credential|credentials|responseurl)$/;
/** Shorter values of settings are words that lines have anyway. */
const MIN_VALUE = 6;

/** Where a word begins, also behind a percent-encoded sign. */
const START = '(?:\\b|(?<=%[\\dA-F]{2}))';
const words = (form: string) => new RegExp(`${START}(?:${form})`, 'g');

/** Secrets by their form, whole or in an address, also percent-encoded. */
const FORMS: readonly (readonly [form: RegExp, left: string])[] = [
  // OpenAI and others: https://platform.openai.com/docs/api-reference/authentication
  [words('sk-[\\w-]{8,}'), HIDDEN],
  // Google's API keys, and those of Vertex AI's express mode.
  [words('AIza[\\w-]{20,}|AQ\\.[\\w-]{20,}'), HIDDEN],
  // Slack: https://docs.slack.dev/authentication/tokens
  [words('x(?:ox[a-z]|app)(?:\\.\\w+)?-[\\w.-]{6,}'), HIDDEN],
  [/(hooks\.slack\.com(?:\/|%2F)[a-z]+)(?:\/|%2F)[^\s"'<>)\]}]+/gi, `$1/${HIDDEN}`],
  // Discord: the token of a bot, and that of an interaction, whole or in an address.
  [words('[\\w-]{23,28}\\.[\\w-]{6,7}\\.[\\w-]{27,}'), HIDDEN],
  [words('aW50ZXJhY3Rpb246[\\w+/=-]+'), HIDDEN],
  [/((?:interactions|webhooks)(?:\/|%2F)\d+)(?:\/|%2F)[\w-]+/gi, `$1/${HIDDEN}`],
  // AWS: ids of keys, session tokens, and what signs a request or an address.
  [words('(?:AKIA|ASIA)[A-Z0-9]{12,}'), HIDDEN],
  [words('(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)[\\w+/=%-]{16,}'), HIDDEN],
  [/((?:Signature|Credential|Security-Token))(=|%3D)[^\s"'&<>,]+/gi, `$1$2${HIDDEN}`],
  // The person and password of an address. Bounded: a text full of beginnings would be read to its end from each.
  [/(:\/\/|%3A%2F%2F)[^\s"'<>/@]{0,512}(@|%40)/gi, `$1${HIDDEN}$2`],
  [/\b(Bearer|Basic|Bot)(\s+|%20)[\w.~+/=%-]{8,}/gi, `$1$2${HIDDEN}`],
  // "token": "…", api_key=…, password: …
  [
    /((?:token|secret|password|passphrase|api[_-]?key|access[_-]?key|authorization|cookie)(?:\\*["'])?\s*(?:[:=]|%3D)\s*(?:\\*["'])?)[^\s"'\\&,;<>(){}[\]]{6,}/gi,
    `$1${HIDDEN}`,
  ],
];

/** Whether a setting or a field of this name is a secret. */
export function isSecretName(name: string): boolean {
  return SECRET_NAME.test(name.toLowerCase().replace(/[^a-z]/g, ''));
}

/** The secrets among settings: their values, and the passwords in addresses. */
export function secretsOf(env: Readonly<Record<string, string | undefined>>): readonly string[] {
  const found = Object.entries(env).flatMap(([name, value = '']) => {
    const password = passwordOf(value);
    return isSecretName(name) ? [value.trim(), ...password] : password;
  });
  return [...new Set(found)].filter((one) => one.length >= MIN_VALUE);
}

function passwordOf(value: string): readonly string[] {
  if (!value.includes('://') || !URL.canParse(value)) return [];
  const { password } = new URL(value);
  return [password, decoded(password)];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Takes secrets out of what is logged: fields by their names, texts by the forms of secrets and by the given values. */
export class Secrets {
  readonly #values: readonly string[];

  constructor(values: readonly string[]) {
    const forms = values.flatMap((one) => [
      one,
      encodeURIComponent(one),
      Buffer.from(one).toString('base64'),
    ]);
    // A longer secret may begin with a shorter one.
    this.#values = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  }

  /** A line of JSON without secrets, with its end of line. */
  hide(line: string): string {
    return `${JSON.stringify(this.#without(JSON.parse(line)))}\n`;
  }

  #without(value: unknown): unknown {
    if (typeof value === 'string') return this.#text(value);
    if (Array.isArray(value)) return this.#list(value);
    if (typeof value !== 'object' || value === null) return value;
    const fields = Object.entries(value).map(([name, inner]) => [
      this.#text(name),
      isSecretName(name) && hasText(inner) ? HIDDEN : this.#without(inner),
    ]);
    return Object.fromEntries(fields);
  }

  /** Also headers as a list: names and values in turn. */
  #list(values: readonly unknown[]): readonly unknown[] {
    return values.map((one, index) => {
      const before = values[index - 1];
      const isNamed = typeof before === 'string' && isSecretName(before);
      return isNamed && hasText(one) ? HIDDEN : this.#without(one);
    });
  }

  #text(text: string): string {
    const withoutValues = this.#values.reduce((left, one) => left.replaceAll(one, HIDDEN), text);
    return FORMS.reduce((left, [form, kept]) => left.replace(form, kept), withoutValues);
  }
}

/** Counts and flags, such as a count of tokens, are no secrets. */
function hasText(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'object' && value !== null);
}
