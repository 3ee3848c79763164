using System.Text.Json;

namespace AgenticApi.Serving;

/// <summary>An annotation of text of the answer, a citation for instance.</summary>
/// <remarks>
/// It belongs to the text that is open, and to the next one where none is; without any text after it, it is left out. Of equal ones in one
/// text the first counts.
/// </remarks>
public sealed class AnnotationDelta : ModelDelta
{
    /// <summary>Creates one.</summary>
    /// <param name="annotation">The annotation as the Responses API has it: an object with a <c>type</c>. It is sent as it is.</param>
    /// <exception cref="ArgumentException"><paramref name="annotation"/> is no object.</exception>
    public AnnotationDelta(JsonElement annotation)
    {
        if (annotation.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("An annotation is an object.", nameof(annotation));
        }

        Annotation = annotation;
    }

    /// <summary>The annotation.</summary>
    public JsonElement Annotation { get; }
}
