/** What this tablet keeps: IndexedDB as promises. Every write resolves only once it is on the disk. */

/**
 * Return a promise of the database; `stores` is {name: options of createObjectStore}. Stores are only ever added, never
 * changed: so a page of an older version of the program goes on with a database that a newer one has opened, and the other
 * way round, and nothing that waits is ever stranded.
 */
export async function openDatabase(name, version, stores) {
  let house = null;
  const database = () => (house ??= opened(name, version, stores, () => (house = null)));
  await database();
  return database;
}

async function opened(name, version, stores, shut) {
  try {
    return await open(name, version, stores, shut);
  } catch (error) {
    if (error.name !== "VersionError") throw error;
    return open(name, undefined, stores, shut); // a newer page has been here: its stores hold ours
  }
}

function open(name, version, stores, shut) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open(name, version);
    opening.onupgradeneeded = () => {
      const known = opening.result.objectStoreNames;
      for (const [store, options] of Object.entries(stores)) {
        if (!known.contains(store)) opening.result.createObjectStore(store, options);
      }
    };
    opening.onsuccess = () => {
      opening.result.onclose = shut;
      opening.result.onversionchange = () => {
        shut(); // what comes next opens it anew, as the newer page has made it
        opening.result.close();
      };
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

async function transact(database, stores, mode, work) {
  const house = await database();
  return new Promise((resolve, reject) => {
    const transaction = house.transaction(stores, mode, { durability: "strict" });
    const given = work(...stores.map((store) => transaction.objectStore(store)));
    transaction.oncomplete = () => resolve(given instanceof IDBRequest ? given.result : given);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
}
