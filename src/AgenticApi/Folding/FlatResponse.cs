using AgenticApi.Json;

namespace AgenticApi.Folding;

/// <summary>A response whose members are in the event itself, beside those of the event.</summary>
internal static class FlatResponse
{
    /// <summary>Returns the response without the members of the event.</summary>
    public static byte[] WithoutEvent(scoped JsonMembers members)
    {
        var output = default(RawBuffer);
        output.Append("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            var name = members.Name(i);
            if (!name.SequenceEqual("type"u8) && !name.SequenceEqual("sequence_number"u8) && !name.SequenceEqual("stream_id"u8) && !name.SequenceEqual("response"u8))
            {
                output.Append(output.Length > 1 ? ","u8 : default);
                output.AppendName(name);
                output.Append(members.Value(i));
            }
        }

        output.Append("}"u8);
        return output.Take();
    }
}
