using System.Text.Json;
using AgenticApi.Json;

namespace AgenticApi;

/// <summary>
/// The base class of the parts of an item's content. A part whose type this library does not know is an <see cref="UnknownPart"/>.
/// </summary>
public abstract class ContentPart : WireObject
{
    private protected ContentPart(JsonElement json)
        : base(json)
    {
    }

    /// <summary>The <c>type</c> (see <see cref="PartTypes"/>); empty if absent.</summary>
    public string Type => String("type"u8) ?? "";

    /// <summary>Creates a part of the class that belongs to the <c>type</c>. Accepts any JSON.</summary>
    /// <param name="json">
    /// The part. If it is not an object, or undefined, the result is an <see cref="UnknownPart"/>. The part keeps it, so its document must
    /// not be disposed.
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
