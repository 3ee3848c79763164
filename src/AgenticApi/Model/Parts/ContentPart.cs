using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>A part of the content of an item. A part whose type this library does not know is an <see cref="UnknownPart"/>.</summary>
public abstract class ContentPart : WireObject
{
    private protected ContentPart(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c> (see <see cref="PartTypes"/>); empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>Makes a part of the class that belongs to the <c>type</c>. Any JSON is accepted.</summary>
    /// <param name="json">
    /// The part. What is no object, or undefined, becomes an <see cref="UnknownPart"/>. It is kept, so its document must not be disposed.
    /// </param>
    public static ContentPart FromJson(JsonElement json) =>
        JsonText.GetString(JsonText.Member(json, "type"u8)) switch
        {
            PartTypes.OutputText => new OutputTextPart(json),
            PartTypes.Refusal => new RefusalPart(json),
            PartTypes.ReasoningText => new ReasoningTextPart(json),
            PartTypes.SummaryText => new SummaryTextPart(json),
            _ => new UnknownPart(json),
        };
}
