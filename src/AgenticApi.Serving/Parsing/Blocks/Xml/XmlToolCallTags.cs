namespace AgenticApi.Serving;

/// <summary>The tags of a format that writes a call as a function with parameters in tags.</summary>
/// <remarks>
/// A name stands behind <see cref="Function"/> and <see cref="Parameter"/>, with or without quotes, up to the next <c>&gt;</c>. What stands
/// between it and that is attributes.
/// </remarks>
public sealed record XmlToolCallTags
{
    /// <summary>
    /// DeepSeek V3.2: <c>&lt;｜DSML｜function_calls&gt;&lt;｜DSML｜invoke name="name"&gt;&lt;｜DSML｜parameter name="key" string="true"&gt;value…</c>.
    /// </summary>
    public static XmlToolCallTags DeepSeekV32 { get; } = new()
    {
        Opening = "<｜DSML｜function_calls>",
        Closing = "</｜DSML｜function_calls>",
        Function = "<｜DSML｜invoke name=",
        FunctionEnd = "</｜DSML｜invoke>",
        Parameter = "<｜DSML｜parameter name=",
        ParameterEnd = "</｜DSML｜parameter>",
        HasBareValues = true,
    };

    /// <summary>DeepSeek V4: as V3.2, in <c>&lt;｜DSML｜tool_calls&gt;</c>.</summary>
    public static XmlToolCallTags DeepSeekV4 { get; } = DeepSeekV32 with { Opening = "<｜DSML｜tool_calls>", Closing = "</｜DSML｜tool_calls>" };

    /// <summary>Qwen3-Coder and its successors: <c>&lt;tool_call&gt;&lt;function=name&gt;&lt;parameter=key&gt;value&lt;/parameter&gt;…</c>.</summary>
    public static XmlToolCallTags Qwen { get; } = new();

    /// <summary>MiniMax M2: <c>&lt;minimax:tool_call&gt;&lt;invoke name="name"&gt;&lt;parameter name="key"&gt;value&lt;/parameter&gt;…</c>.</summary>
    public static XmlToolCallTags MiniMax { get; } = new()
    {
        Opening = "<minimax:tool_call>",
        Closing = "</minimax:tool_call>",
        Function = "<invoke name=",
        FunctionEnd = "</invoke>",
        Parameter = "<parameter name=",
    };

    /// <summary>Seed-OSS: <c>&lt;seed:tool_call&gt;&lt;function=name&gt;&lt;parameter=key&gt;value&lt;/parameter&gt;…</c>.</summary>
    public static XmlToolCallTags SeedOss { get; } = new() { Opening = "<seed:tool_call>", Closing = "</seed:tool_call>" };

    /// <summary>The tag that begins calls; not empty.</summary>
    public string Opening { get; init; } = "<tool_call>";

    /// <summary>The tag that ends calls; not empty.</summary>
    public string Closing { get; init; } = "</tool_call>";

    /// <summary>What begins a function, up to its name; not empty.</summary>
    public string Function { get; init; } = "<function=";

    /// <summary>The tag that ends a function; not empty.</summary>
    public string FunctionEnd { get; init; } = "</function>";

    /// <summary>What begins a parameter, up to its name; not empty.</summary>
    public string Parameter { get; init; } = "<parameter=";

    /// <summary>The tag that ends a parameter; not empty.</summary>
    public string ParameterEnd { get; init; } = "</parameter>";

    /// <summary>
    /// Whether a value stands directly between its tags, so that line breaks at its ends are a part of it. Default: false, one line break at
    /// each end belongs to the tags.
    /// </summary>
    public bool HasBareValues { get; init; }

    /// <summary>Whether the text is the beginning of a tag, and no more.</summary>
    internal bool IsBegun(ReadOnlySpan<char> text)
    {
        foreach (var tag in (ReadOnlySpan<string>)[Parameter, ParameterEnd, FunctionEnd, Closing, Opening, Function])
        {
            if (text.Length < tag.Length && tag.AsSpan().StartsWith(text))
            {
                return true;
            }
        }

        return false;
    }
}
