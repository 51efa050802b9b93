---What the programs that take articles from pages call the fields of their JSON, the surest
---name first: trafilatura, newspaper3k and 4k, readability, Postlight and Mercury parser,
---news-please, Diffbot, Zyte, Scrapy spiders, GDELT, news APIs, WordPress, schema.org.
---Add a name where yours is missing.
return {
  -- The article's text, as it is.
  text = { "text", "maintext", "articleBody", "textContent", "raw_text", "content_text", "full_text", "fulltext",
    "article_text", "articleText", "body_text", "main_text", "cleaned_text", "plain_text" },
  -- Text or HTML, told by the tags in it; asked where none of the above is there.
  markup = { "body", "content", "html", "articleBodyHtml", "content_html", "article_html" },
  title = { "title", "headline", "title_page", "article_title", "name" },
  url = { "url", "link", "canonicalUrl", "canonical_url", "canonical_link", "pageUrl", "resolvedPageUrl", "permalink",
    "webUrl", "source_url" },
  published = { "published", "date", "date_published", "datePublished", "date_publish", "publish_date", "published_at",
    "publishedAt", "publishedTime", "published_time", "published_date", "publishedDate", "publication_date",
    "publicationDate", "pubDate", "pubdate", "webPublicationDate", "isoDate", "seendate", "datetime",
    "estimatedDate" },
  modified = { "modified", "date_modified", "dateModified", "modifiedTime", "updated", "updated_at", "date_modify", "lastmod",
    "last_modified_at" },
  byline = { "byline", "author", "authors", "creator", "writer" },
  language = { "language", "lang", "inLanguage", "humanLanguage", "meta_lang", "content_language" },
  site = { "site", "sitename", "siteName", "site_name", "publisher", "hostname", "source_domain", "domain" },
  id = { "id", "_id", "guid", "uuid", "uri" },

  -- Objects that hold the article, and arrays that hold several.
  inside = { "article", "_source", "data", "item", "result", "fields" },
  lists = { "articles", "objects", "items", "results", "entries", "posts", "docs", "documents", "hits", "data", "news" },
}
