/** Every code that the server answers with beside the library's own, with its HTTP status and its text in Chinese and English. Closed. */
export const ANSWERS = {
  "request-invalid": [400, "请求不符合其格式；`details` 指明何处", "the request does not fit its schema; `details` says where"],
  "address-invalid": [
    400,
    "无法读取地址：编号须按百分号编码，至多 1,000 个字符",
    "the address cannot be read: ids are percent-encoded, of 1,000 characters at most",
  ],
  "json-invalid": [400, "请求体不是可接受的 JSON", "the body is no JSON that can be taken"],
  "id-mismatch": [400, "请求体中的编号与地址中的不同", "the id in the body is not the one in the address"],
  "duplicate-in-request": [
    400,
    "同一列表中一个编号出现两次；没有写入任何内容，`details` 给出编号",
    "a list names one id twice; nothing was kept, `details` has the id",
  ],
  "record-refused": [422, "无法读取该记录；`issues` 说明原因", "the record cannot be read; `issues` says why"],
  "library-refused": [400, "库拒绝了该请求；`issues` 说明原因", "the library refuses the request; `issues` says why"],
  "token-unknown": [401, "没有这个令牌", "nobody has this token"],
  "not-allowed": [403, "需要权限更高的令牌", "this takes a token of a narrower circle"],
  "not-found": [404, "没有这个记录、任务或地址", "there is no such record, job or address"],
  "job-ended": [409, "任务已经结束，没有可取消的内容", "the job has ended already; there is nothing to cancel"],
  "body-too-large": [413, "请求体超过服务端的上限", "the body is larger than the server takes"],
  "media-type-unknown": [
    415,
    "请求体须为 JSON，并带 `content-type: application/json`",
    "bodies are JSON, with `content-type: application/json`",
  ],
  "too-many-jobs": [429, "等待的任务过多；请待其一结束后再试", "too many jobs wait; try again when one has ended"],
  "search-not-ready": [503, "检索索引正在建立；请稍后再试", "the search index is being made; try again in a moment"],
  "storage-failed": [503, "该变更未能存储；没有保留其中任何内容", "the change could not be stored; nothing of it was kept"],
  "server-failed": [
    500,
    "服务端的缺陷；日志中以该请求或任务的编号记有详情",
    "our defect; the log has it under the id of the request or job",
  ],
} as const satisfies Record<string, readonly [status: number, zh: string, en: string]>;

export type AnswerCode = keyof typeof ANSWERS;
