// Finds what was asked for in the index that stands beside this file. Nothing leaves the page.
(function () {
  "use strict";
  var MOST = 60;
  var list = document.getElementById("search-results");
  var says = document.getElementById("search-says");
  var field = document.getElementById("asked");
  if (!list || !says || !field) { return; }

  function folded(words) { return words.toLowerCase().replace(/[^a-z0-9]+/g, " ").trim(); }

  var index = (window.cobalaminIndex || []).map(function (each) {
    return { kind: each[0], title: each[1], path: each[2], name: each[3],
             heading: " " + folded(each[1]), all: " " + folded(each.slice(1).join(" ")) };
  });

  // A word is found at the beginning of a word; in the title it counts for more.
  function score(entry, words, phrase) {
    var sum = 0;
    for (var i = 0; i < words.length; i += 1) {
      if (entry.all.indexOf(" " + words[i]) < 0) { return 0; }
      sum += entry.heading.indexOf(" " + words[i]) < 0 ? 1 : 4;
    }
    return entry.heading.indexOf(" " + phrase) < 0 ? sum : sum + 8;
  }

  function show(asked) {
    var phrase = folded(asked);
    var words = phrase.split(" ");
    var found = !phrase ? [] : index
      .map(function (entry, place) { return { entry: entry, place: place, score: score(entry, words, phrase) }; })
      .filter(function (each) { return each.score > 0; })
      .sort(function (a, b) { return b.score - a.score || a.place - b.place; });
    list.textContent = "";
    found.slice(0, MOST).forEach(function (each) {
      var item = document.createElement("li");
      var kind = document.createElement("span");
      var link = document.createElement("a");
      kind.className = "kind";
      kind.textContent = each.entry.kind;
      link.href = document.body.dataset.root + each.entry.path;
      link.textContent = each.entry.title;
      item.append(kind, link);
      if (each.entry.name) {
        var name = document.createElement("code");
        name.textContent = each.entry.name;
        item.append(name);
      }
      list.append(item);
    });
    says.textContent = !phrase ? "Type words into the field above."
      : found.length === 0 ? "Nothing found for “" + asked + "”."
      : found.length + " found for “" + asked + "”" + (found.length > MOST ? "; the first " + MOST + " are shown." : ".");
  }

  var asked = new URLSearchParams(window.location.search).get("q") || "";
  field.value = asked;
  show(asked);
  field.addEventListener("input", function () { show(field.value); });
}());
