namespace AgenticApi.Reading;

/// <summary>Items that are known to be valid JSON, in the order of the response.</summary>
internal interface IKnownItems
{
    /// <summary>The number of items.</summary>
    int Count { get; }

    /// <summary>Returns the JSON of an item; empty if it is not finished.</summary>
    ReadOnlySpan<byte> JsonOf(int index);
}
