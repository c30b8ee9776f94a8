export const STYLE = `
:root{color-scheme:light dark;--ink:#1d232b;--soft:#5b6672;--line:#dfe4ea;--paper:#f6f7f9;--card:#fff;--accent:#0b6bcb;--warn:#9a5b00;--warnbg:#fff1d6;--linkbg:#e3f0ff}
@media (prefers-color-scheme:dark){:root{--ink:#e8ecf1;--soft:#9aa6b2;--line:#2d343c;--paper:#14181d;--card:#1c2127;--accent:#6cb2ff;--warn:#ffc970;--warnbg:#3b2c10;--linkbg:#15304d}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.5 system-ui,"DejaVu Sans",sans-serif}
.top,nav,main{max-width:62rem;margin:0 auto;padding:0 1.25rem}
.top{padding-top:2.5rem}
h1{font-size:1.75rem;line-height:1.2;margin:0 0 1rem}
dl{display:flex;flex-wrap:wrap;gap:.75rem 2rem;margin:0 0 1.5rem}
dt{color:var(--soft);font-size:.8125rem}
dd{margin:0;font-weight:600;font-variant-numeric:tabular-nums}
nav ol{columns:2;column-gap:2rem;padding-left:1.25rem;margin:0 0 1rem}
@media (max-width:40rem){nav ol{columns:1}}
a{color:var(--accent)}
h2{font-size:1.25rem;margin:2.5rem 0 .25rem;padding-top:1.5rem;border-top:1px solid var(--line)}
main ol{list-style:none;padding:0;margin:1rem 0 0;display:grid;gap:1rem}
article{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem}
article header{display:flex;gap:.875rem;align-items:flex-start}
.index{min-width:2rem;height:2rem;border-radius:50%;background:var(--paper);border:1px solid var(--line);display:grid;place-items:center;font-size:.8125rem;font-variant-numeric:tabular-nums}
h3{font-size:1rem;margin:0}
.meta{color:var(--soft);font-size:.8125rem;margin:.125rem 0 0}
code{font-family:ui-monospace,"DejaVu Sans Mono",monospace}
.badge{background:var(--paper);border:1px solid var(--line);border-radius:99px;padding:0 .5rem;color:var(--ink);white-space:nowrap}
.badge.warn{background:var(--warnbg);color:var(--warn);border-color:transparent}
.badge.link{background:var(--linkbg);border-color:transparent}
.frame{position:relative;margin-top:.875rem;border:1px solid var(--line);border-radius:6px;overflow:hidden}
.frame img{display:block;width:100%;height:auto}
.box{position:absolute;border:2px solid #e5484d;border-radius:3px;background:#e5484d1a}
.point{position:absolute;width:12px;height:12px;margin:-6px 0 0 -6px;border-radius:50%;background:#e5484d;box-shadow:0 0 0 3px #fff}
.age,.noframe{color:var(--soft);font-size:.8125rem;margin:.375rem 0 0}
`;
