"""The admin page: one column, from what is in force to what can be done about it. `admin.js` fills it."""

from html import escape

from starlette.responses import HTMLResponse

from corpus.readers import LARGEST_FILE
from corpus.unpack import LARGEST_COLLECTION
from qa.bilingual import both, label
from web.frame import framed, languages_html

_TAKEN = ".txt .md .html .mhtml .pdf .docx .xlsx .csv .tsv .json .jsonl .zip .gz"


def admin_page(name: str, folder: str) -> HTMLResponse:
    """The page.

    Args:
        name: of the admin.
        folder: name of the folder that takes uploads.
    """
    whole, parts = LARGEST_FILE // 2**20, LARGEST_COLLECTION // 2**30
    find = escape(label("按文件名查找", "Find by file name"))
    body = f"""
<header>
  <h1>{both("管理政策文件", "Manage documents")}</h1>
  {languages_html()}
  <nav aria-label="{escape(label("管理员", "Admin"))}">
    <a href=".">{both("回到问答", "Back to the chat")}</a>
    <button type="button" id="logout">{both("退出", "Log out")} {escape(name)}</button>
  </nav>
</header>
<main>
  <div id="told" role="status" aria-live="polite"></div>
  <section aria-labelledby="index-heading">
    <h2 id="index-heading">{both("索引", "Index")}</h2>
    <div class="row"><p id="now">…</p>
    <button type="button" id="build" class="primary">{both("重建索引", "Rebuild the index")}</button></div>
    <div id="progress" hidden>
      <progress id="bar" aria-label="{escape(label("重建进度", "Progress of the rebuild"))}"></progress>
      <p id="bar-words" class="quiet"></p>
    </div>
    <div id="last" hidden></div>
  </section>
  <section aria-labelledby="upload-heading">
    <h2 id="upload-heading">{both("上传", "Upload")}</h2>
    <div id="drop"><input type="file" id="pick" multiple class="unseen"><label for="pick" class="button">
      {both("选择文件", "Choose files")}</label>
      <p>{both("也可以拖到这里", "or drop them here")}</p></div>
    <p class="quiet">{
        both(
            f"存入文件夹“{escape(folder)}”，重建之后才会被搜到；同名的会被替换。",
            f"They go into the folder “{escape(folder)}” and are found after a rebuild; a file of the same name is "
            "replaced.",
        )
    }<br>{_TAKEN}<br>{
        both(
            f"每个至多 {whole} MB，.zip、.gz 和 .jsonl 至多 {parts} GB。",
            f"Up to {whole} MB each, .zip, .gz and .jsonl up to {parts} GB.",
        )
    }</p>
    <ul id="uploads" aria-live="polite"></ul>
  </section>
  <section aria-labelledby="files-heading">
    <h2 id="files-heading">{both("文件", "Files")}</h2>
    <div class="row"><p id="counts" class="quiet"></p>
    <input type="search" id="find" placeholder="{find}" aria-label="{find}"></div>
    <ul id="files"></ul>
    <p id="more" class="quiet" hidden></p>
  </section>
  <section aria-labelledby="generations-heading">
    <h2 id="generations-heading">{both("版本", "Generations")}</h2>
    <ul id="generations"></ul>
    <div class="row"><p class="quiet">{
        both(
            "回退只换索引，文件夹里的文件不变；下次重建会按文件夹里的来。",
            "Going back changes the index, not the files; the next rebuild follows the folder again.",
        )
    }</p>
    <button type="button" id="rollback" hidden>{both("回到上一版", "Go back one")}</button></div>
  </section>
</main>
<dialog id="sure" aria-labelledby="sure-words"><form method="dialog">
  <p id="sure-words"></p>
  <label id="sure-also"><input type="checkbox" id="also" checked><span id="also-words"></span></label>
  <p id="sure-note" class="quiet"></p>
  <menu><button value="no" autofocus>{both("取消", "Cancel")}</button>
  <button value="yes" class="danger" id="sure-yes"></button>
  <button value="more" class="danger" id="sure-more">{both("删除并重建", "Delete and rebuild")}</button></menu>
</form></dialog>
"""
    return framed("管理政策文件 Manage documents", body, "admin.js")
