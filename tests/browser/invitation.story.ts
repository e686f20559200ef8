/** A relay that asks for an invitation, met in a real browser: what the app says, and how the owner gets in. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { invitation } from "@kith/core/relay";
import { wrongInAnyLook } from "./looks.ts";
import { openDevice, serve, startOnSample, type Device, type Served } from "./support.ts";

const inviteSecret = "a secret of whoever runs this relay";

describe("a relay that asks for an invitation", () => {
  let served: Served;
  let device: Device;

  beforeAll(async () => {
    served = await serve({ inviteSecret });
    device = await openDevice();
    await startOnSample(device.page, served.address);
  });
  afterAll(async () => {
    await device.close();
    await served.stop();
  });

  test("[B132] the app works without it, says what is missing, refuses what isn't one, and syncs with the right one", async () => {
    const { page } = device;
    await page.goto(`${served.address}/data`);
    await page.getByRole("heading", { name: "Your sync server asks for an invitation" }).waitFor();
    const vault = await page.locator(".vault-id").innerText();
    expect(vault).toMatch(/^[\w-]{22}$/u);
    expect(await wrongInAnyLook(page, "invitation-asked")).toEqual({});
    const field = page.getByRole("textbox", { name: "Invitation" });
    await field.fill(invitation("another secret", vault));
    await page.keyboard.press("Enter");
    await page.getByText("the server didn’t take it").waitFor();
    await field.fill(` ${invitation(inviteSecret, vault)} `);
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Your sync server asks for an invitation" }).waitFor({ state: "detached", timeout: 10_000 });
    await page.getByText("On the server").first().waitFor({ timeout: 10_000 });
    expect(device.complaints).toEqual([]);
  });
});
