// How a person does each task of the office, one script per task. With `corrections` she makes a small mistake on
// the way and puts it right: a wrong menu and Escape, a slip of the finger, a paste into the wrong cell and undo.

import type { Locator, Page } from 'playwright-core';
import type { Slots } from '../tasks.ts';
import type { AppName } from '../world/world.ts';
import type { Hand } from './hand.ts';

export interface Scene {
  readonly hand: Hand;
  readonly slots: Slots;
  readonly corrections: boolean;
  /** The open tab of an application. */
  tab(app: AppName): Page;
}

export type Script = (scene: Scene) => Promise<void>;

const slot = (scene: Scene, name: string): string => scene.slots[name] ?? '';

/** The first row of a table that names the customer. */
function row(page: Page, text: string): Locator {
  return page.getByRole('cell', { name: text, exact: true }).first();
}

const menuEntry = (page: Page, name: string): Locator =>
  page.getByRole('menubar').getByRole('menuitem', { name, exact: true });

async function openCustomer(scene: Scene): Promise<Page> {
  const { hand } = scene;
  await hand.click(hand.page.getByRole('link', { name: slot(scene, 'customer'), exact: true }));
  await hand.page.getByRole('tablist').waitFor();
  await hand.page.waitForLoadState('load');
  return hand.page;
}

async function typeInto(scene: Scene, target: Locator, text: string): Promise<void> {
  await scene.hand.click(target);
  await scene.hand.type(text);
}

const openMail: Script = async (scene) => {
  const { hand } = scene;
  await hand.click(row(hand.page, slot(scene, 'customer')));
  await hand.page.frameLocator('iframe').locator('article').waitFor();
};

const fileMail: Script = async (scene) => {
  const { hand } = scene;
  await openMail(scene);
  if (scene.corrections) {
    await hand.click(menuEntry(hand.page, 'View'));
    await hand.press('Escape');
  }
  await hand.click(menuEntry(hand.page, 'Message'));
  await hand.click(menuEntry(hand.page, 'Move to'));
  await hand.click(menuEntry(hand.page, slot(scene, 'folder')));
};

/** Opens the newest invoice of the customer, marks one of its values and copies it. */
async function copyFromInvoice(scene: Scene, label: string): Promise<void> {
  const { hand } = scene;
  await hand.click(row(hand.page, slot(scene, 'customer')));
  const value = hand.page.frameLocator('iframe').locator(`.${label} dd`);
  await hand.click(value, 3);
  await hand.press('Control+c');
}

const copyTotal: Script = async (scene) => {
  const { hand } = scene;
  await copyFromInvoice(scene, 'total');
  await hand.turnTo(scene.tab('sheet'));
  const line = hand.page
    .getByRole('row')
    .filter({ has: hand.page.getByRole('rowheader', { name: slot(scene, 'customer'), exact: true }) });
  if (scene.corrections) {
    await hand.click(line.locator('[data-heading="Remarks"]'));
    await hand.press('Control+v');
    await hand.press('Control+z');
  }
  await hand.click(line.locator('[data-heading="Total"]'));
  await hand.press('Control+v');
};

const copyIban: Script = async (scene) => {
  const { hand } = scene;
  await copyFromInvoice(scene, 'iban');
  await hand.turnTo(scene.tab('crm'));
  await openCustomer(scene);
  if (scene.corrections) {
    await hand.click(menuEntry(hand.page, 'Go'));
    await hand.press('Escape');
  }
  await hand.click(hand.page.getByRole('tab', { name: 'Billing' }));
  await hand.click(hand.page.getByLabel('IBAN'));
  await hand.press('Control+v');
  await hand.click(hand.page.getByRole('button', { name: 'Save billing' }));
  await hand.page.getByText('Saved').waitFor();
};

const addCustomer: Script = async (scene) => {
  const { hand } = scene;
  await hand.click(hand.page.getByRole('button', { name: 'New customer' }));
  await typeInto(scene, hand.page.getByLabel('Company name'), slot(scene, 'company'));
  await typeInto(scene, hand.page.getByLabel('Contact person'), slot(scene, 'contact'));
  await hand.click(hand.page.getByLabel('E-mail'));
  if (scene.corrections) await hand.typeWithSlip(slot(scene, 'email'));
  else await hand.type(slot(scene, 'email'));
  await typeInto(scene, hand.page.getByLabel('Phone'), slot(scene, 'phone'));
  await hand.click(hand.page.getByLabel('Segment'));
  await hand.type(slot(scene, 'segment'));
  await hand.press('Enter');
  await hand.click(hand.page.getByRole('button', { name: 'Save customer' }));
  await hand.page.getByRole('tablist').waitFor();
};

const setStage: Script = async (scene) => {
  const { hand } = scene;
  await openCustomer(scene);
  if (scene.corrections) {
    await hand.click(menuEntry(hand.page, 'Go'));
    await hand.press('Escape');
  }
  await hand.click(menuEntry(hand.page, 'Record'));
  await hand.click(menuEntry(hand.page, 'Set stage'));
  await hand.click(menuEntry(hand.page, slot(scene, 'stage')));
};

const moveCard: Script = async (scene) => {
  const { hand } = scene;
  const card = hand.page.getByText(slot(scene, 'customer'), { exact: true });
  await hand.drag(card, hand.page.getByRole('group', { name: slot(scene, 'stage'), exact: true }));
};

const chatMessage: Script = async (scene) => {
  const { hand } = scene;
  await hand.click(
    hand.page
      .getByRole('navigation', { name: 'Channels' })
      .getByText(slot(scene, 'channel'), { exact: true }),
  );
  await hand.click(hand.page.getByRole('textbox', { name: 'Message' }));
  if (scene.corrections) await hand.typeWithSlip(slot(scene, 'message'));
  else await hand.type(slot(scene, 'message'));
  await hand.press('Enter');
};

const signIn: Script = async (scene) => {
  const { hand } = scene;
  await typeInto(scene, hand.page.getByLabel('User name'), slot(scene, 'user'));
  await typeInto(scene, hand.page.getByLabel('Password'), slot(scene, 'password'));
  await hand.click(hand.page.getByRole('button', { name: 'Sign in' }));
  await hand.page.getByRole('heading', { name: 'Ask for leave' }).waitFor();
};

const updateOwner: Script = async (scene) => {
  const { hand } = scene;
  const line = hand.page
    .getByRole('row')
    .filter({ has: hand.page.getByRole('rowheader', { name: slot(scene, 'customer'), exact: true }) });
  await hand.click(line.locator('[data-heading="Owner"]'));
  if (scene.corrections) await hand.typeWithSlip(slot(scene, 'owner'));
  else await hand.type(slot(scene, 'owner'));
  await hand.press('Enter');
};

const askLeave: Script = async (scene) => {
  const { hand } = scene;
  await signIn(scene);
  await typeInto(scene, hand.page.getByLabel('First day'), slot(scene, 'first'));
  await hand.click(hand.page.getByLabel('Last day'));
  if (scene.corrections) await hand.typeWithSlip(slot(scene, 'last'));
  else await hand.type(slot(scene, 'last'));
  await hand.click(hand.page.getByRole('radio', { name: 'Holiday' }));
  await hand.click(hand.page.getByRole('button', { name: 'Send request' }));
  await hand.page.getByText('Your request was sent').waitFor();
};

/** Scripts by task id. */
export const SCRIPTS: Readonly<Record<string, Script>> = {
  'office.open-mail': openMail,
  'office.file-mail': fileMail,
  'office.copy-invoice-total': copyTotal,
  'office.copy-iban': copyIban,
  'office.add-customer': addCustomer,
  'office.set-stage': setStage,
  'office.move-card': moveCard,
  'office.chat-message': chatMessage,
  'office.sign-in': signIn,
  'office.update-owner': updateOwner,
  'office.ask-leave': askLeave,
};
