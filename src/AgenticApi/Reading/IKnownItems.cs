namespace AgenticApi.Reading;

/// <summary>Items that were checked before, in the order of the response.</summary>
internal interface IKnownItems
{
    /// <summary>How many there are.</summary>
    int Count { get; }

    /// <summary>An item's valid JSON; empty where it is not known yet.</summary>
    ReadOnlySpan<byte> JsonOf(int index);
}
