// What lies on the phone, as the app keeps it.
async () => {
  const database = await new Promise((resolve, reject) => {
    const request = indexedDB.open("lofteskartan-falt");
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const all = (name) => new Promise((resolve, reject) => {
    const request = database.transaction(name).objectStore(name).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
  const [entries, ops, photos] = [await all("entries"), await all("ops"), await all("photos")];
  database.close();
  return {
    ops: ops.map(({ op, id, refused }) => ({ op, id, refused })),
    findings: entries.filter((one) => one.kind === "finding")
      .map(({ id, receipt }) => ({ id, sha256: receipt?.sha256 ?? null })),
    photos: photos.map(({ id, finding, sha256, sent_at, refused }) => {
      return { id, finding, sha256, sent: sent_at !== null, refused };
    }),
  };
}
