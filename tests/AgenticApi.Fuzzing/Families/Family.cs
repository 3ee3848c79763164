namespace AgenticApi.Fuzzing.Families;

/// <summary>A kind of input that can be made of any size, and the way in which it is folded.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Feed">How an input is folded.</param>
/// <param name="Write">Writes an input.</param>
public sealed record Family(string Name, Feed Feed, Action<InputWriter> Write)
{
    /// <summary>
    /// Whether the inputs are meant to hold what is no event, or to be refused. All others must be readable: a family with a slip of the pen in
    /// it would measure nothing.
    /// </summary>
    public bool IsDamaged { get; init; }

    /// <summary>The memory that may be held when all has been read, in sizes of the input; null where nothing is demanded.</summary>
    public double? MostHeld { get; init; }

    /// <summary>Makes an input.</summary>
    /// <param name="size">Its length in bytes, roughly.</param>
    public byte[] Build(int size)
    {
        var writer = new InputWriter(size, Feed.Framing);
        Write(writer);
        return writer.ToArray();
    }

    public override string ToString() => $"{Name} ({Feed.Name})";
}
