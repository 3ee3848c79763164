using System.Text;

namespace AgenticApi;

/// <summary>The members of events that are read. Several of the wire's names mean the same thing to the fold.</summary>
internal enum EventField
{
    None,
    Type,
    SequenceNumber,
    OutputIndex,
    PartIndex,
    AnnotationIndex,
    ItemId,
    StreamId,
    Delta,
    Value,
    Body,
    Logprobs,
    Name,
    Error,
    Object,
    Output,
}

/// <summary>Finds the member that a name on the wire means.</summary>
internal static class EventFieldNames
{
    private static readonly (string Name, EventField Field)[] All =
    [
        ("type", EventField.Type),
        ("sequence_number", EventField.SequenceNumber),
        ("output_index", EventField.OutputIndex),
        ("content_index", EventField.PartIndex),
        ("summary_index", EventField.PartIndex),
        ("command_index", EventField.PartIndex),
        ("annotation_index", EventField.AnnotationIndex),
        ("item_id", EventField.ItemId),
        ("stream_id", EventField.StreamId),
        ("delta", EventField.Delta),
        ("text", EventField.Value),
        ("refusal", EventField.Value),
        ("arguments", EventField.Value),
        ("input", EventField.Value),
        ("code", EventField.Value),
        ("diff", EventField.Value),
        ("command", EventField.Value),
        ("response", EventField.Body),
        ("item", EventField.Body),
        ("part", EventField.Body),
        ("annotation", EventField.Body),
        ("logprobs", EventField.Logprobs),
        ("name", EventField.Name),
        ("error", EventField.Error),
        ("object", EventField.Object),
        ("output", EventField.Output),
    ];

    private static readonly (byte[] Name, EventField Field)[] Table = Build();

    /// <summary>The member; <see cref="EventField.None"/> for a name that nothing is read from.</summary>
    /// <param name="name">The name as it stands between its quotes.</param>
    /// <param name="place">The name's own place, 0 to 63, by which a second one of the same name is noticed.</param>
    public static EventField Find(ReadOnlySpan<byte> name, out int place)
    {
        place = name.Length < 4 ? 0 : Hash(name);
        ref readonly var entry = ref Table[place];
        return name.SequenceEqual(entry.Name) ? entry.Field : EventField.None;
    }

    /// <summary>No two of the names share a place; <see cref="Build"/> would fail.</summary>
    private static int Hash(ReadOnlySpan<byte> name) => ((name.Length * 8) + (name[0] * 23) + name[2]) & 63;

    private static (byte[] Name, EventField Field)[] Build()
    {
        var table = new (byte[] Name, EventField Field)[64];
        foreach (var (name, field) in All)
        {
            var bytes = Encoding.UTF8.GetBytes(name);
            var place = Hash(bytes);
            if (table[place].Name is not null)
            {
                throw new InvalidOperationException($"'{name}' and another name share a place: change {nameof(Hash)}.");
            }

            table[place] = (bytes, field);
        }

        return table;
    }
}
