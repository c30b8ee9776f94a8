export const STYLE = `
:root{color-scheme:light dark;--ink:#1c2320;--soft:#55605b;--line:#e2e0d8;--paper:#faf9f6;--card:#fff;--accent:#17695a;--warn:#7a5200;--warnbg:#fbf1da;--linkbg:#e3f0ec;--heldbg:#ecebe4;--mark:#d1452f}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebe8;--soft:#a3afa9;--line:#2e3734;--paper:#131716;--card:#1a201e;--accent:#6fc7b2;--warn:#e5bd6b;--warnbg:#352b17;--linkbg:#1c322c;--heldbg:#2b3431}}
*{box-sizing:border-box}
html{scroll-padding-top:1rem}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"DejaVu Sans",sans-serif;overflow-wrap:break-word}
.top,main{max-width:62rem;margin:0 auto;padding:0 1.25rem}
.top{padding-top:2.5rem}
main{padding-bottom:4rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}
.facts{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:0 0 1.5rem}
dt{color:var(--soft);font-size:.8125rem}
dd{margin:0}
.facts dd{font-weight:600;font-variant-numeric:tabular-nums}
small{font-size:.8125rem;font-weight:400;color:var(--soft)}
nav h2{font-size:1rem;margin:0 0 .25rem;padding:0;border:0}
nav ol{columns:2;column-gap:2.5rem;padding-left:1.75rem;margin:0 0 1rem}
nav li{break-inside:avoid;padding:.0625rem 0}
nav small{white-space:nowrap}
@media (max-width:40rem){nav ol{columns:1}}
a{color:var(--accent);text-underline-offset:.15em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:4px}
h2{font-size:1.25rem;line-height:1.3;margin:2.5rem 0 .25rem;padding-top:1.5rem;border-top:1px solid var(--line)}
main ol{list-style:none;padding:0;margin:1rem 0 0;display:grid;gap:1rem;grid-template-columns:minmax(0,1fr)}
main li[id]:target article{border-color:var(--accent);box-shadow:0 0 0 2px var(--accent)}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem}
article header{display:flex;gap:.875rem;align-items:flex-start}
article header div{min-width:0}
.index{flex:none;min-width:2rem;height:2rem;padding:0 .375rem;border-radius:1rem;background:var(--paper);border:1px solid var(--line);display:grid;place-items:center;font-size:.8125rem;font-variant-numeric:tabular-nums;color:inherit;text-decoration:none}
h3{font-size:1rem;line-height:1.4;margin:.25rem 0 0}
.meta{color:var(--soft);font-size:.8125rem;margin:.125rem 0 0}
code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.9em}
.held{background:var(--heldbg);border-radius:4px;padding:0 .2em;cursor:help}
.badges{display:flex;flex-wrap:wrap;gap:.375rem;margin:.5rem 0 0;font-size:.8125rem}
.badge{background:var(--paper);border:1px solid var(--line);border-radius:99px;padding:0 .625rem}
.badge.warn{background:var(--warnbg);color:var(--warn);border-color:transparent}
.badge.warn a{color:inherit}
.badge.link{background:var(--linkbg);border-color:transparent}
figure{margin:0}
.frame{position:relative;margin-top:.875rem;border:1px solid var(--line);border-radius:6px;overflow:hidden}
.frame img{display:block;width:100%;height:auto}
.box{position:absolute;border:2px solid var(--mark);border-radius:3px;background:#d1452f1f;box-shadow:0 0 0 1px #fff}
.point{position:absolute;width:clamp(6px,1.25%,12px);aspect-ratio:1;translate:-50% -50%;border-radius:50%;background:var(--mark);box-shadow:0 0 0 2px #fff}
.point.end{background:#fff;box-shadow:0 0 0 2px var(--mark)}
.age{color:var(--soft);font-size:.8125rem;margin:.375rem 0 0}
.gap article{border:1px dashed var(--soft);background:repeating-linear-gradient(135deg,transparent 0 10px,var(--heldbg) 10px 20px)}
.gap h3,.gap .meta{background:var(--paper);width:fit-content;padding:0 .375rem;border-radius:4px;color:var(--ink)}
summary{cursor:pointer;font-size:.875rem}
article details{margin-top:.5rem}
article summary{color:var(--accent);width:fit-content}
.more{display:grid;grid-template-columns:minmax(0,1fr);gap:0;margin:.5rem 0 0;font-size:.875rem}
.more dd{margin:0 0 .5rem}
.outline{list-style:none;margin:.25rem 0 0;padding:.5rem .75rem;max-height:24rem;overflow:auto;background:var(--paper);border-radius:6px;font-size:.8125rem}
.outline li{padding-left:calc(var(--d)*1rem)}
.outline b{font-weight:400;color:var(--soft)}
mark{background:var(--warnbg);color:inherit;border-radius:3px;padding:0 .25em}
.between{margin-top:1.5rem;color:var(--soft)}
.between ol{color:var(--ink)}
.legend{margin:0 0 1rem}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:.8125rem}
th[scope=row],.legend td:nth-child(2){white-space:nowrap}
th,td{text-align:start;font-weight:400;padding:.25rem 1rem .25rem 0;border-bottom:1px solid var(--line);vertical-align:top}
thead th{color:var(--soft)}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media print{
body{background:#fff;font-size:11pt}
main li[id]{break-inside:avoid}
.frame{max-width:17cm}
article details,nav{display:none}
.box,.point,.frame img{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;
