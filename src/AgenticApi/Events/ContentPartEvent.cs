using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>The base class of events that contain a content part.</summary>
public abstract class ContentPartEvent : ItemEvent
{
    private ContentPart? _part;

    private protected ContentPartEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The part in this event; null if the server sent none.</summary>
    public ContentPart? Part => _part ??= Payload(ContentPart.FromJson);
}
