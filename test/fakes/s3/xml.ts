import type { S3Refusal } from './refusal.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n';
const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

/** A text inside XML; control characters as the references that S3 writes. */
export function escapeXml(text: string): string {
  return (
    text
      .replace(/[&<>"']/g, (char) => ESCAPES[char] ?? char)
      // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
      .replace(/[\u0000-\u001f]/g, (char) => `&#x${char.charCodeAt(0).toString(16)};`)
  );
}

/** One element with a text in it. */
export function element(name: string, text: string | number | boolean): string {
  return `<${name}>${escapeXml(String(text))}</${name}>`;
}

/** A whole answer. */
export function document(root: string, content: string): string {
  return `${HEAD}<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
}

/** The body of a refusal, which has no namespace. */
export function errorDocument(refusal: S3Refusal, resource: string): string {
  const fields = { Code: refusal.code, Message: refusal.message, ...refusal.more };
  const elements = Object.entries(fields).map(([name, text]) => element(name, text));
  return `${HEAD}<Error>${elements.join('')}${element('Resource', resource)}${element('RequestId', 'FAKE')}</Error>`;
}
