using System.Text;
using AgenticApi.Json;

namespace AgenticApi.Protocol;

/// <summary>Finds a <see cref="WireMember"/> by its name on the wire.</summary>
internal static class WireMembers
{
    private static readonly (string Name, WireMember Member)[] All =
    [
        ("type", WireMember.Type),
        ("sequence_number", WireMember.SequenceNumber),
        ("output_index", WireMember.OutputIndex),
        ("content_index", WireMember.ContentIndex),
        ("summary_index", WireMember.SummaryIndex),
        ("command_index", WireMember.CommandIndex),
        ("annotation_index", WireMember.AnnotationIndex),
        ("item_id", WireMember.ItemId),
        ("stream_id", WireMember.StreamId),
        ("delta", WireMember.Delta),
        ("text", WireMember.Text),
        ("refusal", WireMember.Refusal),
        ("arguments", WireMember.Arguments),
        ("input", WireMember.Input),
        ("code", WireMember.Code),
        ("diff", WireMember.Diff),
        ("command", WireMember.Command),
        ("response", WireMember.Response),
        ("item", WireMember.Item),
        ("part", WireMember.Part),
        ("annotation", WireMember.Annotation),
        ("output", WireMember.Output),
        ("logprobs", WireMember.Logprobs),
        ("name", WireMember.Name),
        ("error", WireMember.Error),
        ("object", WireMember.Object),
    ];

    private static readonly (byte[] Name, WireMember Member)[] Table = Build();

    /// <summary>Returns the member; <see cref="WireMember.None"/> if the library does not read it.</summary>
    /// <param name="name">The name without its quotes; may contain escapes.</param>
    public static WireMember Find(ReadOnlySpan<byte> name)
    {
        if (name.Length < 4)
        {
            return WireMember.None;
        }

        ref readonly var entry = ref Table[Hash(name)];
        return name.SequenceEqual(entry.Name) ? entry.Member : name.Contains((byte)'\\') ? FindEscaped(name) : WireMember.None;
    }

    private static WireMember FindEscaped(ReadOnlySpan<byte> name)
    {
        var plain = JsonText.Unescape(name);
        return plain.Contains('\\', StringComparison.Ordinal) ? WireMember.None : Find(Encoding.UTF8.GetBytes(plain));
    }

    /// <summary>A perfect hash: no two names have the same slot. <see cref="Build"/> checks this.</summary>
    private static int Hash(ReadOnlySpan<byte> name) => ((name.Length * 8) + (name[0] * 23) + name[2]) & 63;

    private static (byte[] Name, WireMember Member)[] Build()
    {
        var table = new (byte[] Name, WireMember Member)[64];
        foreach (var (name, member) in All)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            ref var entry = ref table[Hash(bytes)];
            if (entry.Name is not null)
            {
                throw new InvalidOperationException($"The names '{name}' and '{Encoding.UTF8.GetString(entry.Name)}' have the same hash. Change {nameof(Hash)}.");
            }

            entry = (bytes, member);
        }

        return table;
    }
}
