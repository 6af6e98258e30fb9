// The style sheet of the page that `tracebridge tail --html` writes.
#pragma once

namespace tracebridge::tail {

// The three colours differ in hue and in lightness, so that they can be told apart without one of
// the two; and the name of the API stands in every row.
inline constexpr char kHtmlStyle[] = R"css(
:root {
  --page: #f7f7f8; --panel: #ffffff; --text: #1c1e21; --faint: #5d636b; --line: #dfe1e5;
  --hover: #f0f2f5; --opentracing: #1f6fb8; --opencensus: #1b8a5a; --opentelemetry: #b56500;
  --error: #c62828; --event: #1c1e21;
}
@media (prefers-color-scheme: dark) {
  :root {
    --page: #15171a; --panel: #1d2024; --text: #e6e7e9; --faint: #9aa1aa; --line: #33373d;
    --hover: #262a2f; --opentracing: #5aa9f0; --opencensus: #4cc38a; --opentelemetry: #f0a840;
    --error: #ff6b6b; --event: #f4f5f6;
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--page); color: var(--text);
  font: 14px/1.45 system-ui, "Segoe UI", "DejaVu Sans", sans-serif;
}
header, main { max-width: 1400px; margin: 0 auto; padding: 0 20px; }
header {
  display: flex; flex-wrap: wrap; gap: 8px 32px; align-items: baseline;
  justify-content: space-between; padding-top: 20px;
}
h1 { font-size: 18px; margin: 0; }
h2 { font-size: 16px; margin: 0 0 4px; overflow-wrap: anywhere; }
h3 {
  font-size: 11px; margin: 0 0 6px; text-transform: uppercase; letter-spacing: .06em;
  color: var(--faint);
}
h4 { font-size: 13px; margin: 8px 0 2px; overflow-wrap: anywhere; }
h4:first-of-type { margin-top: 0; }
small { color: var(--faint); font-weight: normal; font-size: 12px; }
code, dd { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: 12px; }
a { color: inherit; }
.legend, .facts {
  list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 4px 18px;
  color: var(--faint);
}
.facts b { color: var(--text); }
.swatch {
  display: inline-block; width: 11px; height: 11px; border-radius: 3px; margin-right: 6px;
  vertical-align: -1px; background: var(--tone);
}
.legend .tick { position: static; display: inline-block; margin: 0 9px 0 3px; }
.opentracing { --tone: var(--opentracing); }
.opencensus { --tone: var(--opencensus); }
.opentelemetry { --tone: var(--opentelemetry); }
.swatch.error { background: transparent; border: 2px solid var(--error); }
.trace {
  background: var(--panel); border: 1px solid var(--line); border-radius: 8px;
  margin: 16px 0; padding: 16px 0 8px; overflow: hidden;
}
.trace > h2, .trace > .facts, .trace > p { margin-left: 16px; margin-right: 16px; }
.warning { color: var(--error); margin-top: 6px; margin-bottom: 0; }
.waterfall { margin-top: 12px; }
.row {
  display: grid; grid-template-columns: minmax(200px, 28%) 104px minmax(80px, 11%) 64px 1fr;
  gap: 0 14px; align-items: center; padding: 0 24px 0 16px; min-height: 28px;
}
.axis {
  color: var(--faint); font-size: 12px; border-bottom: 1px solid var(--line); min-height: 24px;
}
.axis u {
  position: absolute; text-decoration: none; transform: translateX(-50%); white-space: nowrap;
  line-height: 24px; top: 0;
}
.axis u:first-child { transform: none; }
.axis u:last-child { transform: translateX(-100%); }
summary { cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary:hover, details[open] > summary { background: var(--hover); }
summary:focus-visible { outline: 2px solid var(--opentracing); outline-offset: -2px; }
details:target > summary { background: var(--hover); box-shadow: inset 3px 0 var(--text); }
.name {
  padding-left: calc(var(--depth) * 14px); white-space: nowrap; overflow: hidden;
  text-overflow: ellipsis;
}
summary .name::before {
  content: "\25B8"; display: inline-block; width: 14px; color: var(--faint); font-size: 10px;
}
details[open] > summary .name::before { content: "\25BE"; }
.mark { color: var(--error); margin-right: 5px; }
.api { color: var(--tone); font-size: 12px; }
.service { color: var(--faint); font-size: 12px; overflow: hidden; text-overflow: ellipsis; }
.missing { color: var(--faint); font-style: italic; }
.missing .name { grid-column: 1 / -1; padding-left: calc(14px + var(--depth) * 14px); }
.track { position: relative; height: 28px; }
.axis .track { height: 24px; }
.row:not(.axis) > .track {
  background: linear-gradient(to right, var(--line) 1px, transparent 1px) 0 0 / 25% 100%;
}
.bar {
  position: absolute; top: 8px; height: 12px; min-width: 3px; border-radius: 2px;
  background: var(--tone);
}
.bar.error { box-shadow: 0 0 0 2px var(--panel), 0 0 0 4px var(--error); }
.tick {
  position: absolute; top: 10px; width: 8px; height: 8px; margin-left: -4px; background: var(--event);
  border: 1px solid var(--panel); transform: rotate(45deg);
}
.duration {
  font-size: 12px; color: var(--faint); text-align: right; white-space: nowrap;
  font-variant-numeric: tabular-nums;
}
.details {
  display: flex; flex-wrap: wrap; gap: 16px 40px; padding: 12px 24px 16px 30px;
  border-bottom: 1px solid var(--line); background: var(--hover);
}
.block { min-width: 220px; max-width: 100%; }
dl { display: grid; grid-template-columns: auto 1fr; gap: 2px 14px; margin: 0; }
dt { color: var(--faint); font-size: 12px; overflow-wrap: anywhere; }
dd { margin: 0; white-space: pre-wrap; overflow-wrap: anywhere; max-width: 90ch; }
.hint { color: var(--faint); margin: 16px 0 32px; }
@media (max-width: 760px) {
  .row { grid-template-columns: minmax(110px, 38%) 60px 1fr; }
  .api, .service, .axis span:nth-child(2), .axis span:nth-child(3) { display: none; }
  .axis u:not(:first-child):not(:last-child) { display: none; }
}
)css";

}  // namespace tracebridge::tail
