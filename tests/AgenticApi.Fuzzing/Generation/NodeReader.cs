using System.Text.Json;

namespace AgenticApi.Fuzzing.Generation;

/// <summary>Reads JSON as a <see cref="Node"/>.</summary>
internal static class NodeReader
{
    private static readonly JsonReaderOptions Options = new() { MaxDepth = 1000 };

    /// <summary>The value; null where the bytes are no JSON.</summary>
    public static Node? Read(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json, Options);
            reader.Read();
            var node = Value(ref reader);
            return reader.Read() ? null : node;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static Node Value(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                var node = Node.Object();
                while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
                {
                    var name = reader.ValueSpan.ToArray();
                    reader.Read();
                    node.Children.Add((name, Value(ref reader)));
                }

                return node;
            case JsonTokenType.StartArray:
                var array = Node.Array();
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    array.Children.Add(([], Value(ref reader)));
                }

                return array;
            case JsonTokenType.String:
                return Node.Leaf([(byte)'"', .. reader.ValueSpan, (byte)'"']);
            default:
                return Node.Leaf(reader.ValueSpan.ToArray());
        }
    }
}
