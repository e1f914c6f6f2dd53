# SPDX-License-Identifier: Apache-2.0
"""A walk through a page with the Tab key: everything that can be used is reached, is seen, and lets go again."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page


@dataclass(frozen=True)
class Walk:
    """What the walk met.

    Attributes:
        stops: what had the focus, in order, each as the start of its HTML.
        problems: what a person with only a keyboard would stumble over; empty where all is well.
    """

    stops: list[str]
    problems: list[str]


_PREPARE = """() => {
  const usable = 'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, ' +
    'audio[controls], video[controls], [contenteditable=""], [contenteditable=true], [tabindex]';
  const isStop = element => {
    if (element.disabled || element.closest('fieldset:disabled') || element.closest('[inert]')) return false;
    if (!element.checkVisibility({visibilityProperty: true})) return false;
    if (element.tabIndex < 0) return false;
    return element.tagName !== 'SUMMARY' || element.parentElement?.tagName === 'DETAILS';
  };
  const all = [...document.querySelectorAll(usable)].filter(isStop);
  // One radio button of a group is a stop of the Tab key: the chosen one, else the first or last of the group.
  const isRadio = element => element.type === 'radio' && element.name;
  const group = element => isRadio(element) ? (element.form?.id || '') + '/' + element.name : null;
  const look = element => {
    const parts = [[element, null], [element, '::before'], [element, '::after']];
    for (const label of element.labels || [])
      parts.push([label, null], [label, '::before'], [label, '::after']);
    return JSON.stringify(parts.map(([part, pseudo]) => {
      const style = getComputedStyle(part, pseudo);
      const shows = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0
        && !/(, 0\\)|\\/ 0\\)|^transparent)$/.test(style.outlineColor);
      return [shows && style.outline, style.boxShadow, style.backgroundColor, style.color, style.borderColor,
        style.borderWidth, style.borderStyle, style.textDecoration];
    }));
  };
  document.activeElement?.blur();
  window.getSelection()?.removeAllRanges();
  window.__walk = {all, group, look, unfocused: all.map(look)};
  return all.map(element => ({html: element.outerHTML.slice(0, 120), group: group(element)}));
}"""

_STOP = """() => {
  const {all, look, unfocused} = window.__walk;
  const element = document.activeElement;
  if (!element || element === document.body || element === document.documentElement) return null;
  const index = all.indexOf(element);
  const box = element.getBoundingClientRect();
  return {
    index, html: element.outerHTML.slice(0, 120),
    changed: index < 0 || look(element) !== unfocused[index],
    inView: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
  };
}"""


def keyboard_walk(page: "Page") -> Walk:
    """Press Tab from the top of the page until the focus leaves it, and report what is wrong on the way.

    Every link, button, field and other control must get the focus (of a group of radio buttons, one); each must look
    different while it has it; and the focus must never be stuck.
    """
    expected = page.evaluate(_PREPARE)
    seen: dict[int, dict[str, object]] = {}
    stops: list[str] = []
    problems: list[str] = []
    # Two more than there are stops: the walk ends when the focus leaves the page or starts over.
    for _ in range(len(expected) + 2):
        page.keyboard.press("Tab")
        stop = page.evaluate(_STOP)
        if stop is None or stop["index"] in seen:
            problems += _trap(stop, seen)
            break
        seen[stop["index"]] = stop
        stops.append(stop["html"])
    problems += [f"focus cannot be seen on {stop['html']}" for stop in seen.values() if not stop["changed"]]
    problems += [f"focus is out of view on {stop['html']}" for stop in seen.values() if not stop["inView"]]
    return Walk(stops=stops, problems=problems + _unreached(expected, set(seen)))


def _trap(stop: dict[str, object] | None, seen: dict[int, dict[str, object]]) -> list[str]:
    """Coming back to the first stop is the end of the page; coming back to any other is a trap."""
    if stop is None or stop["index"] == next(iter(seen)):
        return []
    return [f"the Tab key is trapped at {stop['html']}"]


def _unreached(expected: list[dict[str, str]], seen: set[int]) -> list[str]:
    groups = {expected[index]["group"] for index in seen if index >= 0}
    return [
        f"the Tab key never reaches {control['html']}"
        for index, control in enumerate(expected)
        if index not in seen and not (control["group"] and control["group"] in groups)
    ]
