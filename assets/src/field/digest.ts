/** SHA-256 by the browser itself, which offers it on secure addresses only. */

export async function sha256(bytes: BufferSource): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", bytes);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether this page may keep and send at all: browsers give positions, workers and hashes to secure addresses only. */
export const isSecure = (): boolean => globalThis.isSecureContext && "subtle" in crypto && "indexedDB" in globalThis;
