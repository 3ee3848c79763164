using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>One part of an item's content. A type that this library does not know is an <see cref="UnknownPart"/>.</summary>
public abstract class ContentPart : WireObject
{
    private protected ContentPart(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The part's <c>type</c> (see <see cref="PartTypes"/>); empty where the server sent none.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>The part that this JSON object is. Never throws for a type or field it does not know.</summary>
    /// <param name="json">The object. It is kept, so it must not belong to a document that is disposed.</param>
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
