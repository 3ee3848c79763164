namespace AgenticApi.Protocol;

/// <summary>The places in items where texts stand that events spell out piece by piece.</summary>
internal static class TextPlaces
{
    public static readonly TextPlace OutputText = new(ItemTypes.Message, "content", Shape.Parts, "text", PartTypes.OutputText);
    public static readonly TextPlace Refusal = new(ItemTypes.Message, "content", Shape.Parts, "refusal", PartTypes.Refusal);
    public static readonly TextPlace ReasoningText = new(ItemTypes.Reasoning, "content", Shape.Parts, "text", PartTypes.ReasoningText);
    public static readonly TextPlace SummaryText = new(ItemTypes.Reasoning, "summary", Shape.Parts, "text", PartTypes.SummaryText);
    public static readonly TextPlace AnyPart = new(null, "content", Shape.Parts, "text");
    public static readonly TextPlace FunctionArguments = new(ItemTypes.FunctionCall, null, Shape.Item, "arguments") { IsJson = true };
    public static readonly TextPlace McpArguments = new(ItemTypes.McpCall, null, Shape.Item, "arguments") { IsJson = true };
    public static readonly TextPlace CustomInput = new(ItemTypes.CustomToolCall, null, Shape.Item, "input");
    public static readonly TextPlace Code = new(ItemTypes.CodeInterpreterCall, null, Shape.Item, "code");
    public static readonly TextPlace Diff = new(ItemTypes.ApplyPatchCall, "operation", Shape.Object, "diff");
    public static readonly TextPlace Command = new(ItemTypes.ShellCall, "action", Shape.Strings, "commands");
    public static readonly TextPlace Printed = new(ItemTypes.ShellCallOutput, "output", Shape.Parts, "stdout") { Utf8SecondMember = "stderr"u8.ToArray() };

    /// <summary>A call's name, which vLLM repeats beside the whole arguments.</summary>
    public static readonly TextPlace CallName = new(ItemTypes.FunctionCall, null, Shape.Item, "name");

    private static readonly TextPlace[] OfMessage = [OutputText];
    private static readonly TextPlace[] OfReasoning = [ReasoningText, SummaryText];
    private static readonly TextPlace[] OfFunctionCall = [FunctionArguments];
    private static readonly TextPlace[] OfMcpCall = [McpArguments];
    private static readonly TextPlace[] OfCustomToolCall = [CustomInput];
    private static readonly TextPlace[] OfCodeInterpreterCall = [Code];
    private static readonly TextPlace[] OfApplyPatchCall = [Diff];
    private static readonly TextPlace[] OfShellCall = [Command];
    private static readonly TextPlace[] OfShellCallOutput = [Printed];

    /// <summary>The containers and texts that an item of a type may bring along when it opens: its deltas continue them.</summary>
    public static ReadOnlySpan<TextPlace> Of(string? itemType) => itemType switch
    {
        ItemTypes.Message => OfMessage,
        ItemTypes.Reasoning => OfReasoning,
        ItemTypes.FunctionCall => OfFunctionCall,
        ItemTypes.McpCall => OfMcpCall,
        ItemTypes.CustomToolCall => OfCustomToolCall,
        ItemTypes.CodeInterpreterCall => OfCodeInterpreterCall,
        ItemTypes.ApplyPatchCall => OfApplyPatchCall,
        ItemTypes.ShellCall => OfShellCall,
        ItemTypes.ShellCallOutput => OfShellCallOutput,
        _ => default,
    };

    /// <summary>The place of a part by its type, in a container: a refusal's text has another member than a text's.</summary>
    public static TextPlace ForPart(TextPlace container, string? partType) => (container.Container, partType) switch
    {
        ("content", PartTypes.OutputText) => OutputText,
        ("content", PartTypes.Refusal) => Refusal,
        ("content", PartTypes.ReasoningText) => ReasoningText,
        ("content", not null) => AnyPart,
        _ => container,
    };
}
