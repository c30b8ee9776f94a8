import { receiptUrl } from '../api/client.ts';
import type { Me, Receipt } from '../api/types.ts';
import { minute } from '../format.ts';
import { Section } from '../parts/section.tsx';

export function Receipts({ me }: { me: Me }) {
  return (
    <Section
      id="receipts"
      title="Receipts"
      lead="What you agreed to, signed by your device and by the server. Without a valid receipt a recorder does not start."
    >
      {me.receipts.length === 0 && <p className="empty">None yet.</p>}
      {me.receipts.length > 0 && (
        <ul className="plain">
          {me.receipts.map((receipt) => (
            <li key={receipt.hash} className="receipt">
              <span className={`state ${receipt.state}`}>{receipt.state}</span>
              <div>
                <p>
                  Given {minute(receipt.given)}
                  {receipt.withdrawn && <>, withdrawn {minute(receipt.withdrawn)}</>}
                </p>
                <p className="note">
                  {deviceName(me, receipt)}, policy <code>{receipt.policy.slice(0, 12)}</code>
                </p>
              </div>
              <a href={receiptUrl(receipt.hash)} download={`receipt-${receipt.hash.slice(0, 12)}.json`}>
                Download<span className="unseen"> the receipt given {minute(receipt.given)}</span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

const deviceName = (me: Me, receipt: Receipt) =>
  me.devices.find((device) => device.device === receipt.device)?.label ?? 'a removed device';
