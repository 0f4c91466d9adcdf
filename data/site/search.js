// Looks for words in what pages.js holds: no server is asked, and nothing leaves the page.
"use strict";
(function () {
  var form = document.getElementById("search");
  var words = document.getElementById("words");
  var found = document.getElementById("found");
  var count = document.getElementById("count");
  var newest = document.getElementById("newest");
  if (!form || !window.pages) {
    return;
  }
  var pages = window.pages.map(function (page) {
    page.all = [page.n, page.t, page.i, page.c].join("\n").toLowerCase();
    return page;
  });

  function row(page) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    var facts = document.createElement("span");
    link.href = page.u;
    link.textContent = page.t;
    facts.className = "facts";
    facts.textContent = page.n + " " + page.d;
    item.append(link, " ", facts);
    return item;
  }

  function look() {
    var asked = words.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
    newest.hidden = asked.length > 0;
    found.replaceChildren();
    count.textContent = "";
    if (!asked.length) {
      return;
    }
    var hits = pages.filter(function (page) {
      return asked.every(function (word) {
        return page.all.includes(word);
      });
    });
    found.append.apply(found, hits.map(row));
    count.textContent = hits.length ? "找到" + hits.length + "件" : "没有找到，换一个词试试";
  }

  form.hidden = false;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
  });
  words.addEventListener("input", look);
  look();
})();
