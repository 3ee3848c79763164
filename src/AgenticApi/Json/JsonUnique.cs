using System.Text;

namespace AgenticApi.Json;

/// <summary>Takes members that stand twice out of an object.</summary>
internal static class JsonUnique
{
    /// <summary>
    /// The object with each name once and spelled plainly. Of two members with one name the last one counts, at the place of the first. What
    /// the members hold stays as it is.
    /// </summary>
    public static byte[] Of(scoped JsonMembers members)
    {
        var last = new OrderedDictionary<string, JsonMember>(StringComparer.Ordinal);
        foreach (var member in members.Items)
        {
            last[JsonText.Unescape(member.Name(members.Json))] = member;
        }

        var output = default(RawBuffer);
        output.Append("{"u8);
        foreach (var (name, member) in last)
        {
            output.Append(output.Length > 1 ? ","u8 : default);
            var raw = member.Name(members.Json);
            if (raw.Contains((byte)'\\'))
            {
                JsonText.WriteString(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(name)), ref output);
                output.Append(":"u8);
            }
            else
            {
                output.AppendName(raw);
            }

            output.Append(member.Value(members.Json));
        }

        output.Append("}"u8);
        return output.Take();
    }
}
