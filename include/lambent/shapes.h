// SPDX-License-Identifier: Apache-2.0
// What several events share: the EventBridge envelope, client certificates.
#pragma once

#include <array>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/source.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// The event that EventBridge delivers, around a detail of the sender's. `Detail` is RawJson, or a
/// described struct of yours.
/// https://docs.aws.amazon.com/eventbridge/latest/ref/overiew-event-structure.html
template <class Detail>
struct EventBridge {
  std::string_view version{};         ///< "0".
  std::string_view id{};
  std::string_view detail_type{};     ///< What happened, for example "Object Created".
  std::string_view source{};          ///< Who says so; "aws." names AWS services.
  std::string_view account{};         ///< Twelve digits.
  Timestamp time{};
  std::string_view region{};
  List<std::string_view> resources{};  ///< ARNs of what is concerned.
  Detail detail{};
  std::string_view replay_name{};     ///< Set when an archive is replayed.
};

template <class Detail>
inline constexpr auto fields<EventBridge<Detail>> = std::array{
    field<&EventBridge<Detail>::version>("version"),
    field<&EventBridge<Detail>::id>("id"),
    field<&EventBridge<Detail>::detail_type>("detail-type", kRequired),
    field<&EventBridge<Detail>::source>("source", kRequired),
    field<&EventBridge<Detail>::account>("account"),
    field<&EventBridge<Detail>::time>("time"),
    field<&EventBridge<Detail>::region>("region"),
    field<&EventBridge<Detail>::resources>("resources", kAlways),
    field<&EventBridge<Detail>::detail>("detail", kNullable),
    field<&EventBridge<Detail>::replay_name>("replay-name"),
};

/// Describes the source of EventBridge<Detail> for a detail of your own:
///   template <> inline constexpr lambent::Source lambent::source<lambent::EventBridge<Paid>> =
///       lambent::eventbridge_source("shop_paid", "com.example.shop", "Order Paid");
constexpr Source eventbridge_source(std::string_view name, std::string_view sender,
                                    std::string_view detail_type) {
  return {.name = name,
          .probes = {has("detail"), equals("source", sender), equals("detail-type", detail_type)},
          .base = "eventbridge"};
}

/// The certificate a client presented (mutual TLS).
struct ClientCertificate {
  struct Validity {
    Timestamp not_before{};  ///< "May 28 12:30:02 2019 GMT"
    Timestamp not_after{};
  };
  std::string_view client_cert_pem{};
  std::string_view subject_dn{};
  std::string_view issuer_dn{};
  std::string_view serial_number{};
  Validity validity{};
};

template <>
inline constexpr auto fields<ClientCertificate::Validity> = std::array{
    field<&ClientCertificate::Validity::not_before>("notBefore"),
    field<&ClientCertificate::Validity::not_after>("notAfter"),
};

template <>
inline constexpr auto fields<ClientCertificate> = std::array{
    field<&ClientCertificate::client_cert_pem>("clientCertPem"),
    field<&ClientCertificate::subject_dn>("subjectDN"),
    field<&ClientCertificate::issuer_dn>("issuerDN"),
    field<&ClientCertificate::serial_number>("serialNumber"),
    field<&ClientCertificate::validity>("validity"),
};

}  // namespace lambent::inline LAMBENT_ABI
