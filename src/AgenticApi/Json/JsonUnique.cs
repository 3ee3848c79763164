using System.Buffers;
using System.Text;

namespace AgenticApi.Json;

/// <summary>Rewrites an object so that each name occurs once and without escapes.</summary>
internal static class JsonUnique
{
    private static readonly SearchValues<char> MustBeEscaped = SearchValues.Create([.. Enumerable.Range(0, ' ').Select(control => (char)control), '"', '\\']);

    /// <summary>Returns an object whose names can be compared by their bytes. If a name occurs twice, the last member is kept.</summary>
    public static byte[] Of(scoped JsonMembers members)
    {
        var plain = default(RawBuffer);
        plain.Reserve(members.Json.Length);
        WritePlain(members, ref plain);
        var output = default(RawBuffer);
        output.Reserve(plain.Length);
        var all = new JsonMembers(plain.Span, stackalloc JsonMember[JsonMembers.Room]);
        output.Append("{"u8);
        for (var i = 0; i < all.Count; i++)
        {
            if (all.Find(all.Name(i), guess: all.Count) == i)
            {
                output.Append(output.Length > 1 ? ","u8 : default);
                output.AppendName(all.Name(i));
                output.Append(all.Value(i));
            }
        }

        output.Append("}"u8);
        plain.Release();
        return output.Take();
    }

    private static void WritePlain(scoped JsonMembers members, ref RawBuffer output)
    {
        Span<byte> room = stackalloc byte[128];
        output.Append("{"u8);
        for (var i = 0; i < members.Count; i++)
        {
            output.Append(output.Length > 1 ? ","u8 : default);
            var name = members.Name(i);
            var text = name.Contains((byte)'\\') ? JsonText.Unescape(name) : "";
            if (text.AsSpan().ContainsAny(MustBeEscaped))
            {
                JsonText.WriteString(text, ref output);
                output.Append(":"u8);
            }
            else
            {
                output.AppendName(text.Length > 0 && Encoding.UTF8.TryGetBytes(text, room, out var length) ? room[..length] : text.Length > 0 ? Encoding.UTF8.GetBytes(text) : name);
            }

            output.Append(members.Value(i));
        }

        output.Append("}"u8);
    }
}
