/*
** dk_tag.h - the elements of HTML that mean something here.
*/
#ifndef DK_TAG_H
#define DK_TAG_H

typedef enum dk_tag {
  DK_TAG_OTHER,
  DK_TAG_TEXT, /* no element: text */
  DK_TAG_A,
  DK_TAG_ABBR,
  DK_TAG_ADDRESS,
  DK_TAG_ARTICLE,
  DK_TAG_ASIDE,
  DK_TAG_AUDIO,
  DK_TAG_B,
  DK_TAG_BIG,
  DK_TAG_BLOCKQUOTE,
  DK_TAG_BODY,
  DK_TAG_BR,
  DK_TAG_BUTTON,
  DK_TAG_CANVAS,
  DK_TAG_CAPTION,
  DK_TAG_CENTER,
  DK_TAG_CITE,
  DK_TAG_DD,
  DK_TAG_DETAILS,
  DK_TAG_DIALOG,
  DK_TAG_DIV,
  DK_TAG_DL,
  DK_TAG_DT,
  DK_TAG_EMBED,
  DK_TAG_FIELDSET,
  DK_TAG_FIGCAPTION,
  DK_TAG_FIGURE,
  DK_TAG_FONT,
  DK_TAG_FOOTER,
  DK_TAG_FORM,
  DK_TAG_FRAME,
  DK_TAG_FRAMESET,
  DK_TAG_H1,
  DK_TAG_H2,
  DK_TAG_H3,
  DK_TAG_H4,
  DK_TAG_H5,
  DK_TAG_H6,
  DK_TAG_HEAD,
  DK_TAG_HEADER,
  DK_TAG_HGROUP,
  DK_TAG_HR,
  DK_TAG_HTML,
  DK_TAG_IFRAME,
  DK_TAG_IMG,
  DK_TAG_INPUT,
  DK_TAG_LABEL,
  DK_TAG_LEGEND,
  DK_TAG_LI,
  DK_TAG_LINK,
  DK_TAG_MAIN,
  DK_TAG_MAP,
  DK_TAG_MATH,
  DK_TAG_MENU,
  DK_TAG_META,
  DK_TAG_NAV,
  DK_TAG_NOSCRIPT,
  DK_TAG_OBJECT,
  DK_TAG_OL,
  DK_TAG_OPTION,
  DK_TAG_P,
  DK_TAG_PICTURE,
  DK_TAG_PRE,
  DK_TAG_SCRIPT,
  DK_TAG_SECTION,
  DK_TAG_SELECT,
  DK_TAG_SOURCE,
  DK_TAG_SPAN,
  DK_TAG_STRONG,
  DK_TAG_STYLE,
  DK_TAG_SUMMARY,
  DK_TAG_SUP,
  DK_TAG_SVG,
  DK_TAG_TABLE,
  DK_TAG_TBODY,
  DK_TAG_TD,
  DK_TAG_TEMPLATE,
  DK_TAG_TEXTAREA,
  DK_TAG_TFOOT,
  DK_TAG_TH,
  DK_TAG_THEAD,
  DK_TAG_TIME,
  DK_TAG_TITLE,
  DK_TAG_TR,
  DK_TAG_UL,
  DK_TAG_VIDEO,
  DK_TAG_COUNT
} dk_tag;

/* The tag of a name in lower case; DK_TAG_OTHER for names that mean nothing here. */
dk_tag dk_tag_of_name (const char *name);
const char *dk_tag_name (dk_tag tag); /* "#text" for text */

enum {
  DK_TAG_BLOCK = 1, /* begins a line of its own */
  DK_TAG_MUTE = 2,  /* what it holds is no text of the page */
  DK_TAG_LONE = 4   /* has no content */
};

/* What kind of element it is: bits of the enumeration above. */
int dk_tag_traits (dk_tag tag);

static inline int dk_tag_is_heading (dk_tag tag) {
  return tag >= DK_TAG_H1 && tag <= DK_TAG_H6;
}

#endif
