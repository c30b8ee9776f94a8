// Style of docs/guide/places.html: the portal's palette, without its style sheet, since the page is one file.

export const STYLE = `
:root{color-scheme:light dark;--paper:#faf9f6;--sheet:#fff;--ink:#1c2320;--soft:#55605b;--line:#e2e0d8;--faint:#f1efe9;--accent:#17695a;--accent-faint:#e3f0ec;--danger:#a3302a;--danger-faint:#fbeae8;--warn:#7a5200;--warn-faint:#fbf1da;font:16px/1.55 ui-sans-serif,system-ui,"Segoe UI",Roboto,"Noto Sans","DejaVu Sans",sans-serif}
@media (prefers-color-scheme:dark){:root{--paper:#131716;--sheet:#1a201e;--ink:#e7ebe8;--soft:#a3afa9;--line:#2e3734;--faint:#202725;--accent:#6fc7b2;--accent-faint:#1c322c;--danger:#f0918a;--danger-faint:#3a2120;--warn:#e5bd6b;--warn-faint:#352b17}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:78rem;padding:2rem 1.25rem 4rem;background:var(--paper);color:var(--ink)}
h1{font-size:2rem;line-height:1.2;margin:0 0 .5rem}
h2{font-size:1.15rem;margin:2rem 0 .5rem}
header p{max-width:46rem;margin:0;color:var(--soft)}
dl{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.75rem;margin:0}
dl div{background:var(--sheet);border:1px solid var(--line);border-radius:10px;padding:.75rem 1rem}
dt{margin-bottom:.25rem}
dd{margin:0;font-size:.9rem;color:var(--soft)}
.tag{display:inline-block;border-radius:999px;padding:.05rem .6rem;font-size:.85rem;font-weight:600;background:var(--faint);color:var(--ink)}
.tag.none{background:var(--danger-faint);color:var(--danger)}
.tag.structure{background:var(--warn-faint);color:var(--warn)}
.tag.workflow,.tag.content,.tag.verified{background:var(--accent-faint);color:var(--accent)}
form{display:flex;flex-wrap:wrap;gap:.75rem;align-items:end}
label{display:grid;gap:.2rem;font-size:.85rem;color:var(--soft)}
.wide{flex:1 1 16rem}
input,select,button{font:inherit;color:var(--ink);background:var(--sheet);border:1px solid var(--soft);border-radius:8px;padding:.45rem .6rem;min-height:2.6rem}
button{cursor:pointer}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
[role=status]{margin:1rem 0 .5rem;font-weight:600}
.table{overflow-x:auto;background:var(--sheet);border:1px solid var(--line);border-radius:10px}
table{border-collapse:collapse;width:100%;font-size:.9rem}
th,td{text-align:left;vertical-align:top;padding:.55rem .75rem;border-top:1px solid var(--line)}
thead th{border-top:0;color:var(--soft);font-size:.8rem;white-space:nowrap}
tbody th{font-weight:600;min-width:11rem}
.id,.source,.os{font-weight:400;font-size:.8rem;color:var(--soft)}
.by{min-width:14rem}
td:last-child{min-width:11rem;overflow-wrap:anywhere}
code{font:.85em ui-monospace,"DejaVu Sans Mono",monospace;overflow-wrap:anywhere}
`;
