// Keys, sound, saved filters and the address of the duty desk. A key presses the button that people see: it can do nothing
// that they cannot.
const saved = `citykit.desk.saved ${new URL(document.baseURI).pathname}`, sound = 'citykit.desk.sound';
const typing = 'input:not([type=checkbox]), textarea, select, [contenteditable=true]';
let audio = null;

export function start(root) {
    const onKey = event => pressed(root, event);
    document.addEventListener('keydown', onKey);
    root.dataset.keys = 'on';
    return { stop: () => document.removeEventListener('keydown', onKey) };
}

function pressed(root, event) {
    if (!root.isConnected || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const dialog = document.querySelector('.mud-dialog-container, .mud-dialog');
    if (event.key === 'Escape') return void (dialog ?? press(root, 'Escape'));
    if (dialog || event.target.matches?.(typing)) return;
    if (act(root, event.key)) event.preventDefault();
}

function act(root, key) {
    const row = document.activeElement?.closest?.('[data-row]');
    switch (key) {
        case 'j': case 'ArrowDown': return step(root, row, 1);
        case 'k': case 'ArrowUp': return step(root, row, -1);
        case 'x': return row?.querySelector('[data-mark]')?.click() ?? true;
        default: return elsewhere(row) && /^[a-z]$/.test(key) && key !== 'n' ? click(row.querySelector('.duty-open')) : press(root, key);
    }
}

// A step is of what is open: with another row in focus, the key opens that one first.
function elsewhere(row) {
    return row && row.getAttribute('aria-current') !== 'true';
}

function step(root, row, by) {
    const rows = [...root.querySelectorAll('[data-row]')];
    const next = row ? rows[rows.indexOf(row) + by] : rows.find(one => one.getAttribute('aria-current') === 'true') ?? rows[0];
    next?.querySelector('.duty-open').focus();
    next?.scrollIntoView({ block: 'nearest' });
    return rows.length > 0;
}

function press(root, key) {
    const found = [...root.querySelectorAll(`[data-key="${CSS.escape(key)}"]:not([disabled])`)].at(-1);
    return found ? click(found) : false;
}

function click(element) {
    if (element.matches(typing)) element.focus();
    else element.click();
    return true;
}

export function address(url) {
    history.replaceState(history.state, '', url);
}

export function focusIn(root, selector) {
    root.querySelector(selector)?.focus();
}

export function filters() {
    return JSON.parse(localStorage.getItem(saved) ?? '[]');
}

export function keepFilters(list) {
    localStorage.setItem(saved, JSON.stringify(list));
}

// 'off', 'on', or 'blocked': on, and the browser wants a press first.
export function soundState() {
    if (localStorage.getItem(sound) !== 'on') return 'off';
    return audio?.state === 'running' ? 'on' : 'blocked';
}

export async function allowSound() {
    audio ??= new AudioContext();
    await audio.resume();
    localStorage.setItem(sound, 'on');
    chime();
    return soundState();
}

export function mute() {
    localStorage.setItem(sound, 'off');
    return soundState();
}

// Two tones, three times; nothing while it is off or blocked.
export function chime() {
    if (soundState() !== 'on') return false;
    for (let i = 0; i < 6; i++) tone(i % 2 ? 660 : 880, audio.currentTime + i * 0.22);
    return true;
}

function tone(frequency, at) {
    const oscillator = audio.createOscillator(), volume = audio.createGain();
    oscillator.frequency.value = frequency;
    volume.gain.setValueAtTime(0.25, at);
    volume.gain.exponentialRampToValueAtTime(0.001, at + 0.2);
    oscillator.connect(volume).connect(audio.destination);
    oscillator.start(at);
    oscillator.stop(at + 0.2);
}
