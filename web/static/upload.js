/* Files are sent one by one, each with a bar of its own; several may be dropped at once. */
"use strict";

(() => {
  const form = document.querySelector("form[data-upload]");
  if (!form) return;
  const input = form.querySelector('input[type="file"]');
  const list = form.querySelector(".uploading");
  const said = form.dataset;
  const waiting = [];
  let busy = false;

  form.querySelector(".drop-hint").hidden = false;
  form.querySelector('button[type="submit"]').hidden = true;

  input.addEventListener("change", () => {
    take(input.files);
    input.value = "";
  });
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const kind of ["dragenter", "dragover"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.add("over");
    });
  }
  for (const kind of ["dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      event.preventDefault();
      form.classList.remove("over");
    });
  }
  form.addEventListener("drop", (event) => take(event.dataTransfer.files));

  function take(files) {
    for (const file of files) waiting.push({ file, line: lineOf(file) });
    next();
  }

  function lineOf(file) {
    const line = document.createElement("li");
    const name = document.createElement("span");
    const state = document.createElement("div");
    const bar = document.createElement("progress");
    name.textContent = file.name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", file.name);
    state.append(bar);
    line.append(name, state);
    list.append(line);
    return line;
  }

  function next() {
    if (busy || waiting.length === 0) return;
    const { file, line } = waiting.shift();
    if (file.size > Number(said.most)) {
      refuse(line, said.large);
      next();
      return;
    }
    busy = true;
    send(file, line);
  }

  function send(file, line) {
    const request = new XMLHttpRequest();
    const content = new FormData();
    content.append("csrf_token", form.querySelector('input[name="csrf_token"]').value);
    content.append("files", file, file.name);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) line.querySelector("progress").value = event.loaded / event.total;
    });
    request.addEventListener("loadend", () => {
      finish(request, line);
      busy = false;
      next();
    });
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.send(content);
  }

  function finish(request, line) {
    const answer = parsed(request);
    if (answer && answer.refused.length === 0) {
      line.dataset.state = "arrived";
      line.lastChild.textContent = said.arrived;
      setTimeout(() => line.remove(), 1500);
    } else {
      refuse(line, answer ? answer.refused.join(" ") : said.failed);
    }
    renew();
  }

  function parsed(request) {
    try {
      const answer = JSON.parse(request.responseText);
      return Array.isArray(answer.refused) ? answer : null;
    } catch {
      return null;
    }
  }

  function refuse(line, sentence) {
    line.dataset.state = "refused";
    line.lastChild.textContent = sentence;
    line.lastChild.className = "failed";
  }

  function renew() {
    const tray = document.getElementById("tray");
    htmx.ajax("GET", tray.dataset.url, { target: "#tray", swap: "outerHTML" });
  }
})();
