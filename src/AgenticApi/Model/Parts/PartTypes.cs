namespace AgenticApi;

/// <summary>
/// The <c>type</c> of every content part that has a class. The set is open: a part of another type is an <see cref="UnknownPart"/>.
/// </summary>
public static class PartTypes
{
    /// <summary>Text of a message: <see cref="OutputTextPart"/>.</summary>
    public const string OutputText = "output_text";

    /// <summary>A refusal in place of text: <see cref="RefusalPart"/>.</summary>
    public const string Refusal = "refusal";

    /// <summary>The raw text of a reasoning item: <see cref="ReasoningTextPart"/>.</summary>
    public const string ReasoningText = "reasoning_text";

    /// <summary>A summary of a reasoning item: <see cref="SummaryTextPart"/>.</summary>
    public const string SummaryText = "summary_text";
}
