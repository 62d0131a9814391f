// SPDX-License-Identifier: Apache-2.0
// What Amazon Lex V2 takes the user's words for, within events of lambent/events/lex_v2.h.
// https://docs.aws.amazon.com/lexv2/latest/dg/lambda-input-format.html
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "lambent/fields.h"
#include "lambent/shapes/lex_v2.h"
#include "lambent/values.h"

namespace lambent::inline LAMBENT_ABI {

/// An intent that the user may have meant.
struct LexV2Interpretation {
  struct SentimentScore {
    double mixed{};  ///< This and the rest: from 0 to 1.
    double negative{};
    double neutral{};
    double positive{};
  };
  struct SentimentResponse {
    std::string_view sentiment{};  ///< "MIXED", "NEGATIVE", "NEUTRAL" or "POSITIVE".
    SentimentScore sentiment_score{};
  };
  std::string_view interpretation_source{};  ///< "Lex" or "Bedrock".
  LexV2Intent intent{};
  RawJson nlu_confidence{};  ///< A number, or `{"score": number}`; see confidence().
  std::optional<SentimentResponse> sentiment_response{};

  /// From 0 to 1, in whichever form it was sent; absent from what no model was asked about.
  LAMBENT_API std::optional<double> confidence() const;
};

/// What the user may have said.
struct LexV2Transcription {
  struct ResolvedContext {
    std::string_view intent{};
  };
  std::string_view transcription{};
  std::optional<double> transcription_confidence{};  ///< From 0 to 1.
  ResolvedContext resolved_context{};
  Map<std::optional<LexV2Slot>> resolved_slots{};
};

template <>
inline constexpr auto fields<LexV2Interpretation::SentimentScore> = std::array{
    field<&LexV2Interpretation::SentimentScore::mixed>("mixed", kAlways),
    field<&LexV2Interpretation::SentimentScore::negative>("negative", kAlways),
    field<&LexV2Interpretation::SentimentScore::neutral>("neutral", kAlways),
    field<&LexV2Interpretation::SentimentScore::positive>("positive", kAlways),
};

template <>
inline constexpr auto fields<LexV2Interpretation::SentimentResponse> = std::array{
    field<&LexV2Interpretation::SentimentResponse::sentiment>("sentiment", kAlways),
    field<&LexV2Interpretation::SentimentResponse::sentiment_score>("sentimentScore"),
};

template <>
inline constexpr auto fields<LexV2Interpretation> = std::array{
    field<&LexV2Interpretation::interpretation_source>("interpretationSource"),
    field<&LexV2Interpretation::intent>("intent", kAlways),
    field<&LexV2Interpretation::nlu_confidence>("nluConfidence"),
    field<&LexV2Interpretation::sentiment_response>("sentimentResponse"),
};

template <>
inline constexpr auto fields<LexV2Transcription::ResolvedContext> = std::array{
    field<&LexV2Transcription::ResolvedContext::intent>("intent"),
};

template <>
inline constexpr auto fields<LexV2Transcription> = std::array{
    field<&LexV2Transcription::transcription>("transcription", kAlways),
    field<&LexV2Transcription::transcription_confidence>("transcriptionConfidence"),
    field<&LexV2Transcription::resolved_context>("resolvedContext"),
    field<&LexV2Transcription::resolved_slots>("resolvedSlots", kAlways),
};

}  // namespace lambent::inline LAMBENT_ABI
