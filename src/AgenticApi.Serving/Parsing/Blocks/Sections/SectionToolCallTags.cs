namespace AgenticApi.Serving;

/// <summary>The tags of a format that writes calls in a section, each as its name, a tag and its arguments as JSON.</summary>
public sealed record SectionToolCallTags
{
    /// <summary>
    /// DeepSeek R1, V3 and V3.1: <c>&lt;｜tool▁calls▁begin｜&gt;&lt;｜tool▁call▁begin｜&gt;name&lt;｜tool▁sep｜&gt;{…}&lt;｜tool▁call▁end｜&gt;…</c>.
    /// Smaller models that learned from R1 spell the first tag in several ways.
    /// </summary>
    public static SectionToolCallTags DeepSeek { get; } = new()
    {
        Openings = ["<｜tool▁calls▁begin｜>", "<｜tool▁calls｜>", "<｜tool_calls_begin｜>", "<｜tool calls begin｜>", @"<｜tool\_calls\_begin｜>"],
        Closings = ["<｜tool▁calls▁end｜>"],
        Call = "<｜tool▁call▁begin｜>",
        Arguments = "<｜tool▁sep｜>",
        CallEnd = "<｜tool▁call▁end｜>",
    };

    /// <summary>
    /// Kimi K2 and its successors: <c>&lt;|tool_calls_section_begin|&gt;&lt;|tool_call_begin|&gt;functions.name:0&lt;|tool_call_argument_begin|&gt;{…}…</c>.
    /// </summary>
    public static SectionToolCallTags Kimi { get; } = new()
    {
        Openings = ["<|tool_calls_section_begin|>", "<|tool_call_section_begin|>"],
        Closings = ["<|tool_calls_section_end|>", "<|tool_call_section_end|>"],
        Call = "<|tool_call_begin|>",
        Arguments = "<|tool_call_argument_begin|>",
        CallEnd = "<|tool_call_end|>",
        HasIds = true,
    };

    /// <summary>The tags that begin a section; not empty, and none of them empty.</summary>
    public required IReadOnlyList<string> Openings { get; init; }

    /// <summary>The tags that end a section; not empty, and none of them empty.</summary>
    public required IReadOnlyList<string> Closings { get; init; }

    /// <summary>The tag that begins a call; not empty.</summary>
    public required string Call { get; init; }

    /// <summary>The tag between a call's name and its arguments; not empty.</summary>
    public required string Arguments { get; init; }

    /// <summary>The tag that ends a call; not empty.</summary>
    public required string CallEnd { get; init; }

    /// <summary>
    /// Whether an id stands in the place of the name, and the name in the id: <c>functions.name:0</c>. The whole of it becomes the call's id.
    /// Default: false.
    /// </summary>
    public bool HasIds { get; init; }
}
