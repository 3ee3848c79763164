using System.Collections.Frozen;

namespace AgenticApi.Serving.Chat;

/// <summary>The members that a request of the Responses API can have, with their types and uses. Other members are refused.</summary>
internal static class RequestMembers
{
    /// <summary>The members of the request.</summary>
    public static FrozenDictionary<string, MemberRule> Top { get; } = Table(
        new("model", MemberShape.Text, MemberUse.Translated),
        new("input", MemberShape.Any, MemberUse.Translated),
        new("instructions", MemberShape.Any, MemberUse.Translated),
        new("tools", MemberShape.Array, MemberUse.Translated),
        new("tool_choice", MemberShape.TextOrObject, MemberUse.Translated),
        new("parallel_tool_calls", MemberShape.Boolean, MemberUse.Translated),
        new("max_output_tokens", MemberShape.Integer, MemberUse.Translated) { Least = 1 },
        new("top_logprobs", MemberShape.Integer, MemberUse.Translated) { Least = 0, Most = 20 },
        new("include", MemberShape.Texts, MemberUse.Translated),
        new("reasoning", MemberShape.Object, MemberUse.Translated),
        new("text", MemberShape.Object, MemberUse.Translated),
        new("stream", MemberShape.Boolean, MemberUse.Translated),
        new("temperature", MemberShape.Number, MemberUse.Passed) { Least = 0, Most = 2 },
        new("top_p", MemberShape.Number, MemberUse.Passed) { Least = 0, Most = 1 },
        new("user", MemberShape.Text, MemberUse.Passed),
        new("stream_options", MemberShape.Object, MemberUse.LeftOut),
        new("metadata", MemberShape.Object, MemberUse.LeftOut),
        new("store", MemberShape.Boolean, MemberUse.LeftOut),
        new("service_tier", MemberShape.Text, MemberUse.LeftOut),
        new("safety_identifier", MemberShape.Text, MemberUse.LeftOut),
        new("prompt_cache_key", MemberShape.Text, MemberUse.LeftOut),
        new("prompt_cache_retention", MemberShape.Text, MemberUse.LeftOut),
        new("prompt_cache_options", MemberShape.Object, MemberUse.LeftOut),

        // The model's server decides how it handles input that exceeds its context.
        new("truncation", MemberShape.Text, MemberUse.LeftOut) { Values = ["auto", "disabled"] },

        // It limits calls of hosted tools, which are not supported.
        new("max_tool_calls", MemberShape.Integer, MemberUse.LeftOut) { Least = 1 },

        // Codex sends these members: the first one always, the others over a WebSocket.
        new("client_metadata", MemberShape.Object, MemberUse.LeftOut),
        new("type", MemberShape.Text, MemberUse.LeftOut) { Values = ["response.create"] },
        new("stream_id", MemberShape.Text, MemberUse.LeftOut),
        new("generate", MemberShape.Boolean, MemberUse.NeedsStore),
        new("previous_response_id", MemberShape.Text, MemberUse.NeedsStore),
        new("conversation", MemberShape.TextOrObject, MemberUse.NeedsStore),
        new("background", MemberShape.Boolean, MemberUse.NeedsStore),
        new("prompt", MemberShape.Any, MemberUse.LeftOut) { Refusal = "Stored prompts are not supported: send their text as instructions and input." },
        new("context_management", MemberShape.Any, MemberUse.LeftOut) { Refusal = "Compaction is not supported: leave it out and send a shorter conversation." },
        new("moderation", MemberShape.Any, MemberUse.LeftOut) { Refusal = "Moderation is not supported: leave it out." },
        new("multi_agent", MemberShape.Any, MemberUse.LeftOut) { Refusal = "Multiple agents are not supported: leave it out." });

    /// <summary>The members of <c>reasoning</c>.</summary>
    public static FrozenDictionary<string, MemberRule> Reasoning { get; } = Table(
        new("effort", MemberShape.Text, MemberUse.Passed, "reasoning_effort"),
        new("summary", MemberShape.Text, MemberUse.LeftOut) { Values = ["auto", "concise", "detailed"] },
        new("generate_summary", MemberShape.Text, MemberUse.LeftOut) { Values = ["auto", "concise", "detailed"] },

        // The model is always given all reasoning of the request.
        new("context", MemberShape.Text, MemberUse.LeftOut));

    /// <summary>The members of <c>text</c>.</summary>
    public static FrozenDictionary<string, MemberRule> Text { get; } = Table(
        new("format", MemberShape.Object, MemberUse.Translated),
        new("verbosity", MemberShape.Text, MemberUse.Passed));

    /// <summary>The members of <c>text.format</c>.</summary>
    public static FrozenDictionary<string, MemberRule> Format { get; } = Table(
        new("type", MemberShape.Text, MemberUse.Translated) { Values = ["text", "json_object", "json_schema"] },
        new("name", MemberShape.Text, MemberUse.Passed),
        new("description", MemberShape.Text, MemberUse.Passed),
        new("schema", MemberShape.Object, MemberUse.Passed),
        new("strict", MemberShape.Boolean, MemberUse.Passed));

    /// <summary>The members of <c>stream_options</c>.</summary>
    public static FrozenDictionary<string, MemberRule> StreamOptions { get; } = Table(
        new MemberRule("include_obfuscation", MemberShape.Boolean, MemberUse.LeftOut));

    /// <summary>The members of a tool of the type <c>function</c>.</summary>
    public static FrozenDictionary<string, MemberRule> Function { get; } = Table(
        new("type", MemberShape.Text, MemberUse.Translated),
        new("name", MemberShape.Text, MemberUse.Translated),
        new("description", MemberShape.Text, MemberUse.Translated),
        new("parameters", MemberShape.Object, MemberUse.Passed),
        new("strict", MemberShape.Boolean, MemberUse.Passed),

        // There is no tool search: the model is always given all tools.
        new("defer_loading", MemberShape.Boolean, MemberUse.LeftOut),
        new("allowed_callers", MemberShape.Texts, MemberUse.LeftOut),
        new("output_schema", MemberShape.Object, MemberUse.LeftOut));

    /// <summary>The members of a tool of the type <c>custom</c>.</summary>
    public static FrozenDictionary<string, MemberRule> Custom { get; } = Table(
        new("type", MemberShape.Text, MemberUse.Translated),
        new("name", MemberShape.Text, MemberUse.Translated),
        new("description", MemberShape.Text, MemberUse.Translated),
        new("format", MemberShape.Object, MemberUse.Translated),
        new("defer_loading", MemberShape.Boolean, MemberUse.LeftOut),
        new("allowed_callers", MemberShape.Texts, MemberUse.LeftOut));

    /// <summary>The members of a tool of the type <c>namespace</c>.</summary>
    public static FrozenDictionary<string, MemberRule> Namespace { get; } = Table(
        new("type", MemberShape.Text, MemberUse.Translated),
        new("name", MemberShape.Text, MemberUse.Translated),
        new("description", MemberShape.Text, MemberUse.Translated),
        new("tools", MemberShape.Array, MemberUse.Translated));

    private static FrozenDictionary<string, MemberRule> Table(params ReadOnlySpan<MemberRule> rules) =>
        rules.ToArray().ToFrozenDictionary(rule => rule.Name, StringComparer.Ordinal);
}
