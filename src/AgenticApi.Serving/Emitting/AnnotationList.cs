using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace AgenticApi.Serving.Emitting;

/// <summary>
/// The annotations of a text, each as compact JSON. Equal annotations are kept once, because some servers send the whole list with every
/// chunk.
/// </summary>
internal sealed class AnnotationList
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Utf8Buffer _json = new(256);
    private readonly List<Range> _places = [];

    /// <summary>The number of annotations.</summary>
    public int Count => _places.Count;

    /// <summary>How many of the annotations were sent.</summary>
    public int Sent { get; set; }

    /// <summary>All annotations, separated by commas.</summary>
    public ReadOnlySpan<byte> Json => _json.Span;

    /// <summary>One annotation.</summary>
    public ReadOnlySpan<byte> this[int index] => _json.Span[_places[index]];

    public void Add(JsonElement annotation)
    {
        var compact = new Utf8Buffer(256).AppendCompact(JsonMarshal.GetRawUtf8Value(annotation)).Span;
        if (_known.Add(Encoding.UTF8.GetString(compact)))
        {
            _json.Append(_json.Length > 0 ? ","u8 : []);
            _places.Add(_json.Length..(_json.Length + compact.Length));
            _json.Append(compact);
        }
    }
}
