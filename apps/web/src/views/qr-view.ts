/** A link as a QR code, drawn as one path. The only place that knows the library. */
import { html, type TemplateResult } from "lit";
import { encodeQR } from "qr";

/** Four modules of quiet round it, as ISO/IEC 18004 asks: without them some cameras find nothing. */
const quiet = 4;

/** Dark on white in both themes: many readers don't know the inverse. */
export function qrView(text: string, label: string): TemplateResult {
  const rows = encodeQR(text, "raw", { ecc: "medium", border: quiet });
  const path = rows.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : ""))).join("");
  return html`<svg class="qr" viewBox="0 0 ${rows.length} ${rows.length}" role="img" aria-label=${label} shape-rendering="crispEdges"><rect class="qr-paper" width=${rows.length} height=${rows.length} /><path class="qr-ink" d=${path} /></svg>`;
}
