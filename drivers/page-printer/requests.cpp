#include "drivers/page-printer/requests.h"

#include <utility>

namespace dk::drivers::ipp {
namespace {

constexpr std::string_view kUser = "kiosk";
constexpr int kMostJobs = 200;  // of the printer's history

const std::vector<std::string_view> kStatusWords = {"printer-state", "printer-state-reasons",
                                                    "printer-is-accepting-jobs", "queued-job-count",
                                                    "printer-input-tray"};
const std::vector<std::string_view> kAbilityWords = {"operations-supported",
                                                     "document-format-supported",
                                                     "media-supported",
                                                     "sides-supported",
                                                     "pwg-raster-document-resolution-supported",
                                                     "pwg-raster-document-type-supported",
                                                     "pwg-raster-document-sheet-back"};
const std::vector<std::string_view> kJobWords = {"job-id",
                                                 "job-name",
                                                 "job-state",
                                                 "job-state-reasons",
                                                 "job-impressions-completed",
                                                 "job-media-sheets-completed"};

std::vector<Attribute>& operation_of(Message& message) { return message.groups.front().attributes; }

}  // namespace

Message Asking::begin(Operation operation) {
  last_id_ = last_id_ == INT32_MAX ? 1 : last_id_ + 1;
  Message message;
  message.code = static_cast<std::uint16_t>(operation);
  message.request_id = last_id_;
  // The first three in this order: RFC 8011 section 4.1.4 and 4.1.5.
  message.groups = {{GroupTag::Operation,
                     {text(kTagCharset, "attributes-charset", "utf-8"),
                      text(kTagLanguage, "attributes-natural-language", "en"),
                      text(kTagUri, "printer-uri", uri_)}}};
  return message;
}

Message Asking::printer_attributes(bool abilities) {
  Message message = begin(Operation::GetPrinterAttributes);
  auto words = kStatusWords;
  if (abilities) words.insert(words.end(), kAbilityWords.begin(), kAbilityWords.end());
  auto& operation = operation_of(message);
  operation.push_back(text(kTagName, "requesting-user-name", kUser));
  operation.push_back(texts(kTagKeyword, "requested-attributes", words));
  return message;
}

Message Asking::with_wishes(Operation operation, const JobWishes& wishes) {
  Message message = begin(operation);
  auto& attributes = operation_of(message);
  attributes.push_back(text(kTagName, "requesting-user-name", kUser));
  attributes.push_back(text(kTagName, "job-name", wishes.name));
  if (operation != Operation::CreateJob) {
    attributes.push_back(text(kTagMimeType, "document-format", wishes.format));
  }
  Group job{GroupTag::Job, {}};
  if (!wishes.media.empty()) job.attributes.push_back(text(kTagKeyword, "media", wishes.media));
  job.attributes.push_back(
      text(kTagKeyword, "sides", wishes.two_sided ? "two-sided-long-edge" : "one-sided"));
  message.groups.push_back(std::move(job));
  return message;
}

Message Asking::create_job(const JobWishes& wishes) {
  return with_wishes(Operation::CreateJob, wishes);
}
Message Asking::print_job(const JobWishes& wishes) {
  return with_wishes(Operation::PrintJob, wishes);
}
Message Asking::validate_job(const JobWishes& wishes) {
  return with_wishes(Operation::ValidateJob, wishes);
}

Message Asking::send_document(int job, std::string_view format) {
  Message message = begin(Operation::SendDocument);
  auto& attributes = operation_of(message);
  attributes.push_back(number(kTagInteger, "job-id", job));
  attributes.push_back(text(kTagName, "requesting-user-name", kUser));
  attributes.push_back(text(kTagMimeType, "document-format", format));
  attributes.push_back(boolean("last-document", true));
  return message;
}

Message Asking::cancel_job(int job) {
  Message message = begin(Operation::CancelJob);
  operation_of(message).push_back(number(kTagInteger, "job-id", job));
  operation_of(message).push_back(text(kTagName, "requesting-user-name", kUser));
  return message;
}

Message Asking::job_attributes(int job) {
  Message message = begin(Operation::GetJobAttributes);
  operation_of(message).push_back(number(kTagInteger, "job-id", job));
  operation_of(message).push_back(text(kTagName, "requesting-user-name", kUser));
  operation_of(message).push_back(texts(kTagKeyword, "requested-attributes", kJobWords));
  return message;
}

Message Asking::jobs(bool completed) {
  Message message = begin(Operation::GetJobs);
  operation_of(message).push_back(text(kTagName, "requesting-user-name", kUser));
  operation_of(message).push_back(number(kTagInteger, "limit", kMostJobs));
  operation_of(message).push_back(texts(kTagKeyword, "requested-attributes", kJobWords));
  operation_of(message).push_back(
      text(kTagKeyword, "which-jobs", completed ? "completed" : "not-completed"));
  return message;
}

Verdict verdict_of(std::uint16_t status) {
  switch (status) {
    case 0x0502:  // server-error-service-unavailable
    case 0x0504:  // server-error-device-error
    case 0x0505:  // server-error-temporary-error
    case 0x0506:  // server-error-not-accepting-jobs
    case 0x0507:  // server-error-busy
    case 0x050b:  // server-error-too-many-jobs
      return Verdict::Busy;
    case 0x0404:  // client-error-not-possible
      return Verdict::NotNow;
    case 0x0406:  // client-error-not-found
    case 0x0407:  // client-error-gone
      return Verdict::NotFound;
    case 0x0408:  // client-error-request-entity-too-large
    case 0x0409:  // client-error-request-value-too-long
    case 0x040a:  // client-error-document-format-not-supported
    case 0x040b:  // client-error-attributes-or-values-not-supported
    case 0x0411:  // client-error-document-format-error
    case 0x0501:  // server-error-operation-not-supported
    case 0x0503:  // server-error-version-not-supported
      return Verdict::CannotDo;
    default:
      return status < 0x0100 ? Verdict::Done : Verdict::Refused;
  }
}

}  // namespace dk::drivers::ipp
