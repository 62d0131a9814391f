// SPDX-License-Identifier: Apache-2.0
// What the code hooks of Amazon Lex V1 give back; answer_to() of lambent/events/lex_v1.h starts one
// from the event.
// https://docs.aws.amazon.com/lex/latest/dg/lambda-input-response-format.html
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "lambent/fields.h"

namespace lambent::inline LAMBENT_ABI {

/// What the bot does next.
struct LexV1Response {
  struct Message {
    static constexpr const char* kPlainText = "PlainText";
    static constexpr const char* kSsml = "SSML";
    static constexpr const char* kCustomPayload = "CustomPayload";

    std::string content_type{kPlainText};  ///< One of the constants above.
    std::string content{};
  };
  struct Button {
    std::string text{};  ///< What the user sees.
    std::string value{};  ///< What the bot gets when it is pressed.
  };
  struct Attachment {
    std::string title{};
    std::string sub_title{};
    std::string image_url{};
    std::string attachment_link_url{};
    std::vector<Button> buttons{};
  };
  struct Card {
    std::int64_t version = 1;
    std::string content_type = "application/vnd.amazonaws.card.generic";
    std::vector<Attachment> generic_attachments{};
  };
  struct DialogAction {
    static constexpr const char* kClose = "Close";
    static constexpr const char* kConfirmIntent = "ConfirmIntent";
    static constexpr const char* kDelegate = "Delegate";  ///< Lex goes on as it is set up.
    static constexpr const char* kElicitIntent = "ElicitIntent";
    static constexpr const char* kElicitSlot = "ElicitSlot";
    static constexpr const char* kFulfilled = "Fulfilled";
    static constexpr const char* kFailed = "Failed";

    std::string type{kDelegate};  ///< One of the first five constants.
    std::string fulfillment_state{};  ///< kClose: kFulfilled or kFailed.
    std::optional<Message> message{};
    std::string intent_name{};  ///< kConfirmIntent and kElicitSlot.
    /// kConfirmIntent, kDelegate and kElicitSlot: all slots of the intent; those that are not
    /// filled are null.
    std::map<std::string, std::optional<std::string>> slots{};
    std::string slot_to_elicit{};  ///< kElicitSlot.
    std::optional<Card> response_card{};
  };
  std::map<std::string, std::string> session_attributes{};
  DialogAction dialog_action{};
};

template <>
inline constexpr auto fields<LexV1Response::Message> = std::array{
    field<&LexV1Response::Message::content_type>("contentType", kRequired),
    field<&LexV1Response::Message::content>("content", kRequired),
};

template <>
inline constexpr auto fields<LexV1Response::Button> = std::array{
    field<&LexV1Response::Button::text>("text", kRequired),
    field<&LexV1Response::Button::value>("value", kRequired),
};

template <>
inline constexpr auto fields<LexV1Response::Attachment> = std::array{
    field<&LexV1Response::Attachment::title>("title"),
    field<&LexV1Response::Attachment::sub_title>("subTitle"),
    field<&LexV1Response::Attachment::image_url>("imageUrl"),
    field<&LexV1Response::Attachment::attachment_link_url>("attachmentLinkUrl"),
    field<&LexV1Response::Attachment::buttons>("buttons"),
};

template <>
inline constexpr auto fields<LexV1Response::Card> = std::array{
    field<&LexV1Response::Card::version>("version", kAlways),
    field<&LexV1Response::Card::content_type>("contentType", kAlways),
    field<&LexV1Response::Card::generic_attachments>("genericAttachments", kAlways),
};

template <>
inline constexpr auto fields<LexV1Response::DialogAction> = std::array{
    field<&LexV1Response::DialogAction::type>("type", kRequired),
    field<&LexV1Response::DialogAction::fulfillment_state>("fulfillmentState"),
    field<&LexV1Response::DialogAction::message>("message"),
    field<&LexV1Response::DialogAction::intent_name>("intentName"),
    field<&LexV1Response::DialogAction::slots>("slots"),
    field<&LexV1Response::DialogAction::slot_to_elicit>("slotToElicit"),
    field<&LexV1Response::DialogAction::response_card>("responseCard"),
};

template <>
inline constexpr auto fields<LexV1Response> = std::array{
    field<&LexV1Response::session_attributes>("sessionAttributes"),
    field<&LexV1Response::dialog_action>("dialogAction", kRequired),
};

}  // namespace lambent::inline LAMBENT_ABI
