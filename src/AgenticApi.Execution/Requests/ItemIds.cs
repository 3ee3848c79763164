namespace AgenticApi.Execution;

/// <summary>What becomes of the ids of items that are sent again.</summary>
internal enum ItemIds
{
    /// <summary>They are sent as they came.</summary>
    Keep,

    /// <summary>They are left out: servers that did not store an item refuse its id.</summary>
    Drop,
}
