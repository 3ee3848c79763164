using System.Collections.Frozen;

namespace AgenticApi.Serving.Chat;

/// <summary>Members of Chat Completions requests that clients also send in requests of the Responses API.</summary>
internal static class ChatMembers
{
    /// <summary>The members that model servers know and the Responses API does not have, with their types.</summary>
    public static FrozenDictionary<string, MemberRule> Passed { get; } = Table(
        new("seed", MemberShape.Integer, MemberUse.Passed),
        new("stop", MemberShape.TextOrTexts, MemberUse.Passed),
        new("stop_token_ids", MemberShape.Array, MemberUse.Passed),
        new("presence_penalty", MemberShape.Number, MemberUse.Passed) { Least = -2, Most = 2 },
        new("frequency_penalty", MemberShape.Number, MemberUse.Passed) { Least = -2, Most = 2 },
        new("repetition_penalty", MemberShape.Number, MemberUse.Passed),
        new("length_penalty", MemberShape.Number, MemberUse.Passed),
        new("logit_bias", MemberShape.Object, MemberUse.Passed),
        new("top_k", MemberShape.Integer, MemberUse.Passed),
        new("top_a", MemberShape.Number, MemberUse.Passed),
        new("min_p", MemberShape.Number, MemberUse.Passed) { Least = 0, Most = 1 },
        new("typical_p", MemberShape.Number, MemberUse.Passed),
        new("min_tokens", MemberShape.Integer, MemberUse.Passed) { Least = 0 },
        new("ignore_eos", MemberShape.Boolean, MemberUse.Passed),
        new("bad_words", MemberShape.Texts, MemberUse.Passed),
        new("skip_special_tokens", MemberShape.Boolean, MemberUse.Passed),
        new("spaces_between_special_tokens", MemberShape.Boolean, MemberUse.Passed),
        new("include_stop_str_in_output", MemberShape.Boolean, MemberUse.Passed),
        new("add_generation_prompt", MemberShape.Boolean, MemberUse.Passed),
        new("continue_final_message", MemberShape.Boolean, MemberUse.Passed),
        new("chat_template", MemberShape.Text, MemberUse.Passed),
        new("chat_template_kwargs", MemberShape.Object, MemberUse.Passed),
        new("mm_processor_kwargs", MemberShape.Object, MemberUse.Passed),
        new("guided_json", MemberShape.Any, MemberUse.Passed),
        new("guided_regex", MemberShape.Text, MemberUse.Passed),
        new("guided_choice", MemberShape.Texts, MemberUse.Passed),
        new("guided_grammar", MemberShape.Text, MemberUse.Passed),
        new("guided_decoding_backend", MemberShape.Text, MemberUse.Passed),
        new("structured_outputs", MemberShape.Object, MemberUse.Passed),
        new("grammar", MemberShape.Text, MemberUse.Passed),
        new("regex", MemberShape.Text, MemberUse.Passed),
        new("ebnf", MemberShape.Text, MemberUse.Passed),
        new("separate_reasoning", MemberShape.Boolean, MemberUse.Passed),
        new("stream_reasoning", MemberShape.Boolean, MemberUse.Passed),
        new("enable_thinking", MemberShape.Boolean, MemberUse.Passed),
        new("thinking", MemberShape.Any, MemberUse.Passed),
        new("thinking_budget", MemberShape.Integer, MemberUse.Passed),
        new("include_reasoning", MemberShape.Boolean, MemberUse.Passed),
        new("cache_prompt", MemberShape.Boolean, MemberUse.Passed),
        new("cache_salt", MemberShape.Text, MemberUse.Passed),
        new("id_slot", MemberShape.Integer, MemberUse.Passed),
        new("priority", MemberShape.Integer, MemberUse.Passed),
        new("keep_alive", MemberShape.Any, MemberUse.Passed),
        new("kv_transfer_params", MemberShape.Object, MemberUse.Passed),
        new("vllm_xargs", MemberShape.Object, MemberUse.Passed));

    /// <summary>The members that have another name in the Responses API, with that name.</summary>
    public static FrozenDictionary<string, string> Moved { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["messages"] = "input",
        ["max_tokens"] = "max_output_tokens",
        ["max_completion_tokens"] = "max_output_tokens",
        ["response_format"] = "text.format",
        ["verbosity"] = "text.verbosity",
        ["reasoning_effort"] = "reasoning.effort",
        ["logprobs"] = "include",
        ["functions"] = "tools",
        ["function_call"] = "tool_choice",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static FrozenDictionary<string, MemberRule> Table(params ReadOnlySpan<MemberRule> rules) =>
        rules.ToArray().ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);
}
