// What the browser alone can do: the theme, Enter, and staying at the end of an answer that grows.
const root = document.documentElement;

const theme = localStorage.getItem("theme");
if (theme) root.dataset.theme = theme;

function switchTheme() {
  const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = isDark ? "light" : "dark";
  localStorage.setItem("theme", root.dataset.theme);
}

document.addEventListener("click", event => {
  if (event.target.closest("[data-theme-switch]")) switchTheme();
  // The button goes away, and whoever pressed it by keyboard goes on with the next message.
  if (event.detail === 0 && event.target.closest("[data-then-compose]")) document.getElementById("question").focus();
  // Whoever chose a conversation wants to see it.
  if (event.target.closest("[popover] a")) document.getElementById("conversations").hidePopover();
});

document.addEventListener("keydown", event => {
  if (event.key !== "Enter" || event.shiftKey || event.isComposing || !event.target.matches("[data-enter-submits]")) return;
  event.preventDefault();
  event.target.form.requestSubmit();
});

// The page follows a growing answer until somebody scrolls up to read.
let follows = true;
const distanceToEnd = () => root.scrollHeight - root.clientHeight - root.scrollTop;
document.addEventListener("submit", () => { follows = true; });
document.addEventListener("scroll", () => { follows = distanceToEnd() < 40; });
document.addEventListener("DOMContentLoaded", () =>
  new ResizeObserver(() => { if (follows) root.scrollTop = root.scrollHeight; }).observe(document.body));
