/** Menus are shown within the page's main part, so that they belong to a landmark wherever they are opened. */
export function overMain(): HTMLElement | null {
  return document.getElementById('main');
}
