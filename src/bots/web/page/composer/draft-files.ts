const STORE = 'files';

/** The pictures of drafts, kept in the browser's database. What the browser refuses is not kept, and nobody is told. */
export class DraftFiles {
  #opened: Promise<IDBDatabase> | null = null;

  async read(key: string): Promise<readonly File[]> {
    const found: unknown = await this.#run('readonly', (store) => store.get(key)).catch(() => []);
    return Array.isArray(found) ? found.filter((one) => one instanceof File) : [];
  }

  async write(key: string, files: readonly File[]): Promise<void> {
    const written = this.#run('readwrite', (store) =>
      files.length === 0 ? store.delete(key) : store.put([...files], key),
    );
    await written.catch(() => undefined);
  }

  async #run(
    mode: IDBTransactionMode,
    ask: (store: IDBObjectStore) => IDBRequest,
  ): Promise<unknown> {
    this.#opened ??= opened();
    const store = (await this.#opened).transaction(STORE, mode).objectStore(STORE);
    return answered(ask(store));
  }
}

function opened(): Promise<IDBDatabase> {
  const request = indexedDB.open('diptych', 1);
  request.addEventListener('upgradeneeded', () => request.result.createObjectStore(STORE));
  return answered(request);
}

function answered<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result));
    request.addEventListener('error', () => reject(request.error ?? new Error('not stored')));
  });
}
