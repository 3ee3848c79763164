using AgenticApi.Serving;

namespace AgenticApi.Cli;

/// <summary>Creates the text blocks for the names that <c>--parse</c> accepts.</summary>
internal static class TextBlocks
{
    private static readonly (string Name, string Text, Func<ITextBlock> Create)[] Kinds =
    [
        ("think", "<think> tags", () => new ThinkBlock()),
        ("thinking", "the same; the text starts inside one", () => new ThinkBlock(startsOpen: true)),
        ("think-brackets", "[THINK] tags", () => new ThinkBlock { OpeningTag = "[THINK]", ClosingTag = "[/THINK]" }),
        ("hermes", "Hermes, Qwen2.5, Qwen3", () => new HermesToolCallBlock()),
        ("qwen", "Qwen3-Coder, Qwen3.5", () => new XmlToolCallBlock()),
        ("deepseek", "DeepSeek V3, R1, V3.1", () => new SectionToolCallBlock(SectionToolCallTags.DeepSeek)),
        ("deepseek-v32", "DeepSeek V3.2", () => new XmlToolCallBlock(XmlToolCallTags.DeepSeekV32)),
        ("deepseek-v4", "DeepSeek V4", () => new XmlToolCallBlock(XmlToolCallTags.DeepSeekV4)),
        ("gemma", "Gemma 4", () => new GemmaToolCallBlock()),
        ("gemma-thought", "Gemma 4's reasoning", () => new ThinkBlock { OpeningTag = "<|channel>thought", ClosingTag = "<channel|>", EndsAtCalls = true }),
        ("glm", "GLM-4.5 to 4.7", () => new KeyValueToolCallBlock()),
        ("harmony", "gpt-oss; the whole text", () => new HarmonyBlock()),
        ("kimi", "Kimi K2", () => new SectionToolCallBlock(SectionToolCallTags.Kimi)),
        ("lfm2", "LFM2", () => new PythonicToolCallBlock { OpeningTag = "<|tool_call_start|>", ClosingTag = "<|tool_call_end|>", NeedsTag = true }),
        ("llama-json", "Llama 3.1 to 3.3", () => new JsonToolCallBlock()),
        ("minimax", "MiniMax M2", () => new XmlToolCallBlock(XmlToolCallTags.MiniMax)),
        ("mistral", "Mistral", () => new MistralToolCallBlock()),
        ("pythonic", "Llama 3.2 and 4", () => new PythonicToolCallBlock()),
        ("seed", "Seed-OSS", () => new XmlToolCallBlock(XmlToolCallTags.SeedOss)),
        ("seed-think", "<seed:think> tags", () => new ThinkBlock { OpeningTag = "<seed:think>", ClosingTag = "</seed:think>" }),
    ];

    /// <summary>The names.</summary>
    public static string[] Names => [.. Kinds.Select(static kind => kind.Name)];

    /// <summary>The names, each with the models or tags that it parses.</summary>
    public static string Description => string.Join(", ", Kinds.Select(static kind => $"{kind.Name} ({kind.Text})"));

    /// <summary>Creates the block for a name.</summary>
    /// <param name="name">One of <see cref="Names"/>.</param>
    public static ITextBlock Create(string name) => Array.Find(Kinds, kind => kind.Name == name).Create();
}
