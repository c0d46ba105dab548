// What a single key begins and nobody can take back waits five seconds first: any other key stops it, and so does its button.
const WAIT = 5;
let waits = null;

export function later(button) {
  stop();
  const bar = document.createElement("p");
  bar.className = "toast later";
  bar.setAttribute("role", "status");
  const words = document.createElement("span");
  const end = document.createElement("button");
  end.type = "button";
  end.className = "small";
  end.textContent = button.dataset.stop;
  end.addEventListener("click", stop);
  bar.append(words, end);
  document.querySelector(".panes").append(bar);
  waits = { bar, words, key: button.dataset.key, says: button.dataset.later, left: WAIT };
  say();
  waits.timer = setInterval(count, 1000);
}

// Returns whether something waited.
export function stop() {
  if (!waits) return false;
  clearInterval(waits.timer);
  waits.bar.remove();
  waits = null;
  return true;
}

function count() {
  waits.left -= 1;
  if (waits.left > 0) return say();
  const key = waits.key;
  stop();
  // The page may have been renewed meanwhile: what is there now is meant, if it still is.
  document.querySelector(`[data-key="${CSS.escape(key)}"][data-later]`)?.click();
}

function say() {
  waits.words.textContent = waits.says.replace("{n}", waits.left);
}
