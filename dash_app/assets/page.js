/* What only the browser can do: write the address bar, lay out the tables, fold the filters away, copy a citation. */

/* A component of dash.html as an element of the page. Texts become text nodes and attributes, never markup. */
function element(node) {
  if (Array.isArray(node)) {
    const all = document.createDocumentFragment();
    all.append(...node.map(element));
    return all;
  }
  if (node === null || typeof node !== "object") return document.createTextNode(node === null ? "" : String(node));
  const made = document.createElement(node.type);
  for (const [name, value] of Object.entries(node.props)) {
    if (name !== "children" && value !== null) made.setAttribute(name === "className" ? "class" : name, value);
  }
  if ("children" in node.props) made.append(element(node.props.children));
  return made;
}

window.dash_clientside = Object.assign({}, window.dash_clientside, {
  tracker: {
    write: function (asked) {
      if (!asked) return "";
      const query = "?" + asked.query + (asked.page > 1 ? "&page=" + asked.page : "");
      if (query !== window.location.search) {
        window.history.replaceState(window.history.state, "", window.location.pathname + query);
      }
      return query;
    },
    lay: function (table, id) {
      const place = document.getElementById(id);
      if (table && place) place.replaceChildren(element(table));
      return "";
    },
    /* Dash 4.4 gives its controls names and roles that say less than their labels, or contradict each other. */
    mend: function () {
      for (const button of document.querySelectorAll("#controls .dash-dropdown")) {
        button.setAttribute("aria-labelledby", button.id + "-label " + button.id + "-value");
        button.tabIndex = 0;
        const target = button.parentElement.querySelector(".dash-dropdown-focus-target");
        if (target) target.tabIndex = -1;
      }
      for (const input of document.querySelectorAll("#controls .dash-datepicker-input")) {
        input.setAttribute("aria-labelledby", input.id + "-label");
        input.closest(".dash-datepicker-input-wrapper").removeAttribute("aria-expanded");
      }
      for (const group of document.querySelectorAll("#controls .dash-radioitems")) {
        group.setAttribute("role", "radiogroup");
        group.setAttribute("aria-labelledby", group.id + "-label");
        for (const option of group.querySelectorAll("[role=option]")) option.removeAttribute("role");
        for (const option of group.querySelectorAll("[aria-selected]")) option.removeAttribute("aria-selected");
      }
      return "";
    },
    unfold: function () {
      return window.innerWidth >= 900;
    },
  },
});

/* Browsers give a clipboard to pages on this machine or under https; elsewhere the text is selected and copied the old way. */
document.addEventListener("click", function (event) {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  const text = button.getAttribute("data-copy");
  const done = function () {
    button.textContent = "copied";
    setTimeout(function () { button.textContent = "copy citation"; }, 2000);
  };
  const by_hand = function () {
    const area = document.createElement("textarea");
    area.value = text;
    document.body.appendChild(area);
    area.select();
    if (document.execCommand("copy")) done();
    area.remove();
    button.focus();
  };
  if (navigator.clipboard) navigator.clipboard.writeText(text).then(done, by_hand);
  else by_hand();
});
