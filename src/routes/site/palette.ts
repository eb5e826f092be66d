/** What every page begins with: its colours, in light and in dark. */
export const PALETTE = `:root { color-scheme: light dark; --ground: #fdfcfa; --sheet: #fff; --ink: #1d2428; --soft: #5b666d; --line: #e3e0da; --mark: #0b6e63; --code: #f4f1ec; --warm: #9a4b12; --cool: #24589c; --red: #a3262a }
@media (prefers-color-scheme: dark) { :root { --ground: #14181a; --sheet: #1a1f22; --ink: #e6e8e8; --soft: #9aa6ac; --line: #2d3438; --mark: #57c8b8; --code: #20272a; --warm: #e5a067; --cool: #86b4ef; --red: #f08a8c } }
* { box-sizing: border-box }`
