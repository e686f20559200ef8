import { expect, test, vi } from "vitest";

test("[B156] only addresses of Kith’s own origin become code, also where the browser has no trusted types", async () => {
  vi.stubGlobal("document", { baseURI: "https://kith.example/people" });
  vi.stubGlobal("window", { location: { origin: "https://kith.example" } });
  const { scriptUrl } = await import("./script-url.ts");
  expect(scriptUrl("/sw.js")).toBe("https://kith.example/sw.js");
  for (const address of ["https://elsewhere.example/sw.js", "//elsewhere.example/sw.js", "data:text/javascript,1", "blob:https://elsewhere.example/1", "javascript:1"]) {
    expect(() => scriptUrl(address), `took ${address}`).toThrow(TypeError);
  }
  vi.unstubAllGlobals();
});
