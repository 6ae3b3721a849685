import { ProviderError } from '../../core/domain/failure.ts';

/** A request that cannot even be sent: nobody was asked, and it cost nothing. */
export function unasked(detail: string): ProviderError {
  return new ProviderError({ kind: 'invalid_request', detail, unasked: true }, { costUsd: 0 });
}

/** For references whose bytes are of no type that vendors take. */
export function noImage(label: string): ProviderError {
  return unasked(`the reference "${label}" is no PNG, JPEG or WebP`);
}
