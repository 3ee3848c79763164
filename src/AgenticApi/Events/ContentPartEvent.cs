using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>An event that carries a content part.</summary>
public abstract class ContentPartEvent : ItemEvent
{
    private ContentPart? _part;

    private protected ContentPartEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The part's place in the item's content, from 0; null where the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The part as the event has it; null where the server sent none.</summary>
    public ContentPart? Part => _part ??= Payload(ContentPart.FromJson);
}
