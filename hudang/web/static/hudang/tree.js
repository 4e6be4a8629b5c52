/* The tree by key (WAI-ARIA tree pattern); what lies below a node is fetched when it is opened. Without script each
   node is a link that opens the page along its way. */
(function () {
  "use strict";

  const tree = document.querySelector("[data-tree]");
  if (!tree) return;
  const nodes = () => Array.from(tree.querySelectorAll("[role=treeitem]")).filter((node) => node.offsetParent);
  const group = (node) => document.getElementById("group-" + node.dataset.at);
  const isOpen = (node) => node.getAttribute("aria-expanded") === "true";

  function moveTo(node, focus) {
    tree.querySelectorAll("[role=treeitem]").forEach((other) => { other.tabIndex = other === node ? 0 : -1; });
    if (!node || !focus) return;
    node.focus({ preventScroll: true });
    node.scrollIntoView({ block: "nearest" });
  }

  async function open(node) {
    if (!node.hasAttribute("aria-expanded") || isOpen(node) || node.classList.contains("is-busy")) return;
    if (!group(node)) {
      node.classList.add("is-busy");
      try {
        const answer = await fetch(tree.dataset.branch + "?at=" + encodeURIComponent(node.dataset.at), { credentials: "same-origin" });
        if (!answer.ok) throw new Error(String(answer.status));
        const made = document.createElement("ul");
        made.setAttribute("role", "group");
        made.id = "group-" + node.dataset.at;
        made.innerHTML = await answer.text(); // the server's own fragment, escaped there
        node.parentElement.append(made);
        node.setAttribute("aria-owns", made.id);
        made.querySelectorAll("[role=treeitem]").forEach((below) => { below.tabIndex = -1; });
      } catch (error) {
        window.hudang.toast("bad", "没有展开，请检查网络后再试。");
        return;
      } finally {
        node.classList.remove("is-busy");
      }
    }
    group(node).hidden = false;
    node.setAttribute("aria-expanded", "true");
  }

  function close(node) {
    if (group(node)) group(node).hidden = true;
    node.setAttribute("aria-expanded", "false");
  }

  function above(node) {
    const list = node.closest("[role=group]");
    return list ? list.parentElement.querySelector("[role=treeitem]") : null;
  }

  function press(node, key) {
    const list = nodes();
    const at = list.indexOf(node);
    if (key === "ArrowDown") moveTo(list[at + 1] || node, true);
    else if (key === "ArrowUp") moveTo(list[at - 1] || node, true);
    else if (key === "Home") moveTo(list[0], true);
    else if (key === "End") moveTo(list[list.length - 1], true);
    else if (key === "ArrowRight" && isOpen(node)) moveTo(list[at + 1] || node, true);
    else if (key === "ArrowRight") open(node);
    else if (key === "ArrowLeft" && isOpen(node)) close(node);
    else if (key === "ArrowLeft") moveTo(above(node) || node, true);
    else if (key === " ") node.click();
    else return false;
    return true;
  }

  tree.addEventListener("keydown", (event) => {
    const node = event.target.closest("[role=treeitem]");
    if (!node || event.ctrlKey || event.metaKey || event.altKey) return;
    if (press(node, event.key)) {
      event.preventDefault();
      event.stopPropagation();
    }
  });

  tree.addEventListener("click", (event) => {
    const mark = event.target.closest(".tree__mark");
    const node = mark && mark.closest("[aria-expanded]");
    if (!node) return;
    event.preventDefault();
    moveTo(node, true);
    if (isOpen(node)) close(node);
    else open(node);
  });

  const chosen = tree.querySelector("[aria-current]") || tree.querySelector("[role=treeitem]");
  moveTo(chosen, false);
  if (chosen) chosen.scrollIntoView({ block: "nearest" });
})();
