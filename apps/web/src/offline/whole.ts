/** Whether an answer of the server is the very file that the build made. Nothing else is ever kept for offline. */

/** The build's list: each file's path ("/" is the page) with the SHA-256 of its bytes in lower-case hex. */
export type FileHashes = Readonly<Record<string, string>>;

/** An answer that isn't the file asked for. The message names the file and the reason. */
class NotWholeError extends Error {
  override name = "NotWholeError";
}

/** What a browser checks before it runs or applies a file; of the others only HTML, a server's page of excuses, is refused. */
const typesByExtension: Readonly<Record<string, RegExp>> = {
  html: /^text\/html\b/iu,
  js: /^(?:text|application)\/javascript\b/iu,
  css: /^text\/css\b/iu,
  wasm: /^application\/wasm\b/iu,
};
const notHtml = /^(?!text\/html\b)/iu;

const typeOf = (path: string): RegExp => typesByExtension[path === "/" ? "html" : (path.split(".").at(-1) ?? "")] ?? notHtml;

/** SHA-256 in lower-case hex. Needs a secure context, as service workers do. */
export async function sha256Hex(bytes: BufferSource): Promise<string> {
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether the status and the type are those of the file at `path`; the bytes aren't looked at. */
export function whyNotServed(path: string, { status, type, redirected, headers }: Response): string | undefined {
  if (type === "opaque" || type === "opaqueredirect" || redirected) return "was redirected";
  if (status !== 200) return `answered ${String(status)}`;
  const contentType = headers.get("content-type") ?? "";
  return typeOf(path).test(contentType) ? undefined : `is of type ${contentType === "" ? "unknown" : contentType}`;
}

/**
 * The answer itself where it is whole: status 200, neither redirected nor opaque, of the right type, and byte for
 * byte what the build made. Throws NotWholeError otherwise, and what reading the body throws.
 */
export async function whole(path: string, sha256: string, answer: Response): Promise<Response> {
  const why = whyNotServed(path, answer);
  if (why !== undefined) throw new NotWholeError(`${path} ${why}`);
  const copy = answer.clone();
  if ((await sha256Hex(await answer.arrayBuffer())) !== sha256) throw new NotWholeError(`${path} isn’t the file that was built`);
  return copy;
}
