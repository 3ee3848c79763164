using Microsoft.Extensions.AI;

namespace AgenticApi.Extensions.AI;

/// <summary>Converts the annotations of a message to citations.</summary>
internal static class Citations
{
    /// <summary>Returns the citations. Their regions are positions in the whole text of the message. Empty if there are none.</summary>
    public static IList<AIAnnotation> Of(MessageItem message)
    {
        var citations = new List<AIAnnotation>();
        var start = 0;
        foreach (var part in message.Content.OfType<OutputTextPart>())
        {
            foreach (var annotation in part.Annotations)
            {
                citations.Add(Of(annotation, start));
            }

            start += part.Text.Length;
        }

        return citations;
    }

    private static CitationAnnotation Of(Annotation annotation, int partStart)
    {
        var start = annotation.StartIndex ?? annotation.Index;
        return new CitationAnnotation
        {
            Title = annotation.Title ?? annotation.Filename,
            Url = Uri.TryCreate(annotation.Url, UriKind.Absolute, out var url) ? url : null,
            FileId = annotation.FileId,
            AnnotatedRegions = start is >= 0 and < int.MaxValue / 2
                ? [new TextSpanAnnotatedRegion { StartIndex = partStart + (int)start, EndIndex = annotation.EndIndex is >= 0 and < int.MaxValue / 2 and var end ? partStart + (int)end : null }]
                : null,
            RawRepresentation = annotation,
        };
    }
}
