/*
** dk_encoding_label.c - encodings and their labels, by the WHATWG Encoding Standard (which
** takes windows-1252 for iso-8859-1, gb18030 for gb2312, and so on, as the web does).
*/
#include <string.h>

#include "dk_bytes.h"
#include "dk_decoder.h"

const dk_encoding dk_encodings[] = {
  { "utf-8", " utf8 unicode-1-1-utf-8 unicode11utf8 unicode20utf8 x-unicode20utf8 ", "",
    DK_SCHEME_UTF8 },
  { "windows-1252",
    " ansi_x3.4-1968 ascii us-ascii iso-8859-1 iso8859-1 iso_8859-1 iso88591 iso-ir-100 "
    "csisolatin1 cp1252 cp819 ibm819 l1 latin1 latin-1 x-cp1252 iso_8859-1:1987 ansi ",
    "WINDOWS-1252 CP1252", DK_SCHEME_BYTE },
  { "windows-1250", " cp1250 x-cp1250 ", "WINDOWS-1250 CP1250", DK_SCHEME_BYTE },
  { "windows-1251", " cp1251 x-cp1251 win-1251 ", "WINDOWS-1251 CP1251", DK_SCHEME_BYTE },
  { "windows-1253", " cp1253 x-cp1253 ", "WINDOWS-1253 CP1253", DK_SCHEME_BYTE },
  { "windows-1254",
    " cp1254 x-cp1254 iso-8859-9 iso8859-9 iso_8859-9 iso88599 iso_8859-9:1989 iso-ir-148 "
    "csisolatin5 l5 latin5 ",
    "WINDOWS-1254 CP1254", DK_SCHEME_BYTE },
  { "windows-1255", " cp1255 x-cp1255 ", "WINDOWS-1255 CP1255", DK_SCHEME_BYTE },
  { "windows-1256", " cp1256 x-cp1256 ", "WINDOWS-1256 CP1256", DK_SCHEME_BYTE },
  { "windows-1257", " cp1257 x-cp1257 ", "WINDOWS-1257 CP1257", DK_SCHEME_BYTE },
  { "windows-1258", " cp1258 x-cp1258 ", "WINDOWS-1258 CP1258", DK_SCHEME_BYTE },
  { "windows-874", " dos-874 iso-8859-11 iso8859-11 iso885911 tis-620 cp874 ",
    "WINDOWS-874 CP874", DK_SCHEME_BYTE },
  { "iso-8859-2",
    " iso8859-2 iso_8859-2 iso88592 iso_8859-2:1987 iso-ir-101 csisolatin2 l2 latin2 ",
    "ISO-8859-2", DK_SCHEME_BYTE },
  { "iso-8859-3", " iso8859-3 iso_8859-3 iso88593 csisolatin3 l3 latin3 ", "ISO-8859-3",
    DK_SCHEME_BYTE },
  { "iso-8859-4", " iso8859-4 iso_8859-4 iso88594 csisolatin4 l4 latin4 ", "ISO-8859-4",
    DK_SCHEME_BYTE },
  { "iso-8859-5",
    " iso8859-5 iso_8859-5 iso88595 iso-ir-144 csisolatincyrillic cyrillic "
    "iso_8859-5:1988 ",
    "ISO-8859-5", DK_SCHEME_BYTE },
  { "iso-8859-6",
    " iso8859-6 iso_8859-6 iso88596 iso-ir-127 csisolatinarabic arabic asmo-708 "
    "ecma-114 iso-8859-6-e iso-8859-6-i ",
    "ISO-8859-6", DK_SCHEME_BYTE },
  { "iso-8859-7",
    " iso8859-7 iso_8859-7 iso88597 iso-ir-126 csisolatingreek greek greek8 elot_928 "
    "ecma-118 sun_eu_greek ",
    "ISO-8859-7", DK_SCHEME_BYTE },
  { "iso-8859-8",
    " iso8859-8 iso_8859-8 iso88598 iso-ir-138 csisolatinhebrew hebrew visual "
    "iso-8859-8-e iso-8859-8-i logical ",
    "ISO-8859-8", DK_SCHEME_BYTE },
  { "iso-8859-10", " iso8859-10 iso885910 csisolatin6 l6 latin6 iso-ir-157 ", "ISO-8859-10",
    DK_SCHEME_BYTE },
  { "iso-8859-13", " iso8859-13 iso885913 ", "ISO-8859-13", DK_SCHEME_BYTE },
  { "iso-8859-14", " iso8859-14 iso885914 ", "ISO-8859-14", DK_SCHEME_BYTE },
  { "iso-8859-15", " iso8859-15 iso885915 iso_8859-15 csisolatin9 l9 latin9 latin-9 ",
    "ISO-8859-15", DK_SCHEME_BYTE },
  { "iso-8859-16", " iso8859-16 ", "ISO-8859-16", DK_SCHEME_BYTE },
  { "koi8-r", " koi koi8 koi8_r cskoi8r ", "KOI8-R", DK_SCHEME_BYTE },
  { "koi8-u", " koi8-ru ", "KOI8-U", DK_SCHEME_BYTE },
  { "ibm866", " 866 cp866 csibm866 dos-866 ", "CP866 IBM866", DK_SCHEME_BYTE },
  { "macintosh", " mac csmacintosh x-mac-roman macroman ", "MACINTOSH", DK_SCHEME_BYTE },
  { "x-mac-cyrillic", " x-mac-ukrainian maccyrillic ", "MAC-CYRILLIC MACCYRILLIC",
    DK_SCHEME_BYTE },
  { "gb18030",
    " gbk gb2312 gb_2312 gb_2312-80 csgb2312 csiso58gb231280 chinese iso-ir-58 x-gbk cp936 "
    "euc-cn ",
    "GB18030", DK_SCHEME_GB18030 },
  { "big5", " big5-hkscs cn-big5 csbig5 x-x-big5 cp950 ", "BIG5-HKSCS CP950 BIG5",
    DK_SCHEME_PAIR },
  { "euc-kr",
    " cseuckr csksc56011987 iso-ir-149 korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 "
    "windows-949 cp949 uhc ",
    "CP949 UHC EUC-KR", DK_SCHEME_PAIR },
  { "euc-jp", " cseucpkdfmtjapanese x-euc-jp eucjp ", "EUC-JP-MS EUC-JP", DK_SCHEME_EUC_JP },
  { "shift_jis",
    " csshiftjis ms932 ms_kanji shift-jis sjis windows-31j x-sjis cp932 windows-932 ",
    "CP932 SHIFT_JIS", DK_SCHEME_SHIFT_JIS },
  { "utf-16le", " utf-16 ucs-2 iso-10646-ucs-2 unicode unicodefeff csunicode utf16 utf16le ",
    "", DK_SCHEME_UTF16LE },
  { "utf-16be", " unicodefffe utf16be ucs-2be ", "", DK_SCHEME_UTF16BE },
  { "utf-32le", " utf-32 ucs-4 utf32 utf32le ucs-4le ", "", DK_SCHEME_UTF32LE },
  { "utf-32be", " utf32be ucs-4be ", "", DK_SCHEME_UTF32BE },
};

const size_t dk_encoding_count = sizeof dk_encodings / sizeof *dk_encodings;

const dk_encoding *dk_encoding_of_name (const char *name) {
  size_t i;
  for (i = 0; i < dk_encoding_count; i++)
    if (strcmp(dk_encodings[i].name, name) == 0)
      return &dk_encodings[i];
  return NULL;
}

const dk_encoding *dk_encoding_of_label (const char *label, size_t len) {
  char name[48]; /* longer than any label */
  size_t i;
  const char *end = label + len;
  label = dk_skip_space(label, end);
  end = dk_trim_space(label, end);
  len = (size_t)(end - label);
  if (len == 0 || len > sizeof name - 3)
    return NULL;
  name[0] = ' ';
  for (i = 0; i < len; i++) {
    name[1 + i] = (char)dk_plain[(unsigned char)label[i]];
    if (name[1 + i] == ' ' || name[1 + i] == '\0')
      return NULL;
  }
  name[1 + len] = '\0';
  for (i = 0; i < dk_encoding_count; i++)
    if (strcmp(dk_encodings[i].name, name + 1) == 0)
      return &dk_encodings[i];
  name[1 + len] = ' ';
  name[2 + len] = '\0';
  for (i = 0; i < dk_encoding_count; i++)
    if (strstr(dk_encodings[i].labels, name) != NULL)
      return &dk_encodings[i];
  return NULL;
}
