/** What this tablet keeps: IndexedDB as promises. Every write resolves only once it is on the disk. */

/**
 * Return a promise of the database; `stores` is {name: options of createObjectStore}. Stores are only ever added.
 */
export function openDatabase(name, version, stores) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      const known = opening.result.objectStoreNames;
      for (const [store, options] of Object.entries(stores)) {
        if (!known.contains(store)) opening.result.createObjectStore(store, options);
      }
    };
    opening.onsuccess = () => {
      opening.result.onversionchange = () => opening.result.close();
      resolve(opening.result);
    };
    opening.onerror = () => reject(opening.error);
  });
}

/** Run `work(store…)` in one strict transaction; return a promise of its request's result (or its value) once it is kept. */
export function write(database, stores, work) {
  return transact(database, stores, "readwrite", work);
}

/** The same for looking only. */
export function read(database, stores, work) {
  return transact(database, stores, "readonly", work);
}

function transact(database, stores, mode, work) {
  return new Promise((resolve, reject) => {
    const transaction = database.transaction(stores, mode, { durability: "strict" });
    const given = work(...stores.map((store) => transaction.objectStore(store)));
    transaction.oncomplete = () => resolve(given instanceof IDBRequest ? given.result : given);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
