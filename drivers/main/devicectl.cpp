// devicectl: plays devices at the far end of a wire, and lets a person do to them what people do.
//
//   devicectl emulate scanner --link /tmp/scanner --control unix:/tmp/scanner.control
//   devicectl emulate receipt-printer --link /tmp/printer --control unix:... --out /tmp/tickets
//   devicectl emulate id-card-reader --link /tmp/id --control unix:... --persons FILE
//   devicectl emulate social-card --vpcd 127.0.0.1:35963 --control unix:... --persons FILE
//   devicectl do --control unix:/tmp/scanner.control scan text=LH1122-0457-15
//   devicectl do --control unix:/tmp/id.control insert_card person=P02
//   devicectl decode photo.jpg ...      (a JSON line each: drivers/camera/decode_report.h)
//   devicectl print FILE --to ipp://10.0.0.8/ipp/print
//   devicectl status ipp://10.0.0.8/ipp/print    (both: drivers/main/print_command.h)
//
// What a person can do to each device is listed in the header of its emulator.
//
// `emulate` prints one JSON line (device, address, control, pid) and runs until SIGTERM; it
// outlives the program at the near end. Exit: 0, 1 = refused or failed (English on standard error),
// 2 = usage, 3 = nobody knows whether the paper came out.
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <filesystem>
#include <iostream>
#include <nlohmann/json.hpp>

#include "base/files.h"
#include "drivers/camera/decode_report.h"
#include "drivers/camera/picture_file.h"
#include "drivers/emulation/host.h"
#include "drivers/id-card-reader/emulator/id_card_emulator.h"
#include "drivers/main/print_command.h"
#include "drivers/receipt-printer/emulator/printer_emulator.h"
#include "drivers/scanner/emulator/scanner_emulator.h"
#include "drivers/smart-card/emulator/social_card_emulator.h"
#include "drivers/transport/address.h"

namespace {

using dk::Failure;
using dk::FailureCode;
using dk::Result;

struct EmulateOptions {
  std::string link;
  std::string listen;
  std::string control;
  std::string out;
  std::string model = "full-80";
  std::string persons;
  std::string vpcd = "127.0.0.1:35963";
};

dk::drivers::EmulatorHost* host_to_stop = nullptr;  // for the signal handler only

extern "C" void stop_host(int) {
  if (host_to_stop != nullptr) host_to_stop->stop();
}

int complain(const Failure& failure) {
  std::cerr << "devicectl: " << dk::name_of(failure.code) << ": " << failure.detail << "\n";
  return 1;
}

Result<std::string> control_path(const std::string& control) {
  if (!control.starts_with("unix:") || control.size() < 6) {
    return dk::fail(FailureCode::invalid_argument, "--control is unix:PATH");
  }
  return control.substr(5);
}

// "tcp:127.0.0.1:0" asks for any free port, which an address of a device never is.
Result<std::unique_ptr<dk::drivers::FarEnd>> listening(std::string listen) {
  const bool any_port = listen.ends_with(":0");
  if (any_port) listen.back() = '1';
  DK_TRY(address, dk::drivers::parse_address(listen));
  const auto* tcp = std::get_if<dk::drivers::TcpAddress>(&address);
  if (tcp == nullptr) return dk::fail(FailureCode::invalid_argument, "--listen is tcp:HOST:PORT");
  const auto port = any_port ? std::uint16_t{0} : tcp->port;
  return dk::drivers::make_tcp_far_end(tcp->host, port);
}

Result<std::unique_ptr<dk::drivers::FarEnd>> far_end_of(const EmulateOptions& options) {
  if (options.link.empty()) return listening(options.listen);
  std::error_code error;
  return dk::drivers::make_pty_far_end(std::filesystem::absolute(options.link, error).string());
}

int emulate(dk::drivers::EmulatedDevice& device, const EmulateOptions& options,
            Result<std::unique_ptr<dk::drivers::FarEnd>> far_end) {
  const auto control = control_path(options.control);
  if (!control) return complain(control.error());
  if (!far_end) return complain(far_end.error());
  const dk::SystemClock clock;
  dk::drivers::EmulatorHost host(device, std::move(*far_end), *control, clock);
  if (const auto opened = host.open(); !opened) return complain(opened.error());

  host_to_stop = &host;
  struct sigaction action{};
  action.sa_handler = stop_host;
  ::sigaction(SIGTERM, &action, nullptr);
  ::sigaction(SIGINT, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
  std::cout << host.introduction() << std::endl;
  host.run();
  host_to_stop = nullptr;
  return 0;
}

int emulate_scanner(const EmulateOptions& options) {
  dk::drivers::ScannerEmulator device;
  return emulate(device, options, far_end_of(options));
}

int emulate_receipt_printer(const EmulateOptions& options) {
  const auto model = dk::drivers::printer_model(options.model);
  if (!model) return complain({FailureCode::invalid_argument, "unknown --model"});
  std::error_code error;
  const auto out = std::filesystem::absolute(options.out, error);
  std::filesystem::create_directories(out, error);
  if (error) return complain({FailureCode::io_error, "cannot make the folder of --out"});
  dk::drivers::PrinterEmulator device(*model, out.string(),
                                      dk::drivers::make_freetype_rasterizer());
  return emulate(device, options, far_end_of(options));
}

Result<dk::drivers::Persons> persons_of(const EmulateOptions& options) {
  if (options.persons.empty()) return dk::drivers::Persons();
  return dk::drivers::Persons::load(options.persons);
}

int emulate_id_card_reader(const EmulateOptions& options) {
  auto persons = persons_of(options);
  if (!persons) return complain(persons.error());
  dk::drivers::IdCardEmulator device(std::move(*persons));
  return emulate(device, options, far_end_of(options));
}

// The virtual reader of pcscd listens; its name there is "Virtual PCD" with numbers after it.
Result<std::unique_ptr<dk::drivers::FarEnd>> virtual_slot(const std::string& vpcd) {
  DK_TRY(address, dk::drivers::parse_address("tcp:" + vpcd));
  const auto& tcp = std::get<dk::drivers::TcpAddress>(address);
  return dk::drivers::make_tcp_caller(tcp.host, tcp.port, "pcsc:Virtual PCD");
}

int emulate_social_card(const EmulateOptions& options) {
  auto persons = persons_of(options);
  if (!persons) return complain(persons.error());
  dk::drivers::SocialCardEmulator device(std::move(*persons));
  return emulate(device, options, virtual_slot(options.vpcd));
}

// key=value; values stay texts, the emulator knows what it wants.
int do_verb(const std::string& control, const std::string& verb,
            const std::vector<std::string>& arguments) {
  const auto path = control_path(control);
  if (!path) return complain(path.error());
  nlohmann::json request = {{"id", 1}, {"verb", verb}};
  for (const std::string& argument : arguments) {
    const auto equals = argument.find('=');
    if (equals == 0 || equals == std::string::npos) {
      return complain({FailureCode::invalid_argument, "arguments are key=value"});
    }
    request[argument.substr(0, equals)] = argument.substr(equals + 1);
  }
  const auto line = request.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
  const auto answer = dk::drivers::control_call(*path, line, dk::Milliseconds(10'000));
  if (!answer) return complain(answer.error());
  std::cout << *answer << "\n";
  const auto parsed = nlohmann::json::parse(*answer, nullptr, false);
  return parsed.is_object() && parsed.value("ok", false) ? 0 : 1;
}

// A bad file is a line of its own; the others go on, and the exit code says that there was one.
int decode_files(const std::vector<std::string>& paths) {
  const dk::SystemClock clock;
  dk::drivers::SymbolDecoder decoder(clock);
  dk::PosixFiles files;
  bool all_good = true;
  for (const std::string& path : paths) {
    const auto file = files.read(path, dk::drivers::kPictureMaxFileBytes);
    const auto report = dk::drivers::report_picture(path, file, decoder);
    std::cout << report.line << std::endl;
    all_good = all_good && report.good;
  }
  return all_good ? 0 : 1;
}

void line_options(CLI::App& command, EmulateOptions& options) {
  auto* link = command.add_option("--link", options.link, "make a pseudo terminal, linked here");
  auto* listen = command.add_option("--listen", options.listen, "tcp:127.0.0.1:PORT, 0 = any");
  link->excludes(listen);
  command.add_option("--control", options.control, "unix:PATH of the control socket")->required();
  command.callback([&options] {
    if (options.link.empty() && options.listen.empty()) {
      throw CLI::RequiredError("--link or --listen");
    }
  });
}

int run(int argc, char** argv) {
  CLI::App app{"Plays devices at the far end of a wire."};
  app.require_subcommand(1);
  EmulateOptions options;
  auto* emulate_command = app.add_subcommand("emulate", "play a device until SIGTERM");
  emulate_command->require_subcommand(1);
  auto* scanner = emulate_command->add_subcommand("scanner", "a bar code engine");
  line_options(*scanner, options);
  auto* printer = emulate_command->add_subcommand("receipt-printer", "an ESC/POS printer");
  line_options(*printer, options);
  printer->add_option("--out", options.out, "folder for ticket-0001.png ...")->required();
  printer->add_option("--model", options.model, "full-80 or plain-58")->capture_default_str();
  auto* id_cards = emulate_command->add_subcommand("id-card-reader", "a SAM module");
  line_options(*id_cards, options);
  id_cards->add_option("--persons", options.persons, "persons.json, for insert_card person=P01");
  auto* social = emulate_command->add_subcommand("social-card", "a social security card in vpcd");
  social->add_option("--vpcd", options.vpcd, "HOST:PORT of the reader")->capture_default_str();
  social->add_option("--control", options.control, "unix:PATH of the control socket")->required();
  social->add_option("--persons", options.persons, "persons.json, for insert_card person=P01");

  std::string control;
  std::string verb;
  std::vector<std::string> arguments;
  auto* act = app.add_subcommand("do", "do to an emulated device what a person does");
  act->add_option("--control", control, "unix:PATH of its control socket")->required();
  act->add_option("verb", verb, "scan, insert_card, unplug, state ...")->required();
  act->add_option("arguments", arguments, "key=value ...");

  std::vector<std::string> pictures;
  auto* decode = app.add_subcommand("decode", "read the codes in picture files");
  decode->add_option("files", pictures, "PNG, JPEG or WebP")->required();
  dk::drivers::PrintCommand print;
  auto* print_command = app.add_subcommand("print", "print a PDF or a text, wait for its end");
  print_command->add_option("file", print.file, "PDF or UTF-8 text")->required();
  print_command->add_option("--to", print.to, "ipp://HOST[:PORT]/PATH")->required();
  print_command->add_option("--patience", print.patience_s, "seconds for paper, cover, busy")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  print_command->add_flag("--two-sided", print.two_sided, "where the printer can");
  std::string printer_address;
  auto* status = app.add_subcommand("status", "ask a printer how it is");
  status->add_option("address", printer_address, "ipp://HOST[:PORT]/PATH")->required();

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (decode->parsed()) return decode_files(pictures);
  if (print_command->parsed()) return dk::drivers::print_file(print);
  if (status->parsed()) return dk::drivers::show_printer_status(printer_address);
  if (act->parsed()) return do_verb(control, verb, arguments);
  if (scanner->parsed()) return emulate_scanner(options);
  if (id_cards->parsed()) return emulate_id_card_reader(options);
  if (social->parsed()) return emulate_social_card(options);
  return emulate_receipt_printer(options);
}

}  // namespace

int main(int argc, char** argv) {
  ::umask(077);
  return run(argc, argv);
}
