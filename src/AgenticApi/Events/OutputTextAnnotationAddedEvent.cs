using AgenticApi.Reading;

namespace AgenticApi;

/// <summary>A citation or a file in the text of a message. Wire type: <c>response.output_text.annotation.added</c>.</summary>
public sealed class OutputTextAnnotationAddedEvent : ItemEvent
{
    internal OutputTextAnnotationAddedEvent(byte[] data, in EventFields fields)
        : base(data, fields)
    {
    }

    /// <summary>The index of the part in the content of the item, from 0; null if the server sent none.</summary>
    public int? ContentIndex => PartIndex;

    /// <summary>The annotation's place in its part, from 0; null if the server sent none.</summary>
    public int? AnnotationIndex => Fields.AnnotationIndex >= 0 ? Fields.AnnotationIndex : null;

    /// <summary>The annotation; null if the server sent none.</summary>
    public Annotation? Annotation => Payload(json => new Annotation(json));
}
