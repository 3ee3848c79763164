using System.Text.Json;

namespace AgenticApi.Serving;

/// <summary>An annotation of the answer's text, for example a citation.</summary>
/// <remarks>
/// The annotation belongs to the text that is open. If no text is open, it belongs to the next text; if none follows, the annotation is not
/// sent. Equal annotations of one text are sent once.
/// </remarks>
public sealed class AnnotationDelta : ModelDelta
{
    /// <summary>Creates an annotation.</summary>
    /// <param name="annotation">
    /// The annotation in the format of the Responses API: an object with a <c>type</c>. It is sent unchanged.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="annotation"/> is not an object.</exception>
    public AnnotationDelta(JsonElement annotation)
    {
        if (annotation.ValueKind != JsonValueKind.Object)
        {
            throw new ArgumentException("An annotation must be a JSON object.", nameof(annotation));
        }

        Annotation = annotation;
    }

    /// <summary>Gets the annotation.</summary>
    public JsonElement Annotation { get; }
}
