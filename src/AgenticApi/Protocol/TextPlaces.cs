namespace AgenticApi.Protocol;

/// <summary>The places of all texts that events send piece by piece.</summary>
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
    public static readonly TextPlace CommandOutput = new(ItemTypes.ShellCallOutput, "output", Shape.Parts, "stdout") { Utf8SecondMember = "stderr"u8.ToArray() };

    /// <summary>The name of a function call, which vLLM repeats in the event with the complete arguments.</summary>
    public static readonly TextPlace CallName = new(ItemTypes.FunctionCall, null, Shape.Item, "name");

    private static readonly TextPlace[] OfMessage = [OutputText];
    private static readonly TextPlace[] OfReasoning = [ReasoningText, SummaryText];
    private static readonly TextPlace[] OfFunctionCall = [FunctionArguments];
    private static readonly TextPlace[] OfMcpCall = [McpArguments];
    private static readonly TextPlace[] OfCustomToolCall = [CustomInput];
    private static readonly TextPlace[] OfCodeInterpreterCall = [Code];
    private static readonly TextPlace[] OfApplyPatchCall = [Diff];
    private static readonly TextPlace[] OfShellCall = [Command];
    private static readonly TextPlace[] OfShellCallOutput = [CommandOutput];

    /// <summary>Returns the places that an item of a type may already fill when it starts. Deltas continue these texts.</summary>
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

    /// <summary>
    /// Returns the place of the text of a part in a container. It depends on the part type: a refusal has another member than a text.
    /// </summary>
    public static TextPlace ForPart(TextPlace container, string? partType) => (container.Container, partType) switch
    {
        ("content", PartTypes.OutputText) => OutputText,
        ("content", PartTypes.Refusal) => Refusal,
        ("content", PartTypes.ReasoningText) => ReasoningText,
        ("content", not null) => AnyPart,
        _ => container,
    };
}
