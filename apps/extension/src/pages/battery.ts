// The hidden document that looks at the battery while recording is wanted; it sees and says nothing else.

interface Battery extends EventTarget {
  readonly charging: boolean;
  /** 0 to 1. */
  readonly level: number;
}

const { getBattery } = navigator as { getBattery?: () => Promise<Battery> };

async function watch(): Promise<void> {
  const battery = await getBattery?.call(navigator);
  if (!battery) return;
  const say = (): void => {
    const percent = battery.charging ? undefined : Math.round(battery.level * 100);
    void chrome.runtime.sendMessage({ say: 'battery', percent });
  };
  battery.addEventListener('levelchange', say);
  battery.addEventListener('chargingchange', say);
  say();
}

void watch();
